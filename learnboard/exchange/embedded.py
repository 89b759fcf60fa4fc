"""A snapshot's own JSON inside a page: how it is put in, and how it is found again (format.md §1)."""

from typing import Final

OPENING: Final = b'<script type="application/json" id="learnboard-snapshot">'
CLOSING: Final = b"</script>"
_ESCAPED: Final = {b"<": b"\\u003c", b">": b"\\u003e", b"&": b"\\u0026"}


def embedded(document: bytes) -> bytes:
    """The bytes of a snapshot's file as an element of a page: nothing in them can end the element."""
    for sign, escape in _ESCAPED.items():
        document = document.replace(sign, escape)
    return OPENING + document.strip() + CLOSING
