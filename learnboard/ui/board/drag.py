"""What can be dragged over a board, and what dropping it somewhere asks for."""

from typing import TypeAlias

from textual.geometry import Offset

from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.service.commands import Command, MoveKeyResult, MoveObjective
from learnboard.ui.board.ghost import CardGhost, ColumnGhost, Ghost
from learnboard.ui.board.layout import BoardLayout


class HeldCard(NamedTuple):
    """A card under the pressed button."""

    id: Id


class HeldColumn(NamedTuple):
    """A column, held by its heading."""

    id: Id


Held: TypeAlias = HeldCard | HeldColumn


class Drop(NamedTuple):
    """What dropping something asks for, and the ghost that says so before."""

    command: Command
    ghost: Ghost


def held_at(layout: BoardLayout, at: Offset) -> Held | None:
    """Return what can be dragged from a cell of the board."""
    number = layout.column_at(at.x) if layout.size.region.contains_point(at) else None
    pane = None if number is None else layout.pane(number)
    if pane is None:
        return None
    if at.y < layout.head:
        return HeldColumn(pane.column.id)
    place = pane.place_at(at.y)
    return None if place is None else HeldCard(pane.column.cards[place].id)


def drop_at(layout: BoardLayout, held: Held, at: Offset) -> Drop | None:
    """Return what dropping something at a cell asks for; None outside the board, and where nothing would move."""
    if not layout.size.region.contains_point(at):
        return None
    return _drop_card(layout, held, at) if isinstance(held, HeldCard) else _drop_column(layout, held, at)


def _drop_card(layout: BoardLayout, held: HeldCard, at: Offset) -> Drop | None:
    here, number = layout.board.find(held.id), layout.column_at(at.x)
    pane = None if number is None else layout.pane(number)
    if here is None or number is None or pane is None:
        return None
    own = here[1] if here[0] == number else None
    gap = pane.gap_at(at.y, own)
    place = _place(gap, own)
    if place == own:
        return None
    title = layout.board.columns[here[0]].cards[here[1]].key_result.title
    return Drop(MoveKeyResult(held.id, pane.column.id, place), CardGhost(number, gap, title))


def _drop_column(layout: BoardLayout, held: HeldColumn, at: Offset) -> Drop | None:
    columns = layout.board.columns
    own = next((place for place, column in enumerate(columns) if column.id == held.id), None)
    if own is None:
        return None
    gap = layout.gap_at(at.x)
    place = _place(gap, own)
    return None if place == own else Drop(MoveObjective(held.id, place), ColumnGhost(gap))


def _place(gap: int, own: int | None) -> int:
    """The place among the others, which is what a command counts."""
    return gap - (own is not None and own < gap)
