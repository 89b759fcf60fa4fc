"""What a file is that cannot be read, told by how it begins: a person can only mend a fault that is named."""

import re
from typing import Final

from learnboard.domain.patterns import pattern
from learnboard.exchange.errors import display_value

SQLITE: Final = b"SQLite format 3\0"
"""How a board begins, and every other database of SQLite."""
UTF_8_MARK: Final = b"\xef\xbb\xbf"
LONGEST_BEGINNING: Final = 64
"""So many bytes of a file tell what it is."""
_LONGEST_LINE: Final = 1_000
_UTF_16: Final = "this is written in UTF-16; save it as UTF-8"
_PACKED: Final = "this is packed ({}); unpack it, and choose the file that comes out"
_PICTURE: Final = "this is a picture; choose the file that learnboard wrote"
_BEGINNINGS: Final = {
    SQLITE: "this is a board (or another SQLite database), not an export; open it with --board, and export it there",
    b"PK\x03\x04": _PACKED.format("zip"),
    b"PK\x05\x06": _PACKED.format("zip"),
    b"\x1f\x8b": _PACKED.format("gzip"),
    b"BZh": _PACKED.format("bzip2"),
    b"\xfd7zXZ\0": _PACKED.format("xz"),
    b"\x28\xb5\x2f\xfd": _PACKED.format("zstd"),
    b"7z\xbc\xaf\x27\x1c": _PACKED.format("7z"),
    b"Rar!\x1a\x07": _PACKED.format("rar"),
    b"%PDF-": "this is a PDF, which holds no snapshot; ask for the file or page that it was printed from",
    b"{\\rtf": "this is a document of a word processor (RTF); save it as plain text in UTF-8",
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"\xff\xfe\0\0": _UTF_16.replace("16", "32"),
    b"\0\0\xfe\xff": _UTF_16.replace("16", "32"),
    b"\xff\xfe": _UTF_16,
    b"\xfe\xff": _UTF_16,
}
_ASCII = rb"[\t\n\r -~]"
# Without a byte order mark: what we read begins with signs of ASCII, and they leave bytes of zero between them.
_WIDE = {
    re.compile(rb"(?:%b\0\0\0|\0\0\0%b)" % (_ASCII, _ASCII)): _UTF_16.replace("16", "32"),
    re.compile(rb"(?:(?:%b\0){2}|(?:\0%b){2})" % (_ASCII, _ASCII)): _UTF_16,
}
_BEGIN = pattern(rb"[ \t\r\n]*+([^\r\n]{1,%d})" % _LONGEST_LINE)


def without_mark(data: bytes) -> bytes:
    """Return a text's bytes without the byte order mark that some programs begin a file with."""
    return data.removeprefix(UTF_8_MARK)


def named_fault(data: bytes) -> str:
    """Return what is wrong with a file and what to do, if its first bytes tell what it is; else an empty text.

    The text is a clause in lower case, without a full stop.
    """
    start = data[:LONGEST_BEGINNING]
    known = next((fault for beginning, fault in _BEGINNINGS.items() if start.startswith(beginning)), "")
    return known or next((fault for wide, fault in _WIDE.items() if wide.match(start)), "")


def beginning_fault(text: bytes) -> str:
    """Return what is wrong with a text in UTF-8 that is no object of JSON, and what to do; a clause as above."""
    begin = _BEGIN.match(text)
    if begin is None:
        return "there is nothing in it; ask for it again"
    line = begin[1]
    if line.startswith(b"<"):
        what = "this is HTML or XML, but does not begin as a page that learnboard wrote"
    elif line.startswith(b"["):
        what = "this is a list of JSON, and no learnboard file"
    else:
        what = f"this is no learnboard file, but text that begins with {display_value(line.decode(errors='ignore'))}"
    return f"{what}; choose a *.learnboard.json or *.feedback.json file, or a page"
