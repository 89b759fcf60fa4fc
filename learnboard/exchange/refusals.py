"""Why a document is refused, in a sentence: the file, the place, what is wrong, what to do (FORMAT.md §1)."""

import re
from collections.abc import Sequence
from typing import Any, Final

from pydantic_core import ErrorDetails, ValidationError

from learnboard.domain.errors import InvalidFile
from learnboard.domain.model.fields import ID_PATTERN
from learnboard.domain.text import clean, clean_line
from learnboard.exchange.file_errors import refusal

ASK: Final = "ask for a new export"
WRONG: Final = "wrong"
"""The type of an error of a single value; its message continues “VALUE is not …”."""
_SHOWN = 40
_ENOUGH = 1_000  # of a text, to clean what is shown of it
_ID = re.compile(ID_PATTERN)
_UNKNOWN: Final = ("extra_forbidden", "unexpected_keyword_argument")
_CONTAINERS: Final = {
    "tuple_type": "a list: write it in square brackets",
    "dict_type": "an object: write it in braces",
    "dataclass_type": "an object: write it in braces",
}


def explained(name: str, document: Any, error: ValidationError) -> InvalidFile:
    """The refusal of a parsed document for the first of the errors found in it."""
    first = error.errors(include_url=False)[0]
    return refusal(name, f"{_place(document, first['loc'])}: {_message(first)}")


def shown(value: Any) -> str:
    """A value of a file such that it can be shown: without control characters, cut at 40 characters."""
    if isinstance(value, str):
        text = clean(value[:_ENOUGH]).replace("\n", " ").replace("\t", " ")  # blanks at the ends may be what is wrong
        return f"“{text}”" if len(text) <= _SHOWN else f"“{text[: _SHOWN - 1]}…”"
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value) if isinstance(value, float) or abs(value) < 2**64 else "a huge number"


def _message(error: ErrorDetails) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == WRONG:
        return f"{shown(error['input'])} is not {error['msg']}"
    if kind in _UNKNOWN:
        return f"this format knows no such field; take it out, or {ASK}"
    if kind in _CONTAINERS:
        return f"{shown(error['input'])} is not {_CONTAINERS[kind]}"
    if kind == "too_long":
        return f"{context['actual_length']:,} are too many, there may be {context['max_length']:,}; {ASK} with fewer"
    return f"this is missing; {ASK}"


def _place(document: Any, location: Sequence[str | int]) -> str:
    """Where in a document something is: the array and the id, then the field."""
    steps = [step if isinstance(step, int) else clean_line(step)[:_SHOWN] for step in location if step != "[key]"]
    if len(steps) > 1 and isinstance(steps[1], int):
        row = f"{steps[0]} {_called(document, str(steps[0]), steps[1])}"
        return f"{row}, {_path(steps[2:])}" if steps[2:] else row
    return _path(steps)


def _called(document: Any, table: str, number: int) -> str:
    """What a row is called by: its id, or its number from 1 when it has none that could be shown."""
    row = document[table][number]
    known = row.get("id") if isinstance(row, dict) else None
    return known if isinstance(known, str) and _ID.fullmatch(known) else f"row {number + 1}"


def _path(steps: Sequence[str | int]) -> str:
    return ".".join(step if isinstance(step, str) else str(step + 1) for step in steps)
