"""Rows of JSON that are written alike: the bulk of a file, stepped over in one match (FORMAT.md §1).

A program writes the rows of a table with the same names in the same order. What was looked into once, with no name
twice, is a pattern for the rows that follow: whatever matches it has no name twice either.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

MOST_PATTERNS: Final = 12
"""The most patterns of one file: a board has some five large tables, and each pattern takes 1 to 10 ms to compile."""
MOST_MISSES: Final = 12
"""After so many fruitless tries the file is not of the kind, and no more time is spent on it."""
MOST_SHAPES: Final = 4
"""The most shapes in one pattern: each may be tried on every row."""
MOST_ROW_NAMES: Final = 60
"""The most names in one pattern, for the same reason as `MOST_PATTERNS`."""

_ROW_BLANK = rb"[ \t\r\n]*+"
_COMMA = _ROW_BLANK + rb"," + _ROW_BLANK
_ROW_THEN = _ROW_BLANK + rb"(?:," + _ROW_BLANK + rb"|(?=\]))"
# Integers of 19 digits may be beyond 64 bits: rows with one are left to the slower walk.
_ROW_SCALAR = rb'"[^"]*+"|true|false|null|-?[0-9]{1,18}+(?![0-9.eE])'
_LIST = rb"\[" + _ROW_BLANK + rb"(?:(?:" + _ROW_SCALAR + rb")" + _ROW_THEN + rb")*+\]"
_VALUE = rb"(?:" + _ROW_SCALAR + rb"|" + _LIST + rb")"


class Shape(NamedTuple):
    """The names of an object in their order, each with the shape of the object that is its value, if it is one."""

    names: tuple[tuple[str, "Shape | None"], ...]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Shape":
        """The shape of a row that was read."""
        return cls(tuple((name, cls.of(value) if isinstance(value, dict) else None) for name, value in row.items()))

    def all_names(self) -> Iterator[str]:
        """Its names, and those of the objects in it."""
        for name, inner in self.names:
            yield name
            if inner:
                yield from inner.all_names()

    def pattern(self) -> bytes:
        """What an object of this shape looks like; its other values are single ones and lists of them."""
        pairs = (
            b'"%s"%s:%s%s' % (name.encode(), _ROW_BLANK, _ROW_BLANK, inner.pattern() if inner else _VALUE)
            for name, inner in self.names
        )
        return rb"\{" + _ROW_BLANK + _COMMA.join(pairs) + _ROW_BLANK + rb"\}"


class SimilarRows:
    """Steps over rows that are written as some rows before them; one for each file, so that its work is bounded."""

    def __init__(self) -> None:
        self._patterns: dict[frozenset[Shape], re.Pattern[bytes] | None] = {}
        self._misses = 0

    def end(self, plain: bytes, at: int, examples: Iterable[Mapping[str, Any]]) -> int:
        """Where the rows end that begin at `at` and look like one of the examples, which have no name twice.

        In `plain` every quote begins or ends a text.
        """
        if self._misses >= MOST_MISSES:
            return at
        pattern = self._known(frozenset(map(Shape.of, examples)))
        found = pattern.match(plain, at) if pattern else None
        self._misses += found is None
        return found.end() if found else at

    def _known(self, shapes: frozenset[Shape]) -> re.Pattern[bytes] | None:
        if shapes not in self._patterns and len(self._patterns) < MOST_PATTERNS:
            self._patterns[shapes] = _pattern(shapes)
        return self._patterns.get(shapes)


def _pattern(shapes: frozenset[Shape]) -> re.Pattern[bytes] | None:
    """Any number of rows of these shapes, or nothing if they are not of the plain kind that programs write."""
    names = [name for shape in shapes for name in shape.all_names()]
    # A name with an escape in it could be written in several ways, and stand twice after all.
    plain = all(name.isascii() and name.isidentifier() for name in names)
    if not plain or len(names) > MOST_ROW_NAMES or len(shapes) > MOST_SHAPES:
        return None
    rows = rb"|".join(shape.pattern() for shape in shapes)
    # The repeat is possessive: it remembers no way back for each row.
    return re.compile(rb"(?:(?:" + rows + rb")" + _ROW_THEN + rb")++")
