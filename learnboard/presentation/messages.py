"""What was done to a row: for the status line, and for the step that can be undone."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from learnboard.domain.agreement_drafts import is_draft
from learnboard.domain.model.board_info import BoardInfo, Settings
from learnboard.domain.model.fields import Number, Record, Visibility
from learnboard.domain.model.growth import Stretch
from learnboard.domain.model.key_results import CheckIn, KeyResult
from learnboard.domain.model.learning import HoursPolicy, LogEntry
from learnboard.domain.model.money import Budget, BudgetEntry
from learnboard.domain.model.people import Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.plausibility import Doubt
from learnboard.domain.text import clean_line
from learnboard.domain.titles import read_title
from learnboard.presentation.labels import NOUNS, count_text, field_labels, visibility_text
from learnboard.presentation.money_steps import budget_added, entry_added, entry_changed
from learnboard.presentation.spans import first_day_text
from learnboard.presentation.stretch_steps import stretch_changed
from learnboard.presentation.values import (
    away,
    count_of,
    day_text,
    full_day,
    kind_text,
    listed,
    quoted,
    range_text,
    short_day,
    short_name,
    title_of,
    with_unit,
)

_LONGEST_REASON: Final = 80
_TAGS: Final = {"development": "your development", "operational": "operational matters"}
NOTHING_TO_CHANGE: Final = "There is nothing to change."
_OF_A_KIND: Final = frozenset(
    {"start", "target", "unit", "decimals", "bound", "minimum", "maximum", "period", "starts_on", "done_on"}
)


class StepText(NamedTuple):
    """A sentence for what was done, and the label of its step."""

    message: str
    label: str


def describe_change(
    before: object, after: object, names: Sequence[str], seen: Visibility = "shared", name: str = ""
) -> StepText:
    """What changing these fields is called; `seen` is the visibility of what the row belongs to.

    `name` is what the row is called in a sentence, if it has no title; a check-in has none, for instance.
    """
    if told := _of_its_kind(before, after, names, name):
        return told
    topics = _topics(names, after)
    if len(topics) == 1:
        if topics[0] == "visibility":
            return _visibility(after, seen, name)
        if topics[0] in _SINGLE:
            return _SINGLE[topics[0]](before, after)
    fields = field_labels(topics)
    name = "the board's settings" if isinstance(after, BoardInfo) else name or quoted(title_of(after))
    return StepText(f"Changed {name}: {fields}.", f"change {name}: {fields}")


def _of_its_kind(before: object, after: object, names: Sequence[str], name: str) -> StepText | None:
    """What a change of some kinds of rows is called; None where it is called after its fields."""
    step: tuple[str, str] | None = None
    if isinstance(after, CheckIn):
        step = _corrected(after, names, name)
    elif isinstance(after, Person):
        step = _asked(after, names)
    elif isinstance(before, BudgetEntry) and isinstance(after, BudgetEntry):
        step = entry_changed(before, after, names)
    elif isinstance(before, Stretch) and isinstance(after, Stretch):
        step = stretch_changed(before, after, names)
    return StepText(*step) if step else None


def check_in_name(on: date, title: str, day: date) -> str:
    """What a check-in is called in a sentence of `day`: `the check-in of 3 May of “run 5 km”`."""
    return f"the check-in of {short_day(on, day)} of {quoted(title)}"


def doubt_texts(
    doubts: Sequence[Doubt], row: KeyResult, value: Number | None, on: date, day: date, begins: date | None
) -> str:
    """Why a check-in is asked about on `day`, in a sentence for each doubt; the cycle `begins` on its first day."""
    texts: dict[Doubt, str] = {
        "far": f"{with_unit(value, row.unit)} is far outside the range {range_text(row)}.",
        "negative": f"{with_unit(value, row.unit)} is negative, and no number of this key result is.",
        "future": f"{full_day(on)} is still to come, {away(on, day)}: the check-in counts from then on.",
        "early": f"{full_day(on)} is before the cycle begins, on {day_text(begins or on)}.",
    }
    return " ".join(texts[doubt] for doubt in doubts)


def _corrected(after: CheckIn, names: Sequence[str], name: str) -> StepText:
    fields = field_labels(name for name in names if name != "on")
    moved = f"day (now {day_text(after.on)})" if "on" in names else ""
    what = ", ".join(part for part in (fields, moved) if part)
    return StepText(f"Changed {name}: {what}.", f"change {name}: {what}")


def _asked(after: Person, names: Sequence[str]) -> StepText | None:
    """That somebody was asked or met, or has accepted; None if it is another change."""
    fields, name = {*names} - {"from_on"}, short_name(after.name)
    for field, verb in (("asked_on", "was asked"), ("met_on", "was met"), ("accepted_on", "accepted")):
        if fields == {field} and (on := getattr(after, field)):
            alone = field == "accepted_on" and after.visibility == "private"
            end = "; only you see it on the board, p changes that" if alone else ""
            return StepText(f"{name} {verb} on {day_text(on)}{end}.", f"note that {name} {verb}")
    return None


def _topics(names: Sequence[str], row: object) -> list[str]:
    """The fields to name: a kind stands for its numbers and first day, and the drop date for its reason."""
    silent: set[str] = set()
    if "kind" in names and isinstance(row, KeyResult):
        silent |= _OF_A_KIND
    if "dropped_on" in names:
        silent.add("drop_reason")
    return [name for name in names if name not in silent]


def _renamed(before: object, after: object) -> StepText:
    name = quoted(title_of(before))
    return StepText(f"Renamed {name} to {quoted(title_of(after))}.", f"rename {name}")


def _due(_: object, after: Any) -> StepText:
    name, day = quoted(title_of(after)), after.due_on
    if day is None:
        return StepText(f"{name} has no due date any more.", f"remove the due date of {name}")
    return StepText(f"{name} is due {full_day(day)}.", f"set the due date of {name}")


def _first_day(_: object, after: Any) -> StepText:
    name, on = quoted(after.title), after.starts_on
    if not isinstance(after, KeyResult):
        return StepText(f"Changed {name}: first day.", f"change {name}: first day")
    text = first_day_text(on) if on else "counts from the first day of its cycle"
    return StepText(f"{name} {text}.", f"change from when {name} counts")


def _labels(_: object, after: Any) -> StepText:
    name = quoted(after.title)
    listed = " ".join(f"#{label}" for label in after.labels)
    message = f"Labels of {name}: {listed}." if listed else f"{name} has no labels now."
    return StepText(message, f"change the labels of {name}")


def _visibility(after: Any, seen: Visibility, name: str) -> StepText:
    name = name or quoted(title_of(after))
    parent = "meeting" if hasattr(after, "meeting_id") else "objective"
    told = visibility_text(after.visibility, seen, belongs_to=parent)
    return StepText(sentence(f"{name}: {told}"), f"change who sees {name}")


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
    name, state = quoted(title_of(after)), "not done" if after.done_on is None else "done"
    return StepText(f"{name} is {state}.", f"mark {name} {state}")


def _kind(before: Any, after: Any) -> StepText:
    name = quoted(after.title)
    if not isinstance(after, KeyResult):
        return StepText(f"Changed {name}: kind.", f"change {name}: kind")
    on = after.starts_on
    counts = f"; it {first_day_text(on)}" if on and on != before.starts_on else ""
    return StepText(f"Kind of {name}: {kind_text(after)}{counts}.", f"change the kind of {name}")


def _agreement(before: Any, after: Any) -> StepText:
    name = quoted(after.name)
    if after.agreement is None:
        return StepText(f"There is no agreement with {name} any more.", f"remove the agreement with {name}")
    if before.agreement is None or is_draft(before.agreement):
        text = "it waits for their consent, with the next export for them"
        return StepText(f"Wrote the agreement with {name}: {text}.", f"write the agreement with {name}")
    text = "it waits until they agree again"
    return StepText(f"Changed the agreement with {name}: {text}.", f"change the agreement with {name}")


def _tag(_: object, after: Any) -> StepText:
    name = quoted(title_of(after))
    return StepText(f"{name} is about {_TAGS[after.tag]}.", f"change what {name} is about")


_SINGLE: Final[dict[str, Callable[[Any, Any], StepText]]] = {
    "title": _renamed,
    "statement": _renamed,
    "due_on": _due,
    "starts_on": _first_day,
    "labels": _labels,
    "dropped_on": _dropped,
    "done_on": _done,
    "kind": _kind,
    "agreement": _agreement,
    "tag": _tag,
}


def describe_added(row: object, name: str = "") -> StepText:
    """What adding a row is called, by its `name` if it has no title; for a key result also how its title was read."""
    name = name or quoted(title_of(row))
    if isinstance(row, LogEntry):
        return StepText(f"Logged {name}.", f"log {name}")
    if isinstance(row, BudgetEntry):
        return StepText(*entry_added(row))
    if isinstance(row, Budget):
        return StepText(*budget_added(row))
    if isinstance(row, HoursPolicy):
        return StepText(f"Agreed on {name}.", f"agree on {name}")
    measure = measure_text(row) if isinstance(row, KeyResult) else ""
    if isinstance(row, KeyResult) and measure:
        measure = {"metric": ", a ", "maintain": ": "}.get(row.kind, ", ") + measure
    if isinstance(row, KeyResult) and row.starts_on:
        measure += f"; it {first_day_text(row.starts_on)}"
    return StepText(f"Added {name}{measure}.", f"add {name}")


def measure_text(row: KeyResult) -> str:
    """How a title was understood: `metric from 850 to 400 ms`, `keep at most 10 min each month`.

    Where a title has numbers that can be read in two ways, it says why they measure nothing. Empty if it has none.
    """
    if row.kind in ("metric", "maintain"):
        return kind_text(row)
    doubt = read_title(row.title).doubt if row.kind == "binary" else ""
    return f"no metric: {doubt}" if doubt else ""


def describe_deleted(row: Record, tables: Sequence[str] = (), name: str = "") -> StepText:
    """What deleting a row is called, by its `name` if it has no title; `tables` those of the rows deleted with it."""
    name = name or quoted(title_of(row))
    removed = listed([count_text(table, tables.count(table)) for table in NOUNS if table in tables])
    return StepText(f"Deleted {name} with {removed}." if removed else f"Deleted {name}.", f"delete {name}")


def too_many_text(table: str, count: int, settings: Settings) -> str:
    """That there are more rows of a table than the board's settings want; empty if there are not."""
    most = settings.max_objectives if table == "objectives" else settings.max_key_results
    return f"That makes {count_text(table, count)}, and you wanted at most {most}." if count > most else ""


def sentence(text: str) -> str:
    """A clause as a sentence: with a capital at the start and, unless it has another end, a full stop."""
    end = "" if text.endswith((".", "!", "?", "…")) else "."
    return f"{text[:1].upper()}{text[1:]}{end}"


def filtered_text(typed: str, shown: int, of: int, noun: str, plural: str = "") -> str:
    """What the filter of a list shows: `filter: book, 1 entry of 12; esc shows all`."""
    return f"filter: {typed}, {count_of(shown, noun, plural)} of {of:,}; esc shows all"


def skipped_text(label: str) -> str:
    """Say what became of a step that can no longer be undone."""
    return f"Skipped, and left as it is: {clean_line(label)}."
