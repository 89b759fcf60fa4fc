"""JSON as learnboard writes it, sorted by name: the bytes of the standard library's writer, many times sooner."""

from operator import attrgetter
from typing import Any, Final

from msgspec.json import Encoder
from msgspec.json import format as formatted

_ENCODE: Final = Encoder(order="sorted", enc_hook=attrgetter("text")).encode
"""Values of the domain as they are; a number is the text it was written as."""


def compact_json(value: Any) -> bytes:
    """Return plain data, or values of the domain, as sorted JSON without blanks, which hashes are of."""
    return _ENCODE(value)


def with_indent(compact: bytes, indent: int) -> bytes:
    """Return compact JSON as it is put into files, an indent of 1 or more."""
    return formatted(compact, indent=indent)


def indented_json(value: Any) -> bytes:
    """Return plain data, or values of the domain, as sorted JSON with an indent of 1."""
    return with_indent(compact_json(value), 1)
