"""The picture of the people whose snapshots were found: who, since when, and what they ask for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from learnboard.domain.feedback import Target
from learnboard.domain.fields import Id
from learnboard.domain.wording import short_day
from learnboard.service.mentoring import Mentee, Overview
from learnboard.ui.mentor.listing import Block, Listing, drawn
from learnboard.ui.mentor.things import Thing
from learnboard.ui.mentor.words import counted, since_words
from learnboard.ui.prose import GAP, flowed, told
from learnboard.ui.spans import Line, Span, size_of
from learnboard.ui.text import cut, simplified

_WIDEST = 110
_INDENT = "  "


def people_listing(
    mentees: Sequence[Mentee],
    overviews: Mapping[Id, Overview],
    unwritten: Mapping[Id, int],
    refused: Sequence[str],
    today: date,
    width: int,
) -> Listing:
    """Everybody, and the files that are no snapshots; overviews, as far as they are made, and items by board."""
    width = min(width, _WIDEST)
    people = [_block(one, overviews.get(one.board_id), unwritten.get(one.board_id, 0), today, width) for one in mentees]
    blank = drawn([[]])
    return Listing([*(block for person in people for block in (blank, person)), *refused_blocks(refused, width)])


def _block(mentee: Mentee, each: Overview | None, unwritten: int, today: date, width: int) -> Block:
    thing = Thing(Target("board", mentee.board_id), simplified(mentee.owner.name))
    return drawn([_name(mentee, today, width), *_asks(each, unwritten, width)], thing)


def refused_blocks(refused: Sequence[str], width: int) -> Iterator[Block]:
    """The files that were not opened, a sentence each, in lines of at most `width` cells."""
    if refused:
        yield drawn([[], [Span("Not opened", "heading")]])
        yield drawn([line for sentence in refused for line in told(f"! {simplified(sentence)}", width, "warn")])


def _name(mentee: Mentee, today: date, width: int) -> Line:
    owner, last = mentee.owner, mentee.files[-1].as_of
    on = f"{short_day(last, today)}, {since_words(last, today)}"
    right = [Span(counted(len(mentee.files), "snapshot"), "muted"), Span(GAP), Span(on)]
    room = width - size_of(right) - len(GAP)
    line = [Span(cut(simplified(owner.name) or "Somebody without a name", room), "title")]
    role = simplified(owner.role)
    if role and room - size_of(line) > len(GAP):
        line.append(Span(cut(f"{GAP}{role}", room - size_of(line)), "muted"))
    return [*line, Span(" " * (width - size_of(line) - size_of(right))), *right]


def _asks(each: Overview | None, unwritten: int, width: int) -> list[Line]:
    if each is None:
        return [[Span(f"{_INDENT}…", "muted")]]
    if each.problem:
        return told(f"! {simplified(each.problem)}", width, "warn", _INDENT)
    return [[Span(_INDENT), *fact] for fact in flowed(_facts(each, unwritten), width - len(_INDENT))]


def _facts(each: Overview, unwritten: int) -> list[Line]:
    """What matters about somebody, each with its sign."""
    facts: list[Line] = []
    if each.at_risk:
        facts.append([Span(f"! {each.at_risk} at risk", "warn")])
    if each.outdated:
        facts.append([Span(f"? {each.outdated} not heard of for long", "warn")])
    if each.decisions:
        facts.append([Span(f"asks for {counted(each.decisions, 'decision')}", "accent")])
    if each.actions:
        facts.append([Span(counted(each.actions, "open action"), "text")])
    if each.open_answers:
        facts.append([Span(f"{each.open_answers} of your items not answered yet", "muted")])
    if unwritten:
        facts.append([Span(f"{unwritten} not written to a file yet", "warn")])
    return facts or [[Span("nothing that presses", "muted")]]
