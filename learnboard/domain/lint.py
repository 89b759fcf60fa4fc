"""Hints on a board: what makes objectives and key results weaker than they could be, and how much there is to do.

Every rule is pure and looks at values as known on a day. Nothing is blocked or scored by a finding: it names its rule
and its place, and its owner may dismiss it for good. A closed cycle has none, since nothing in it can be changed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from learnboard.domain.board import Board, Card, Column
from learnboard.domain.lint_rules import (
    MANDATORY,
    TitleFinding,
    TitleRule,
    key_result_title_findings,
    objective_title_findings,
)
from learnboard.domain.metrics.rounding import half_up
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Objective
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.offers import is_found, is_offer

if TYPE_CHECKING:
    from learnboard.domain.model.goals import Goal
    from learnboard.domain.model.money import BudgetEntry

Rule: TypeAlias = (
    TitleRule
    | Literal[
        "no_key_result",
        "too_many_objectives",
        "too_many_key_results",
        "all_milestones",
        "all_lagging",
        "committed_confidence",
        "aspirational_mean",
        "training",
        "why",
        "not_accepted",
        "load",
    ]
)
TitleFindings: TypeAlias = Callable[[Card], Sequence[TitleFinding]]
Place: TypeAlias = Literal["board", "goal", "objective", "key_result", "budget_entry"]
_LEAST_COMMITTED: Final = 7
"""The least confidence in a key result of a committed objective."""
_MOST_ASPIRATIONAL: Final = 9
"""The most confidence, on average, in an aspirational objective."""
_TRAINING: Final = frozenset({"course", "conference", "book", "coaching", "workshop", "certification"})
_GIVEN_UP: Final = frozenset({"declined", "cancelled"})
_OVER: Final = frozenset({"closed", "abandoned"})
_DONE: Final = frozenset({"achieved", "dropped"})
_STEPS: Final = frozenset({"milestone", "binary"})
_NO_MINUTES: Final[Mapping[Id, int]] = MappingProxyType({})


class LintFinding(NamedTuple):
    """What a rule found, and where.

    `about` is the id of the row, empty for the board; `objective` that of the objective it belongs to. `found` is what
    the rule saw, such as the verb or the number, and `limit` what it was compared with.
    """

    rule: Rule
    place: Place
    about: Id
    title: str
    objective: Id | None = None
    found: str = ""
    limit: int = 0

    @property
    def id(self) -> str:
        """What names the finding as long as its row is there, however it is worded by then."""
        return f"{self.rule} {self.about}".rstrip()


class Load(NamedTuple):
    """How much there is to do: open key results for each objective, and learning time in minutes.

    `on_open` is the learning time that went into the open key results since the cycle began, `own` the own time that
    did, and `entitled` the learning time that there is by the day (FORMAT.md §2, "hours").
    """

    open: tuple[tuple[Objective, int], ...] = ()
    on_open: int = 0
    own: int = 0
    entitled: int = 0

    @property
    def in_all(self) -> int:
        """The number of open key results."""
        return sum(count for _, count in self.open)


class LintFacts(NamedTuple):
    """What the rules know beside the columns of a board: its money, and its learning time by key result in minutes."""

    entries: "Sequence[BudgetEntry]" = ()
    minutes: Mapping[Id, int] = _NO_MINUTES
    own_minutes: Mapping[Id, int] = _NO_MINUTES
    entitled: int = 0


class Lint(NamedTuple):
    """The findings that are open and those that were dismissed, in board order, and the load."""

    findings: tuple[LintFinding, ...] = ()
    dismissed: tuple[LintFinding, ...] = ()
    load: Load = Load()


class ColumnLint(NamedTuple):
    """What is found in an objective and its key results, and the ids of those that are open."""

    findings: tuple[LintFinding, ...] = ()
    open: tuple[Id, ...] = ()


def title_findings(card: Card) -> tuple[TitleFinding, ...]:
    """Return what is found in the title of a card's key result."""
    return key_result_title_findings(card.key_result.title, card.key_result.kind)


def lint_column(column: Column, settings: Settings, titles: TitleFindings = title_findings) -> ColumnLint:
    """Look at an objective and its key results; `titles` tells what is in a card's title, for who remembers it."""
    open_ = tuple(card.id for card in column.cards if card.figures.health not in _DONE)
    return ColumnLint(column_findings(column, settings, titles), open_)


def lint(
    board: Board,
    facts: LintFacts,
    dismissed: Collection[str] = (),
    lint_of: Callable[[Column, Settings], ColumnLint] = lint_column,
) -> Lint:
    """Return all findings of a board that is read completely; `dismissed` are ids of findings.

    `lint_of` looks at a column, for who remembers what was found in one.
    """
    if board.cycle is None or board.cycle.closed:
        return Lint()
    columns = [(column.objective, lint_of(column, board.settings)) for column in board.columns]
    load = _load(columns, facts)
    found = [
        *_board_findings(board, load),
        *(finding for _, column in columns for finding in column.findings),
        *(finding for entry in facts.entries for finding in _entry_findings(entry)),
    ]
    if not dismissed:
        return Lint(tuple(found), (), load)
    gone = {finding.id: finding for finding in found if finding.id in dismissed}
    return Lint(tuple(finding for finding in found if finding.id not in gone), tuple(gone.values()), load)


def _load(columns: Iterable[tuple[Objective, ColumnLint]], facts: LintFacts) -> Load:
    """Return how much there is to do in the columns that are not over."""
    known = [(objective, column.open) for objective, column in columns if objective.status not in _OVER]

    open_ids = frozenset(id_ for _, open_ in known for id_ in open_)

    def spent(minutes: Mapping[Id, int]) -> int:
        return sum(count for id_, count in minutes.items() if id_ in open_ids)

    return Load(
        open=tuple((objective, len(open_)) for objective, open_ in known),
        on_open=spent(facts.minutes),
        own=spent(facts.own_minutes),
        entitled=facts.entitled,
    )


# -- the board and its goal -------------------------------------------------------------------------------------------


def _board_findings(board: Board, load: Load) -> Iterator[LintFinding]:
    if (count := len(load.open)) > (most := board.settings.max_objectives):
        yield LintFinding("too_many_objectives", "board", "", "", None, str(count), most)
    if load.entitled and load.on_open > load.entitled:
        yield LintFinding("load", "board", "", "", None, str(load.on_open), load.entitled)
    if (goal := board.chosen_goal) and (empty := _empty_whys(goal)):
        yield LintFinding("why", "goal", goal.id, goal.statement, None, empty)


def _empty_whys(row: "Goal | Objective") -> str:
    """The names of the two reasons that are empty."""
    return " ".join(name for name in ("why_me", "why_company") if not getattr(row, name).strip())


# -- objectives -------------------------------------------------------------------------------------------------------


def column_findings(
    column: Column, settings: Settings, titles: TitleFindings = title_findings
) -> tuple[LintFinding, ...]:
    """Return what is found in an objective and its key results; nothing in one that is over."""
    if column.objective.status in _OVER:
        return ()
    committed = column.objective.committed
    return (
        *objective_findings(column, settings),
        *(finding for card in _counted(column) for finding in _card_findings(card, titles(card), committed=committed)),
    )


def objective_findings(column: Column, settings: Settings) -> tuple[LintFinding, ...]:
    """Return what is found in an objective itself, and in its key results together."""
    if column.objective.status in _OVER:
        return ()
    return tuple(_objective_findings(column.objective, _counted(column), settings))


def _counted(column: Column) -> list[Card]:
    return [card for card in column.cards if card.figures.health != "dropped"]


def _objective_findings(row: Objective, cards: Sequence[Card], settings: Settings) -> Iterator[LintFinding]:
    def finding(rule: Rule, found: str = "", limit: int = 0) -> LintFinding:
        return LintFinding(rule, "objective", row.id, row.title, row.id, found, limit)

    for rule, found in objective_title_findings(row.title):
        yield finding(rule, found)
    if row.origin != "own" and row.accepted_on is None:
        yield finding("not_accepted", row.origin)
    if row.status != "draft" and (empty := _empty_whys(row)):  # a draft is still being written
        yield finding("why", empty)
    if cards:
        yield from (finding(*told) for told in _set_findings(cards, settings, committed=row.committed))
    elif row.status != "draft":
        yield finding("no_key_result")


def _set_findings(cards: Sequence[Card], settings: Settings, *, committed: bool) -> Iterator[tuple[Rule, str, int]]:
    """Find what the key results of an objective are together: the rule, what it saw and its limit."""
    if len(cards) > settings.max_key_results:
        yield "too_many_key_results", str(len(cards)), settings.max_key_results
    if all(card.key_result.kind in _STEPS for card in cards):
        yield "all_milestones", "", 0
    if all(card.key_result.indicator == "lagging" for card in cards):
        yield "all_lagging", "", 0
    if not committed and (mean := _mean_confidence(cards)) is not None and mean > _MOST_ASPIRATIONAL:
        yield "aspirational_mean", half_up(mean, 1), _MOST_ASPIRATIONAL


def _mean_confidence(cards: Iterable[Card]) -> Fraction | None:
    """The plain mean of the latest confidence in the open key results; None if there is none."""
    known = [card.figures.confidence for card in cards if card.figures.health not in _DONE]
    told = [confidence for confidence in known if confidence is not None]
    return Fraction(sum(told), len(told)) if told else None


# -- key results and money --------------------------------------------------------------------------------------------


def _card_findings(card: Card, told: Sequence[TitleFinding], *, committed: bool) -> Iterator[LintFinding]:
    row, figures = card.key_result, card.figures

    def finding(rule: Rule, found: str = "", limit: int = 0) -> LintFinding:
        return LintFinding(rule, "key_result", row.id, row.title, row.objective_id, found, limit)

    for rule, found in told:
        yield finding(rule, found)
    labelled = any(label.casefold() == MANDATORY for label in row.labels)
    if labelled and not any(each.rule == "mandatory" for each in told):
        yield finding("mandatory")
    confidence = figures.confidence
    if committed and confidence is not None and confidence < _LEAST_COMMITTED and figures.health != "achieved":
        yield finding("committed_confidence", str(confidence), _LEAST_COMMITTED)


def _entry_findings(entry: "BudgetEntry") -> Iterator[LintFinding]:
    """Find a training of which nobody could say later what it was for; what was found or is offered costs nothing."""
    if entry.kind not in _TRAINING or entry.state in _GIVEN_UP or is_offer(entry) or is_found(entry):
        return
    lacking = [] if entry.key_result_id else ["key_result"]
    lacking += [] if entry.expected_value.strip() else ["expected_value"]
    if lacking:
        yield LintFinding("training", "budget_entry", entry.id, entry.title, None, " ".join(lacking))
