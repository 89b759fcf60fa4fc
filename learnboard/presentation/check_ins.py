"""Check-ins, and what stands in the way, as texts."""

from collections.abc import Sequence
from datetime import date

from learnboard.domain.model.key_results import Blocker, CheckIn
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.key_results import confidence_text
from learnboard.presentation.values import HEALTH, Fact, State, due_text, short_day, with_unit


class BlockerText(NamedTuple):
    """What stands in the way, and what is done about it next; that is empty if nothing is."""

    reason: str
    next_action: str


class CheckInText(NamedTuple):
    """A check-in; texts that do not apply are empty."""

    on: str
    value: str
    confidence: Fact
    status: State | None
    note: str
    blocker: BlockerText | None


def check_in_texts(check_ins: Sequence[CheckIn], unit: str, day: date) -> tuple[CheckInText, ...]:
    """Check-ins, given and returned with the oldest first; each confidence is held against the one before it.

    A blocker that stays the same is told with the first and with the newest of them.
    """
    texts = []
    before, blocker = None, None
    for number, row in enumerate(check_ins, 1):
        text = _check_in(row, before, unit, day)
        texts.append(text._replace(blocker=None) if row.blocker == blocker and number < len(check_ins) else text)
        before, blocker = before if row.confidence is None else row.confidence, row.blocker
    return tuple(texts)


def blocker_spells(check_ins: Sequence[CheckIn]) -> tuple[tuple[date, Blocker], ...]:
    """Each blocker once, as it is known by its last check-in, and the day since when; the oldest first, as given.

    One that stays in the way from check-in to check-in is one, whatever is done about it.
    """
    spells: list[tuple[date, Blocker]] = []
    before: Blocker | None = None
    for row in check_ins:
        now = row.blocker
        if now and before and (now.kind, now.text) == (before.kind, before.text):
            spells[-1] = spells[-1][0], now
        elif now:
            spells.append((row.on, now))
        before = now
    return tuple(spells)


def _check_in(row: CheckIn, before: int | None, unit: str, day: date) -> CheckInText:
    return CheckInText(
        on=short_day(row.on, day),
        value=with_unit(row.value, unit),
        confidence=confidence_text(row.confidence, before),
        status=HEALTH[row.status] if row.status else None,
        note=row.note.strip(),
        blocker=blocker_text(row.blocker, day) if row.blocker else None,
    )


def blocker_text(blocker: Blocker, day: date) -> BlockerText:
    """What stands in the way: `dependency: their call is slow`, and `next: ask them, due 3 Jul`."""
    text, action = blocker.text.strip(), blocker.next_action.strip()
    due = due_text(blocker.due_on, day).text if blocker.due_on else ""
    steps = ", ".join(part for part in (action, due) if part)
    return BlockerText(f"{blocker.kind}: {text}" if text else blocker.kind, f"next: {steps}" if steps else "")
