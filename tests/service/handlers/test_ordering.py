"""Cards and columns are put where a person wants them, whatever the positions were before."""

import pytest

from learnboard.domain.errors import NotFound, Rejected
from learnboard.domain.model.key_results import KeyResult
from learnboard.service.commands import MoveKeyResult, MoveObjective, Undo
from tests.builders import cycle, metric, objective, year_of
from tests.service.conftest import DAY, cards, columns, execute

LARGEST = 2**63 - 1
POSITIONS = [
    pytest.param([1024, 2048, 3072, 4096], id="gaps"),
    pytest.param([1, 2, 3, 4], id="no gaps"),
    pytest.param([0, 0, 0, 0], id="equal"),
    pytest.param([0, 0, 1, 1], id="some equal"),
    pytest.param([-4, -3, -2, -1], id="negative"),
    pytest.param([-LARGEST - 1, -LARGEST, LARGEST - 1, LARGEST], id="huge"),
    pytest.param([LARGEST] * 4, id="huge and equal"),
    pytest.param([-LARGEST - 1] * 4, id="least and equal"),
]


def a_board(positions):
    """A column of cards a, b, c and d at these positions, and one with card z."""
    named = zip("abcd", positions, strict=True)
    own = [metric(id=name, title=f"card {name}", position=position) for name, position in named]
    other = objective(id="o2", title="other", position=5), metric(id="z", objective_id="o2")
    return year_of(cycle(), objective(), *other, *own)


@pytest.mark.parametrize("positions", POSITIONS)
@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("card", "ac")
def test_a_card_gets_its_place_and_the_others_keep_their_order(service_of, positions, card, place):
    service = service_of(a_board(positions))
    wanted = [each for each in "abcd" if each != card]
    wanted.insert(place, card)
    assert execute(service, MoveKeyResult(card, "o1", place)) == f"Moved “card {card}” to place {place + 1}."
    assert cards(service, "o1") == wanted


@pytest.mark.parametrize("positions", POSITIONS)
@pytest.mark.parametrize("place", range(5))
def test_a_card_goes_to_a_place_of_another_column(service_of, positions, place):
    service = service_of(a_board(positions))
    wanted = list("abcd")
    wanted.insert(place, "z")
    message = execute(service, MoveKeyResult("z", "o1", place))
    assert message == f"Moved “something to learn” to “something to learn”, place {place + 1}."
    assert cards(service, "o1") == wanted
    assert cards(service, "o2") == []


@pytest.mark.parametrize(("place", "wanted"), [(99, "bcda"), (4, "bcda"), (-1, "abcd")])
def test_a_place_beyond_the_end_is_the_end(service_of, place, wanted):
    service = service_of(a_board([1024, 2048, 3072, 4096]))
    assert execute(service, MoveKeyResult("a", "o1", place)) == f"Moved “card a” to place {wanted.index('a') + 1}."
    assert "".join(cards(service, "o1")) == wanted


def test_one_row_is_written_while_there_are_gaps(service_of):
    service = service_of(a_board([1024, 2048, 3072, 4096]))
    done = service.execute(MoveKeyResult("d", "o1", 1), service.open(DAY))
    assert [card.id for card in done.changes.cards] == ["d"]
    positions = {row.id: row.position for row in service.store.rows(KeyResult, objective_id="o1")}
    assert positions == {"a": 1024, "d": 1536, "b": 2048, "c": 3072}


def test_when_the_gaps_are_used_up_the_column_is_numbered_anew_in_one_step(service_of):
    service = service_of(a_board([1, 2, 3, 4]))
    execute(service, MoveKeyResult("d", "o1", 1))
    positions = {row.id: row.position for row in service.store.rows(KeyResult, objective_id="o1")}
    assert positions == {"a": 1024, "d": 2048, "b": 3072, "c": 4096}
    execute(service, Undo())
    positions = {row.id: row.position for row in service.store.rows(KeyResult, objective_id="o1")}
    assert positions == {"a": 1, "b": 2, "c": 3, "d": 4}


def test_moves_to_and_fro_never_come_to_an_end(service_of):
    service = service_of(a_board([0, 1024, 2048, 3072]))
    wanted = list("abcd")
    for number in range(60):
        card = "cd"[number % 2]
        wanted.remove(card)
        wanted.insert(1, card)
        execute(service, MoveKeyResult(card, "o1", 1))
        assert cards(service, "o1") == wanted


def test_a_move_to_where_a_card_stands_already_is_no_step(service):
    assert execute(service, MoveKeyResult("k12", "o1", 1)).endswith("to place 2.")
    with pytest.raises(Rejected, match="nothing to undo"):
        execute(service, Undo())


@pytest.mark.parametrize("positions", POSITIONS)
@pytest.mark.parametrize("place", range(4))
def test_a_column_gets_its_place_among_those_of_its_cycle(service_of, positions, place):
    named = zip("abcd", positions, strict=True)
    own = [objective(id=name, title=f"column {name}", position=position) for name, position in named]
    before = (
        cycle(id="c0", starts_on="2025-01-01", ends_on="2025-12-31"),
        objective(id="old", cycle_id="c0", position=2),
    )
    service = service_of(year_of(cycle(), *before, *own))
    for column in "abcd":
        wanted = [each for each in columns(service) if each != column]
        wanted.insert(place, column)
        assert execute(service, MoveObjective(column, place)) == f"Moved “column {column}” to column {place + 1}."
        assert columns(service) == wanted


def test_what_is_not_there_cannot_be_moved(service):
    for command in (MoveKeyResult("none", "o1", 0), MoveKeyResult("k11", "none", 0), MoveObjective("none", 0)):
        with pytest.raises(NotFound):
            execute(service, command)


def test_a_long_title_is_cut_in_the_sentence(service):
    assert execute(service, MoveKeyResult("k11", "o2", 0)) == (
        "Moved “Cut p95 latency of the checkout service from 85…” to “Explain performance so that non-experts act on"
        "…”, place 1."
    )
