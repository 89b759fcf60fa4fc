"""A mentor rates skills without seeing the owner's view until both are in, and the owner sees both side by side."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from learnboard.domain.model.feedback import Author
from learnboard.domain.model.fields import OWNER
from learnboard.domain.report import board_report
from learnboard.exchange.documents import read_feedback
from learnboard.presentation.assessments import Assessments
from learnboard.presentation.reader_context import ReaderContext
from learnboard.service.board_service import BoardService
from learnboard.service.commands import ImportFeedback
from learnboard.service.mentor.feedback_export import feedback_bytes
from learnboard.service.queries.skills import read_skills
from tests.builders import assessment
from tests.service.mentor.snapshots import put
from tests.ui.form_apps import seen, texts, type_in
from tests.ui.mentor.apps import DAY, NARROW, WIDE, Desk, june, kept, subject
from tests.ui.screen import lines, pressed
from tests.years import year_store

ASKED = assessment(
    id="as90",
    instrument="craft",
    by_id=OWNER,
    on="2026-06-20",
    levels={"naming": 4, "testing": 2},
    note="seen in reviews",
    visibility="mentor",
)


def shown(app):
    return " ".join(" ".join(line.replace("▌", " ") for line in lines(app)).split())


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path, put(tmp_path, june(assessments=(ASKED,))))


async def go_to_the_ask(app, pilot):
    await pressed(pilot, "3 g")
    for _ in range(60):
        if subject(app) == ("assessment", "as90"):
            return
        await pressed(pilot, "j")
    pytest.fail("Nobody is asked.")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_levels_are_rated_before_those_of_the_owner_are_seen(desk, size):
    app = desk.app()
    async with app.run_test(size=size) as pilot:
        assert size == NARROW or "Asked of you: 1 view of skills (3 shows it)." in shown(app)
        await go_to_the_ask(app, pilot)
        told = shown(app)
        assert "Your view of these skills c rates" in told
        assert "craft naming, testing Alder Finch, 20 Jun" in told
        assert "neither sees the other’s levels before both are in" in told
        await pressed(pilot, "V G enter")  # everything in the file, but not this
        assert "seen in reviews" not in shown(app)
        await pressed(pilot, "escape escape")
        await go_to_the_ask(app, pilot)
        await pressed(pilot, "c")
        assert texts(app)["kind"] == "assessment"
        await pressed(pilot, "ctrl+s")
        assert any("Nothing is rated yet" in line for line in seen(app))
        await pressed(pilot, "tab 6")
        assert any("“naming” has a level from 1 to 5" in line for line in seen(app))
        await pressed(pilot, "3 2")
        await type_in(pilot, "seen twice")
        await pressed(pilot, "ctrl+s")
        (item,) = kept(desk, app).items
        assert (item.kind, item.target.id, item.text) == ("assessment", "as90", "seen twice")
        assert item.levels == {"naming": 3, "testing": 2}
        await pressed(pilot, "3 G k k k k k k k k k k")
        told = shown(app)
        assert "Your view of these skills" not in told
        await pressed(pilot, "4")
        assert "naming 3, testing 2 seen twice" in shown(app)


async def test_both_views_are_seen_once_both_are_in(desk):
    app = desk.app()
    async with app.run_test(size=(160, 200)) as pilot:
        await go_to_the_ask(app, pilot)
        assert "naming Alder Finch 4" not in shown(app)
        await pressed(pilot, "c tab 3 2 ctrl+s")
        assert "naming Alder Finch 4 you 3 ≠ you see 1 less testing Alder Finch 2 you 2" in shown(app)
        draft = kept(desk, app)
    data = feedback_bytes(
        app.mentor_session.snapshot_view.snapshot,
        draft._replace(author=Author("Rowan Teal", "p-mentor")),
        datetime(2026, 6, 29, tzinfo=UTC),
    )
    with year_store() as store, BoardService(store) as service:
        with store.step("ask") as record:
            record.put(ASKED)
        service.execute(ImportFeedback(read_feedback(data, "a file")), service.open(DAY))
        craft = next(each for each in read_skills(store, DAY).instruments if each.name == "craft")
        assert craft.gaps_on("naming") == {"p-mentor": -1}
        assert craft.gaps_on("testing") == {}


async def test_what_is_shared_is_seen_at_once(tmp_path):
    open_to_all = replace(ASKED, visibility="shared")
    app = Desk(tmp_path, put(tmp_path, june(assessments=(open_to_all,)))).app()
    async with app.run_test(size=(160, 200)) as pilot:
        await pressed(pilot, "3")
        assert "naming Alder Finch 4" in shown(app)
        assert "Your view of these skills" not in shown(app)


def test_the_owners_own_copy_covers_nothing():
    records = june(assessments=(ASKED,)).records
    context = ReaderContext(board_report(records, DAY), "p-mentor")
    assert [text.instrument for text in Assessments(context).texts if text.asked] == ["craft"]
    assert Assessments(context).records.assessments[-1] == replace(ASKED, levels={}, note="")
    assert not any(text.asked for text in Assessments(context, blind=False).texts)
    buddy = ReaderContext(board_report(records, DAY), "p-buddy")
    assert not any(text.asked for text in Assessments(buddy).texts)
    assert not any(text.asked for text in Assessments(ReaderContext(board_report(records, DAY), OWNER)).texts)
