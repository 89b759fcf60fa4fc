"""The skills on a screen: bars of self and others, digits that rate, gaps that become drafts, and instruments."""

import pytest

from learnboard.domain.model.goals import Objective
from learnboard.domain.model.growth import Assessment
from learnboard.service.demo import DEMO_DAY
from learnboard.ui.keys.help import keys_of
from learnboard.ui.skills.screen import SkillsScreen
from tests.hostile import HOSTILE
from tests.readme import key_table
from tests.ui.form_apps import type_in
from tests.ui.screen import lines, pressed, settled


def text(app):
    """The screen without what folds it, and without the marks of the cursor and of what can be scrolled."""
    return " ".join(" ".join(lines(app)).replace("▌", " ").replace("▕", " ").split())


def mine(service, instrument="engineering ladder"):
    rows = service.query(lambda store: store.rows(Assessment, instrument=instrument, by_id="owner"))
    return max((row for row in rows if row.on <= DEMO_DAY), key=lambda row: (row.on, row.id))


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_three_assessments_stand_side_by_side_and_a_gap_becomes_a_draft(demo_app, service, size):
    async with demo_app.run_test(size=size) as pilot:
        await pressed(pilot, "S")
        assert isinstance(demo_app.screen, SkillsScreen)
        shown = text(demo_app)
        assert "15 Jan: 2 of 5 axes differ by a level or more" in shown
        assert "Influence you ████······ 2 Rowan Teal ██········ 1 ≠ 1 less" in shown
        assert "System you ████······ 2 Rowan Teal ██████···· 3 ≠ 1 more" in shown
        assert "People you ████······ 2 Rowan Teal ████······ 2" in shown
        await pressed(pilot, "j enter")
        assert "You and Rowan Teal see it alike" in text(demo_app)
        await pressed(pilot, "j j enter")
        assert "On 15 Jan Rowan Teal saw 1 more than you: 3, and you 2." in text(demo_app)
        drafts = service.query(lambda store: store.rows(Objective, title="Grow in System"))
        assert [(row.origin, row.status) for row in drafts] == [("peer_feedback", "draft")]
        await pressed(pilot, "u G")
        assert service.query(lambda store: store.rows(Objective, title="Grow in System")) == []
        assert "1 finding causes 2 patience 3 writing things down" in text(demo_app)


async def test_a_digit_rates_an_axis_and_goes_on_and_what_changed_stands_beside_it(demo_app, service):
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "S n 3 2 6")
        assert "“Process” has a level from 1 to 5: type one of these digits." in text(demo_app)
        await pressed(pilot, "3 escape n 4 3 enter")  # what was typed is kept, and another digit replaces it
        await settled(pilot)
        row = mine(service)
        assert row.levels == {"Influence": 4, "People": 3, "Process": 3}
        assert (str(row.on), row.visibility) == ("2026-06-26", "private")
        shown = text(demo_app)
        assert "15 Jan 26 Jun" in shown
        assert "Influence you ████······ 2 ████████·· 4 +2" in shown
        assert "only you see it" in shown
        await pressed(pilot, "p")
        assert mine(service).visibility == "mentor"
        await pressed(pilot, "u j 5 enter")  # on People, a digit begins to rate there
        assert mine(service).levels == {"People": 5}
        await pressed(pilot, "delete")
        assert mine(service).levels == row.levels
        await pressed(pilot, "e")
        await type_in(pilot, "1")
        await pressed(pilot, "enter")
        assert mine(service).levels == {**row.levels, "Influence": 1}
        assert mine(service).id == row.id
        assert "Influence you ████······ 2 ██········ 1 −1" in text(demo_app)


async def test_a_ladder_without_axes_is_refused_and_one_of_ones_own_is_rated_at_once(demo_app, service):
    with service.query(lambda store: store).step("nothing yet") as record:
        for row in service.query(lambda store: store.rows(Assessment)):
            record.remove(Assessment, row.id)
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "S")
        assert "Nothing is rated yet. n begins" in text(demo_app)
        told = {(keys, what) for group, keys, what in keys_of(demo_app.screen) if group == "Skills"}
        assert told == {*key_table("skills keys")}
        await pressed(pilot, "enter p delete 3 n tab tab alt+a delete ctrl+s")
        assert "An instrument without axes rates nothing" in text(demo_app)
        await type_in(pilot, HOSTILE[0])
        await pressed(pilot, "enter")
        await type_in(pilot, "testing")
        await pressed(pilot, "ctrl+s 2 3 enter")
        assert [*mine(service).levels.values()] == [2, 3]
        assert "testing" in mine(service).levels
        assert "nobody else rated it" in text(demo_app)
        await pressed(pilot, "N s ctrl+s")
        await type_in(pilot, "patience")
        await pressed(pilot, "enter")
        await type_in(pilot, "finding causes")
        await pressed(pilot, "ctrl+s")
        assert mine(service, "strengths").ranked == ("patience", "finding causes")
        await pressed(pilot, "G n tab")
        await type_in(pilot, "in 2 days")
        await pressed(pilot, "enter")
        assert "the day is still to come" in text(demo_app)
        await pressed(pilot, "alt+a")
        await type_in(pilot, "today")
        await pressed(pilot, "shift+tab ctrl+home")
        await type_in(pilot, "courage")
        await pressed(pilot, "enter ctrl+s")
        assert "1 courage new 2 patience ↓ 1 3 finding causes ↓ 1" in text(demo_app)
