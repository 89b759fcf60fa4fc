"""What was done to a row: for the status line, and for the step that can be undone."""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from learnboard.domain.model.board_info import BoardInfo, Settings
from learnboard.domain.model.fields import Record, Visibility
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.text import clean_line
from learnboard.domain.titles import read_title
from learnboard.presentation.labels import NOUNS, count_text, field_labels, visibility_text
from learnboard.presentation.values import day_text, full_day, kind_text, listed, quoted, title_of

_LONGEST_REASON: Final = 80
NOTHING_TO_CHANGE: Final = "There is nothing to change."
_OF_A_KIND: Final = frozenset({"start", "target", "unit", "decimals", "bound", "minimum", "maximum", "period"})


class StepText(NamedTuple):
    """A sentence for what was done, and the label of its step."""

    message: str
    label: str


def describe_change(before: object, after: object, names: Sequence[str], seen: Visibility = "shared") -> StepText:
    """What changing these fields is called; `seen` is the visibility of what the row belongs to."""
    topics = _topics(names)
    if len(topics) == 1:
        if topics[0] == "visibility":
            return _visibility(after, seen)
        if topics[0] in _SINGLE:
            return _SINGLE[topics[0]](before, after)
    fields = field_labels(topics)
    name = "the board's settings" if isinstance(after, BoardInfo) else quoted(title_of(after))
    return StepText(f"Changed {name}: {fields}.", f"change {name}: {fields}")


def _topics(names: Sequence[str]) -> list[str]:
    """The fields to name: a kind stands for its numbers, and the drop date for its reason."""
    silent: set[str] = set()
    if "kind" in names:
        silent |= _OF_A_KIND | {"done_on"}
    if "dropped_on" in names:
        silent.add("drop_reason")
    return [name for name in names if name not in silent]


def _renamed(before: object, after: object) -> StepText:
    name = quoted(title_of(before))
    return StepText(f"Renamed {name} to {quoted(title_of(after))}.", f"rename {name}")


def _due(_: object, after: Any) -> StepText:
    name, day = quoted(after.title), after.due_on
    if day is None:
        return StepText(f"{name} has no due date any more.", f"remove the due date of {name}")
    return StepText(f"{name} is due {full_day(day)}.", f"set the due date of {name}")


def _labels(_: object, after: Any) -> StepText:
    name = quoted(after.title)
    listed = " ".join(f"#{label}" for label in after.labels)
    message = f"Labels of {name}: {listed}." if listed else f"{name} has no labels now."
    return StepText(message, f"change the labels of {name}")


def _visibility(after: Any, seen: Visibility) -> StepText:
    name = quoted(title_of(after))
    return StepText(f"{name}: {visibility_text(after.visibility, seen)}.", f"change who sees {name}")


def _dropped(before: Any, after: Any) -> StepText:
    name, reason = quoted(after.title), clean_line(after.drop_reason)
    if after.dropped_on is None:
        return StepText(f"{name} is taken up again.", f"take up {name} again")
    if before.dropped_on:
        return StepText(f"{name} was dropped on {day_text(after.dropped_on)}.", f"change when {name} was dropped")
    if len(reason) > _LONGEST_REASON:
        reason = f"{reason[: _LONGEST_REASON - 1].rstrip()}…"
    return StepText(sentence(f"dropped {name}: {reason}" if reason else f"dropped {name}"), f"drop {name}")


def _done(_: object, after: Any) -> StepText:
    name, state = quoted(after.title), "not done" if after.done_on is None else "done"
    return StepText(f"{name} is {state}.", f"mark {name} {state}")


def _kind(_: object, after: Any) -> StepText:
    name = quoted(after.title)
    if not isinstance(after, KeyResult):
        return StepText(f"Changed {name}: kind.", f"change {name}: kind")
    return StepText(f"Kind of {name}: {kind_text(after)}.", f"change the kind of {name}")


_SINGLE: Final[dict[str, Callable[[Any, Any], StepText]]] = {
    "title": _renamed,
    "statement": _renamed,
    "due_on": _due,
    "labels": _labels,
    "dropped_on": _dropped,
    "done_on": _done,
    "kind": _kind,
}


def describe_added(row: object) -> StepText:
    """What adding a row is called; for a key result also how its title was understood."""
    name = quoted(title_of(row))
    measure = measure_text(row) if isinstance(row, KeyResult) else ""
    if isinstance(row, KeyResult) and measure:
        measure = {"metric": ", a ", "maintain": ": "}.get(row.kind, ", ") + measure
    return StepText(f"Added {name}{measure}.", f"add {name}")


def measure_text(row: KeyResult) -> str:
    """How a title was understood: `metric from 850 to 400 ms`, `keep at most 10 min each month`.

    Where a title has numbers that can be read in two ways, it says why they measure nothing. Empty if it has none.
    """
    if row.kind in ("metric", "maintain"):
        return kind_text(row)
    doubt = read_title(row.title).doubt if row.kind == "binary" else ""
    return f"no metric: {doubt}" if doubt else ""


def describe_deleted(row: Record, tables: Sequence[str] = ()) -> StepText:
    """What deleting a row is called; `tables` names the table of each row deleted with it."""
    name = quoted(title_of(row))
    removed = listed([count_text(table, tables.count(table)) for table in NOUNS if table in tables])
    return StepText(f"Deleted {name} with {removed}." if removed else f"Deleted {name}.", f"delete {name}")


def too_many_text(table: str, count: int, settings: Settings) -> str:
    """That there are more rows of a table than the board's settings want; empty if there are not."""
    most = settings.max_objectives if table == "objectives" else settings.max_key_results
    return f"That makes {count_text(table, count)}, and you wanted at most {most}." if count > most else ""


def closed_refusal(cycle: str) -> str:
    """Why nothing in a closed cycle changes, and what opens it again."""
    return f"{quoted(cycle)} is closed and can only be read: C lists the cycles, and X there opens it again."


def sentence(text: str) -> str:
    """A clause as a sentence: with a capital at the start and, unless it has another end, a full stop."""
    end = "" if text.endswith((".", "!", "?", "…")) else "."
    return f"{text[:1].upper()}{text[1:]}{end}"
