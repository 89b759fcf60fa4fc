"""Rows of JSON that are written alike: the bulk of a file, stepped over in one match (FORMAT.md §1).

A program writes the rows of a table with the same names in the same order. What was looked into once, with no name
twice, is a pattern for the rows that follow: whatever matches it has no name twice either.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple, NoReturn

from learnboard.domain.errors import InvalidFile
from learnboard.domain.text import clean_line

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


MOST_NESTING: Final = 100
MOST_NAMES: Final = 1_000
"""The most names in one JSON object: far above any board, and it bounds what the search for doubles remembers."""
MOST_STEPS: Final = 50_000
"""The most brackets outside of plain rows: a board has some hundreds, and each takes a step of the slow walk."""
_ROW_DEPTH = 3
_ROWS_AT_ONCE = 50
_MOST_ROW_BYTES = 100_000
_LONGEST_SHOWN = 40
_BLANK = rb"[ \t\r\n]*"
_BETWEEN = rb"[ \t\r\n,]*"


def _integer() -> bytes:
    # 18 digits are always within 64 bits; 19 digits are compared with the largest, digit by digit.
    largest, last = b"9223372036854775807", rb"(?![0-9.eE])"
    upto = b""
    for place in reversed(range(len(largest))):
        digit = int(largest[place : place + 1])
        less = rb"[0-%d][0-9]{%d}|" % (digit - 1, 18 - place) if digit else b""
        upto = rb"(?:" + less + rb"%d" % digit + upto + rb")"
    return rb"(?:-?[0-9]{1,18}+" + last + rb"|-?" + upto + last + rb"|-9223372036854775808" + last + rb")"


_INTEGER = _integer()
_SCALAR = rb'"[^"]*"|true|false|null|' + _INTEGER
_NAME = rb'"[^"]*"' + _BLANK + rb":" + _BLANK
_THEN = _BLANK + rb"(?:," + _BLANK + rb"|(?=[][{}]))"


def _items(value: bytes) -> bytes:
    # The repeat is possessive: a greedy one would remember a way back for each of millions of turns.
    return _BETWEEN + rb"(?:(?:" + value + rb")" + _THEN + rb")*+"


def _pairs(value: bytes, most: int = MOST_NAMES) -> bytes:
    return _BETWEEN + rb"(?:" + _NAME + rb"(?:" + value + rb")" + _THEN + rb"){0,%d}+" % most


@cache
def _row() -> re.Pattern[bytes]:
    """A row of a table as it comes: an object of scalars, small arrays and small objects (10 ms to compile)."""
    subject = rb"\{" + _pairs(_SCALAR) + rb"\}"
    array = rb"\[" + _items(_SCALAR + rb"|" + subject) + rb"\]"
    return re.compile(rb"\{" + _pairs(_SCALAR + rb"|" + array + rb"|" + subject) + rb"\}" + _THEN)


_OPENING = re.compile(_BLANK + rb"(?=\{)")
_ITEMS = re.compile(_items(_SCALAR))
_PAIRS = re.compile(_pairs(_SCALAR + rb"|", MOST_NAMES + 1))
_NAMES = re.compile(rb'"([^"]*)"' + _BLANK + rb":" + _BLANK + rb'(?:"[^"]*")?')
_BEFORE_VALUE = re.compile(_NAME)
_CLOSING = re.compile(_BLANK + rb"\Z")
_TEXT = re.compile(rb'"[^"]*"')
_WHOLE = re.compile(_INTEGER)
_NUMBER = re.compile(rb"-?[0-9]+([.eE])?")
_NOT_A_NUMBER = re.compile(rb"-?(?:NaN|Infinity)")
_LONE_SURROGATE = re.compile(
    rb"\\u[dD](?:[89abAB](?![0-9a-fA-F]{2}\\u[dD][c-fC-F])"
    rb"|[c-fC-F](?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F]))"
)


def scan(data: bytes, name: str) -> None:
    """Refuse what stands in the JSON `data` of the file `name` and is not for a parser to meet (FORMAT.md §1).

    Raises:
        FileRefused: with the line, and the column in bytes, both from 1.
    """
    # Escaped quotes and backslashes are written otherwise, byte for byte, so that every quote left ends a text.
    plain = data.replace(b"\\\\", b"\\1").replace(b'\\"', b"\\'") if b"\\" in data else data
    if b"\\u" in plain and (lone := _LONE_SURROGATE.search(plain)):
        refuse_at(data, lone.start(), name, "half a character (a lone surrogate) is no text")
    _Walk(data, plain, name).run()


def refuse_at(data: bytes, at: int, name: str, what: str) -> NoReturn:
    """Raise the refusal of `what` at the byte `at` of the file `name`."""
    line = data.count(b"\n", 0, at) + 1
    column = at - data.rfind(b"\n", 0, at)
    raise InvalidFile(f"{name}, line {line}, column {column}: {what}; ask for a new export")


class _DoubleName(Exception):
    """A name stands twice in one object."""


class _Walk:
    """The walk from bracket to bracket, many rows of a table at a step where rows are plain."""

    def __init__(self, data: bytes, plain: bytes, name: str) -> None:
        self._data = data
        self._plain = plain
        self._name = name
        self._alike = SimilarRows()

    def run(self) -> None:
        start = _OPENING.match(self._plain)
        if not start:
            self._refuse(0, "the file does not begin with “{”, so it is no learnboard file")
        at = start.end()
        opened: list[set[bytes] | None] = []  # of each open object the names so far, of each open array None
        for _ in range(MOST_STEPS):
            at = self._bracket(at, opened)
            if not opened:
                break
            names = opened[-1]
            if names is not None:
                at = self._names(at, names)
                continue
            at = _end(_ITEMS, self._plain, at)
            if self._plain.startswith(b"{", at) and len(opened) <= MOST_NESTING - _ROW_DEPTH:
                at = _end(_ITEMS, self._plain, self._plain_rows(at))
        else:
            self._refuse(at, "brackets are nested as in no learnboard file")
        if not _CLOSING.match(self._plain, at):
            self._refuse(at, "something follows after the end of the document")

    def _bracket(self, at: int, opened: list[set[bytes] | None]) -> int:
        """Step over the bracket at `at`, or refuse what stands there instead."""
        mark = self._plain[at : at + 1]
        if mark in (b"{", b"["):
            opened.append(set() if mark == b"{" else None)
            if len(opened) > MOST_NESTING:
                self._refuse(at, f"brackets stand more than {MOST_NESTING} deep in each other")
        elif mark in (b"}", b"]"):
            opened.pop()
        else:
            self._refuse_obstacle(at)
        return at + 1

    def _plain_rows(self, at: int) -> int:
        """Step over the plain rows that begin at `at`; stay there if a name is double, for the walk to find it."""
        end, count = self._rows_end(at)
        rows = self._data[at:end].rstrip(b" \t\r\n,").decode()
        try:
            read = json.loads(f"[{rows}]", object_pairs_hook=_once)
        except _DoubleName:
            return at
        except json.JSONDecodeError as error:
            self._refuse(at + len(rows[: error.pos - 1].encode()), "this is not JSON")
        # A table that ends here is not worth a pattern.
        return end if count < _ROWS_AT_ONCE else self._alike.end(self._plain, end, read)

    def _rows_end(self, at: int) -> tuple[int, int]:
        """Where the rows end that are read at once: a bounded number, and no row of a size that costs memory."""
        match, end = _row().match, at
        for number in range(_ROWS_AT_ONCE):
            row = match(self._plain, end)
            if not row or row.end() - end > _MOST_ROW_BYTES:
                return end, number
            end = row.end()
        return end, _ROWS_AT_ONCE

    def _names(self, at: int, names: set[bytes]) -> int:
        """Read the names from `at` to the next bracket into `names`, and return where that bracket is."""
        end = _end(_PAIRS, self._plain, at)
        found = _NAMES.findall(self._plain, at, end)
        if self._plain.find(b"\\", at, end) >= 0:
            found = self._unescaped(found, at)
        fresh = set(found)
        if len(fresh) != len(found) or not names.isdisjoint(fresh):
            self._refuse_double(at, end, found, names)
        names |= fresh
        if len(names) > MOST_NAMES:
            self._refuse(at, f"an object has more than {MOST_NAMES:,} names")
        return end

    def _unescaped(self, found: list[bytes], at: int) -> list[bytes]:
        joined = b'","'.join(found)
        if b"\\" not in joined:
            return found
        escaped = joined.replace(b"\\1", b"\\\\").replace(b"\\'", b'\\"')
        try:
            return [name.encode() for name in json.loads(b'["' + escaped + b'"]')]
        except ValueError:
            self._refuse(at, "a name here is no JSON text")

    def _refuse_double(self, at: int, end: int, found: list[bytes], names: set[bytes]) -> NoReturn:
        earlier = set(names)
        places = _NAMES.finditer(self._plain, at, end)
        for place, name in zip(places, found, strict=True):
            if name in earlier:
                shown = clean_line(name.decode())[:_LONGEST_SHOWN]
                self._refuse(place.start(), f"the name “{shown}” stands twice in one object")
            earlier.add(name)
        raise AssertionError

    def _refuse_obstacle(self, at: int) -> NoReturn:
        """Refuse what stands where the next bracket was to be expected."""
        at = _end(_BEFORE_VALUE, self._plain, at)
        number = _NUMBER.match(self._plain, at)
        if at >= len(self._plain):
            what = "the file ends in the middle"
        elif _NOT_A_NUMBER.match(self._plain, at):
            what = "NaN and Infinity are no numbers of a board"
        elif number and number.group(1):
            what = "a number with a fraction or an exponent has to be written as text, such as “0.70”"
        elif number and not _WHOLE.match(self._plain, at):
            what = "this whole number is beyond 64 bits"
        elif self._plain.startswith(b'"', at) and not _TEXT.match(self._plain, at):
            what = "a text begins here and never ends"
        else:
            what = "this is not JSON"
        self._refuse(at, what)

    def _refuse(self, at: int, what: str) -> NoReturn:
        refuse_at(self._data, at, self._name, what)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise _DoubleName
    return read


def _end(pattern: re.Pattern[bytes], plain: bytes, at: int) -> int:
    found = pattern.match(plain, at)
    return found.end() if found else at
