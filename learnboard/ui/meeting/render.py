"""Renders the page that prepares a meeting: sections of rows, with the row under the cursor in full."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

from learnboard.domain.agenda import ProposedTopic
from learnboard.domain.consent import Consultation
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Topic
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.upcoming import UpcomingMeeting
from learnboard.presentation.feedback import about_text, feedback_text, own_target
from learnboard.presentation.ilo import NO_ILO
from learnboard.presentation.mentions import read_rows, with_titles
from learnboard.presentation.proposals import to_do_text
from learnboard.presentation.requests import action_text, requests_text
from learnboard.presentation.stretches import talk_due
from learnboard.presentation.values import HEALTH, short_day, short_name
from learnboard.presentation.worth import due_text
from learnboard.service.queries.exports import PastExport
from learnboard.service.queries.open_items import InboxItem, OpenAction, StaleCard
from learnboard.service.queries.stretches import DueTalk
from learnboard.service.queries.worth import SpentEntry
from learnboard.ui.meeting.agenda_lines import (
    TypedTopic,
    agenda_heading,
    meeting_lines,
    new_topic_lines,
    topic_lines,
)
from learnboard.ui.meeting.preparation import EXPORT, FOLDED, SECTIONS, Preparation, PreparationRow, Section
from learnboard.ui.toolkit.dialog_layout import page_edge
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import (
    INDENT,
    Line,
    StyledText,
    cell_len,
    clipped,
    cut,
    heading,
    paragraph_lines,
    shortened,
    simplified,
    size_of,
    with_margin,
)

_MARGIN: Final = 3
_SIGN: Final = 2
_LEAST_BESIDE: Final = 24
"""Least cells of a row's text beside its facts; if there is less room, the facts go below."""
_MOST_EXPORTS: Final = 3
_TITLES: Final[dict[Section, str]] = {
    "stale": "Key results to check in",
    "feedback": "Feedback to answer",
    "actions": "Open actions",
    "talks": "Stretches to talk about",
    "worth": "Money to look back at",
    "proposals": "Proposals to decide, or to look at again",
    "meeting": "Agenda",
    "agenda": "",
    "parked": "Parked lines",
    "export": "Export",
    "answered": "Answered feedback",
    "unattached": "Feedback on what is not on the board",
}
_EMPTY: Final[dict[Section, str]] = {
    "stale": "none: every key result has a recent check-in",
    "feedback": "none: everything is answered",
    "actions": "none: everything is done",
}
_UNCACHED: Final = frozenset({"export", "meeting"})
"""Sections whose rows depend on the whole preparation."""
_ELSEWHERE: Final = "only on what is not on the board, see below"


class PreparationContext(NamedTuple):
    """What rendering depends on besides the preparation: window size, day, next meeting and footer."""

    width: int
    height: int
    day: date
    meeting: str = ""
    offers: str = ""
    """What keys do with the row under the cursor."""
    fold_key: str = "v"
    foot: Sequence[Line] = ()
    typed: TypedTopic | None = None


class RenderedPreparation(NamedTuple):
    """The page, and for each line of its body the index of its row, if any."""

    content: PageContent
    places: Sequence[int | None]


RowCache: TypeAlias = dict[tuple[Section, str], tuple[tuple[PreparationRow, int, date, Mapping[Id, str]], list[Line]]]
"""Cached lines of rows without the cursor, with their inputs: of thousands of rows only a few change."""


def render_preparation(
    preparation: Preparation, context: PreparationContext, kept: RowCache | None = None
) -> RenderedPreparation:
    """Return the whole page, in lines of at most `context.width` cells. `kept` caches the rows."""
    kept = {} if kept is None else kept
    width = context.width - 2 * _MARGIN
    lines: list[Line] = []
    places: list[int | None] = []
    current = keep = range(0)
    sections: dict[Section, list[tuple[int, PreparationRow]]] = {section: [] for section in SECTIONS}
    for place, row in enumerate(preparation.shown):
        sections[row.section].append((place, row))
    for section, rows in sections.items():
        head = _section_head(preparation, section, context.day, width)
        if not rows and not head and section != "agenda":
            continue
        if lines and head:
            head = [[], *head]
        lines += [with_margin(clipped(line, width), _MARGIN) for line in head]
        places += [None] * len(head)
        for place, row in rows:
            if place == preparation.at:
                own = [
                    with_margin(line, _MARGIN, marked=True)
                    for line in _row(row, preparation, context, width, current=True)
                ]
                current = range(len(lines), len(lines) + len(own))
                opened = section in FOLDED and row is rows[0][1]
                keep = range(len(lines) - len(head) if opened else len(lines), current.stop)
            else:
                own = _still(row, preparation, context, kept)
            lines += own
            places += [place] * len(own)
        if section == "agenda" and context.typed and context.typed.id is None:
            own = [with_margin(line, _MARGIN, marked=True) for line in new_topic_lines(context.typed.text)]
            current = keep = range(len(lines), len(lines) + len(own))
            lines, places = [*lines, *own], [*places, *[None] * len(own)]
    if fold := _fold(preparation, context):
        lines += [[], with_margin(clipped(fold, width), _MARGIN)]
        places += [None, None]
    foot = [with_margin(line, _MARGIN) for line in context.foot]
    edge = page_edge(context.height)
    heads = [with_margin(line, _MARGIN) for line in _head(preparation, context, width)]
    # Keep the heading in view together with the first row.
    keep = range(current.stop) if preparation.at == 0 else keep
    content = PageContent(lines, [*edge, *heads, []], [[], *foot, *edge], keep=keep, lifted=current)
    return RenderedPreparation(content, places)


def _head(preparation: Preparation, context: PreparationContext, width: int) -> list[Line]:
    """Return the title, the next meeting and how much is left."""
    title = StyledText("Prepare the meeting", "title")
    gap = width - cell_len(title.text) - cell_len(context.meeting)
    right = [StyledText(" " * gap), StyledText(context.meeting, "muted")] if context.meeting and gap > 0 else []
    hint = [] if preparation.now.has_ilo else paragraph_lines(NO_ILO, width, "muted")
    return [
        [title, *right],
        [StyledText(cut(left_words(preparation), width), "accent" if preparation.counts[0] else "good")],
        *hint,
    ]


def left_words(preparation: Preparation) -> str:
    """Return how much is left: `5 of 7 still open`."""
    left, whole = preparation.counts
    if left:
        return f"{left} of {whole} still open"
    done = "Everything is done" if whole else "Nothing is open"
    return (
        f"{done} and exported: you are ready for the meeting."
        if preparation.exported
        else f"{done}: export for the meeting."
    )


def _section_head(preparation: Preparation, section: Section, day: date, width: int) -> list[Line]:
    """Return the heading of a section, with a note if it has no rows."""
    rows = preparation.of(section)
    if section == "meeting":
        return agenda_heading(preparation.agenda, day, width)
    if section in ("agenda", "parked"):
        return [heading(_TITLES[section], str(len(rows)))] if rows and section == "parked" else []
    if section in ("worth", "talks", "proposals") and not rows:
        return []
    if section in FOLDED:
        return [heading(_TITLES[section], str(len(rows)))] if rows and preparation.unfolded else []
    if section == "export":
        return [heading(_TITLES[section], _asked(preparation))]
    elsewhere = len(preparation.of("unattached")) if section == "feedback" else 0
    left, whole = sum(not row.done for row in rows) + elsewhere, len(rows) + elsewhere
    beside = str(whole) if left == whole else f"{left} of {whole}" if left else "all done"
    empty = [] if rows else [[StyledText(cut(INDENT + (_ELSEWHERE if elsewhere else _EMPTY[section]), width), "muted")]]
    return [heading(_TITLES[section], beside if whole else ""), *empty]


def _asked(preparation: Preparation) -> str:
    """Return what the export requests of who is met; as long as nobody is to be met, of whoever reads it."""
    now, meeting = preparation.now, preparation.agenda.meeting
    approvals = len(now.decisions.approvals)
    consents = len(now.consents_of(meeting.with_ids) if meeting and meeting.with_ids else now.decisions.consents)
    asks = requests_text(approvals, consents, 0)
    return f"asks for {asks}" if asks else ""


def _fold(preparation: Preparation, context: PreparationContext) -> Line:
    """Return the line about hidden feedback and the key that shows it."""
    counts = [
        (len(preparation.of("answered")), "answered"),
        (len(preparation.of("unattached")), "about what is not on the board"),
    ]
    told_of = ", ".join(f"{count} {words}" for count, words in counts if count)
    if preparation.unfolded or not told_of:
        return []
    style = "warn" if preparation.of("unattached") else "muted"  # that needs an answer too
    return [
        StyledText(f"Feedback: {told_of}", style),
        StyledText(f"   {context.fold_key} ", "accent"),
        StyledText("shows it", "muted"),
    ]


# -- rows ---------------------------------------------------------------------------------------------------------


def _still(row: PreparationRow, preparation: Preparation, context: PreparationContext, kept: RowCache) -> list[Line]:
    """Return a row without the cursor from the cache, except the export, which depends on the preparation."""
    made_of = (row, context.width, context.day, preparation.agenda.titles)
    before = kept.get(row.key)
    if before and before[0][0] is row and before[0][1:] == made_of[1:] and row.section not in _UNCACHED:
        return before[1]
    own = [
        with_margin(line, _MARGIN)
        for line in _row(row, preparation, context, context.width - 2 * _MARGIN, current=False)
    ]
    kept[row.key] = made_of, own
    return own


def _row(
    row: PreparationRow, preparation: Preparation, context: PreparationContext, width: int, *, current: bool
) -> list[Line]:
    subject = row.subject
    if row.section == "export":
        lines = _export(preparation, context, width)
    elif isinstance(subject, UpcomingMeeting):
        lines = meeting_lines(preparation.agenda, context.day, width)
    elif isinstance(subject, Topic | ProposedTopic):
        typed = context.typed.text if context.typed and context.typed.id == row.id else None
        lines = topic_lines(subject, preparation.agenda, width, here=current, typed=typed)
    elif isinstance(subject, StaleCard):
        reason = with_titles(subject.reason, preparation.agenda.titles)
        lines = _stale(subject._replace(reason=reason), row, width)
    elif isinstance(subject, SpentEntry):
        due = due_text(subject.entry, subject.looks, context.day)
        lines = _beside(_lead(row), subject.entry.title, due.full if due else "", "muted", row, width)
    elif isinstance(subject, DueTalk):
        due = talk_due(subject.entry.stretch, subject.entry.talks, context.day)
        facts = f"with {short_name(subject.name)}, {due.full.removeprefix('talk ')}" if due else ""
        lines = _beside(_lead(row), subject.entry.stretch.title, facts, "warn", row, width)
    elif isinstance(subject, Consultation):
        lines = _beside(_lead(row), subject.proposal.title, to_do_text(subject, context.day), "warn", row, width)
    elif isinstance(subject, OpenAction):
        text = action_text(subject.action, subject.who, context.day, mine=subject.mine)
        said = with_titles(text.text, preparation.agenda.titles)
        lines = _beside(_lead(row), said, text.facts, "warn" if subject.late else "muted", row, width)
    else:
        assert isinstance(subject, InboxItem)
        lines = _entry(subject, row, preparation.agenda.titles, context.day, width, current=current)
    return [*lines, *paragraph_lines(context.offers, width, "accent", INDENT)] if current and context.offers else lines


def _lead(row: PreparationRow, sign: str = HEALTH["pending"].sign, style: str = "muted") -> StyledText:
    return StyledText(f"{HEALTH['achieved'].sign} ", "good") if row.done else StyledText(f"{sign} ", style)


def _beside(lead: StyledText, text: str, facts: str, style: str, row: PreparationRow, width: int) -> list[Line]:
    """Return a row with its facts at the right end, or below the text if there is no room."""
    facts, own = ("done", "muted") if row.done else (simplified(facts), style)
    shown = StyledText(simplified(text), "muted" if row.done else "text")
    room = width - _SIGN - cell_len(facts) - 3
    if room < _LEAST_BESIDE and cell_len(shown.text) > room:
        return [
            [lead, shown._replace(text=cut(shown.text, width - _SIGN))],
            [StyledText(INDENT), StyledText(cut(facts, width - len(INDENT)), own)],
        ]
    shown = shown._replace(text=shortened(shown.text, room))
    line = [lead, shown]
    return [[*line, StyledText(" " * (width - size_of(line) - cell_len(facts))), StyledText(facts, own)]]


def _stale(one: StaleCard, row: PreparationRow, width: int) -> list[Line]:
    health = one.card.figures.health
    lead = _lead(row, HEALTH[health].sign, TONE_STYLES[HEALTH[health].tone])
    style = "warn" if health == "outdated" else "muted"
    return _beside(lead, one.card.key_result.title, one.reason, style, row, width)


def _entry(
    entry: InboxItem, row: PreparationRow, titles: Mapping[Id, str], day: date, width: int, *, current: bool
) -> list[Line]:
    """Return the lines of a feedback item: the whole text under the cursor, otherwise its beginning."""
    feedback = read_rows(entry.feedback, lambda text: with_titles(text, titles))
    # An action is called by its text, which may mention others; a title is what it is.
    about_what = with_titles(entry.about, titles) if feedback.target.kind == "action" else entry.about
    known = feedback.answer != "unanswered"
    lead = _lead(row, HEALTH["achieved" if known else "pending"].sign)
    about = about_text(feedback.kind, own_target(feedback.target, about_what))
    text = feedback_text(feedback, day, about=about)
    style = "muted" if known else "text"
    heading = cut(f"{simplified(text.heading)}, {text.on}", width - _SIGN)
    lines: list[Line] = [[lead, StyledText(heading, "muted" if text.tone == "neutral" else TONE_STYLES[text.tone])]]
    if current:
        lines += paragraph_lines(text.text, width, style, INDENT)
        lines += paragraph_lines(text.action, width, style, INDENT)
    elif text.text or text.action:
        beginning = simplified(text.text or text.action)
        lines.append([StyledText(INDENT), StyledText(cut(beginning, width - len(INDENT)), style)])
    if known:
        answer = simplified(text.answer_text)
        answer = answer if current else cut(answer, width - len(INDENT))
        lines += paragraph_lines(answer, width, TONE_STYLES[text.answer.tone], INDENT)
    elif current:
        lines += paragraph_lines(simplified(entry.effect), width, "muted", INDENT)
    return lines


def _past_export(export: PastExport, day: date) -> str:
    """Describe an export: `Rowan Teal: snapshot 3, as of 26 Jun, profile mentor`."""
    name = simplified(export.person_name) or "Nobody in particular"
    return f"{name}: snapshot {export.sequence}, as of {short_day(export.as_of, day)}, profile {export.profile}"


def _export(preparation: Preparation, context: PreparationContext, width: int) -> list[Line]:
    """Return the lines about the latest exports."""
    latest: dict[tuple[str, str], str] = {}
    for one in preparation.now.exports:
        latest.setdefault((one.person_name, one.profile), _past_export(one, context.day))
    words = list(latest.values())[:_MOST_EXPORTS] or ["Nothing has been exported yet"]
    lead = _lead(EXPORT._replace(done=preparation.exported), "→", "accent")
    first, *rest = [cut(each, width - _SIGN) for each in words]
    return [[lead, StyledText(first)], *([StyledText(INDENT), StyledText(each, "muted")] for each in rest)]
