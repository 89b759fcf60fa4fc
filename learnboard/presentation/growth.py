"""Stretches, changed targets, reviews and the energy of learning, each as a section of labelled facts."""

from collections.abc import Iterator
from typing import Final

from learnboard.domain.calibration import LEAST_SNAPSHOTS, MOST_OUTCOMES, outcomes
from learnboard.domain.metrics.energy import energy_by_month
from learnboard.domain.metrics.rounding import half_up
from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Id
from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.records import Records
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.calibration import CALIBRATION, outcome_sentences
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.review import verdict_text
from learnboard.presentation.rows import Names, RowFact, row_facts, target_text
from learnboard.presentation.spans import target_texts
from learnboard.presentation.stretches import stretch_figures
from learnboard.presentation.values import MONTHS, count_of, short_day, value_text

ENERGY: Final = "Energy of learning"


class GrowthItem(NamedTuple):
    """Something in a section: its title, what stands beside it, and facts; a fact without a label is a sentence.

    `target` is what feedback on it is about, None for the whole board; `row` is the id of the row of which every field
    is told.
    """

    title: str
    beside: str
    facts: tuple[RowFact, ...]
    target: Target | None = None
    row: Id | None = None


class GrowthSection(NamedTuple):
    """A section by its name in the address of a page, with its title."""

    name: str
    title: str
    items: tuple[GrowthItem, ...]


def growth_sections(
    context: ReaderContext, records: Records, names: Names, *, snapshots: int = 0
) -> tuple[GrowthSection, ...]:
    """The sections that have something to say, of all rows of a file; `names` are what these are called.

    `snapshots` is how many its reader has of the board: from three on it is told what became of what was said. The
    check-ins of the newest one tell it: they are all that was ever said.
    """
    told = tuple(_calibration(context, records)) if snapshots >= LEAST_SNAPSHOTS else ()
    latest = f", the latest {MOST_OUTCOMES}" if len(told) == MOST_OUTCOMES else ""
    sections = (
        GrowthSection("calibration", CALIBRATION + latest, told),
        GrowthSection("stretches", "Stretches", tuple(_stretches(context, records, names))),
        GrowthSection("targets", "Changed targets", tuple(_targets(context, records))),
        GrowthSection("reviews", "Reviews and reflections", tuple(_reviews(context, records, names))),
        GrowthSection("energy", ENERGY, tuple(_energy(context, records))),
    )
    return tuple(section for section in sections if section.items)


def fact_text(fact: RowFact) -> str:
    """A fact in one: `plan b: ask Hazel`; one without a label is a sentence of its own."""
    return f"{fact.label}{'' if fact.label.endswith('?') else ':'} {fact.text}" if fact.label else fact.text


def _calibration(context: ReaderContext, records: Records) -> Iterator[GrowthItem]:
    """What was said of key results and what became of them, a sentence each."""
    for outcome in outcomes(records, context.day):
        row = outcome.key_result
        facts = tuple(RowFact("", sentence) for sentence in outcome_sentences(outcome))
        beside = f"until {short_day(outcome.ended, context.day)}" if outcome.ended else "still running"
        yield GrowthItem(row.title.strip(), beside, facts, Target("key_result", row.id))


def _stretches(context: ReaderContext, records: Records, names: Names) -> Iterator[GrowthItem]:
    """The stretches, those that are being prepared first, then the latest first."""
    rows = sorted(context.read(records.stretches), key=lambda row: row.id)
    for row in sorted(rows, key=lambda row: (row.from_on is None, row.from_on or context.day), reverse=True):
        told = {"title", "key_result_id", "from_on", "to_on", "confidence_before", "confidence_after", "safety"}
        facts = row_facts(row, names, without=told, own=False)
        beside = ", ".join(
            part for part in (stretch_figures(row, context.day), context.purpose(row.key_result_id)) if part
        )
        yield GrowthItem(row.title.strip(), beside, facts, Target("stretch", row.id), row.id)


def _targets(context: ReaderContext, records: Records) -> Iterator[GrowthItem]:
    """What key results aimed at before, in the order of their titles."""
    changes = context.target_changes
    for row in sorted(records.key_results, key=lambda row: (row.position, row.id)):
        if texts := target_texts(row, context.read(tuple(changes.get(row.id, ()))), context.day):
            facts = tuple(RowFact("", text) for text in texts)
            yield GrowthItem(row.title.strip(), "", facts, Target("key_result", row.id))


def _reviews(context: ReaderContext, records: Records, names: Names) -> Iterator[GrowthItem]:
    """What was answered beside the search for a goal, which is told with the goal, the latest first."""
    rows = [row for row in context.read(records.reflections) if row.occasion != "goal_search"]
    for row in sorted(rows, key=lambda row: (row.on, row.id), reverse=True):
        yield _review(row, context, names)
    closed = [row for row in context.read(records.cycles) if row.reflection.strip()]
    for cycle in sorted(closed, key=lambda row: row.starts_on, reverse=True):
        yield GrowthItem(f"Cycle {cycle.title.strip()}", "", (RowFact("reflection", cycle.reflection.strip()),))


def _review(row: Reflection, context: ReaderContext, names: Names) -> GrowthItem:
    who = context.name_of(row.by_id) or "somebody"
    about = f" of {target_text(row.about, names)}" if row.about else ""
    said = " ".join(filter(None, (verdict_text(row.verdict), row.text.strip())))
    answer = RowFact(row.question.strip(), said)
    told = row_facts(row, names, without={"on", "by_id", "occasion", "about", "question", "text", "verdict"}, own=False)
    return GrowthItem(
        title=f"{value_text(row.occasion).capitalize()}{about}",
        beside=f"{who}, {short_day(row.on, context.day)}",
        facts=(*((answer,) if answer.text or answer.label else ()), *told),
        row=row.id,
    )


def _energy(context: ReaderContext, records: Records) -> Iterator[GrowthItem]:
    """The mean energy of each month's log entries."""
    months = energy_by_month(records.log_entries)
    if not months:
        return
    told = [
        f"{MONTHS[month.month - 1]}{'' if month.year == context.day.year else f' {month.year}'} {half_up(mean, 1)}"
        for month, mean, _ in months
    ]
    entries = count_of(sum(entries for *_, entries in months), "log entry", "log entries")
    yield GrowthItem("Month by month, from 1 to 5", f"in {entries}", (RowFact("", " · ".join(told)),))
