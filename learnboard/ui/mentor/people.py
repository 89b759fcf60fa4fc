"""The picture of the people whose snapshots were found: who, since when, and what they ask for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Id
from learnboard.presentation.values import short_day
from learnboard.service.mentor import Mentee, Overview
from learnboard.ui.mentor.labels import counted, since_words
from learnboard.ui.mentor.subjects import FeedbackSubject, SubjectBlock, SubjectList
from learnboard.ui.toolkit.list_view import BlockList, ready_block
from learnboard.ui.toolkit.styled_text import GAP, Line, StyledText, flow_lines, paragraph_lines, size_of
from learnboard.ui.toolkit.text import cut, simplified

_WIDEST = 110
_INDENT = "  "


def people_blocks(
    mentees: Sequence[Mentee],
    overviews: Mapping[Id, Overview],
    unwritten: Mapping[Id, int],
    refused: Sequence[str],
    today: date,
    width: int,
) -> SubjectList:
    """Everybody, and the files that are no snapshots; overviews, as far as they are made, and items by board."""
    width = min(width, _WIDEST)
    people = [_block(one, overviews.get(one.board_id), unwritten.get(one.board_id, 0), today, width) for one in mentees]
    blank: SubjectBlock = ready_block([[]])
    return BlockList([*(block for person in people for block in (blank, person)), *refused_blocks(refused, width)])


def _block(mentee: Mentee, each: Overview | None, unwritten: int, today: date, width: int) -> SubjectBlock:
    subject = FeedbackSubject(Target("board", mentee.board_id), simplified(mentee.owner.name))
    return ready_block([_name(mentee, today, width), *_asks(each, unwritten, width)], subject)


def refused_blocks(refused: Sequence[str], width: int) -> Iterator[SubjectBlock]:
    """The files that were not opened, a sentence each, in lines of at most `width` cells."""
    if refused:
        yield ready_block([[], [StyledText("Not opened", "heading")]])
        yield ready_block(
            [line for message in refused for line in paragraph_lines(f"! {simplified(message)}", width, "warn")]
        )


def _name(mentee: Mentee, today: date, width: int) -> Line:
    owner, last = mentee.owner, mentee.files[-1].as_of
    on = f"{short_day(last, today)}, {since_words(last, today)}"
    right = [StyledText(counted(len(mentee.files), "snapshot"), "muted"), StyledText(GAP), StyledText(on)]
    room = width - size_of(right) - len(GAP)
    line = [StyledText(cut(simplified(owner.name) or "Somebody without a name", room), "title")]
    role = simplified(owner.role)
    if role and room - size_of(line) > len(GAP):
        line.append(StyledText(cut(f"{GAP}{role}", room - size_of(line)), "muted"))
    return [*line, StyledText(" " * (width - size_of(line) - size_of(right))), *right]


def _asks(each: Overview | None, unwritten: int, width: int) -> list[Line]:
    if each is None:
        return [[StyledText(f"{_INDENT}…", "muted")]]
    if each.problem:
        return paragraph_lines(f"! {simplified(each.problem)}", width, "warn", _INDENT)
    return [[StyledText(_INDENT), *fact] for fact in flow_lines(_facts(each, unwritten), width - len(_INDENT))]


def _facts(each: Overview, unwritten: int) -> list[Line]:
    """What matters about somebody, each with its sign."""
    facts: list[Line] = []
    if each.at_risk:
        facts.append([StyledText(f"! {each.at_risk} at risk", "warn")])
    if each.outdated:
        facts.append([StyledText(f"? {each.outdated} not heard of for long", "warn")])
    if each.decisions:
        facts.append([StyledText(f"asks for {counted(each.decisions, 'decision')}", "accent")])
    if each.actions:
        facts.append([StyledText(counted(each.actions, "open action"), "text")])
    if each.open_answers:
        facts.append([StyledText(f"{each.open_answers} of your items not answered yet", "muted")])
    if unwritten:
        facts.append([StyledText(f"{unwritten} not written to a file yet", "warn")])
    return facts or [[StyledText("nothing that presses", "muted")]]
