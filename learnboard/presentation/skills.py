"""Skills as their owner reads them: bars of self and others, gaps, what changed, and the instruments to begin with."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.growth import Assessment
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.skills import HIGHEST, LOWEST, Instrument, Round
from learnboard.presentation.labels import visibility_text
from learnboard.presentation.messages import StepText, sentence
from learnboard.presentation.values import State, count_of, listed, quoted, short_day, short_name

LADDER: Final = "engineering ladder"
LADDER_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "Technology": ("adopts", "specialises", "evangelises", "masters", "creates"),
    "System": ("enhances", "designs", "owns", "evolves", "leads"),
    "People": ("learns", "supports", "mentors", "coordinates", "manages"),
    "Process": ("follows", "enforces", "challenges", "adjusts", "defines"),
    "Influence": ("subsystem", "team", "several teams", "company", "community"),
}
"""The axes of a ladder to begin with, and what each level is called, from 1 to 5."""
STRENGTHS: Final = "strengths"
"""What an instrument of ranked words is called unless it is named otherwise."""
YOU: Final = "you"
NO_AXES: Final = "An instrument without axes rates nothing: write at least one axis, each on a line of its own."
NO_NAME: Final = "The instrument has no name: write one, such as “what I need here”."
NOTHING_RATED: Final = "Nothing is rated yet: type a digit from 1 to 5 on an axis."
NOT_YET: Final = "What you see of yourself is of today, or of a day before: the day is still to come."
NO_STRENGTHS: Final = "Write at least one strength, the strongest first, each on a line of its own."
NOT_RATED: Final = "not rated yet"
SHOWS_LATER: Final = "neither sees the other’s levels before both are in"
"""What is promised where somebody else is asked to rate."""
_SOMEBODY: Final = "somebody"
_NONE: Final = State("", "", "quiet")


class LevelCell(NamedTuple):
    """A level, None for none, and what stands beside it: a change, or a gap."""

    level: int | None
    mark: State


class PersonLevels(NamedTuple):
    """What a person is called, and their level in each round that is shown."""

    name: str
    cells: tuple[LevelCell, ...]


def person_name(who: str, people: Mapping[Id, str]) -> str:
    """What somebody who rated is called: by the board, else as they wrote it."""
    return YOU if who == OWNER else short_name(people.get(who) or who) or _SOMEBODY


def axis_levels(
    instrument: Instrument, axis: str, people: Mapping[Id, str], rounds: Sequence[int]
) -> Iterator[PersonLevels]:
    """Yield the levels of an axis, of each person in the rounds with these numbers, the owner first."""
    for who in instrument.people or (OWNER,):
        cells = tuple(_cell(instrument, place, who, axis) for place in rounds)
        yield PersonLevels(person_name(who, people), cells)


def _cell(instrument: Instrument, place: int, who: str, axis: str) -> LevelCell:
    each = instrument.rounds[place]
    if who == OWNER:
        change = instrument.change(place, axis)
        mark = State("", f"{change:+d}".replace("-", "−"), "good" if change > 0 else "quiet") if change else _NONE
    else:
        gap = each.gap(who, axis)
        mark = State("≠", f"{abs(gap)} {'more' if gap > 0 else 'less'}", "warn") if gap else _NONE
    return LevelCell(each.level(who, axis), mark)


def summary_text(instrument: Instrument, day: date) -> str:
    """What an instrument says at a glance: `15 Jan: 2 of 5 axes differ by a level or more`."""
    if instrument.newest_own is None:
        return NOT_RATED if not instrument.rounds else f"your view is {NOT_RATED}"
    if not instrument.axes:
        return ""
    found = instrument.compared
    if found is None:
        return "nobody else rated it"
    axes = count_of(len(instrument.axes), "axis", "axes")
    return f"{short_day(found.on, day)}: {instrument.gaps or 'none'} of {axes} differ by a level or more"


def seen_text(row: Assessment, *, answered: bool = False) -> str:
    """Who sees the owner's own view; until somebody has `answered` it, a mentor does not see its levels."""
    text = visibility_text(row.visibility)
    return f"{text}: {SHOWS_LATER}" if row.visibility == "mentor" and row.levels and not answered else text


def gap_sentences(instrument: Instrument, axis: str, people: Mapping[Id, str], day: date) -> Iterator[str]:
    """Yield who sees an axis otherwise than the owner: `Rowan Teal saw 1 more than you: 3, and you 2`."""
    found = instrument.compared
    for who, gap in instrument.gaps_on(axis).items():
        assert found is not None
        own, other = found.level(OWNER, axis), found.level(who, axis)
        more = "more" if gap > 0 else "less"
        name = person_name(who, people)
        yield f"On {short_day(found.on, day)} {name} saw {abs(gap)} {more} than you: {other}, and you {own}."


def words_of(axis: str) -> str:
    """What the levels of a ladder's axis are called: `1 enhances · 2 designs · …`; empty for other axes."""
    words = LADDER_WORDS.get(axis, ())
    return " · ".join(f"{level} {word}" for level, word in enumerate(words, LOWEST))


def level_word(axis: str, level: int) -> str:
    """What a level of a ladder's axis is called; empty for other axes."""
    words = LADDER_WORDS.get(axis, ())
    return words[level - LOWEST] if words and LOWEST <= level <= HIGHEST else ""


def ranked_texts(rounds: Sequence[Round]) -> tuple[tuple[str, State], ...]:
    """The newest strengths of the owner, the strongest first, each with what changed since the ranking before."""
    rankings = [each.own.row.ranked for each in rounds if each.own and each.own.row.ranked]
    if not rankings:
        return ()
    before = rankings[-2] if len(rankings) > 1 else None
    return tuple((word, _moved(place, word, before)) for place, word in enumerate(rankings[-1]))


def _moved(place: int, word: str, before: Sequence[str] | None) -> State:
    if before is None:
        return _NONE
    if word not in before:
        return State("", "new", "good")
    up = before.index(word) - place
    return State("↑" if up > 0 else "↓", f"{abs(up)}", "quiet") if up else _NONE


# -- steps --------------------------------------------------------------------------------------------------------


def assessment_name(row: Assessment, day: date) -> str:
    """What an assessment of the owner's is called in a sentence: `your view of “engineering ladder” of 15 Jan`."""
    return f"your view of {quoted(row.instrument)} of {short_day(row.on, day)}"


def instrument_text(name: str, axes: Sequence[str]) -> StepText:
    """What keeping an instrument is called, or forgetting it, where it has no axes."""
    if not axes:
        return StepText(f"{quoted(name)} is no longer kept.", f"forget {quoted(name)}")
    return StepText(f"Kept {quoted(name)} with {count_of(len(axes), 'axis', 'axes')}.", f"keep {quoted(name)}")


def rated_text(before: Assessment | None, after: Assessment | None, day: date) -> StepText:
    """What adding, changing or deleting an assessment is called."""
    row = after or before
    assert row is not None
    name = assessment_name(row, day)
    if after is None:
        return StepText(f"Deleted {name}.", f"delete {name}")
    if before is None:
        what = count_of(len(row.levels), "axis", "axes") if row.levels else count_of(len(row.ranked), "strength")
        seen = visibility_text(row.visibility)
        return StepText(f"Rated {what} of {quoted(row.instrument)}: {seen}.", f"rate {quoted(row.instrument)}")
    if _without_visibility(before) == _without_visibility(after):
        return StepText(sentence(f"{name}: {seen_text(row)}"), f"change who sees {name}")
    return StepText(f"Changed {name}.", f"change {name}")


def drafted_text(title: str, cycle: str) -> StepText:
    """What making a draft objective of a gap is called."""
    message = f"Added {quoted(title)} to {quoted(cycle)} as a draft."
    return StepText(message, f"draft {quoted(title)}")


def gap_title(axis: str) -> str:
    """The title of an objective that a gap on an axis begins: no digits, which an objective should not have."""
    return f"Grow in {axis}"


def gap_reason(instrument: Instrument, axis: str, people: Mapping[Id, str], day: date) -> str:
    """Why that objective is there: `engineering ladder, System. On 15 Jan Rowan Teal saw 1 more …`."""
    return " ".join((f"{instrument.name}, {axis}.", *gap_sentences(instrument, axis, people, day)))


def gaps_hint(instrument: Instrument, people: Mapping[Id, str]) -> str:
    """Why there is no gap to begin with: nobody else has rated, or all see the same."""
    if instrument.compared is None:
        return "Nobody else has rated it: p lets a mentor see that you want it, and the next export asks them."
    others = [person_name(who, people) for who in instrument.people if who != OWNER]
    return f"You and {listed(others)} see it alike: n rates anew, e changes your view."


def level_problem(axis: str) -> str:
    """What is said to a level that is none."""
    return f"{quoted(axis)} has a level from {LOWEST} to {HIGHEST}: type one of these digits."


def _without_visibility(row: Assessment) -> tuple[object, ...]:
    return (row.instrument, row.on, row.by_id, dict(row.levels), row.note, row.ranked)
