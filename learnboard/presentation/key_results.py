"""What is known of a key result, of an objective and of a goal, as texts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from learnboard.domain.board import Card, Column
from learnboard.domain.metrics.figures import Figures, RollUp
from learnboard.domain.metrics.rounding import half_up
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Number
from learnboard.domain.model.goals import Cycle, Decides, Objective
from learnboard.domain.model.key_results import (
    KeyResult,
    KeyResultKind,
    Milestone,
    TargetChange,
)
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.labels import field_label, labelled_texts
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.spans import span_text, target_texts
from learnboard.presentation.values import (
    BAND_TONES,
    FAR_BEHIND,
    DatedText,
    Fact,
    State,
    count_of,
    dated,
    due_text,
    is_divergent,
    is_yes_or_no,
    kept_text,
    kind_text,
    percent,
    reached_label,
    short_day,
    stepped,
    value_text,
    verdict,
    with_unit,
)

DIVERGENT = "said to be on track, but far behind"
IN_THE_WAY = "in the way"
SINCE_CHECK_IN = "since the check-in before"
_NOTHING = Fact("")
_DIVERGENT = FAR_BEHIND._replace(label=DIVERGENT)


class KeyResultText(NamedTuple):
    """The facts of a key result; texts that do not apply are empty.

    `reached` is how far it is, `value` where it stands in its own unit. Without a `bar` it is either done or not, and
    nothing is `expected` until it is late. `health` is the one verdict: what is said to be on track, but is far behind,
    has that for one. What is not `counted` was dropped: what is expected of it no longer matters. `over` says that it
    is done or dropped, so that its due date presses nobody. `counts` says from when to when it counts, `targets` what
    it aimed at before.
    """

    kind: str
    reached: str
    bar: bool
    expected: str
    value: str
    kept: str
    health: State
    confidence: Fact
    score: Fact
    ilo: str
    done: str
    due: DatedText | None
    over: bool
    dropped: str
    weight: str
    indicator: str
    labels: tuple[str, ...]
    counted: bool
    ask: str
    counts: str
    targets: tuple[str, ...]
    own_reason: str


class MilestoneText(NamedTuple):
    """A step of a milestone: when it was done, by when it is to be done, and a weight other than 1."""

    title: str
    done: str
    due: DatedText | None
    weight: str


class ObjectiveText(NamedTuple):
    """The facts of an objective; `about` are its longer texts, each after its label."""

    kind: str
    reached: str
    expected: str
    health: State
    score: Fact
    counted: bool
    about: tuple[tuple[str, str], ...]


def text_in(card: Card, context: ReaderContext) -> KeyResultText:
    """The facts of a key result of a report."""
    changes = context.read(tuple(context.target_changes.get(card.id, ())))
    card = replace(card, key_result=context.read(card.key_result))
    return key_result_text(card, context.day, ilo_of(card, context), cycle=context.report.cycle, changes=changes)


def key_result_text(
    card: Card, day: date, ilo: str = "", *, cycle: Cycle | None = None, changes: Iterable[TargetChange] = ()
) -> KeyResultText:
    """The facts of a key result on a day; `ilo` is the text of `ilo_text`, `changes` are those of its target."""
    row, figures = card.key_result, card.figures
    over = row.done_on is not None or figures.health in ("achieved", "dropped")
    return KeyResultText(
        kind=kind_text(row),
        reached=reached_label(row.kind, figures.shown),
        bar=not is_yes_or_no(row.kind),
        expected=expected_text(row.kind, figures),
        value=value_of(card),
        kept=kept_text(figures, row.period),
        health=health_text(figures, ended=card.ended),
        confidence=present_confidence(figures),
        score=_score(figures),
        ilo=ilo,
        done=f"done on {short_day(row.done_on, day)}" if row.done_on else "",
        due=due_date(row.due_on, day, over=over),
        over=over,
        dropped=dropped_text(row, day),
        weight=weight_text(row.weight),
        indicator=f"{row.indicator} indicator" if row.indicator else "",
        labels=tuple(f"#{label}" for label in row.labels),
        counted=figures.counted,
        ask=row.ask.strip() if card.asks else "",
        counts=span_text(row, figures.span, cycle),
        targets=target_texts(row, changes, day),
        own_reason=own_score_text(row),
    )


def health_text(figures: Figures, *, ended: bool = False) -> State:
    """The one verdict of a key result: its health, or that it is far behind where it is said to be on track."""
    return _DIVERGENT if is_divergent(figures, ended=ended) else verdict(figures.health, ended=ended)


def expected_text(kind: KeyResultKind, figures: Figures) -> str:
    """How far it should be: `expected 48 %`. What is done or not is late on one day or on none: nothing in percent."""
    if not is_yes_or_no(kind):
        return f"expected {percent(figures.expected)}"
    late = figures.counted and figures.progress == 0 and figures.expected == 1
    return "expected to be done" if late else ""


def value_of(card: Card) -> str:
    """Where it stands in its own unit; a metric that was not measured yet stands at its start."""
    row = card.key_result
    match row.kind:
        case "milestone":
            return f"{card.steps_done} of {count_of(card.steps, 'step')}" if card.steps else ""
        case "metric":
            return with_unit(card.figures.value if card.figures.value is not None else row.start, row.unit)
        case "binary":
            return ""
        case _:
            return with_unit(card.figures.value, row.unit)


def confidence_text(now: int | None, before: int | None, label: str = "confidence") -> Fact:
    """Confidence with its change since the check-in before: `confidence 4 ↓2`."""
    if now is None:
        return _NOTHING
    return Fact(f"{label} {stepped(now, before)}", "warn" if before is not None and now < before else "neutral")


def present_confidence(figures: Figures) -> Fact:
    """The confidence by now, with what its step is measured against: `confidence 4 ↓2 since the check-in before`."""
    now, before = figures.confidence, figures.confidence_before
    fact = confidence_text(now, before)
    return fact if before in (None, now) or now is None else fact._replace(text=f"{fact.text} {SINCE_CHECK_IN}")


def _score(figures: Figures | RollUp) -> Fact:
    """The score with its band; where the owner gave another one, that first."""
    if figures.score is None or figures.band is None:
        return _NOTHING
    score, final = half_up(figures.score, 2), half_up(figures.score if figures.final is None else figures.final, 2)
    text = f"score {score}" if final == score else f"own score {final}, computed {score}"
    return Fact(f"{text}, {figures.band}", BAND_TONES[figures.band])


def own_score_text(row: KeyResult) -> str:
    """Why the score is as the owner said: `score 0.60: half of it is written`; empty without a reason."""
    reason = row.own_score_reason.strip()
    said = f"score {row.own_score}" if row.own_score is not None else "score"
    return f"{said}: {reason}" if reason else ""


def due_date(on: date | None, day: date, *, over: bool) -> DatedText | None:
    """A due date; of what is over it is only mentioned."""
    if on is None:
        return None
    return dated("due", on, day, "quiet") if over else due_text(on, day)


def dropped_text(row: KeyResult, day: date) -> str:
    """When and why it was dropped: `dropped on 15 May: nobody needs it`; empty if it was not."""
    if row.dropped_on is None:
        return ""
    reason = row.drop_reason.strip()
    return f"dropped on {short_day(row.dropped_on, day)}" + (f": {reason}" if reason else "")


def ilo_text(since: date | None, day: date, *, relation: str = "", helper: str = "", you: bool = False) -> str:
    """That it is the Individual Learning Objective, since when and why; `you` speaks to the owner."""
    start = f" since {short_day(since, day)}" if since else ""
    parts = (
        f"{'your ' if you else ''}Individual Learning Objective{start}",
        value_text(relation),
        f"helped by {helper}" if helper else "",
    )
    return ", ".join(part for part in parts if part)


def ilo_of(card: Card, context: ReaderContext) -> str:
    """The same for a card of a report; empty if it is not the Individual Learning Objective."""
    if not card.ilo:
        return ""
    periods = (row for row in context.report.records.ilo_periods if row.key_result_id == card.id)
    latest = max((row for row in periods if row.from_on <= context.day), key=lambda row: row.from_on)
    helper = context.name_of(latest.helped_by_id)
    return ilo_text(latest.from_on, context.day, relation=latest.relation, helper=helper)


# Steps


def milestone_text(row: Milestone, day: date) -> MilestoneText:
    """A step: `done 3 May`, or `due 3 Jul`."""
    return MilestoneText(
        title=row.title,
        done=f"done on {short_day(row.done_on, day)}" if row.done_on else "",
        due=due_date(row.due_on, day, over=row.done_on is not None),
        weight=weight_text(row.weight),
    )


def weight_text(weight: Number) -> str:
    """A weight that is another than 1."""
    return f"weight {weight}" if weight != 1 else ""


# Objectives and goals

_DECIDES: Final[Mapping[Decides, str]] = {
    "me": "",
    "consult": "decided after asking others",
    "agree": "decided together",
    "other": "decided by somebody else",
}


def objective_text(column: Column, settings: Settings) -> ObjectiveText:
    """The facts of an objective whose cards are all known."""
    row, figures = column.objective, column.roll_up(settings)
    assert figures is not None
    return ObjectiveText(
        kind=objective_kind(row),
        reached=percent(figures.progress),
        expected=f"expected {percent(figures.expected)}",
        health=verdict(figures.health, ended=column.ended),
        score=_score(figures),
        counted=figures.counted,
        about=objective_about(row),
    )


def objective_about(row: Objective) -> tuple[tuple[str, str], ...]:
    """The longer texts of an objective, each after its label."""
    verdict = ((field_label("verdict").capitalize(), value_text(row.verdict)),) if row.verdict else ()
    texts = labelled_texts(row, ("description", "approach", "why_me", "why_company", "supports", "learned"))
    return (*texts, *verdict)


def objective_kind(row: Objective) -> str:
    """Its type, with the status, the origin and who decides, where these are not the usual ones."""
    parts = [row.okr_type, *([value_text(row.status)] if row.status != "active" else [])]
    if row.origin != "own":
        parts += [value_text(row.origin), *([] if row.accepted_on else ["not accepted yet"])]
    return ", ".join(filter(None, (*parts, _DECIDES[row.decides])))
