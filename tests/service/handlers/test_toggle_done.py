"""Done and not done, for every kind of key result, as known on the day."""

from datetime import date

import pytest

from learnboard.domain.errors import NotFound, Rejected
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.service.commands import Redo, ToggleDone, Undo
from tests.builders import binary, maintain, metric, milestone, steps, year_of
from tests.service.conftest import DAY, execute


def done_on(service):
    return service.store.row(KeyResult, "k1").done_on


def steps_done(service):
    return [row.done_on for row in service.store.rows(Milestone, key_result_id="k1")]


@pytest.mark.parametrize("kind", ["binary", "baseline"])
def test_what_is_done_or_not_turns_over(service_of, kind):
    service = service_of(year_of(binary(kind=kind)))
    assert execute(service, ToggleDone("k1", DAY)) == "“something to learn” is done."
    assert done_on(service) == DAY
    assert execute(service, ToggleDone("k1", DAY)) == "“something to learn” is not done."
    assert done_on(service) is None


def test_what_will_be_done_later_is_not_done_yet(service_of):
    service = service_of(year_of(binary(done_on="2026-07-17")))
    assert execute(service, ToggleDone("k1", DAY)) == "“something to learn” is done."
    assert done_on(service) == DAY


def test_what_was_done_before_is_open_again(service_of):
    service = service_of(year_of(binary(done_on="2026-06-26")))
    execute(service, ToggleDone("k1", DAY))
    assert done_on(service) is None


def test_steps_are_done_one_by_one_and_the_last_is_opened_again(service_of):
    named = [milestone(id=f"s{number}", title=f"step {number}", position=-number) for number in range(3)]
    service = service_of(year_of(steps(), *named))
    for number in (2, 1, 0):
        assert execute(service, ToggleDone("k1", DAY)) == f"Step “step {number}” is done."
    assert steps_done(service) == [DAY, DAY, DAY]
    assert execute(service, ToggleDone("k1", DAY)) == "Step “step 0” is open again."
    assert steps_done(service) == [DAY, DAY, None]


def test_a_step_that_will_be_done_later_is_the_next_to_do(service_of):
    first, second = milestone(id="s1", done_on="2026-06-27"), milestone(id="s2", position=1)
    service = service_of(year_of(steps(), first, second))
    execute(service, ToggleDone("k1", DAY))
    assert steps_done(service) == [DAY, None]


def test_without_steps_there_is_none_to_finish(service_of):
    service = service_of(year_of(steps()))
    with pytest.raises(Rejected, match="“something to learn” has no steps yet"):
        execute(service, ToggleDone("k1", DAY))


@pytest.mark.parametrize("card", [metric(), maintain()], ids=["metric", "maintain"])
def test_what_is_measured_is_done_by_its_value_alone(service_of, card):
    service = service_of(year_of(card))
    with pytest.raises(Rejected, match="is done once its value reaches the target"):
        execute(service, ToggleDone("k1", DAY))


def test_what_is_not_there_is_not_done(service):
    with pytest.raises(NotFound):
        execute(service, ToggleDone("none", DAY))


def test_a_step_is_taken_back_and_done_again_in_the_words_it_was_done_with(service):
    day = date(2026, 7, 1)
    execute(service, ToggleDone("k32", day), day)
    assert execute(service, Undo(), day) == "Undid: mark “Build a toy map-tile server and demo it” done."
    assert execute(service, Redo(), day) == "Redid: mark “Build a toy map-tile server and demo it” done."
    execute(service, ToggleDone("k31", day), day)
    assert execute(service, Undo(), day) == "Undid: mark step “module 4” done."
    with pytest.raises(Rejected, match="nothing to redo"):
        [execute(service, Redo(), day) for _ in range(2)]
