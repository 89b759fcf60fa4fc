"""A snapshot's JSON inside an HTML page: embedding it, and extracting it again (FORMAT.md §1)."""

import re
from typing import Final

from learnboard.domain.patterns import pattern
from learnboard.exchange.errors import file_error, file_error_at

OPENING: Final = b'<script type="application/json" id="learnboard-snapshot">'
CLOSING: Final = b"</script>"
_GENERATOR: Final = b'<meta name="generator" content="learnboard">'
_ESCAPED: Final = {b"<": b"\\u003c", b">": b"\\u003e", b"&": b"\\u0026"}
_PAGE: Final = pattern(rb"[ \t\r\n\f]*+(?:<!doctype html|<html)", re.IGNORECASE)


def embedded(document: bytes) -> bytes:
    """Return the bytes of a snapshot's file as an element of a page: nothing in them can end the element."""
    for sign, escape in _ESCAPED.items():
        document = document.replace(sign, escape)
    return OPENING + document.strip() + CLOSING


def missing_snapshot(data: bytes) -> str:
    """Return what is wrong with a page without a snapshot, as a clause: browsers and mail programs may leave it out."""
    if is_own_page(data):
        return (
            "this page was saved without the snapshot in it, or cut off before it; ask for the file that was exported"
        )
    return "this page holds no snapshot of learnboard; choose a page that learnboard wrote"


def is_own_page(data: bytes) -> bool:
    """Whether learnboard wrote a page, or what is left of it."""
    return _GENERATOR in data


def extracted(data: bytes, name: str) -> bytes | None:
    """Return the JSON in the one element of a page that `embedded` wrote; None if the bytes do not begin as a page.

    Spaces and line feeds before the JSON keep it where it is in the page, for errors with a line and column.

    Raises:
        InvalidFile: if the page has no such element, or two, or one that does not end.
    """
    if not _PAGE.match(data):
        return None
    if (opening := data.find(OPENING)) < 0:
        raise file_error(name, missing_snapshot(data))
    start = opening + len(OPENING)
    if (second := data.find(OPENING, start)) >= 0:
        raise file_error_at(data, second, name, "a second snapshot begins here, and a page holds one")
    end = data.find(b"<", start)  # `embedded` leaves none in what it writes
    ending = data[end : end + len(CLOSING)] if end >= 0 else b""
    if ending != CLOSING and CLOSING.startswith(ending):
        raise file_error(name, "the page is cut off in the middle of its snapshot: ask for it again")
    if ending != CLOSING:
        raise file_error_at(data, opening, name, "the snapshot in the page begins here and never ends")
    lines, line_begins = data.count(b"\n", 0, start), data.rfind(b"\n", 0, start) + 1
    return b"\n" * lines + b" " * (start - line_begins) + data[start:end]
