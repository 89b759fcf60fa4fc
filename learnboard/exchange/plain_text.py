"""A board and a comparison in plain text: everything the screen shows, for pipes and screen readers."""

from collections.abc import Iterable, Iterator
from datetime import date

from learnboard.domain.board import Card, Column, open_blocker
from learnboard.domain.comparison import Comparison, KeyResultChange, group_changes, told_changes
from learnboard.domain.consent import Consultation
from learnboard.domain.report import BoardReport
from learnboard.domain.text import clean_line, in_quotes
from learnboard.exchange.growth_text import growth_lines
from learnboard.presentation.around import Around
from learnboard.presentation.asks import ON_OFFER, found_for, offers_of
from learnboard.presentation.changes import (
    WITHHELD,
    ChangeText,
    change_groups,
    changed_heading,
    compared_text,
    since_text,
)
from learnboard.presentation.check_ins import blocker_text
from learnboard.presentation.consent import own_word
from learnboard.presentation.evidence import WORTH_TALKING, proposed_topics
from learnboard.presentation.exports import NOT_AN_APPRAISAL
from learnboard.presentation.file_versions import older_files_text
from learnboard.presentation.goals import goal_text
from learnboard.presentation.ilo import ilo_head
from learnboard.presentation.key_results import objective_text, text_in
from learnboard.presentation.labels import visibility_text
from learnboard.presentation.proposals import proposal_text
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.requests import agenda, meeting_text, overdue_agendas, overdue_text
from learnboard.presentation.resources import learning_time, ledger_text
from learnboard.presentation.since import since_we_met
from learnboard.presentation.summary import changes_summary
from learnboard.presentation.values import ILO, count_of, day_text


def board_text(report: BoardReport, today: date | None = None) -> str:
    """Where a board stands, line by line, as it is read `today`, by default on its own day."""
    return _joined(_board(ReaderContext(report, report.reader, today=today)))


def comparison_text(comparison: Comparison, context: ReaderContext) -> str:
    """What came of the last meeting, what to talk about, and what changed since the older of two snapshots.

    The context is the newer one as its reader has it, who knows the check-ins of the older one.
    """
    return _joined(_comparison(comparison, context))


def _joined(lines: Iterable[str]) -> str:
    """The lines, each without anything that a terminal obeys; a title with line feeds stays on one line."""
    return "".join(f"{line[: len(line) - len(line.lstrip(' '))]}{clean_line(line)}\n" for line in lines)


def _facts(parts: Iterable[str]) -> str:
    return "; ".join(part for part in parts if part)


def _board(context: ReaderContext) -> Iterator[str]:
    report = context.report
    yield from _head(context)
    if report.older:
        yield older_files_text((report.as_of,))
    if report.cycle is None:
        yield "No cycle yet."
    else:
        yield f"Cycle {report.cycle.title}: {day_text(report.cycle.starts_on)} to {day_text(report.cycle.ends_on)}"
    yield from _goals(context)
    for part in (_since(context), _agenda(context)):
        yield from part
    for number, column in enumerate(report.columns, 1):
        yield ""
        yield from _column(number, column, context)
    if report.columns:
        yield ""
    yield from _resources(context)
    if report.snapshots:  # a board has pages of its own for what its owner writes about themselves
        yield from growth_lines(context)


def _head(context: ReaderContext) -> Iterator[str]:
    """Whose board it is, and what is said of the whole of it."""
    report = context.report
    owner = report.records.board_info.owner
    who = ", ".join(part for part in (owner.name, owner.role) if part)
    yield f"{who or 'Board'}, as of {day_text(report.as_of)}"
    if report.withheld:
        yield WITHHELD
    if report.exported:
        yield f"This is {NOT_AN_APPRAISAL}."


def _goals(context: ReaderContext) -> Iterator[str]:
    for text in (goal_text(goal, figures) for goal, figures in context.report.goals):
        figures = ", ".join(part for part in (text.reached, text.expected) if part)
        yield f"Goal ({text.status}): {text.statement}{f': {figures}' if figures else ''}"
    if ilo := ilo_head(context):
        yield f"{ILO} {ilo.text}"


def _since(context: ReaderContext) -> Iterator[str]:
    """What became of the last meeting: actions and remarks, each with its state."""
    since = since_we_met(context)
    if since is None:
        return
    yield ""
    yield since.heading
    if since.nothing_of_yours:
        yield f"   {since.nothing_of_yours}"
    for group in since.groups:
        yield f"   {group.title} ({len(group.actions)})"
        for action in group.actions:
            yield f"   - {action.text}: {action.facts}"
    if since.nothing:
        yield f"   {since.nothing}"
    if since.recent:
        yield f"   {since.remarks_title} ({since.answered})"
    if since.no_remarks:
        yield f"   {since.remarks_title}: {since.no_remarks}"
    for text in (*since.recent, *since.earlier):
        said = _facts((text.text, text.action))
        yield f"   - {text.answer_text}: {text.on}, {text.heading}{f': {said}' if said else ''}"


def _agenda(context: ReaderContext, changes: Iterable[KeyResultChange] = ()) -> Iterator[str]:
    """The topics of the next meeting, and those that the evidence proposes."""
    text, proposed = agenda(context), proposed_topics(context, {row.id: row for row in changes})
    if text and text.topics:
        yield ""
        yield f"Agenda: {text.heading}"
        yield from (f"   - {topic}" for topic in text.topics)
        if text.notes:
            yield f"   {text.notes}"
    for late in overdue_agendas(context):
        yield ""
        yield f"Agenda: {late.heading}"
        yield from (f"   - {topic}" for topic in late.topics)
    if proposed:
        yield ""
        yield WORTH_TALKING
        yield from (f"   - {topic.topic}" for topic in proposed)


def _column(number: int, column: Column, context: ReaderContext) -> Iterator[str]:
    settings = context.report.records.board_info.settings
    text = objective_text(column, settings)
    yield f"{number}. {column.objective.title}"
    facts = (
        text.kind,
        f"{text.reached}, {text.expected}",
        text.health.label,
        text.score.text,
        "" if text.counted else "not counted",
        visibility_text(column.objective.visibility, you=False),
        f"{len(column.cards)} of at most {count_of(settings.max_key_results, 'key result')}",
    )
    yield f"   {_facts(facts)}"
    for card in column.cards:
        yield f"   - {card.key_result.title}  [{card.id}]"
        yield f"     {_card(card, column, context)}"


def _card(card: Card, column: Column, context: ReaderContext) -> str:
    text = text_in(card, context)
    blocker = open_blocker(context.check_ins(card.id), card.figures)
    due = ""
    if text.due and not text.done:
        due = text.due.told(relative=context.relative and not text.over).full
    facts = (
        text.kind,
        *text.targets,
        text.counts,
        f"{text.reached}, {text.expected}" if text.expected and text.counted else text.reached,
        text.value,
        text.kept,
        text.dropped or text.health.label,
        text.confidence.text,
        text.done,
        due,
        text.ilo,
        f"in the way: {blocker_text(blocker, context.day).reason}" if blocker else "",
        f"help wanted: {text.ask}" if text.ask else "",
        *found_for(card, context),
        text.own_reason,
        " ".join(text.labels),
        visibility_text(card.key_result.visibility, column.objective.visibility, you=False),
    )
    return _facts(facts)


def _resources(context: ReaderContext) -> Iterator[str]:
    report = context.report
    yield from (f"{ON_OFFER}: {offer.whole}" for offer in offers_of(context))
    hours = learning_time(report)
    if report.hours.entitled or report.hours.used:
        yield f"Learning time: {hours.text}"
    if hours.week:
        yield f"Learning time: {hours.week}"
    if report.meeting:
        meeting = meeting_text(report.meeting, report.as_of)
        yield f"Next meeting: {meeting._replace(when=meeting.when.told(relative=context.relative)).full}"
    if overdue := overdue_text(context):
        yield f"Meetings overdue: {overdue}"
    for text in map(ledger_text, report.ledgers):
        sums = ", ".join(f"{number} {label}" for label, number in text.sums)
        yield f"Money: {_facts((sums, *text.others))}"
    for found in report.proposals:
        yield from _proposal(found, context)


def _proposal(found: Consultation, context: ReaderContext) -> Iterator[str]:
    """A proposal: what it asks for, who said what, and what came of it."""
    text, yours = proposal_text(found, Around.for_reader(context, found.proposal)), own_word(found, context)
    yield f"Proposal: {text.title}"
    yield f"   {_facts((text.state.label, text.kind, text.ask, text.standing, text.needed))}"
    yield from (f"   {line}" for line in (text.text, *text.about) if line)
    for response in text.responses:
        yield f"   - {response.whole}"
        yield from (f"     - {answer.whole}" for answer in response.answers)
    if yours:
        yield f"   {yours.label}"


def _comparison(comparison: Comparison, context: ReaderContext) -> Iterator[str]:
    changes = told_changes(comparison.rows, context.cards)
    yield from _head(context)
    if comparison.older_days:
        yield older_files_text(comparison.older_days)
    yield from _goals(context)
    for part in (_since(context), _agenda(context, changes)):
        yield from part
    heading = changed_heading(since_text(comparison.old_day))
    yield ""
    yield f"{heading}, until {day_text(comparison.new_day)}: {compared_text(comparison)}."
    yield changes_summary(changes)
    for group in change_groups(group_changes(changes), context):
        yield ""
        yield f"{group.title} ({len(group.items)})"
        for item in group.items:
            yield f"- {item.title}"
            yield f"  {_change(item.describe())}"
    yield from growth_lines(context)


def _change(text: ChangeText) -> str:
    health = f"{text.health.label}, {text.was}" if text.before else text.health.label
    return _facts(
        (
            text.reached,
            text.change,
            text.value,
            text.confidence.text,
            health,
            *text.flags,
            f"in the way: {text.blocker.reason}" if text.blocker else "",
            f"help wanted: {text.ask}" if text.ask else "",
            text.new_check_ins,
            f"{text.note_on} {in_quotes(text.note)}".lstrip() if text.note else "",
        )
    )
