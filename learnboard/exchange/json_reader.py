"""Parses the JSON of a stranger, or refuses it with the place and the reason (FORMAT.md §1, "Files from strangers").

The parser is the standard library's, whose hook sees all names of an object, also one that stands twice. What costs
too much is counted on the bytes before. One pattern steps from bracket to bracket over texts, words and whole numbers
of 64 bits and stops at anything else, so that every fault has a place; where a name stands twice is looked for when it
is known to.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate, count, islice, pairwise
from pathlib import Path
from sys import getsizeof
from typing import Any, Final

from learnboard.domain.errors import InvalidFile
from learnboard.domain.text import clean_line
from learnboard.exchange.errors import file_error, file_error_at
from learnboard.exchange.file_kinds import beginning_fault, decoded

_MOST_BRACKETS: Final = 300_000
_MOST_COMMAS: Final = 3_000_000
# The memory that the parser needs at most for a bracket and for a short text; a board of 20 MiB stays far below.
_BRACKET_BYTES: Final = 350
_VALUE_BYTES: Final = 90
_MOST_MEMORY: Final = 220_000_000
_MOST_NESTING: Final = 100
_MOST_NAMES: Final = 1_000
"""The most names in one object."""
_MOST_DIFFERENT: Final = 20_000
"""The most different names in a file, since the parser keeps each: a board has a hundred, and the axes of skills."""
_MOST_BETWEEN: Final = 100_000
"""The most texts, numbers and commas between two brackets: an object of millions of names is not even begun."""
_LONGEST_SHOWN: Final = 40


def _up_to(largest: bytes) -> bytes:
    """A pattern for the numbers of as many digits that are not larger."""
    digit, others = int(largest[:1]), largest[1:]
    less = rb"[0-%d][0-9]{%d}|" % (digit - 1, len(others)) if digit else b""
    return less + b"%d" % digit + (rb"(?:" + _up_to(others) + rb")" if others else b"")


_TEXT = rb'"[^"]*+"'
# 18 digits are always within 64 bits. The usual ways stand first, and a search tells at a glance whether they fit.
_WHOLE = rb"|".join(
    way + rb"(?![0-9.eE])"
    for way in (rb"[0-9]{1,18}+", rb"-[0-9]{1,18}+", rb"-?(?:%b)" % _up_to(b"%d" % (2**63 - 1)), b"-%d" % 2**63)
)
_BETWEEN = rb"%b(?:[ \t\r\n]*+:)?+|[ \t\r\n,]++|null|true|false|%b" % (_TEXT, _WHOLE)
_MARKS = re.compile(rb"(?:%b){0,%d}+([][{}]|.++|\Z)" % (_BETWEEN, _MOST_BETWEEN), re.DOTALL)
"""Steps to the next bracket; where something else stands before, to the end."""
_STEPS: Final = {b"{": 1, b"[": 1, b"}": -1, b"]": -1}
_OPENING = re.compile(rb"[ \t\r\n]*+\{")
_NAME_OR_TEXT = re.compile(rb"%b([ \t\r\n]*+:)?+" % _TEXT)
_LONE_SURROGATE = re.compile(
    rb"\\u[dD](?:[89abAB](?![0-9a-fA-F]{2}\\u[dD][c-fC-F])"
    rb"|[c-fC-F](?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F]))"
)
_CUT_OFF: Final = "the file is cut off here"
_FOLLOWS: Final = "something follows after the end of the document"
_NOT_JSON: Final = "this is not JSON"
_FAULTS: Final = {
    re.compile(_BETWEEN): "more values stand side by side here than on any board",
    re.compile(rb'"'): "a text begins here and never ends: the file is cut off, or a quote is missing",
    re.compile(rb"(?:-|tr?u?|fa?l?s?|nu?l?)\Z"): _CUT_OFF,
    re.compile(rb"-?(?:NaN|Infinity)"): "NaN and Infinity are no numbers of a board",
    re.compile(rb"-?[0-9]++[.eE]"): "a number with a fraction or an exponent has to be written as text, such as “0.70”",
    re.compile(rb"-?[0-9]"): "this whole number is beyond 64 bits",
}
"""What is wrong with something that is no bracket, by how it begins."""


class _InvalidObject(Exception):
    """The object that closes as the `number`-th is refused, perhaps because of a name that stands twice in it."""

    def __init__(self, number: int, what: str, twice: str | None = None) -> None:
        self.number, self.what, self.twice = number, what, twice


def parse_json(data: bytes, name: Path | str) -> dict[str, Any]:
    """Return the object of a JSON document; `name` is the file's in errors.

    Takes less than a second and 250 MB for 20 MiB, whatever they hold.

    Raises:
        InvalidFile: with the line, and the column in bytes, both from 1, and what to do.
    """
    text = decoded(data, name)
    brackets, commas = data.count(b"{") + data.count(b"["), data.count(b",")
    if brackets > _MOST_BRACKETS:
        raise too_much(name, f"has more than {_MOST_BRACKETS:,} brackets")
    if commas > _MOST_COMMAS:
        raise too_much(name, f"has more than {_MOST_COMMAS:,} commas")
    if brackets * _BRACKET_BYTES + commas * _VALUE_BYTES + getsizeof(text) > _MOST_MEMORY:
        raise too_much(name, "has too many values")
    if not _OPENING.match(data):
        raise file_error(name, beginning_fault(data))
    # Escaped backslashes and quotes are masked, byte for byte, so that every quote left begins or ends a text.
    masked = data.replace(rb"\\", rb"\1").replace(rb"\"", rb"\'") if b"\\" in data else data
    if b"\\u" in masked and (lone := _LONE_SURROGATE.search(masked)):
        raise file_error_at(data, lone.start(), name, "half a character (a lone surrogate) is no text")
    marks = list(filter(None, _MARKS.findall(masked)))
    _check_marks(masked, marks, name)
    try:
        parsed: dict[str, Any] = json.JSONDecoder(object_pairs_hook=_object_hook()).decode(text)
    except json.JSONDecodeError as error:
        what = _NOT_JSON if text[error.pos :].strip() else _CUT_OFF
        what = _FOLLOWS if error.msg == "Extra data" else what
        raise file_error_at(data, len(text[: error.pos].encode()), name, what) from None
    except _InvalidObject as error:
        raise file_error_at(data, _place(data, masked, marks, error), name, error.what) from None
    return parsed


def too_much(name: Path | str, what: str) -> InvalidFile:
    """Return the error of a file that has more of something than it may."""
    return file_error(name, f"the file {what}, which no board needs; ask for a new export")


def _check_marks(data: bytes, marks: Sequence[bytes], name: Path | str) -> None:
    """Refuse brackets that stand too deep in each other, and what is no JSON between them."""
    depths = list(accumulate(_STEPS.get(mark, 0) for mark in marks))
    if max(depths) > _MOST_NESTING:
        place = next(islice(_MARKS.finditer(data), depths.index(_MOST_NESTING + 1), None)).start(1)
        raise file_error_at(data, place, name, f"brackets stand more than {_MOST_NESTING} deep in each other")
    rest = marks[-1]
    if rest not in _STEPS:
        what = next((what for begin, what in _FAULTS.items() if begin.match(rest)), _NOT_JSON)
        raise file_error_at(data, len(data) - len(rest), name, what if depths[-1] > 0 else _FOLLOWS)


def _object_hook() -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    """Return the parser's hook, which makes objects of their names and values, and refuses some."""
    closed = count(1)
    different: set[str] = set()

    def make(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        number, made = next(closed), dict(pairs)
        if len(made) < len(pairs):
            twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
            shown = clean_line(twice)[:_LONGEST_SHOWN]
            raise _InvalidObject(number, f"the name “{shown}” stands twice in one object", twice)
        different.update(made)
        if len(made) > _MOST_NAMES:
            raise _InvalidObject(number, f"an object has more than {_MOST_NAMES:,} names")
        if len(different) > _MOST_DIFFERENT:
            raise _InvalidObject(number, f"the file has more than {_MOST_DIFFERENT:,} different names")
        return made

    return make


def _place(data: bytes, masked: bytes, marks: Sequence[bytes], error: _InvalidObject) -> int:
    """Where an object begins, or where a name stands in it for the second time."""
    end = next(islice((at for at, mark in enumerate(marks) if mark == b"}"), error.number - 1, None))
    begin, depth = end, -1
    while depth:
        begin -= 1
        depth += _STEPS[marks[begin]]
    brackets = islice(_MARKS.finditer(masked), begin, end + 1)
    if error.twice is None:
        return next(brackets).start(1)
    places: list[int] = []
    for bracket, after in pairwise(brackets):
        depth += _STEPS[bracket[1]]
        if depth == 1:  # not within an object or list of this one
            texts = _NAME_OR_TEXT.finditer(masked, bracket.end(), after.start(1))
            names = ((text.start(), data[text.start() : text.start(1)]) for text in texts if text[1])
            places += [place for place, name in names if json.loads(name) == error.twice]
    return places[1]
