"""The board in a minute: what moved, what went backward and what is asked, in a few sentences."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from learnboard.domain.changes import Concern
from learnboard.domain.comparison import Moved
from learnboard.domain.fields import Id
from learnboard.domain.health import WEAKEST_FIRST
from learnboard.domain.rounding import spaced
from learnboard.exchange.html.asked import Asked
from learnboard.exchange.html.card_words import current
from learnboard.exchange.html.since import last_step, told_since
from learnboard.exchange.html.source import Source
from learnboard.exchange.html.words import State, Tone, counted, health_state, listed, with_unit

_MOST_NAMED: Final = 3
_NAMED_FIRST: Final[tuple[Concern, ...]] = (
    "backward",
    "last_step_backward",
    "confidence_fell",
    "divergent",
    "outdated",
)


class Point(NamedTuple):
    """One thing to know: whose title it is, and what is to be said of it."""

    title: str
    said: str


class Part(NamedTuple):
    """One of the three answers, with what is to be read before its points, if anything.

    `more` says how many things it does not name, `to` is where they stand.
    """

    sign: str
    title: str
    tone: Tone
    intro: str
    points: tuple[Point, ...]
    more: str
    to: str


class Summary(NamedTuple):
    """Sentences, and the three answers with names."""

    sentences: tuple[str, ...]
    moved: Part
    backward: Part
    asked: Part


def summary(source: Source, asked: Asked) -> Summary:
    """The board in a minute."""
    rows = [row for group in source.groups for row in group.rows]
    first = source.baseline is None
    return Summary(
        sentences=(_standing(source) if first else _since(source, rows), _asked_sentence(source, asked)),
        moved=_achieved(source) if first else _moved(rows, source),
        backward=_weak(source) if first else _backward(rows, source),
        asked=_asked(asked, known=source.reader is not None),
    )


# Sentences


def _since(source: Source, rows: Sequence[Moved]) -> str:
    assert source.baseline is not None
    changes = Counter(row.change for row in rows)
    forward = [row for row in rows if row.change == "forward"]
    parts = [f"{len(forward)} of {counted(len(rows), 'key result')} moved forward"] if rows else []
    fell = {group.concern: len(group.rows) for group in source.groups}
    stepped = sum(row.last_step_backward for row in rows)
    said = [
        (changes["backward"], "went backward"),
        (stepped, "stepped back at the end"),
        (fell.get("confidence_fell", 0), "confidence fell on"),
        (sum(row.divergent for row in rows), "is said to be on track but is far behind"),
        (sum(row.health[1] == "outdated" for row in rows), "was not heard of for long"),
        (changes["added"], "is new"),
        (changes["dropped"], "was dropped"),
        (changes["gone"], "is no longer there"),
    ]
    parts += [_counted(count, words) for count, words in said if count]
    told = listed(parts) if parts else "there is no key result yet"
    return f"Since {told_since(source.baseline)}: {told}."


def _counted(count: int, words: str) -> str:
    if words.endswith(" on"):
        return f"{words} {count}"
    many = {"is ": "are ", "was ": "were "}
    verb = next((verb for verb in many if words.startswith(verb)), "")
    words = words.replace("but is", "but are") if count > 1 else words
    return f"{count} {many[verb] + words[len(verb) :] if verb and count > 1 else words}"


def _standing(source: Source) -> str:
    healths = Counter(card.figures.health for card in source.cards.values())
    if not healths:
        return "This is the first snapshot, and there is no key result yet."
    parts = [
        f"{healths[health]} {health_state(health).word}" for health in (*WEAKEST_FIRST, "dropped") if healths[health]
    ]
    return f"This is the first snapshot. Of {counted(len(source.cards), 'key result')}, {listed(parts)}."


def _asked_sentence(source: Source, asked: Asked) -> str:
    decisions = [
        *([counted(len(asked.approvals), "approval")] if asked.approvals else []),
        *([f"a word on {counted(len(asked.consents), 'proposal')}"] if asked.consents else []),
    ]
    others = len(asked.actions) - asked.mine
    mine = [counted(asked.mine, "action")] if asked.mine else []
    unknown = source.reader is None
    rest = f"{counted(others, 'action')} {'is' if others == 1 else 'are'} open{'' if unknown else ' with others'}"
    if asked.of_reader:
        told = f"Asked of you: {listed([*decisions, *mine])}."
        return f"{told[:-1]}; {rest}." if others else told
    return f"No decision is asked of you; {rest}." if others else "Nothing is asked of you."


# The three answers


def _moved(rows: Sequence[Moved], source: Source) -> Part:
    forward = sorted(
        (row for row in rows if row.change == "forward"), key=lambda row: (-_step(row), _place(row.id, source))
    )
    points = [Point(row.title, _shown(row)) for row in forward]
    return _part(State("▲", "Moved forward", "good"), points, "#changed")


def _step(row: Moved) -> int:
    old, new = (int(each.removesuffix("%")) if each and each != "–" else 0 for each in row.shown)
    return new - old


def _shown(row: Moved) -> str:
    return " → ".join(spaced(each) for each in row.shown if each)


def _backward(rows: Sequence[Moved], source: Source) -> Part:
    said: dict[Id, Point] = {}
    for concern in _NAMED_FIRST:
        for row in rows:
            if (
                row.id not in said
                and row.change not in ("added", "dropped", "gone")
                and (told := _worry(row, concern, source))
            ):
                said[row.id] = Point(row.title, told)
    title = "Went backward or shaky" if said else "Nothing went backward"
    return _part(State("▼", title, "warn"), list(said.values()), "#changed")


def _worry(row: Moved, concern: Concern, source: Source) -> str:
    match concern:
        case "backward" if row.change == "backward":
            return _values(row) or _shown(row)
        case "last_step_backward" if row.last_step_backward:
            return f"last step {last_step(source, row.id, row.unit)}" + _and_confidence(row)
        case "confidence_fell" if _fell(row):
            return f"confidence {row.confidence[0]} → {row.confidence[1]}"
        case "divergent" if row.divergent:
            return f"said on track, but {_far(row, source)}"
        case "outdated" if row.health[1] == "outdated":
            return "not heard of for long"
    return ""


def _fell(row: Moved) -> bool:
    old, new = row.confidence
    return old is not None and new is not None and new < old


def _and_confidence(row: Moved) -> str:
    return f", confidence {row.confidence[0]} → {row.confidence[1]}" if _fell(row) else ""


def _far(row: Moved, source: Source) -> str:
    card = source.cards.get(row.id)
    should = f", expected {_whole(card.figures.expected)}" if card else ""
    return f"{spaced(row.shown[1] or '–')}{should}"


def _whole(ratio: Fraction) -> str:
    return f"{round(ratio * 100)} %"


def _values(row: Moved) -> str:
    old, new = row.value
    return f"{old} → {with_unit(new, row.unit)}" if old is not None and new is not None else ""


def _place(id_: Id, source: Source) -> int:
    return next((place for place, each in enumerate(source.cards) if each == id_), len(source.cards))


def _asked(asked: Asked, *, known: bool) -> Part:
    points = [Point(one.title, f"approve {one.amount}?") for one in asked.approvals]
    points += [Point(one.title, f"consent? {one.closes}") for one in asked.consents]
    points += [Point(one.text, one.due or "your action") for one in asked.actions if one.mine]
    others = [
        Point(one.text, ", ".join(said for said in (one.who, one.due) if said)) for one in asked.actions if not one.mine
    ]
    if points:
        return _part(State("→", "Asked of you", "good"), [*points, *others], "#asked")
    intro = "Open with others:" if others and known else ""
    return _part(State("→", "No decision asked of you", "good"), others, "#asked", intro)


def _weak(source: Source) -> Part:
    weak = [card for card in source.cards.values() if card.figures.health in ("off_track", "outdated", "at_risk")]
    ordered = sorted(weak, key=lambda card: WEAKEST_FIRST.index(card.figures.health))
    points = [Point(card.key_result.title, health_state(card.figures.health).word) for card in ordered]
    return _part(State("!", "Needs attention" if points else "Nothing at risk", "warn"), points, "#changed")


def _achieved(source: Source) -> Part:
    cards = [card for card in source.cards.values() if card.figures.progress and card.figures.health != "dropped"]
    ordered = sorted(cards, key=lambda card: -(card.figures.progress or 0))
    points = [
        Point(card.key_result.title, ", ".join(said for said in (spaced(card.figures.shown), current(card)) if said))
        for card in ordered
    ]
    return _part(State("▲", "Furthest along" if points else "Not begun yet", "good"), points, "#changed")


def _part(state: State, points: Sequence[Point], to: str, intro: str = "") -> Part:
    named = tuple(points[:_MOST_NAMED])
    more = f"and {len(points) - len(named)} more" if len(points) > len(named) else ""
    return Part(state.sign, state.word, state.tone, intro, named, more, to)
