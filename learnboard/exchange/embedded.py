"""A snapshot's own JSON inside a page: how it is put in, and how it is found again (FORMAT.md §1)."""

import re
from typing import Final

from learnboard.exchange.file_errors import refusal, shown_name
from learnboard.exchange.json_reader import refuse_at

OPENING: Final = b'<script type="application/json" id="learnboard-snapshot">'
CLOSING: Final = b"</script>"
_ESCAPED: Final = {b"<": b"\\u003c", b">": b"\\u003e", b"&": b"\\u0026"}
_PAGE: Final = re.compile(rb"[ \t\r\n\f]*+(?:<!doctype html|<html)", re.IGNORECASE)


def embedded(document: bytes) -> bytes:
    """The bytes of a snapshot's file as an element of a page: nothing in them can end the element."""
    for sign, escape in _ESCAPED.items():
        document = document.replace(sign, escape)
    return OPENING + document.strip() + CLOSING


def extracted(data: bytes, name: str) -> bytes | None:
    """The JSON in the one element of a page that `embedded` wrote; None if the bytes do not begin as a page does.

    Blanks and line feeds before it move it to where it stands in the page, for refusals that name a line and column.

    Raises:
        FileRefused: if the page has no such element, or two, or one that does not end.
    """
    if not _PAGE.match(data):
        return None
    if (opening := data.find(OPENING)) < 0:
        raise refusal(name, "this page holds no snapshot of learnboard; choose a page that learnboard wrote")
    start = opening + len(OPENING)
    if (second := data.find(OPENING, start)) >= 0:
        refuse_at(data, second, shown_name(name), "a second snapshot begins here, and a page holds one")
    end = data.find(b"<", start)  # `embedded` leaves none in what it writes
    ending = data[end : end + len(CLOSING)] if end >= 0 else b""
    if ending != CLOSING and CLOSING.startswith(ending):
        raise refusal(name, "the page is cut off in the middle of its snapshot: ask for it again")
    if ending != CLOSING:
        refuse_at(data, opening, shown_name(name), "the snapshot in the page begins here and never ends")
    lines, line_begins = data.count(b"\n", 0, start), data.rfind(b"\n", 0, start) + 1
    return b"\n" * lines + b" " * (start - line_begins) + data[start:end]
