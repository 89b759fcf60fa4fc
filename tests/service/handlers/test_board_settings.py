"""Whose board it is and how it counts can be changed, as far as it makes sense."""

from dataclasses import replace

import pytest

from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.fields import Number
from learnboard.domain.row_rules import settings_problems
from learnboard.service.commands import ChangeRow
from learnboard.storage.store import Store
from tests.builders import settings, year_of
from tests.service.conftest import DAY, execute
from tests.service.execution import execute_and_undo


def numbers(*texts):
    return tuple(Number(text) for text in texts)


def change(service, owner=None, **of_settings):
    row = service.store.board_info()
    wanted = replace(row.settings, **of_settings)
    return ChangeRow(row, replace(row, owner=replace(row.owner, **(owner or {})), settings=wanted))


@pytest.mark.parametrize(
    ("owner", "of_settings", "words"),
    [
        ({"name": " Ada\n"}, {}, "name"),
        ({"role": "lead"}, {"grace_days": 0, "currency": "CHF"}, "role, currency, days of grace"),
        ({}, {"pace_gaps": numbers("0", "1")}, "pace gaps"),
        ({}, {"score_bands": numbers("0.5", "0.50")}, "score bands"),
        ({}, {"max_objectives": 99, "max_key_results": 1}, "most objectives, most key results"),
    ],
)
def test_settings_are_one_step_said_in_words(service, owner, of_settings, words):
    done = execute_and_undo(service, change(service, owner, **of_settings))
    assert done.message == f"Changed the board's settings: {words}."
    assert service.store.next_undo == f"change the board's settings: {words}"
    assert done.changes.reload


def test_names_are_cleaned(service):
    execute(service, change(service, {"name": " Ada\n\x1bFinch "}))
    assert service.store.board_info().owner.name == "Ada Finch"


@pytest.mark.parametrize(
    ("of_settings", "says"),
    [
        ({"grace_days": -1}, "Days of grace: -1 is out of range: write 0 to 365."),
        ({"grace_days": 366}, "Days of grace: 366 is out of range: write 0 to 365."),
        ({"meeting_cadence_days": 0}, "Days between meetings: 0 is out of range: write 1 to 366."),
        ({"max_objectives": 0}, "Most objectives: 0 is out of range: write 1 to 99."),
        ({"max_key_results": 100}, "Most key results: 100 is out of range: write 1 to 99."),
        ({"currency": "eur"}, "Currency: write three capital letters, as in EUR."),
        ({"currency": "EURO"}, "Currency: write three capital letters, as in EUR."),
        ({"pace_gaps": numbers("0.3", "0.2")}, "Pace gaps: the first, 0.3, is above the second, 0.2: swap them."),
        ({"pace_gaps": numbers("0.3", "1.2")}, "Pace gaps: both are ratios: write 0 to 1."),
        ({"score_bands": numbers("-0.1", "0.2")}, "Score bands: both are ratios: write 0 to 1."),
        ({"self_approval_limit": Number("-1")}, "Limit of own approval: write 0 or more."),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(service, of_settings, says):
    with pytest.raises(InvalidValue) as refused:
        execute(service, change(service, **of_settings))
    assert str(refused.value) == says
    assert service.store.next_undo is None


def test_all_problems_are_told_to_a_form():
    found = settings_problems(settings(grace_days=900, currency="", max_objectives=0))
    assert [each.field for each in found] == ["currency", "grace_days", "max_objectives"]
    assert settings_problems(settings()) == ()


def test_what_came_with_the_board_does_not_stand_in_the_way(service_of):
    service = service_of(year_of(counting_by=settings(grace_days=900)))
    assert execute(service, change(service, {"name": "Ada"})) == "Changed the board's settings: name."


def test_settings_changed_elsewhere_are_not_written_over(service):
    command = change(service, grace_days=7, max_objectives=4)
    with Store.open(service.path) as other, other.step("other") as record:
        row = other.board_info()
        record.put(replace(row, settings=replace(row.settings, grace_days=9, currency="CHF")))
    with pytest.raises(Rejected, match="“board” was changed by another program meanwhile: days of grace"):
        execute(service, command)
    execute(service, change(service, max_objectives=4))
    kept = service.store.board_info().settings
    assert (kept.grace_days, kept.currency, kept.max_objectives) == (9, "CHF", 4)
    assert service.open(DAY).settings == kept
