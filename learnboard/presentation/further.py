"""What a file holds beside what its page shows in places of its own: rows and fields, so that nothing is seen nowhere.

A field that is new in the format stands here by itself, until it gets a better place.
"""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any, Final

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import Bound, CheckIn, KeyResult, Milestone, TargetChange
from learnboard.domain.model.people import Person
from learnboard.domain.model.proposals import Proposal, Response
from learnboard.domain.model.records import Records
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.labels import NAMING
from learnboard.presentation.mentions import Mentions, read_rows
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.rows import Names, RowFact, row_facts, row_heading, table_title

MOST_ROWS: Final = 100
"""Rows of a table that are shown: the latest ones. A page has to open."""
_ALL: Final = "*"
ALL_FIELDS: Final = frozenset({_ALL})
"""What stands for the names of all fields of a row."""
_GOAL: Final = frozenset({"statement", "status", "horizon", "why_me", "why_company"})
_OBJECTIVE: Final = frozenset(
    {
        "cycle_id",
        "title",
        "description",
        "approach",
        "okr_type",
        "origin",
        "why_me",
        "why_company",
        "status",
        "decides",
        "supports",
        "verdict",
        "learned",
    }
)
_KEY_RESULT: Final = frozenset(
    {
        "objective_id",
        "title",
        "description",
        "kind",
        "labels",
        "done_on",
        "dropped_on",
        "drop_reason",
    }
)
_PROPOSAL: Final = frozenset(
    {
        "title",
        "kind",
        "funding_asked",
        "closes_on",
        "min_responses",
        "text",
        "link",
        "invited_ids",
        "decision",
        "review_on",
    }
)
_BOUNDS: Final[Mapping[Bound | None, frozenset[str]]] = {
    "at_least": frozenset({"minimum"}),
    "at_most": frozenset({"maximum"}),
    "between": frozenset({"minimum", "maximum"}),
}
_USUAL: Final[Mapping[str, Collection[Any]]] = {"weight": (1,), "decimals": (0,), "position": (0,)}
"""Values of numbers that say nothing: nobody chose them."""


class FurtherRow(NamedTuple):
    """A row: what it is called, and its fields that are shown nowhere else."""

    title: str
    facts: tuple[RowFact, ...]

    @property
    def text(self) -> str:
        """The fields in one: `day: 3 May 2026 · note: it went well`."""
        return " · ".join(f"{label}: {text}" if text else f"{label}:" for label, text in self.facts)


class FurtherTable(NamedTuple):
    """The rows of a table, the latest first or by their place; `more` counts those that are not listed."""

    title: str
    size: int
    rows: tuple[FurtherRow, ...]
    more: int


class ShownOnPage(NamedTuple):
    """What sections of their own show: the fields of rows, by id, and how many check-ins of a key result."""

    rows: Mapping[Id, Collection[str]]
    most_check_ins: int


def further_tables(
    context: ReaderContext, records: Records, shown: ShownOnPage, names: Names
) -> tuple[FurtherTable, ...]:
    """The rows of a file, by table, with what its page shows nowhere else; tables without any are left out.

    `records` are those of the file: what is dated after its day is in no figure, and is shown here.
    """
    places = _Places(context, shown)
    found = []
    for table, rows in (("identity", (records.board_info,)), *records.tables()):
        listed = [row for row in _ordered(rows) if _ALL not in places.of(row)]
        texts = [_row(context.read(row), places.of(row), names) for row in listed[:MOST_ROWS]]
        told = tuple(text for text in texts if text.facts)
        more = len(listed) - len(texts)
        if told:
            found.append(FurtherTable(table_title(table), len(told) + more, told, more))
    return tuple(found)


def names_in(records: Records, owner: str) -> Names:
    """What the rows of a file are called, by table and id; `owner` is what the owner is called."""
    mentions = Mentions(records)

    @cache
    def called(table: str) -> Mapping[Id, str]:
        return {row.id: row_heading(read_rows(row, mentions.read), lambda *_: "") for row in records.table(table)}

    def name(table: str, id_: Id) -> str:
        return owner if (table, id_) == ("people", OWNER) else called(table).get(id_, "")

    return name


def _row(row: Any, shown: Collection[str], names: Names) -> FurtherRow:
    usual = {name for name, values in _USUAL.items() if getattr(row, name, None) in values}
    title = row.owner.name.strip() if isinstance(row, BoardInfo) else row_heading(row, names)
    named = {name for name in NAMING if getattr(row, name, None) == title}
    return FurtherRow(title, row_facts(row, names, without={*shown, *usual, *named}, own=False))


def _ordered(rows: tuple[Any, ...]) -> list[Any]:
    """Rows by their place, else the latest first."""
    if rows and hasattr(rows[0], "position"):
        return sorted(rows, key=lambda row: (row.position, row.id))
    days = next((name for name in ("on", "from_on", "starts_on", "proposed_on") if rows and hasattr(rows[0], name)), "")
    return sorted(rows, key=lambda row: (str(getattr(row, days, None) or ""), row.id), reverse=True)


class _Places:
    """Which fields of a row are shown in a place of its own."""

    def __init__(self, context: ReaderContext, shown: ShownOnPage) -> None:
        self._context = context
        self._shown = shown
        self._known = {row.id: row for _, rows in context.report.records.tables() for row in rows}
        self._with_cards = {column.id for column in context.report.columns if column.cards}
        self._newest = {
            row.id
            for key_result in context.cards
            for row in context.check_ins(key_result)[::-1][: shown.most_check_ins]
        }
        self._rules: Mapping[str, Callable[[Any], Collection[str]]] = {
            "goals": lambda _: _GOAL,
            "objectives": self._objective,
            "key_results": self._key_result,
            "milestones": self._milestone,
            "check_ins": self._check_in,
            "target_changes": self._target_change,
            "people": self._person,
            "proposals": self._proposal,
            "responses": self._response,
        }

    def of(self, row: Any) -> Collection[str]:
        """The names of the fields; `ALL_FIELDS` for all of them."""
        if row.id in self._shown.rows:
            return self._shown.rows[row.id]
        rule, known = self._rules.get(row.TABLE), self._known.get(row.id)
        # What became of a row after the day is in no figure: it is not shown as it is in the file.
        return rule(row) if rule and (known is row or known == row) else ()

    def _objective(self, row: Objective) -> Collection[str]:
        return _OBJECTIVE if row.id in self._with_cards else ()

    def _key_result(self, row: KeyResult) -> Collection[str]:
        card = self._context.cards.get(row.id)
        if card is None:
            return ()
        over = row.done_on is not None or card.figures.health in ("achieved", "dropped")
        reason = {"own_score_reason"} if row.own_score_reason.strip() else set()
        return {
            *_KEY_RESULT,
            *_numbers(row),
            *({"ask"} if card.asks else ()),
            *(() if over else {"due_on"}),
            *reason,
            *({"own_score"} if reason else ()),
        }

    def _target_change(self, row: TargetChange) -> Collection[str]:
        card = self._context.cards.get(row.key_result_id)
        return {"key_result_id", "on", "reason", *_numbers(card.key_result)} if card else ()

    def _proposal(self, row: Proposal) -> Collection[str]:
        drafts = {found.id for found in self._context.report.proposals if found.state == "draft"}
        return () if row.id in drafts else _PROPOSAL

    def _response(self, row: Response) -> Collection[str]:
        proposal = self._known.get(row.proposal_id)
        return ALL_FIELDS if isinstance(proposal, Proposal) and self._proposal(proposal) else ()

    def _milestone(self, row: Milestone) -> Collection[str]:
        if row.key_result_id not in self._context.cards:
            return ()
        fields = {"key_result_id", "title", "weight", "done_on"}
        return fields if row.done_on else {*fields, "due_on"}

    def _check_in(self, row: CheckIn) -> Collection[str]:
        return ALL_FIELDS if row.id in self._newest else ()

    def _person(self, row: Person) -> Collection[str]:
        return {"name", "agreement"} if row.id == self._context.you else {"name"}


def _numbers(row: KeyResult) -> Collection[str]:
    """The fields that say what a key result aims at, as its kind has them."""
    if row.kind == "metric":
        return ("start", "target", "unit")
    return ("bound", "unit", "period", *_BOUNDS.get(row.bound, ())) if row.kind == "maintain" else ()
