"""A review by its keys: it is walked through, others are invited and answer, and it is recorded in one step."""

from datetime import date

import pytest

from learnboard.domain.board import Board
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.key_results import TargetChange
from learnboard.domain.model.people import Meeting, Person
from learnboard.domain.review import ReviewDue
from learnboard.exchange.documents import read_snapshot
from learnboard.service.board_service import BoardService
from learnboard.service.commands import DeleteRow
from learnboard.storage.store import Store
from learnboard.ui.app import LearnboardApp
from learnboard.ui.board.header import notices_of
from learnboard.ui.goals.forms import RowForm
from learnboard.ui.keys.help import keys_of
from learnboard.ui.review.screen import ReviewScreen
from tests.builders import (
    binary,
    budget_entry,
    check_in,
    cycle,
    feedback,
    log_entry,
    meeting,
    metric,
    objective,
    person,
    records,
    reflection,
)
from tests.readme import key_table
from tests.ui.form_apps import go_to, type_in
from tests.ui.screen import lines, pressed, said, settled

WIDE = (120, 40)
TODAY = date(2026, 6, 26)
SLOW = {"kind": "dependency", "text": "their call is slow", "next_action": "", "due_on": None}
PEOPLE = (
    person(name="Linden Marsh", relation="reviewer", visibility="shared"),
    person(id="p2", name="Ash Rivers", relation="reviewer", visibility="shared"),
)
ROWS = (
    *PEOPLE,
    objective(title="Be called when it is slow", visibility="shared", position=1),
    objective(id="o2", title="Explain it well", visibility="shared", position=2),
    metric(title="Cut latency", target="100", visibility="shared"),
    binary(id="k2", objective_id="o2", title="Speak at a meetup", visibility="shared"),
    # Of 365 days 177 are over on 26 June: 48 % are expected.
    check_in("2026-06-01", "10", 8, status="on_track", blocker=SLOW),  # 41.6 % expected: far behind
    check_in("2026-06-20", "20", 5, status="at_risk", blocker=SLOW),
    log_entry(minutes=90, on="2026-05-04", key_result_id="k1"),
    budget_entry(state="spent", spent_on="2026-05-04", estimate="100.00", actual="80.50", key_result_id="k1"),
    meeting(id="m0", kind="progress_review", on="2026-03-31", with_ids=["p1"]),
    reflection(
        on="2026-03-31",
        by_id=OWNER,
        occasion="review",
        about={"kind": "objective", "id": "o1"},
        verdict="keep",
        text="It moves.",
    ),
)
THEIRS = feedback(
    id="f1",
    person_id="p1",
    author="Linden Marsh",
    target={"kind": "objective", "id": "o1"},
    kind="comment",
    text="Fewer numbers",
    verdict="change",
    written_at="2026-06-25T09:00:00Z",
    attached=True,
)
WHOLE = feedback(
    id="f2",
    person_id="p1",
    author="Linden Marsh",
    target={"kind": "meeting", "id": "m2"},
    kind="comment",
    text="Even better if: we paired",
    written_at="2026-06-25T09:00:00Z",
    attached=True,
)
PLANNED = meeting(id="m2", kind="progress_review", on="2026-07-02", with_ids=["p1"], held=False)


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Make an app on a board of these rows, on 26 June; a second one on the same file goes on with it."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    stores = []

    def make(*rows, day=TODAY):
        path = tmp_path / "board.db"
        if path.exists():
            stores.append(Store.open(path))
        else:
            board = records(cycle(), *rows)
            stores.append(Store.create(path, board.board_info, board, wait=0.01))
        return LearnboardApp(BoardService(stores[-1]), lambda: day, "")

    yield make
    for store in stores:
        store.close()


def text(app):
    return " ".join(" ".join(lines(app)).split())


async def type_words(pilot, words):
    await type_in(pilot, words)


async def open_it_from_the_meeting(pilot, app):
    """Among the meetings the review stands with what others answered, but not yet what they said."""
    await pressed(pilot, "m")
    assert "An answer to your review: R shows it beside yours" in text(app)
    assert not any(word in text(app) for word in ("Fewer numbers", "we paired"))
    while app.screen.preparation.row.section != "meeting":
        await pressed(pilot, "j")
    assert "o walks through it, w we met" in text(app)
    await pressed(pilot, "o")


async def make_the_target_easier(pilot, app):
    """From the page of the second objective to the key result of the first, whose form wants a reason."""
    await pressed(pilot, "h g enter")
    await go_to(pilot, "target")
    await type_in(pilot, "50")
    await pressed(pilot, "ctrl+s")
    assert "It gets easier: write why." in text(app)
    await go_to(pilot, "reason")
    await type_in(pilot, "the call is not ours")
    await pressed(pilot, "ctrl+s")
    assert isinstance(app.screen, ReviewScreen)
    changes = app.session.service.store.rows(TargetChange)
    assert [(str(row.target), row.reason) for row in changes] == [("100", "the call is not ours")]


async def test_a_review_is_walked_through_and_recorded_in_one_step(opened):
    app = opened(*ROWS, PLANNED, THEIRS, WHOLE)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert "review in 6 days, 1 of 2 invited" in lines(app)[0]
        await open_it_from_the_meeting(pilot, app)
        shown = text(app)
        for fact in (
            "Be called when it is slow 1 of 2",
            "20 %, expected 48 %",
            "confidence 8 → 5",
            "1 Jun: on track, but far behind",
            "in the way since 1 Jun: dependency: their call is slow",
            "1 h 30, 80.50 EUR",
            "On 31 Mar you said: keep. It moves.",
            "1 answer of others came in",
        ):
            assert fact in shown
        assert "Fewer numbers" not in shown  # one's own comes first
        await pressed(pilot, "escape escape R 1")
        await type_words(pilot, "Slow, and it moves")
        await pressed(pilot, "enter")
        shown = text(app)
        assert "Linden Marsh change" in shown
        assert "Fewer numbers" in shown

    again = opened()  # as after a kill: nothing but the draft was written
    async with again.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "R")
        assert "Explain it well 2 of 2" in text(again)
        await pressed(pilot, "l")
        assert "we paired" not in text(again)
        await pressed(pilot, "h")
        await pressed(pilot, "2")
        await type_words(pilot, "Too broad")
        await pressed(pilot, "enter")
        assert isinstance(again.screen, RowForm)  # what is to change is changed there
        await pressed(pilot, "escape")
        assert "Enter on a key result changes its target; an easier one asks for the reason." in text(again)
        await make_the_target_easier(pilot, again)
        await pressed(pilot, "l l")
        assert "2 of 2 answered" in text(again)
        assert "we paired" in text(again)
        await pressed(pilot, "enter")
        store = again.session.service.store
        told = {(row.about.id, row.by_id): (row.verdict, row.text) for row in store.rows(Reflection, on=TODAY)}
        assert told == {
            ("o1", OWNER): ("keep", "Slow, and it moves"),
            ("o1", "p1"): ("change", "Fewer numbers"),
            ("o2", OWNER): ("change", "Too broad"),
        }
        (held,) = store.rows(Meeting, on=TODAY)
        assert (held.kind, held.held, held.with_ids) == ("progress_review", True, ("p1",))
        assert "1 kept, 1 to change" in said(again)
        assert "wants at least two" in said(again)
        assert "review" not in lines(again)[0]
        await pressed(pilot, "u")
        assert not store.rows(Reflection, on=TODAY)
        assert [row.held for row in store.rows(Meeting, id="m2")] == [False]
        await pressed(pilot, "R")
        assert "2 of 2 answered" in text(again)  # what was undone is there to be changed


async def test_those_invited_get_a_file_and_a_page_each_and_inviting_again_updates(opened, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    app = opened(*ROWS)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "R i")
        await type_words(pilot, "Linden")
        assert "one is invited so far" in text(app)
        await pressed(pilot, "ctrl+s")
        await app.workers.wait_for_complete()
        await settled(pilot)
        assert "For Linden Marsh (only what everybody may see)" in text(app)
        await pressed(pilot, "enter")
        await app.workers.wait_for_complete()
        await settled(pilot)
        store = app.session.service.store
        (planned,) = store.rows(Meeting, held=False)
        assert (planned.on, planned.with_ids) == (date(2026, 7, 2), ("p1",))
        file, page = sorted(tmp_path.glob("*linden-marsh*"), reverse=True)
        rows = read_snapshot(file.read_bytes(), file.name).records.meetings
        assert [row.with_ids for row in rows if not row.held] == [("p1",)]
        assert "You are invited to a review on 2 Jul" in page.read_text(encoding="utf-8")

        await pressed(pilot, "i")
        await type_words(pilot, ", Ash")
        await pressed(pilot, "ctrl+s")
        await app.workers.wait_for_complete()
        await settled(pilot)
        await pressed(pilot, "escape")
        (again,) = store.rows(Meeting, held=False)
        assert (again.id, again.with_ids) == (planned.id, ("p1", "p2"))
        await pressed(pilot, "escape")
        assert "review in 6 days" in lines(app)[0]
        assert "invited" not in lines(app)[0]
        app.session.execute(DeleteRow(store.row(Person, "p2")))  # an invited person is deleted
        await settled(pilot)
        await pressed(pilot, "R l l")
        assert "Who looks at it with you Linden Marsh" in text(app)


async def test_what_cannot_be_is_said_in_a_sentence_and_the_keys_stand_in_the_readme(opened):
    app = opened(*ROWS, day=date(2027, 1, 3))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "R")
        assert "3 Jan 2027 is not in “2026”" in said(app)
    app = opened()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "R l l enter")
        assert isinstance(app.screen, ReviewScreen)
        told = {(keys, what) for _, keys, what in keys_of(app.screen)}
        assert {row for row in told if row[1] in {what for _, what in key_table("review keys")}} == {
            *key_table("review keys")
        }
        store = app.session.service.store
        for row in store.rows(Objective):
            app.session.execute(DeleteRow(row))
        await settled(pilot)
        assert "0 of 0" in text(app)


def test_the_review_comes_after_the_cycles_end_and_only_near_its_day(year):
    due = Board.blank()
    assert notices_of(due) == []
    on = date(2026, 7, 2)
    for day, told in (
        (date(2026, 6, 17), []),
        (date(2026, 6, 23), ["review in 9 days, 1 of 2 invited"]),
        (on, ["review today, 1 of 2 invited"]),
        (date(2026, 7, 4), ["review due since 2 Jul, 1 of 2 invited"]),
    ):
        board = Board(settings=year.settings, day=day, review=ReviewDue(on, 1))
        assert [span.text for span in notices_of(board)] == told
