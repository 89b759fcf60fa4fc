"""What was done to a row, in a person's words: for the status line, and for the step to be undone."""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Record, Visibility
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.text import clean_line
from learnboard.presentation.labels import NOUNS, field_labels, quoted, title_of
from learnboard.presentation.values import bound_text, day_text, with_unit

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONGEST_REASON: Final = 80
_WIDTH: Final[dict[Visibility, int]] = {"private": 0, "mentor": 1, "shared": 2}
_SEEN: Final[dict[Visibility, str]] = {
    "private": "only you see it",
    "mentor": "your mentor sees it",
    "shared": "everybody you share with sees it",
}
_HIDDEN: Final[dict[Visibility, str]] = {
    "private": "only you see it, as nobody else sees its objective",
    "mentor": "your mentor sees it, as nobody else sees its objective",
}
_OF_A_KIND: Final = frozenset({"start", "target", "unit", "decimals", "bound", "minimum", "maximum", "period"})


class StepText(NamedTuple):
    """A sentence for what was done, and the label of its step."""

    message: str
    label: str


def measure(card: KeyResult) -> str:
    """What a metric goes from and to: `from 850 to 400 ms`."""
    return f"from {card.start} to {with_unit(card.target, card.unit)}"


def describe_change(before: object, after: object, names: Sequence[str], seen: Visibility = "shared") -> StepText:
    """What a change of these fields is; `seen` is how far what the row belongs to is seen."""
    topics = _topics(names)
    if len(topics) == 1:
        if topics[0] == "visibility":
            return _visibility(after, seen)
        if topics[0] in _SINGLE:
            return _SINGLE[topics[0]](before, after)
    words = field_labels(topics)
    name = "the board's settings" if isinstance(after, BoardInfo) else quoted(title_of(after))
    return StepText(f"changed {name}: {words}", f"change {name}: {words}")


def _topics(names: Sequence[str]) -> list[str]:
    """The fields to speak of: a kind speaks for its numbers, and that something was dropped for the reason."""
    silent: set[str] = set()
    if "kind" in names:
        silent |= _OF_A_KIND | {"done_on"}
    if "dropped_on" in names:
        silent.add("drop_reason")
    return [name for name in names if name not in silent]


def _renamed(before: object, after: object) -> StepText:
    name = quoted(title_of(before))
    return StepText(f"renamed {name} to {quoted(title_of(after))}", f"rename {name}")


def _due(_: object, after: Any) -> StepText:
    name, day = quoted(after.title), after.due_on
    if day is None:
        return StepText(f"{name} has no due date any more", f"remove the due date of {name}")
    return StepText(f"{name} is due {_DAYS[day.weekday()]} {day_text(day)}", f"set the due date of {name}")


def _labels(_: object, after: Any) -> StepText:
    name = quoted(after.title)
    listed = " ".join(f"#{label}" for label in after.labels)
    said = f"labels of {name}: {listed}" if listed else f"{name} has no labels now"
    return StepText(said, f"change the labels of {name}")


def _visibility(after: Any, seen: Visibility) -> StepText:
    name = quoted(title_of(after))
    said = _HIDDEN[seen] if _WIDTH[seen] < _WIDTH[after.visibility] else _SEEN[after.visibility]
    return StepText(f"{name}: {said}", f"change who sees {name}")


def _dropped(before: Any, after: Any) -> StepText:
    name, reason = quoted(after.title), clean_line(after.drop_reason)
    if after.dropped_on is None:
        return StepText(f"{name} is taken up again", f"take up {name} again")
    if before.dropped_on:
        return StepText(f"{name} was dropped on {day_text(after.dropped_on)}", f"change when {name} was dropped")
    if len(reason) > _LONGEST_REASON:
        reason = f"{reason[: _LONGEST_REASON - 1].rstrip()}…"
    return StepText(f"dropped {name}: {reason}" if reason else f"dropped {name}", f"drop {name}")


def _done(_: object, after: Any) -> StepText:
    name, state = quoted(after.title), "not done" if after.done_on is None else "done"
    return StepText(f"{name} is {state}", f"mark {name} {state}")


def _kind(_: object, after: Any) -> StepText:
    name = quoted(after.title)
    if not isinstance(after, KeyResult):
        return StepText(f"changed {name}: kind", f"change {name}: kind")
    return StepText(f"{name} is now {_kind_words(after)}", f"change the kind of {name}")


def _kind_words(card: KeyResult) -> str:
    match card.kind:
        case "metric":
            return f"a metric {measure(card)}"
        case "maintain":
            return f"something to keep {bound_text(card)}"
        case "milestone":
            return "done step by step"
        case "binary":
            return "either done or not"
        case "baseline":
            return "a number to find out"


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
    """What adding a row is; of a metric also how it was understood."""
    name = quoted(title_of(row))
    metric = f", a metric {measure(row)}" if isinstance(row, KeyResult) and row.kind == "metric" else ""
    return StepText(f"added {name}{metric}", f"add {name}")


def describe_deleted(row: Record, tables: Sequence[str] = ()) -> StepText:
    """What deleting a row is; `tables` has the table of each row that went with it."""
    name = quoted(title_of(row))
    counts = [(tables.count(table), words) for table, words in NOUNS.items() if table in tables]
    *most, last = [f"{count} {words[count != 1]}" for count, words in counts] or [""]
    gone = f"{', '.join(most)} and {last}" if most else last
    return StepText(f"deleted {name} with {gone}" if gone else f"deleted {name}", f"delete {name}")


def sentence(text: str) -> str:
    """A clause as a sentence: with a capital at the start and a full stop at the end."""
    return f"{text[:1].upper()}{text[1:]}."
