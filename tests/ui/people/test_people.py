"""The list of people by its keys: a line, candidates, the primary mentor, an end, and who wrote feedback."""

from datetime import date

import pytest

from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.people import Meeting, Person
from learnboard.service.board_service import BoardService
from learnboard.service.commands import DeleteRow
from learnboard.service.demo import DEMO_DAY
from learnboard.storage.store import Store
from learnboard.ui.app import LearnboardApp
from learnboard.ui.board.screen import BoardScreen
from learnboard.ui.keys.help import keys_of
from learnboard.ui.people.form import EndForm, PersonForm
from learnboard.ui.people.screen import RelationsScreen
from learnboard.ui.terminal.ascii import TABLE
from learnboard.ui.toolkit.text import cell_len
from tests.builders import binary, cycle, meeting, person, records, year_of
from tests.hostile import HOSTILE
from tests.readme import key_table
from tests.ui.form_apps import go_to, paste, seen, texts, type_in
from tests.ui.screen import lines, pressed

SIZES = [(80, 24), (160, 45)]
ROWAN_LINE = "Rowan Teal, mentor, external, every 6 weeks"


@pytest.fixture
def app_on(tmp_path, monkeypatch):
    """Make an app on a board of these rows."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    stores = []

    def make(*rows):
        board = year_of(*rows, binary())
        stores.append(Store.create(tmp_path / "board.db", board.board_info, board, wait=0.01))
        return LearnboardApp(BoardService(stores[-1]), lambda: DEMO_DAY, "")

    yield make
    for store in stores:
        store.close()


def people(app):
    return app.session.service.store.rows(Person)


def screen_text(app):
    return "\n".join(line.rstrip() for line in lines(app))


def header(app):
    return lines(app)[0]


def message(app):
    return app.screen.said[0]


def toasts(app):
    return [toast.message for toast in app._notifications]


def rowan(**more):
    return person(
        **{"id": "p1", "primary": True, "accepted_on": "2026-01-12", "from_on": "2026-01-12", "external": True} | more
    )


# -- the list ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_the_example_years_people_are_told_with_the_primary_mentor_first(demo_app, size):
    async with demo_app.run_test(size=size) as pilot:
        await pressed(pilot, "P")
        shown = lines(demo_app)
        first = next(line for line in shown if "◆" in line)
        assert "Rowan Teal" in first
        assert "accepted 12 Jan" in first
        text = screen_text(demo_app)
        for words in ("since 12 Jan", "met 26 Jun", "next in 42 days", "every 6 weeks; mentors see it", "Candidates"):
            assert words in text
        assert text.index("Rowan Teal") < text.index("Juniper Stone") < text.index("Candidates") < text.index("Sorrel")
        assert "met 21 Apr, not accepted" in text
        assert text.count("met 21 Apr") == 1
        assert all(cell_len(line.rstrip()) <= size[0] for line in shown)
        await pressed(pilot, "G")
        assert "until 11 Jan" in screen_text(demo_app)
        await pressed(pilot, "escape")
        assert isinstance(demo_app.screen, BoardScreen)


async def test_its_keys_are_those_of_the_readme(demo_app):
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await pressed(pilot, "P")
        told = {(keys, what) for group, keys, what in keys_of(demo_app.screen) if group == "Person"}
        assert told == set(key_table("people keys"))


def test_the_sign_of_the_primary_mentor_has_one_in_ascii():
    assert TABLE["◆"] == "@"


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_list_asks_who_the_mentor_is_and_shows_a_line(app_on, size):
    app = app_on()
    async with app.run_test(size=size) as pilot:
        assert "no mentor yet · P" in header(app)
        await pressed(pilot, "P")
        text = " ".join(screen_text(app).split())
        assert (
            "Who is your mentor? Your team lead is a good first one; it can be anybody, and anybody else later." in text
        )
        assert ROWAN_LINE in text
        await pressed(pilot, "x X e enter delete p asterisk")
        assert message(app) == "There is nobody here yet: n adds somebody."


# -- a line -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_a_line_is_shown_as_understood_and_added(app_on, size):
    app = app_on()
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "P n")
        await type_in(pilot, ROWAN_LINE)
        assert "Rowan Teal: mentor, external, every 6 weeks" in screen_text(app)
        assert people(app) == []
        await pressed(pilot, "enter")
        (row,) = people(app)
        assert (row.name, row.relation, row.kind, row.external, row.primary) == (
            *("Rowan Teal", "mentor", "external", True, True),
        )
        assert row.agreement.cadence_days == 42
        assert "◆ Rowan Teal" in screen_text(app)
        await pressed(pilot, "escape")
        assert "no mentor yet" not in header(app)
        await pressed(pilot, "u")
        assert people(app) == []
        assert "no mentor yet · P" in header(app)


@pytest.mark.parametrize("size", SIZES)
async def test_what_cannot_be_read_opens_the_form_with_what_was_understood(app_on, size):
    app = app_on(rowan())
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "P n")
        await type_in(pilot, "Ada Finch, buddy, external, every 500 days, introduced by Rowan")
        assert "Not understood: “every 500 days”." in screen_text(app)
        await pressed(pilot, "enter")
        assert isinstance(app.screen, PersonForm)
        assert "Not understood: “every 500 days”." in screen_text(app)
        assert (texts(app)["name"], texts(app)["relation"], texts(app)["external"]) == ("Ada Finch", "buddy", "yes")
        assert texts(app)["introduced_by_id"] == "Rowan Teal"
        await pressed(pilot, "ctrl+s")
        ada = next(row for row in people(app) if row.name == "Ada Finch")
        assert (ada.relation, ada.external, ada.introduced_by_id, ada.primary) == ("buddy", True, "p1", False)
        await pressed(pilot, "n")
        assert app.screen.typed.text == ""


async def test_a_line_that_is_left_comes_back(app_on):
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "P n")
        await type_in(pilot, "Ada Finch, men")
        await pressed(pilot, "escape escape P n")
        assert app.screen.typed.text == "Ada Finch, men"
        await pressed(pilot, "enter escape")
        assert people(app) == []
        await pressed(pilot, "n")
        assert app.screen.typed.text == "Ada Finch, men"


async def test_one_human_in_two_relations_is_not_typed_twice(app_on):
    app = app_on(rowan(introduced_by_id=None), person(id="p2", name="Hazel Brook", relation="supervisor"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "P n")
        await type_in(pilot, "rowan TEAL, reviewer")
        await pressed(pilot, "enter")
        assert "rowan TEAL is here as mentor: the same rowan TEAL, also as reviewer?" in screen_text(app)
        await pressed(pilot, "escape")
        assert app.screen.typed.text == "rowan TEAL, reviewer"
        await pressed(pilot, "enter y")
        both = [row for row in people(app) if row.name == "Rowan Teal"]
        assert [(row.relation, row.external, row.primary) for row in sorted(both, key=lambda row: row.relation)] == [
            ("mentor", True, True),
            ("reviewer", True, False),
        ]


@pytest.mark.parametrize(("keys", "count"), [("enter y", 2), ("enter escape", 1), ("enter x enter escape escape", 1)])
async def test_the_same_name_twice_asks(app_on, keys, count):
    app = app_on(rowan())
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "P n")
        await type_in(pilot, "Rowan Teal, mentor")
        await pressed(pilot, keys)
        assert len(people(app)) == count
        assert sum(row.primary for row in people(app)) == 1


async def test_the_same_name_asks_in_the_form_too(app_on):
    app = app_on(rowan())
    async with app.run_test(size=(120, 40)) as pilot:
        await pressed(pilot, "P n")
        await type_in(pilot, "Rowan Teal")
        await pressed(pilot, "enter ctrl+s")
        assert any("Here as mentor already: choose who it is." in line for line in seen(app))
        assert len(people(app)) == 1
        await pressed(pilot, "s ctrl+s")
        assert len(people(app)) == 2


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\n" not in text and len(text) < 80][:8])
async def test_hostile_names_are_words(app_on, text):
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "P n")
        await paste(pilot, f"{text}x, mentor")
        await pressed(pilot, "enter escape")
        assert app.is_running
        assert all(cell_len(line) <= 80 for line in lines(app))
        assert not any("\x1b" in row.name for row in people(app))


# -- candidates, primary, end -----------------------------------------------------------------------------------------


async def test_x_goes_from_asked_to_met_to_accepted(app_on):
    app = app_on(rowan(), person(id="p2", name="Hazel Brook", visibility="mentor"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pressed(pilot, "P G")
        told = []
        for _ in range(3):
            await pressed(pilot, "x G")
            told.append(screen_text(app))
        hazel = next(row for row in people(app) if row.id == "p2")
        assert (hazel.asked_on, hazel.met_on, hazel.accepted_on, hazel.from_on) == (DEMO_DAY,) * 4
        assert "asked 26 Jun, not accepted" in told[0]
        assert "met 26 Jun, not accepted" in told[1]
        assert "Candidates" not in told[2]
        await pressed(pilot, "x")
        assert message(app) == "Hazel Brook has accepted: X ends the time with them."


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("answer", "with_ids"), [("y", ("p2",)), ("n", None), ("escape", ("p1",))])
async def test_another_primary_mentor_asks_about_planned_meetings(app_on, size, answer, with_ids):
    hazel = person(id="p2", name="Hazel Brook", accepted_on="2026-06-01")
    app = app_on(rowan(), hazel, meeting(id="m2", on="2026-08-07", with_ids=["p1"], held=False))
    async with app.run_test(size=size) as pilot:
        assert "Rowan in 42 days" in header(app)
        await pressed(pilot, "P j asterisk")
        assert "1 meeting is planned with Rowan Teal: with Hazel Brook instead?" in screen_text(app)
        await pressed(pilot, answer)
        found = app.session.service.store.find(Meeting, "m2")
        assert (found.with_ids if found else None) == with_ids
        primary = next(row for row in people(app) if row.primary)
        assert primary.id == ("p1" if answer == "escape" else "p2")
        await pressed(pilot, "escape")
        assert ("Hazel in 42 days" in header(app)) == (answer == "y")
        assert ("Rowan in 42 days" in header(app)) == (answer == "escape")


@pytest.mark.parametrize("size", SIZES)
async def test_an_end_asks_two_questions_and_about_what_is_planned(app_on, size):
    app = app_on(rowan(), meeting(id="m2", on="2026-08-07", with_ids=["p1"], held=False))
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "P X")
        assert isinstance(app.screen, EndForm)
        text = " ".join(screen_text(app).split())
        for words in ("What became of the goal?", "How was working together?", "1 meeting is planned with Rowan Teal."):
            assert words in text
        await go_to(pilot, "on")
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "30 february")
        await pressed(pilot, "ctrl+s")
        assert isinstance(app.screen, EndForm)
        assert people(app)[0].to_on is None
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "today")
        await go_to(pilot, "goal")
        await type_in(pilot, "I speak now.")
        await go_to(pilot, "together")
        await type_in(pilot, "Honest.")
        await pressed(pilot, "ctrl+s")
        assert people(app)[0].to_on == DEMO_DAY
        kept = app.session.service.store.rows(Reflection)
        assert {row.text for row in kept} == {"I speak now.", "Honest."}
        assert app.session.service.store.rows(Meeting) == []
        assert "until 26 Jun" in screen_text(app)
        await pressed(pilot, "X")
        assert message(app) == "The time with Rowan Teal ended today: e changes when."
        await pressed(pilot, "u")
        assert (people(app)[0].to_on, len(app.session.service.store.rows(Meeting))) == (None, 1)


async def test_a_person_whom_other_rows_name_is_deleted_once_that_is_confirmed(app_on):
    app = app_on(rowan(), meeting(id="m1", with_ids=["p1"]), person(id="p2", name="Ash", relation="contact"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "P delete")
        assert "Delete Rowan Teal? 1 meeting loses the name." in screen_text(app)
        await pressed(pilot, "n")
        assert len(people(app)) == 2
        await pressed(pilot, "delete y")
        assert [row.id for row in people(app)] == ["p2"]
        assert app.session.service.store.row(Meeting, "m1").with_ids == ()
        await pressed(pilot, "delete")
        assert people(app) == []
        await pressed(pilot, "u u")
        assert app.session.service.store.row(Meeting, "m1").with_ids == ("p1",)


async def test_p_turns_who_sees_it_and_e_changes_all_fields(app_on):
    app = app_on(rowan(visibility="mentor"))
    async with app.run_test(size=(120, 45)) as pilot:
        await pressed(pilot, "P p")
        assert people(app)[0].visibility == "shared"
        await pressed(pilot, "e")
        assert set(texts(app)) - {"same"} == {
            *("name", "relation", "kind", "external", "introduced_by_id", "asked_on", "met_on", "accepted_on"),
            *("from_on", "to_on", "private_note", "visibility"),
        }
        await go_to(pilot, "to_on")
        await type_in(pilot, "1 jan 2026")
        await pressed(pilot, "ctrl+s")
        assert any("It ends before it begins" in line for line in seen(app))
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "1 jan 2027")
        await go_to(pilot, "private_note")
        await type_in(pilot, "kinder than the questions sound")
        await pressed(pilot, "ctrl+s")
        assert (people(app)[0].to_on, people(app)[0].private_note) == (
            *(date(2027, 1, 1), "kinder than the questions sound"),
        )


async def test_two_windows_see_the_same_people_and_nothing_is_lost(app_on):
    """A person is deleted in another window while their end is written: it is refused, and the form keeps its text."""
    app = app_on(rowan())
    async with app.run_test(size=(120, 40)) as pilot:
        await pressed(pilot, "P X")
        await go_to(pilot, "goal")
        await type_in(pilot, "I speak now.")
        with Store.open(app.session.service.path) as store:
            other = BoardService(store)
            other.execute(DeleteRow(store.row(Person, "p1")), other.open(DEMO_DAY))
        await pressed(pilot, "ctrl+s")
        assert isinstance(app.screen, EndForm)
        assert texts(app)["goal"] == "I speak now."
        assert len(toasts(app)) == 1
        await pressed(pilot, "escape")
        assert isinstance(app.screen, RelationsScreen)
        assert "Who is your mentor?" in screen_text(app)


async def test_a_click_on_the_notice_opens_the_list(app_on):
    app = app_on(cycle())
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.click(offset=(header(app).index("no mentor yet") + 3, 0))
        await pressed(pilot, "")
        assert isinstance(app.screen, RelationsScreen)


async def test_a_board_without_a_cycle_has_other_things_to_ask_first(tmp_path, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    board = records()
    with Store.create(tmp_path / "board.db", board.board_info, board, wait=0.01) as store:
        app = LearnboardApp(BoardService(store), lambda: DEMO_DAY, "")
        async with app.run_test(size=(160, 45)) as pilot:
            await pressed(pilot, "escape")
            assert "no mentor yet" not in header(app)


# -- what a stranger found --------------------------------------------------------------------------------------------


def met_and_planned():
    """A meeting at which the next one was agreed on, which is planned too."""
    return [
        meeting(id="m1", on="2026-06-26", with_ids=["p1"], next_on="2026-08-07"),
        meeting(id="m2", on="2026-08-07", with_ids=["p1"], held=False),
    ]


async def test_an_ended_mentors_meetings_do_not_come_back(app_on):
    app = app_on(rowan(), *met_and_planned(), cycle(planned_sessions=0))
    async with app.run_test(size=(160, 45)) as pilot:
        await pressed(pilot, "P X ctrl+s")
        row = next(line for line in lines(app) if "Rowan Teal" in line)
        assert "until 26 Jun" in row
        assert "next" not in row
        await pressed(pilot, "escape m")
        assert "Meeting with Rowan Teal" not in screen_text(app)


async def test_meetings_that_went_to_another_mentor_left_the_one_before(app_on):
    app = app_on(rowan(), person(id="p2", name="Wren Vale"), *met_and_planned())
    async with app.run_test(size=(160, 45)) as pilot:
        await pressed(pilot, "P G asterisk")
        assert "Wren Vale has not accepted yet." in screen_text(app)
        await pressed(pilot, "y")
        told = {name: next(line for line in lines(app) if name in line) for name in ("Rowan Teal", "Wren Vale")}
        assert "next in 42 days" in told["Wren Vale"]
        assert "next" not in told["Rowan Teal"]


async def test_the_header_shows_the_meeting_that_is_proposed(app_on):
    app = app_on(rowan(from_on="2026-06-26", accepted_on="2026-06-26"))
    async with app.run_test(size=(160, 45)):
        assert "Rowan in 7 days" in header(app)


async def test_a_cadence_that_is_not_understood_is_asked_for_in_the_form(app_on):
    app = app_on()
    async with app.run_test(size=(120, 40)) as pilot:
        await pressed(pilot, "P n")
        await type_in(pilot, "Ann, mentor, every 0 weeks")
        await pressed(pilot, "enter")
        await go_to(pilot, "cadence_days")
        await type_in(pilot, "every 0 weeks")
        await pressed(pilot, "ctrl+s")
        assert people(app) == []
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "every 2 weeks")
        await pressed(pilot, "ctrl+s")
        assert [(row.name, row.agreement.cadence_days) for row in people(app)] == [("Ann", 14)]


async def test_a_line_without_a_name_says_that_one_is_missing(app_on):
    app = app_on()
    async with app.run_test(size=(120, 40)) as pilot:
        await pressed(pilot, "P n")
        await type_in(pilot, ", , ,")
        await pressed(pilot, "enter")
        assert message(app) == "A name is missing: write it first, as in Rowan Teal, mentor, external, every 6 weeks."
        assert people(app) == []


async def test_x_makes_nobody_a_candidate(app_on):
    app = app_on(person(id="p2", name="Hazel Brook", relation="supervisor"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pressed(pilot, "P x")
        assert message(app).startswith("Hazel Brook is here as supervisor already")
        assert people(app)[0].asked_on is None
