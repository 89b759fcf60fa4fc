"""Stretches in words: what makes them safe, where they stand, and what came of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from learnboard.domain.cadence import cadence_text
from learnboard.domain.model.fields import Id
from learnboard.domain.model.growth import Reflection, Stretch
from learnboard.domain.model.people import Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.stretch_rules import SAFETY_ANSWERS, missing_answers, names_in
from learnboard.domain.stretches import StretchStage, next_talk, stage_of
from learnboard.presentation.values import (
    DatedText,
    Fact,
    arrow,
    count_of,
    dated,
    listed,
    quoted,
    short_day,
    short_name,
)

SECTIONS: Final[Mapping[StretchStage, str]] = {
    "on": "On now",
    "preparing": "Being prepared",
    "over": "Looked back at",
}
"""The headings of the list."""
WRITE_DOWN: Final = "Write it down before you begin."
TALK_QUESTION: Final = "What came of the talk?"
"""The question that the reflection on a talk answers."""
EXAMPLE: Final = "Lead the incident review of the June outage"
_TO_WRITE: Final = "still to be written"
_LABELS: Final = {
    "comfort_zone": "beyond comfort",
    "failure_looks_like": "failing looks like",
    "job_safe_by_id": "the job is safe by",
    "plan_b": "plan B",
    "retro_went_well": "went well",
    "retro_even_better_if": "even better if",
}
LABEL_CELLS: Final = max(map(len, _LABELS.values())) + 2
SAFE: Final = 5


class StretchFact(NamedTuple):
    """What is known of a stretch under a label; an answer that is missing has another tone."""

    label: str
    fact: Fact


def confidence_text(before: int | None, after: int | None) -> str:
    """Confidence before and after: `confidence 4 → 7`; empty if neither was said."""
    said = arrow(*(None if number is None else str(number) for number in (before, after)))
    return f"confidence {said}" if said else ""


def stretch_state(row: Stretch, talks: Sequence[Reflection], day: date) -> Fact:
    """Where a stretch stands: `since 22 Jun, talk due 24 Jun`, `22 Jun to 3 Jul, confidence 4 → 7, safety 4 of 5`."""
    stage = stage_of(row, day)
    if stage == "preparing":
        return _prepared(row, day)
    if stage == "over":
        return Fact(stretch_figures(row, day))
    assert row.from_on is not None
    since, due = f"since {short_day(row.from_on, day)}", talk_due(row, talks, day)
    return Fact(f"{since}, {due.text}", due.tone) if due else Fact(since)


def stretch_figures(row: Stretch, day: date) -> str:
    """When a stretch is, and its numbers: `22 Jun to 3 Jul, confidence 4 → 7, safety 4 of 5`."""
    if row.from_on is None:
        days = "being prepared"
    elif row.to_on:
        days = f"{short_day(row.from_on, day)} to {short_day(row.to_on, day)}"
    else:
        days = f"since {short_day(row.from_on, day)}"
    safety = f"safety {row.safety} of {SAFE}" if row.safety else ""
    told = (days, confidence_text(row.confidence_before, row.confidence_after), safety)
    return ", ".join(part for part in told if part)


def _prepared(row: Stretch, day: date) -> Fact:
    missing = len(missing_answers(row))
    if missing:
        written = len(SAFETY_ANSWERS) - missing
        return Fact(f"{written} of {len(SAFETY_ANSWERS)} safety answers written", "warn")
    return Fact(dated("begins", row.from_on, day).full if row.from_on else "ready to begin", "good")


def talk_due(row: Stretch, talks: Iterable[Reflection], day: date) -> DatedText | None:
    """When the next talk with the trusted person is due: `talk due since 24 Jun`; None if none is to come."""
    on = next_talk(row, talks, day)
    if on is None:
        return None
    return dated("talk due since" if on < day else "talk due", on, day, "warn" if on <= day else "neutral")


def stretch_facts(
    row: Stretch, talks: Sequence[Reflection], names: Mapping[Id, str], titles: Mapping[Id, str], day: date
) -> tuple[StretchFact, ...]:
    """All that is known of a stretch; what is missing for it to begin is told as such."""
    purpose = titles.get(row.key_result_id or "", "")
    facts = [StretchFact("for", Fact(quoted(purpose)))] if purpose else []
    facts += _answers(row, names, day)
    if row.trusted_person_id:
        facts.append(StretchFact("talks", Fact(_talks(row, talks, names, day))))
    confidence = confidence_text(row.confidence_before, row.confidence_after).removeprefix("confidence ")
    facts += [StretchFact("confidence", Fact(f"{confidence} of 10"))] if confidence else []
    if row.safety or row.safety_from.strip():
        parts = (f"{row.safety} of {SAFE}" if row.safety else "", row.safety_from.strip())
        facts.append(StretchFact("safety", Fact(": ".join(part for part in parts if part))))
    for name in ("retro_went_well", "retro_even_better_if"):
        if text := getattr(row, name).strip():
            facts.append(StretchFact(_LABELS[name], Fact(text)))
    return tuple(facts)


def _answers(row: Stretch, names: Mapping[Id, str], day: date) -> Iterable[StretchFact]:
    missing = missing_answers(row) if stage_of(row, day) == "preparing" else ()
    for name in ("comfort_zone", *SAFETY_ANSWERS):
        value = getattr(row, name) or ""
        text = short_name(names.get(value, "somebody")) if value and name == "job_safe_by_id" else value.strip()
        if text or name in missing:
            yield StretchFact(_LABELS[name], Fact(text) if text else Fact(_TO_WRITE, "warn"))


def _talks(row: Stretch, talks: Sequence[Reflection], names: Mapping[Id, str], day: date) -> str:
    every = f" {cadence_text(row.check_in_every_days)}" if row.check_in_every_days > 0 else ""
    held = f", {count_of(len(talks), 'talk')} so far, the last on {short_day(talks[0].on, day)}" if talks else ""
    return f"with {short_name(names.get(row.trusted_person_id or '', 'somebody'))}{every}{held}"


def talk_text(talk: Reflection, day: date) -> str:
    """A talk by its day, with what came of it: `24 Jun: the timeline is drawn up`."""
    said = talk.text.strip()
    return f"{short_day(talk.on, day)}: {said}" if said else ""


def names_remark(text: str, people: Iterable[Person]) -> str:
    """What is pointed out of a look back that names somebody; empty if it does not. It is no refusal."""
    named = [short_name(name) for name in names_in(text, people)]
    if not named:
        return ""
    return f"This names {listed(named)}: what happened and why helps more than who."


def next_step_text(row: Stretch, talks: Sequence[Reflection], names: Mapping[Id, str], day: date) -> str:
    """What to do next with a stretch: `x begins it`, `t keeps that you talked with Juniper Stone, x ends it`."""
    match stage_of(row, day):
        case "preparing":
            return "x begins it" + (": what makes it safe is asked first" if missing_answers(row) else "")
        case "on":
            name = names.get(row.trusted_person_id or "")
            due = next_talk(row, talks, day)
            now = " today" if due and due <= day else ""
            return f"t keeps that you talked with {short_name(name)}{now}, x ends it" if name else "x ends it"
        case "over":
            return ""
