"""Skills: instruments, the owner's own ratings and drafts from gaps, a step each, and nobody's view overwritten."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.errors import InvalidValue, NotFound, Rejected
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.growth import Assessment
from learnboard.service.commands import Redo, Undo
from learnboard.service.growth_commands import DraftFromGap, KeepInstrument, RateSkills
from learnboard.service.queries.skills import read_skills
from tests.builders import assessment
from tests.service.conftest import DAY, execute
from tests.service.execution import execute_and_undo

MINE = assessment(
    id="as9", instrument="craft", by_id=OWNER, on="2026-06-26", levels={"naming": 4}, visibility="private"
)


def ladder(service, name="engineering ladder"):
    return next(each for each in read_skills(service.store, DAY).instruments if each.name == name)


def read_names(service):
    return [each.name for each in read_skills(service.store, DAY).instruments]


def test_an_instrument_is_kept_with_its_axes_and_forgotten_again(service):
    keep = KeepInstrument(" craft ", ("naming", "", "  testing", "naming"))
    for step in (keep, Undo(), Redo()):
        told = execute(service, step)
        assert ("craft" in read_names(service)) == (not isinstance(step, Undo)), told
    assert ladder(service, "craft").axes == ("naming", "testing")
    execute(service, KeepInstrument("craft", ("reviewing", "testing")))
    assert ladder(service, "craft").axes == ("reviewing", "testing", "naming")
    execute(service, KeepInstrument("craft", ()))
    assert "craft" not in read_names(service)
    with pytest.raises(InvalidValue, match="has no name"):
        execute(service, KeepInstrument("\t", ("naming",)))


def test_a_rating_is_one_step_and_private_unless_it_is_chosen(service):
    done = execute_and_undo(service, RateSkills(None, MINE))
    assert done.message == "Rated 1 axis of “craft”: only you see it."
    assert ladder(service, "craft").newest_own == MINE
    seen = replace(MINE, visibility="mentor")
    done = execute_and_undo(service, RateSkills(MINE, seen))
    assert done.message == (
        "Your view of “craft” of 26 Jun: your mentor sees it: neither sees the other’s levels before both are in."
    )
    with pytest.raises(Rejected, match="Your view of “craft” of 26 Jun was changed meanwhile"):
        execute(service, RateSkills(MINE, replace(MINE, levels={"naming": 5})))
    assert execute_and_undo(service, RateSkills(seen, None)).message == "Deleted your view of “craft” of 26 Jun."
    with pytest.raises(NotFound):
        execute(service, RateSkills(seen, replace(seen, note="later")))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"levels": {"naming": 6}}, "“naming” has a level from 1 to 5"),
        ({"levels": {"naming": 0}}, "“naming” has a level from 1 to 5"),
        ({"levels": {}}, "Nothing is rated yet"),
        ({"levels": {"  ": 3}}, "Nothing is rated yet"),
        ({"instrument": " "}, "has no name"),
        ({"on": date(2026, 6, 27)}, "is still to come"),
    ],
)
def test_what_rates_nothing_is_refused(service, changes, message):
    with pytest.raises(InvalidValue, match=message):
        execute(service, RateSkills(None, replace(MINE, **changes)))


def test_what_others_rated_cannot_be_changed(service):
    theirs = service.store.row(Assessment, "as02")
    for after in (replace(theirs, levels={"System": 5}), None):
        with pytest.raises(Rejected, match="Only your own view"):
            execute(service, RateSkills(theirs, after))


def test_a_gap_becomes_a_draft_objective_once(service):
    done = execute_and_undo(service, DraftFromGap("engineering ladder", "System", "c2026"))
    assert done.message == "Added “Grow in System” to “2026” as a draft."
    (row,) = [row for row in service.store.rows(Objective) if row.title == "Grow in System"]
    assert (row.status, row.origin, row.visibility, row.goal_id) == ("draft", "peer_feedback", "private", "g1")
    assert row.description == "engineering ladder, System. On 15 Jan Rowan Teal saw 1 more than you: 3, and you 2."
    again = execute(service, DraftFromGap("engineering ladder", "System", "c2026"))
    assert again == "“Grow in System” is on the board already."
    for axis in ("People", "nowhere"):  # both say 2; nobody rated it
        with pytest.raises(Rejected, match=f"Nobody sees “{axis}” otherwise than you"):
            execute(service, DraftFromGap("engineering ladder", axis, "c2026"))
