"""What the steps that changed a key result did to it, told where its title stands already."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Protocol

from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone
from learnboard.domain.patterns import pattern
from learnboard.presentation.field_changes import ChangeContext, changed_fields
from learnboard.presentation.values import quoted, short_day, with_unit

_RENAMED: Final = pattern("rename (“.*”)")
_ONLY_FIELDS: Final = pattern("(change|rename|move|(set|remove) the due date)( |$)")
"""Steps that did no more than change fields: what became of these says it all."""
_CHECKED_IN: Final = "check in"
_IN_LABEL: Final = ("title", "done_on", "dropped_on")
"""Fields of a key result whose change is what the step is called."""


class HistoryStep(Protocol):
    """A step by its label, with the rows before and after it, as far as they are known."""

    @property
    def label(self) -> str:
        """What was done: `rename “run 5 km”`."""

    @property
    def changes(self) -> Sequence[tuple[Any, Any]]:
        """The rows that changed, before and after; None where there was no row."""


def own_history(steps: Iterable[HistoryStep], row: KeyResult, context: ChangeContext) -> Iterator[str]:
    """Tell the steps of a key result, from the newest on: what changed and what it is then, without its own title.

    A title that it had before is told once, by the step that changed it.
    """
    names = {quoted(row.title)}
    for step in steps:
        renamed = _RENAMED.fullmatch(step.label)
        if renamed and renamed[1] not in names and _renames(step, renamed[1]):
            names.add(renamed[1])
            yield f"rename it, before: {renamed[1]}"
        else:
            yield _describe(_without(step.label, names), step, context)


def _renames(step: HistoryStep, name: str) -> bool:
    """Whether it is the key result that lost this name, and not a part of it."""
    befores = [before for before, after in step.changes if before and after]
    return not befores or any(isinstance(each, KeyResult) and quoted(each.title) == name for each in befores)


def _describe(label: str, step: HistoryStep, context: ChangeContext) -> str:
    """Return what became of what a step changed, after what it is called where that says more."""
    own: list[str] = []
    parts: list[str] = []
    for before, after in step.changes:
        if isinstance(after, KeyResult):
            own += changed_fields(before, after, context, _IN_LABEL) if before else ()
        elif after is not None:
            parts += _of_part(before, after, context)
    if _ONLY_FIELDS.match(label):
        return ", ".join((*own, *parts)) or label
    if label == _CHECKED_IN:
        return f"{label} {', '.join(parts)}".rstrip()
    return f"{label}: {', '.join(own)}" if own else label


def _of_part(before: Any, after: Any, context: ChangeContext) -> Iterator[str]:
    """Tell a new check-in, or what changed in a check-in or a step."""
    if before is None:
        if isinstance(after, CheckIn):
            confidence = "" if after.confidence is None else f"confidence {after.confidence}"
            yield from filter(None, (with_unit(after.value, context.unit), confidence))
    elif fields := ", ".join(changed_fields(before, after, context, ("done_on",))):
        is_step = isinstance(before, Milestone)
        yield f"step {quoted(before.title)}: {fields}" if is_step else f"{_name(before, context)}: {fields}"


def _name(row: Any, context: ChangeContext) -> str:
    return f"check-in of {short_day(row.on, context.day)}"


def _without(label: str, names: Iterable[str]) -> str:
    """Return a label without a name: what ends with it is told without, and elsewhere it is `it`."""
    name = next((name for name in names if name in label), "")
    if not name:
        return label
    for ending in (f" of {name}", f" to {name}", f" {name}"):
        if label.endswith(ending):
            return label.removesuffix(ending)
    return label.replace(name, "it", 1)
