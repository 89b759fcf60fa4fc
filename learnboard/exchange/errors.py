"""Why a file is refused, in a sentence: the file, the place, what is wrong, what to do (FORMAT.md §1)."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from learnboard.domain.errors import InvalidFile
from learnboard.domain.model.fields import ID_PATTERN
from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean, clean_line

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, ValidationError

ASK: Final = "ask for a new export"
WRONG: Final = "wrong"
"""The type of a validation error of a single value; its message continues “VALUE is not …”."""
_LONGEST_NAME: Final = 120
_LONGEST_VALUE: Final = 40
_LONGEST_CLEANED: Final = 1_000
"""So many characters of a text are cleaned to show the beginning of it."""
_ID: Final = pattern(ID_PATTERN)
_UNKNOWN: Final = ("extra_forbidden", "unexpected_keyword_argument")
_UNKNOWN_FIELD: Final = f"this format knows no such field; take it out, or {ASK}"
_CONTAINERS: Final = {
    "tuple_type": "a list: write it in square brackets",
    "dict_type": "an object: write it in braces",
    "dataclass_type": "an object: write it in braces",
}


def file_error(name: Path | str, what: str, *, at: str = "") -> InvalidFile:
    """Return the error of the file `name`; `at` is a line and column, `what` the place in the data and the reason."""
    where = f"{display_name(name)}, {at}" if at else display_name(name)
    return InvalidFile(f"{where}: {what.removesuffix('.')}.")


def file_error_at(data: bytes, at: int, name: Path | str, what: str) -> InvalidFile:
    """Return the error of the file `name` at the byte `at`, with its line and its column in bytes, both from 1."""
    line = data.count(b"\n", 0, at) + 1
    column = at - data.rfind(b"\n", 0, at)
    return file_error(name, f"{what}; {ASK}", at=f"line {line}, column {column}")


def validation_error(name: str, document: Any, error: "ValidationError") -> InvalidFile:
    """Return the error of a parsed document for the first of its validation errors."""
    first = error.errors(include_url=False)[0]
    return file_error(name, f"{_place(document, first['loc'])}: {_message(first)}")


def unknown_field_error(name: str, document: Any, location: Sequence[str | int]) -> InvalidFile:
    """Return the error of a document with a field that its version of the format does not know."""
    version = f"version {document['version']}.{document['minor']} of the format"
    return file_error(name, f"{_place(document, location)}: {version} knows no such field; take it out, or {ASK}")


def display_name(path: Path | str) -> str:
    """Return a file's name for a sentence: clean, and of a long path the last 119 characters."""
    name = clean_line(str(path)) or "the file"
    return name if len(name) <= _LONGEST_NAME else "…" + name[1 - _LONGEST_NAME :]


def display_value(value: Any) -> str:
    """Return a value of a file for a sentence: without control characters, cut at 40 characters."""
    if isinstance(value, str):
        # Blanks at its ends may be what is wrong with it, so they are shown.
        text = clean(value[:_LONGEST_CLEANED]).replace("\n", " ").replace("\t", " ")
        return f"“{text}”" if len(text) <= _LONGEST_VALUE else f"“{text[: _LONGEST_VALUE - 1]}…”"
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value) if isinstance(value, float) or abs(value) < 2**64 else "a huge number"


def _message(error: "ErrorDetails") -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == WRONG:
        return f"{display_value(error['input'])} is not {error['msg']}"
    if kind in _UNKNOWN:
        return _UNKNOWN_FIELD
    if kind in _CONTAINERS:
        return f"{display_value(error['input'])} is not {_CONTAINERS[kind]}"
    if kind == "too_long":
        return f"{context['actual_length']:,} are too many, the limit is {context['max_length']:,}; {ASK} with fewer"
    return f"this is missing; {ASK}"


def _place(document: Any, location: Sequence[str | int]) -> str:
    """Where something is in a document: the array and the id of the row, then the field."""
    named = [step for step in location if step != "[key]"]
    steps = [step if isinstance(step, int) else clean_line(step)[:_LONGEST_VALUE] for step in named]
    if len(steps) > 1 and isinstance(number := steps[1], int):
        row = document[str(steps[0])][number]
        id_ = row.get("id") if isinstance(row, dict) else None
        shown = id_ if isinstance(id_, str) and _ID.fullmatch(id_) else f"row {number + 1}"
        return f"{steps[0]} {shown}, {_path(steps[2:])}" if steps[2:] else f"{steps[0]} {shown}"
    return _path(steps)


def _path(steps: Sequence[str | int]) -> str:
    return ".".join(step if isinstance(step, str) else str(step + 1) for step in steps)
