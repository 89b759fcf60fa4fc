"""Help that was found where some is asked for: kept as an entry that costs nothing, by somebody on the board or new."""

import pytest

from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Person
from learnboard.domain.offers import is_found
from learnboard.domain.validation import check
from learnboard.service.growth_commands import FindHelp
from tests.builders import binary, person, year_of
from tests.service.conftest import DAY, execute
from tests.service.execution import execute_and_undo


@pytest.fixture
def service(service_of):
    rows = (
        binary(id="a", title="Speak at a meetup", ask="an introduction"),
        binary(id="b"),
        person(id="p1", name="Rowan Teal"),
        person(id="p2", name="Hazel Brook"),
        person(id="p3", name="Hazel Moor"),
    )
    return service_of(year_of(*rows))


def stored(service, record):
    return {row.id: row for row in service.store.rows(record)}


def test_help_of_somebody_on_the_board_is_an_entry_that_costs_nothing(service):
    result = execute_and_undo(service, FindHelp("a", " workshop on slides ", "rowan", "shared"))
    assert result.message == "Found “workshop on slides” with Rowan Teal, for “Speak at a meetup”."
    (entry,) = stored(service, BudgetEntry).values()
    assert (entry.title, entry.kind, str(entry.estimate), entry.with_id) == (
        "workshop on slides",
        "workshop",
        "0",
        "p1",
    )
    assert (entry.key_result_id, entry.cycle_id, entry.visibility) == ("a", "c1", "shared")
    assert (entry.state, entry.proposed_on, entry.self_approved) == ("approved", DAY, True)
    assert is_found(entry)
    check(service.store.records())


def test_who_is_new_becomes_one_of_the_people_in_the_same_step(service):
    result = execute_and_undo(service, FindHelp("a", "an introduction", "Ada Finch, platform", "private"))
    assert "with Ada Finch, platform (new among your people), for" in result.message
    (new,) = (row for row in stored(service, Person).values() if row.id not in ("p1", "p2", "p3"))
    assert (new.name, new.relation, new.visibility) == ("Ada Finch, platform", "contact", "private")
    assert [row.with_id for row in stored(service, BudgetEntry).values()] == [new.id]


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (FindHelp("a", "pairing", "hazel", "mentor"), "can be Hazel Brook or Hazel Moor"),
        (FindHelp("a", "pairing", " ", "mentor"), "Write who offers it"),
        (FindHelp("a", "", "Rowan", "mentor"), "[Tt]itle|what"),
        (FindHelp("a", "x" * 251, "Rowan", "mentor"), "250"),
        (FindHelp("a", "pairing", "y" * 100_001, "mentor"), "100,000"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_changes_nothing(service, command, message):
    with pytest.raises(InvalidValue, match=message):
        execute(service, command)
    assert not stored(service, BudgetEntry)
    assert stored(service, Person).keys() == {"p1", "p2", "p3"}


def test_where_no_help_is_asked_for_none_is_found(service):
    with pytest.raises(Rejected, match="No help is asked for here"):
        execute(service, FindHelp("b", "pairing", "Rowan", "mentor"))
