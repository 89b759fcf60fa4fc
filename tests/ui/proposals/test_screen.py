"""Proposals by their keys: one is written, opened, sent, answered, amended, decided and made so."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from learnboard.domain.board import ClosingProposal
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.learning import HoursPolicy
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Person
from learnboard.domain.model.proposals import Proposal, Response
from learnboard.presentation.proposals import ask_text
from learnboard.service.board_service import BoardService
from learnboard.service.commands import DeleteRow
from learnboard.storage.store import Store
from learnboard.ui import features
from learnboard.ui.app import LearnboardApp
from learnboard.ui.board.header import header_facts, header_line, notices_of
from learnboard.ui.keys.help import keys_of
from learnboard.ui.proposals.page import ProposalScreen
from learnboard.ui.proposals.screen import ProposalsScreen
from tests.builders import binary, feedback, log_entry, meeting, person, proposal, response, year_of
from tests.readme import key_table
from tests.ui.example_cards import text_of
from tests.ui.form_apps import go_to, texts, type_in
from tests.ui.screen import lines, pressed, settled

WIDE = (160, 45)
TODAY = date(2026, 6, 26)
BOTH = {"invited_ids": ["p1", "p2"], "min_responses": 2, "title": "A speaker coach", "visibility": "shared"}
OPEN = {**BOTH, "opened_on": "2026-06-22", "closes_on": "2026-06-28"}
CLOSED = {**BOTH, "opened_on": "2026-06-12", "closes_on": "2026-06-25"}
PEOPLE = (
    person(name="Linden Marsh", relation="reviewer"),
    person(id="p2", name="Ash Rivers", relation="reviewer"),
    person(id="p3", name="Rowan Teal"),
)


@pytest.fixture
def app_on(tmp_path, monkeypatch):
    """Make an app on a board of these rows, on 26 June."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    stores = []

    def make(*rows):
        board = year_of(*PEOPLE, *rows, binary())
        stores.append(Store.create(tmp_path / "board.db", board.board_info, board, wait=0.01))
        return LearnboardApp(BoardService(stores[-1]), lambda: TODAY, "")

    yield make
    for store in stores:
        store.close()


async def opened(pilot, *, page=False):
    await settled(pilot)
    features.open_proposals(pilot.app.screen)
    await settled(pilot)
    if page:
        await pressed(pilot, "enter")
    assert isinstance(pilot.app.screen, ProposalScreen if page else ProposalsScreen)


def shown(app):
    return "\n".join(line.rstrip() for line in lines(app))


def words_of(app):
    """What is seen, without its line breaks."""
    return " ".join(shown(app).split())


def refusals(app):
    return [one.message for one in app._notifications]


def message(app):
    return app.screen.message[0]


def rows(app, record):
    store = app.screen.session.service.store
    return sorted(store.rows(record), key=lambda row: row.id)


def header(board):
    return text_of(header_line(board, 200, header_facts(board, notices_of(board)))).strip()


async def worked(pilot):
    """Wait for what is prepared or written beside the screen."""
    await pilot.app.workers.wait_for_complete()
    await settled(pilot)


@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_the_example_year_stands_as_in_the_report(demo_app, size):
    async with demo_app.run_test(size=size) as pilot:
        await opened(pilot)
        text = shown(demo_app)
        assert text.index("✓ consented") < text.index("– lapsed")
        assert "closed 22 Jun" in text
        assert "2 of 2" in text
        assert "1 of 2" in text
        await pressed(pilot, "enter G")
        text = shown(demo_app)
        for words in ("objection", "Sessions fall in the release week", "answers the objection of Ash Rivers, 11 Jun"):
            assert words in text
        await pressed(pilot, "escape j enter home")
        assert "lapsed, silence is no consent: 1 consent of 2 (Linden Marsh)" in words_of(demo_app)


async def test_one_is_written_and_opened_and_the_header_tells_when_it_closes(app_on):
    app = app_on()
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert "n asks a few people to consent" in shown(app)
        await pressed(pilot, "n")
        assert texts(app)["closes_on"] == "2026-07-03"  # in a week
        await type_in(pilot, "Load tests in the open")
        await go_to(pilot, "kind")
        await type_in(pilot, "on")
        await go_to(pilot, "minutes_per_week")
        await type_in(pilot, "5h")
        assert "At least 2 are asked" in shown(app)
        assert "run it by a couple of people" in words_of(app)
        await go_to(pilot, "minutes_per_week")
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "40h")
        assert "40 h a week is a whole working week: make sure that it is meant" in words_of(app)
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "5h")
        await pressed(pilot, "escape n")  # what was typed is a draft
        await go_to(pilot, "invited_ids")
        await type_in(pilot, "linden, ash rivers")
        await go_to(pilot, "closes_on")
        await type_in(pilot, "yesterday")
        await pressed(pilot, "enter")
        assert "is over, and nobody could answer any more" in words_of(app)
        await pressed(pilot, "alt+a")
        await type_in(pilot, "in 2 days")
        await pressed(pilot, "enter")
        (row,) = rows(app, Proposal)
        assert (row.kind, row.minutes_per_week, row.invited_ids) == ("on_mission", 300, ("p1", "p2"))
        assert "○ draft" in shown(app)
        await pressed(pilot, "ctrl+e")
        await worked(pilot)
        assert refusals(app)[-1].endswith("is a draft: x opens it, then ctrl+e writes the invitations.")
        await pressed(pilot, "x")
        assert "it closes on Sun 28 Jun 2026" in message(app)
        assert "closes in 2 days" in shown(app)
        await pressed(pilot, "escape")
        assert "proposal closes in 2 days, 0 of 2" in lines(app)[0]
        await pressed(pilot, "u")
        assert "proposal closes" not in lines(app)[0]


async def test_it_is_answered_in_its_place_and_amended_and_those_are_asked_anew_who_had_consented(app_on):
    said = (
        response("p1", "consent", "2026-06-23", id="a"),
        response("p2", "question", "2026-06-24", id="b", text="Why three, k1? [@click=app.quit]x[/] [b]"),
        response("p2", "objection", "2026-06-25", id="c", text="It is the release week"),
    )
    app = app_on(proposal(**OPEN), *said)
    async with app.run_test(size=WIDE) as pilot:
        assert "proposal closes in 2 days, 2 of 2" in lines(app)[0]
        await opened(pilot, page=True)
        await pressed(pilot, "j a")
        await type_in(pilot, "One a month.")
        await pressed(pilot, "ctrl+s")
        (answer,) = [row for row in rows(app, Response) if row.by_id == OWNER]
        assert (answer.kind, answer.resolves_id) == ("reaction", "b")
        text = shown(app)
        assert "[@click=app.quit]x[/] [b]" in text
        assert (
            text.index("Why three, “something to learn”?")
            < text.index("you: One a month.")
            < text.index("It is the release week")
        )
        await pressed(pilot, "e")
        await type_in(pilot, "Another title ")
        await pressed(pilot, "enter escape")
        assert rows(app, Proposal)[0].title == "A speaker coach"  # that is an amendment
        await pressed(pilot, "j t")
        assert "It answers the objection of Ash Rivers. Linden Marsh consented" in shown(app)
        await type_in(pilot, "They move to July")
        await pressed(pilot, "ctrl+s")
        assert message(app).startswith("Amended “A speaker coach”: Linden Marsh consented before and is asked anew")
        text = shown(app)
        for words in (
            "waits for    Linden Marsh",
            "taken back by an amendment, asked anew",
            "answers the objection of Ash Rivers, 25 Jun",
            "Ash Rivers; stands until they consent",
        ):
            assert words in text
        await pressed(pilot, "u")
        assert "asked anew" not in shown(app)
        await pressed(pilot, "delete")
        assert message(app).startswith("What somebody else said stays in the record")


async def test_each_of_the_invited_gets_a_file_and_a_page_in_one_go(app_on, tmp_path):
    app = app_on(proposal(**OPEN | {"visibility": "mentor"}), log_entry(on="2026-07-30", visibility="shared"))
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pressed(pilot, "ctrl+e")
        await worked(pilot)
        assert refusals(app)[-1] == (
            "Linden Marsh gets only what everybody may see, and “A speaker coach” is more private: p shares it."
        )
        await pressed(pilot, "p ctrl+e")
        await worked(pilot)
        assert "For Linden Marsh and Ash Rivers (only what everybody may see)" in shown(app)
        assert "! 1 row is dated after today and goes as well" in shown(app)
        await pressed(pilot, "alt+a")
        await type_in(pilot, str(tmp_path))
        await pressed(pilot, "enter")
        await worked(pilot)
        assert message(app).startswith("Wrote 4 files into")
        names = [f"alder-finch-2026-06-26-shared-{name}" for name in ("ash-rivers", "linden-marsh")]
        files = sorted(path.name for path in tmp_path.glob("alder-*"))
        assert files == sorted(f"{name}{suffix}" for name in names for suffix in (".learnboard.json", ".html"))
        document = json.loads((tmp_path / f"{names[1]}.learnboard.json").read_text())
        assert [row["invited_ids"] for row in document["proposals"]] == [["p1", "p2"]]
        assert document["snapshot_id"] in (tmp_path / f"{names[1]}.html").read_text()
        await pressed(pilot, "ctrl+e")  # again on the same day: nothing is written over
        await worked(pilot)
        await pressed(pilot, "enter")
        await worked(pilot)
        assert len([*tmp_path.glob("alder-*")]) == 8
        again = json.loads((tmp_path / f"{names[1]}-2.learnboard.json").read_text())
        assert (document["sequence"], again["sequence"]) == (1, 2)


async def test_nothing_is_written_that_a_reader_would_not_be_in_or_that_is_private(app_on, tmp_path):
    private = replace(PEOPLE[2], id="p4", name="Sorrel Vale", visibility="private", private_note="")
    words = "the quiet plan to leave in the autumn"
    row = proposal(**OPEN | {"invited_ids": ["p4"], "text": words})
    app = app_on(private, row)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pressed(pilot, "ctrl+e")
        await worked(pilot)
        assert "P, then p on Sorrel Vale, shares it" in refusals(app)[-1]
        assert [*app._notifications][-1].timeout > 10  # long enough to be read
        store = app.screen.session.service.store
        with store.step("shared") as record:
            record.put(replace(store.row(Person, "p4"), visibility="shared", private_note=words))
        await pressed(pilot, "ctrl+e")
        await worked(pilot)
        assert "is private, but appears in the text of the proposal" in refusals(app)[-1]
        assert [path.name for path in tmp_path.glob("*.html")] == []


async def test_after_the_close_a_decision_is_entered_and_the_money_is_approved(app_on):
    said = response("p1", "consent", "2026-06-24"), response("p2", "consent", "2026-06-25")
    late = response("p3", "objection", "2026-06-26", text="too late")
    app = app_on(proposal(**CLOSED, funding_asked="time_and_cost"), *said, late)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert "To decide" in shown(app)
        await pressed(pilot, "enter")
        assert "after the close, so it counts for nothing" in shown(app)
        await pressed(pilot, "t")
        assert message(app).startswith("An amendment changes what people consent to while it is open")
        await pressed(pilot, "x")
        assert texts(app) == {"decision": "time and cost", "review_on": "2026-12-24"}  # half a year later
        await pressed(pilot, "enter")
        assert "time and cost granted; review on 24 Dec" in message(app)
        await pressed(pilot, "m")
        await type_in(pilot, "1.2.3")
        await pressed(pilot, "enter")
        assert rows(app, BudgetEntry) == []
        await pressed(pilot, "alt+a")
        await type_in(pilot, "360")
        await pressed(pilot, "enter")
        (entry,) = rows(app, BudgetEntry)
        assert (entry.state, entry.estimate.text, rows(app, Proposal)[0].budget_entry_id) == (
            "approved",
            "360",
            entry.id,
        )
        await pressed(pilot, "y")
        assert "Copied the record" in message(app)
        assert "✓ consent" in app.clipboard
        await pressed(pilot, "X")
        assert "was consented to" in refusals(app)[-1]


async def test_what_waits_for_the_owner_stands_in_the_preparation_of_a_meeting_and_enter_opens_it(app_on):
    said = response("p1", "consent", "2026-06-24"), response("p2", "consent", "2026-06-25")
    past = {**CLOSED, "id": "pr2", "title": "A reading group", "closes_on": "2026-06-18", "decision": "none"}
    others = proposal(**past, review_on="2026-06-20"), proposal(**{**OPEN, "id": "pr3"})
    met = meeting(on="2026-06-29", held=False, with_ids=["p3"])
    app = app_on(proposal(**CLOSED, funding_asked="time_only"), *said, *others, met)
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "m")
        text = words_of(app)
        assert "Proposals to decide, or to look at again 2" in text
        for words in ("to decide, closed 25 Jun", "review due since 20 Jun"):
            assert words in text
        assert "asks for" not in text  # Rowan, who is met, is not among those who are asked
        while app.screen.preparation.row.section != "proposals":
            await pressed(pilot, "j")
        assert "enter opens it" in words_of(app)
        await pressed(pilot, "enter")
        assert isinstance(app.screen, ProposalScreen)
        await pressed(pilot, "x enter escape")
        text = words_of(app)
        assert "Proposals to decide, or to look at again 1 of 2" in text
        assert "to decide" not in text.replace("Proposals to decide", "")
        await pressed(pilot, "u")
        assert "to decide, closed 25 Jun" in words_of(app)


async def test_a_consented_policy_makes_the_learning_time_by_one_key(app_on):
    said = response("p1", "consent", "2026-06-24"), response("p2", "consent", "2026-06-25")
    policy = proposal(**CLOSED, kind="policy", minutes_per_week=150, decision="time_only")
    app = app_on(policy, *said)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert "m makes the learning time of it" in shown(app)
        await pressed(pilot, "m")
        assert "m makes" not in shown(app)
        (made,) = rows(app, HoursPolicy)
        assert (made.minutes_per_week, made.from_on, made.proposal_id) == (150, TODAY, "pr1")
        await pressed(pilot, "m")
        assert "already" in refusals(app)[-1]


async def test_what_asks_for_no_funding_asks_for_no_time_either(app_on):
    app = app_on(
        proposal(**{**OPEN, "opened_on": None}, kind="training", funding_asked="time_only", minutes_per_week=60)
    )
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, page=True)
        assert "asks for time, 1 h a week" in words_of(app)
        await pressed(pilot, "e")
        await go_to(pilot, "funding_asked")
        await type_in(pilot, "no")
        assert "minutes_per_week" not in {field.name for field in app.screen.form_state.shown}
        await pressed(pilot, "ctrl+s")
        (row,) = rows(app, Proposal)
        assert (row.funding_asked, row.minutes_per_week) == ("none", None)
    assert ask_text(replace(row, minutes_per_week=2400)) == "asks for 40 h a week, without funding"


async def test_feedback_on_it_waits_there_and_counts_when_it_is_let(app_on):
    came = feedback(
        author="Linden Marsh",
        kind="consent",
        target={"kind": "proposal", "id": "pr1"},
        text="Good enough",
        written_at="2026-06-24T08:00:00Z",
    )
    others = [
        replace(came, id="f2", author="Ash Rivers", person_id="p2", written_at=datetime(2026, 6, 29, 12, tzinfo=UTC)),
        replace(came, id="f3", author="Rowan Teal", person_id="p3"),
    ]
    app = app_on(proposal(**OPEN), came, *others)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert "3 answers to take in" in shown(app)
        await pressed(pilot, "enter")
        text = shown(app)
        assert "Came in with feedback, not taken in yet" in text
        assert (
            text.index("Rowan Teal") < text.index("not invited, so it is") < text.index("after the close, so it counts")
        )
        await pressed(pilot, "k k enter")
        (row,) = rows(app, Response)
        assert (row.by_id, row.kind, row.on, row.text) == ("p1", "consent", date(2026, 6, 24), "Good enough")
        assert "Linden Marsh (consent), Ash Rivers (no word yet)" in shown(app)


async def test_an_answer_whose_file_only_names_its_author_is_theirs_after_a_yes(app_on):
    came = feedback(
        author="linden marsh",
        person_id=None,
        kind="consent",
        target={"kind": "proposal", "id": "pr1"},
        written_at="2026-06-24T08:00:00Z",
    )
    app = app_on(proposal(**OPEN), came, replace(came, id="f2", kind="concern", text="Dear"))
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, page=True)
        assert "Is this your reviewer Linden Marsh? The file does not say so: enter, then y says" in words_of(app)
        await pressed(pilot, "enter n")
        assert {row.person_id for row in rows(app, Feedback)} == {None}
        await pressed(pilot, "enter y")
        assert {row.person_id for row in rows(app, Feedback)} == {"p1"}
        assert "Is this your" not in shown(app)
        await pressed(pilot, "enter")
        assert [(row.by_id, row.kind) for row in rows(app, Response)] == [("p1", "consent")]
        assert "1 of 2 answered" in shown(app)
        await pressed(pilot, "u u")
        assert {row.person_id for row in rows(app, Feedback)} == {None}


async def test_a_page_closes_when_another_window_deletes_its_proposal(app_on, tmp_path):
    app = app_on(proposal(**OPEN), proposal(id="pr2", title="A book", opened_on=None, closes_on="2026-07-01"))
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pressed(pilot, "slash")
        await type_in(pilot, "coach")
        await pressed(pilot, "enter")
        assert "1 proposal of 2" in shown(app)
        assert "A book" not in shown(app)
        await pressed(pilot, "enter")
        with Store.open(tmp_path / "board.db") as other, BoardService(other) as service:
            service.execute(DeleteRow(other.row(Proposal, "pr1")), service.open(TODAY))
        await pressed(pilot, "x")
        assert isinstance(app.screen, ProposalsScreen)
        await pressed(pilot, "escape")
        assert "A book" in shown(app)


def test_the_cycles_end_goes_before_the_proposal_and_that_before_feedback(year):
    closing = ClosingProposal(date(2027, 1, 7), 1, 2)
    board = replace(year, day=date(2026, 12, 31), closing=closing, unanswered=3)
    assert "ends today · Y" in header(board)
    early = replace(board, day=date(2026, 9, 1), closing=closing._replace(closes_on=date(2026, 9, 3)))
    assert header(early).endswith("proposal closes in 2 days, 1 of 2")
    assert "proposal" not in header(replace(early, closing=closing))


@pytest.mark.parametrize(("page", "name"), [(False, "proposals keys"), (True, "proposal keys")])
async def test_the_keys_in_the_readme_are_those_of_the_page(demo_app, page, name):
    async with demo_app.run_test(size=WIDE) as pilot:
        await opened(pilot, page=page)
        told = {(keys, what) for group, keys, what in keys_of(demo_app.screen) if group in ("Proposals", "Find")}
        assert told == {*key_table(name)}
