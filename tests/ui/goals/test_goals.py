"""The list of goals by its keys: candidates, choosing, questions, two side by side, options as draft objectives."""

from dataclasses import replace

import pytest

from learnboard.domain.model.goals import Goal, Objective
from learnboard.domain.model.growth import Reflection
from learnboard.domain.profiles import apply_profile
from learnboard.presentation.goals import GROW, TUESDAY
from learnboard.service.board_service import BoardService
from learnboard.service.demo import DEMO_DAY
from learnboard.storage.store import Store
from learnboard.ui.app import LearnboardApp
from learnboard.ui.board.screen import BoardScreen
from learnboard.ui.goals.compare import CompareScreen
from learnboard.ui.goals.questions import QuestionsForm
from learnboard.ui.goals.screen import GoalsScreen
from learnboard.ui.keys.help import keys_of
from tests.builders import cycle, goal, objective, records, year_of
from tests.readme import key_table
from tests.ui.form_apps import go_to, seen, type_in
from tests.ui.screen import lines, pressed

SIZE = (80, 24)
WIDE = (160, 45)


def candidate(id_, status="exploring", visibility="private", **more):
    return goal(id=id_, statement=f"be {id_}", status=status, visibility=visibility, **more)


@pytest.fixture
def app_on(tmp_path, monkeypatch):
    """Make an app on a board of these rows."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    stores = []

    def make(*rows, board=None):
        board = board or (year_of(*rows) if rows else records(cycle()))
        stores.append(Store.create(tmp_path / f"board{len(stores)}.db", board.board_info, board, wait=0.01))
        return LearnboardApp(BoardService(stores[-1]), lambda: DEMO_DAY, "")

    yield make
    for store in stores:
        store.close()


def rows(app, record):
    return app.session.service.store.rows(record)


def goals(app):
    """The goals in board order: statement, status and who sees it."""
    return [(row.statement, row.status, row.visibility) for row in rows(app, Goal)]


def kept(app):
    return {row.question: row.text for row in rows(app, Reflection)}


def screen_text(app):
    return "\n".join(line.rstrip() for line in lines(app))


def header(app):
    return lines(app)[0].strip()


def under_cursor(app):
    entry = app.screen.entry
    return entry.goal.id if entry else None


def message(app):
    return app.screen.said[0]


# -- the header -------------------------------------------------------------------------------------------------------


async def test_a_board_without_a_chosen_goal_is_still_searching_and_has_no_figures(app_on):
    app = app_on(candidate("a"), candidate("b", "set_aside"), objective(goal_id="a"))
    async with app.run_test(size=SIZE) as pilot:
        assert "still searching · O" in header(app)
        assert "%" not in header(app)
        assert "be a" not in header(app)
        await pressed(pilot, "O x n escape")
        assert isinstance(app.screen, BoardScreen)
        assert "be a" in header(app)
        assert "still searching" not in header(app)


async def test_a_board_without_any_goal_is_a_full_board(app_on):
    app = app_on(objective())
    async with app.run_test(size=SIZE) as pilot:
        assert isinstance(app.screen, BoardScreen)
        assert "still searching · O" in header(app)
        await pressed(pilot, "n")
        await type_in(pilot, "read 3 papers")
        await pressed(pilot, "enter escape")
        assert len(app.session.board.columns[0].cards) == 1


async def test_a_click_on_still_searching_opens_the_goals(app_on):
    app = app_on(objective())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(offset=(lines(app)[0].index("still") + 1, 0))
        assert isinstance(app.screen, GoalsScreen)


async def test_a_new_objective_leads_to_the_chosen_goal_only(app_on):
    app = app_on(candidate("a"), objective())
    async with app.run_test(size=SIZE) as pilot:
        for keys in ("N", "escape O x n escape N"):
            await pressed(pilot, keys)
            await type_in(pilot, "read")
            await pressed(pilot, "enter escape")
        assert sorted((row.goal_id or "") for row in rows(app, Objective) if row.title == "read") == ["", "a"]


# -- the list ---------------------------------------------------------------------------------------------------------


async def test_the_empty_list_shows_examples_and_inserts_none(app_on):
    app = app_on(objective())
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O")
        assert "agile coach, performance expert, team lead, data engineer" in screen_text(app)
        for key in ("enter", "e", "x", "w", "a", "p", "N", "equals_sign", "delete", "J", "K"):
            await pressed(pilot, key)
            assert message(app) == "There is no goal here yet: n adds a candidate.", key
        assert goals(app) == []
        await pressed(pilot, "escape")
        assert isinstance(app.screen, BoardScreen)


async def test_goals_stand_in_sections_by_status(app_on):
    statuses = ("retired", "set_aside", "achieved", "exploring", "active")
    app = app_on(*(candidate(status, status) for status in statuses))
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "O")
        shown = screen_text(app)
        wanted = ("Chosen", "be active", "Candidates", "be exploring", "Achieved", "be achieved")
        places = [shown.index(words) for words in (*wanted, "Set aside", "be set_aside", "Retired", "be retired")]
        assert places == sorted(places)


@pytest.mark.parametrize(
    ("keys", "place"), [("j", 1), ("j k", 0), ("G", 2), ("G g", 0), ("end home", 0), ("pagedown", 2), ("down up", 0)]
)
async def test_the_cursor_moves_as_on_every_list(app_on, keys, place):
    app = app_on(*(candidate(name, position=number) for number, name in enumerate("abc")))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, f"O {keys}")
        assert under_cursor(app) == "abc"[place]


async def test_n_adds_candidates_one_after_the_other_which_nobody_else_sees(app_on):
    app = app_on(objective())
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O n")
        await type_in(pilot, "I want to bake")
        await pressed(pilot, "enter")
        await type_in(pilot, "somewhere else")
        await pressed(pilot, "enter escape")
        assert goals(app) == [("I want to bake", "exploring", "private"), ("somewhere else", "exploring", "private")]
        outgoing, _ = apply_profile(app.session.service.store.records(), "mentor")
        assert outgoing.goals == ()
        await pressed(pilot, "u u")
        assert goals(app) == []
        await pressed(pilot, "U")
        assert [row[0] for row in goals(app)] == ["I want to bake"]


async def test_what_is_typed_stands_in_its_place_and_stays_as_a_draft(app_on):
    app = app_on(candidate("a"))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O e")
        await type_in(pilot, " better")
        assert "○ be a better▏" in screen_text(app)
        await pressed(pilot, "escape escape")
        assert goals(app)[0][0] == "be a"
        await pressed(pilot, "e enter")
        assert goals(app)[0][0] == "be a better"
        await pressed(pilot, "e ctrl+u enter")
        assert (message(app), goals(app)[0][0]) == ("A title cannot be empty: the old one stays.", "be a better")


async def test_enter_opens_the_form_and_its_status_marks_a_goal_retired(app_on):
    app = app_on(candidate("a"))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O enter")
        await go_to(pilot, "status")
        await pressed(pilot, "r enter")
        assert isinstance(app.screen, GoalsScreen)
        assert goals(app) == [("be a", "retired", "private")]


async def test_a_goal_that_leads_out_of_the_company_is_saved_without_a_word(app_on):
    app = app_on(candidate("a"))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O enter")
        assert "empty if it leads elsewhere" in screen_text(app)
        await go_to(pilot, "why_me")
        await type_in(pilot, "joy")
        await pressed(pilot, "ctrl+s")
        (row,) = rows(app, Goal)
        assert (row.why_me, row.why_company, row.visibility) == ("joy", "", "private")
        assert "Why for the company" not in screen_text(app)


async def test_a_marks_a_goal_achieved_and_x_chooses_it_again(app_on):
    app = app_on(candidate("a", "active", "mentor"))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O a")
        assert goals(app) == [("be a", "achieved", "mentor")]
        await pressed(pilot, "a")
        assert message(app) == "“be a” is achieved already: x chooses it again."
        await pressed(pilot, "x")
        assert goals(app) == [("be a", "active", "mentor")]


async def test_p_turns_who_sees_it_and_del_removes_it(app_on):
    app = app_on(candidate("a"))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O p")
        assert (message(app), goals(app)[0][2]) == ("“be a”: your mentor sees it.", "mentor")
        await pressed(pilot, "p p")
        assert goals(app)[0][2] == "private"
        await pressed(pilot, "delete")
        assert goals(app) == []
        await pressed(pilot, "u")
        assert [row[0] for row in goals(app)] == ["be a"]


async def test_goals_change_places_within_their_section(app_on):
    mixed = [("a", "exploring"), ("x", "set_aside"), ("b", "exploring"), ("c", "exploring")]
    app = app_on(*(candidate(name, status, position=place) for place, (name, status) in enumerate(mixed)))
    async with app.run_test(size=SIZE) as pilot:

        def order():
            return [row.id for row in rows(app, Goal) if row.status == "exploring"]

        await pressed(pilot, "O J")
        assert (order(), under_cursor(app)) == (["b", "a", "c"], "a")
        await pressed(pilot, "J J")
        assert order() == ["b", "c", "a"]
        await pressed(pilot, "K K K")
        assert order() == ["a", "b", "c"]
        await pressed(pilot, "G J")  # the only one that is set aside
        assert (order(), under_cursor(app)) == (["a", "b", "c"], "x")


async def test_a_click_moves_the_cursor_and_a_double_click_opens_the_form(app_on):
    app = app_on(candidate("a"), candidate("b"))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O")
        row = next(number for number, line in enumerate(lines(app)) if "be b" in line)
        await pilot.click(offset=(8, row))
        assert under_cursor(app) == "b"
        row = next(number for number, line in enumerate(lines(app)) if "be b" in line)
        await pilot.double_click(offset=(8, row))
        assert app.screen._title_text == "Long-term goal"


# -- choosing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "visibility"), [("y", "mentor"), ("n", "private"), ("escape", "private"), ("enter z escape", "private")]
)
async def test_x_chooses_and_asks_once_whether_the_mentor_may_see_it(app_on, answer, visibility):
    app = app_on(candidate("a", position=1), candidate("b", position=2), candidate("c", "active", "shared"))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O G x")
        assert "May your mentor see “be b”?" in screen_text(app)
        await pressed(pilot, answer)
        assert not app.screen.typing
        wanted = [("be a", "set_aside", "private"), ("be b", "active", visibility), ("be c", "set_aside", "shared")]
        assert sorted(goals(app)) == wanted
        await pressed(pilot, "p" if visibility == "shared" else "j j x")
        await pressed(pilot, "escape" if app.screen.typing else "g")
        if visibility == "private":
            await pressed(pilot, "g")
            other = "b" if under_cursor(app) != "b" else under_cursor(app)
            while under_cursor(app) != other:
                await pressed(pilot, "j")
            await pressed(pilot, "x")
            assert not app.screen.typing  # it was asked already
            assert ("be b", "active", "private") in goals(app)


async def test_choosing_is_one_step_and_undone_it_is_asked_again(app_on):
    app = app_on(candidate("a"), candidate("b", "active", "shared"))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O j x n u")
        assert sorted(goals(app)) == [("be a", "exploring", "private"), ("be b", "active", "shared")]
        await pressed(pilot, "x")
        assert app.screen.typing


async def test_a_goal_that_is_shown_already_is_chosen_without_a_question(app_on):
    app = app_on(candidate("a", visibility="mentor"))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O x")
        assert not app.screen.typing
        assert (message(app), app.screen.said[1]) == ("“be a” is your goal now.", "u undo")


# -- the four questions -----------------------------------------------------------------------------------------------


async def test_w_asks_four_questions_one_a_page_and_shows_the_answers(app_on):
    app = app_on(candidate("a"))
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "O w")
        for number, question in enumerate(GROW, 1):
            page = " ".join(" ".join(seen(app)).split())
            assert f"{number} of 4" in page
            assert [other for other in GROW if other.text in page] == [question]
            await type_in(pilot, f"answer {number}")
            await pressed(pilot, "ctrl+s")
        assert isinstance(app.screen, GoalsScreen)
        assert kept(app) == {question.text: f"answer {number}" for number, question in enumerate(GROW, 1)}
        assert {(row.visibility, row.occasion, row.about.id) for row in rows(app, Reflection)} == {
            ("private", "goal_search", "a")
        }
        shown = screen_text(app)
        assert all(question.text in shown for question in GROW)
        places = [shown.index(f"answer {number}") for number in range(1, 5)]
        assert places == sorted(places)
        await pressed(pilot, "u")
        assert kept(app) == {}


async def test_an_answer_edited_again_changes_that_reflection(app_on):
    app = app_on(candidate("a"))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O w")
        await type_in(pilot, "explain")
        await pressed(pilot, "ctrl+s ctrl+s ctrl+s ctrl+s w shift+tab")
        before = rows(app, Reflection)
        await type_in(pilot, " well")
        await pressed(pilot, "ctrl+s ctrl+s ctrl+s ctrl+s")
        assert rows(app, Reflection) == [replace(before[0], text="explain well")]
        await pressed(pilot, "w")
        assert "2 of 4" in screen_text(app)  # the first without an answer
        await pressed(pilot, "shift+tab ctrl+u ctrl+s ctrl+s ctrl+s ctrl+s")
        assert kept(app) == {}


async def test_a_walk_left_in_the_middle_is_kept_as_a_draft(app_on):
    app = app_on(candidate("a"))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O w tab")
        await type_in(pilot, "here")
        await pressed(pilot, "escape")
        assert isinstance(app.screen, GoalsScreen)
        assert kept(app) == {}
        assert app.session.service.draft("grow", "a") == {"reality": "here"}
        await pressed(pilot, "w")
        assert "2 of 4" in screen_text(app)
        assert app.screen.form_state.texts["reality"] == "here"
        await pressed(pilot, "ctrl+s ctrl+s ctrl+s")
        assert kept(app) == {GROW[1].text: "here"}
        assert app.session.service.draft("grow", "a") == {}


async def test_pages_turn_both_ways_and_stop_at_their_ends(app_on):
    app = app_on(candidate("a"))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O w shift+tab")
        assert "1 of 4" in screen_text(app)
        await pressed(pilot, "tab tab tab tab tab")
        assert "4 of 4" in screen_text(app)
        assert isinstance(app.screen, QuestionsForm)
        await pressed(pilot, "ctrl+s")
        assert isinstance(app.screen, GoalsScreen)
        assert kept(app) == {}


# -- options become draft objectives ----------------------------------------------------------------------------------


async def write_options(pilot):
    await pressed(pilot, "O w tab tab")
    await type_in(pilot, "pair with Rowan")
    await pressed(pilot, "enter")
    await type_in(pilot, "- teach")
    await pressed(pilot, "ctrl+s ctrl+s")


async def test_the_options_become_draft_objectives_by_one_key(app_on):
    app = app_on(candidate("a"))
    async with app.run_test(size=SIZE) as pilot:
        await write_options(pilot)
        assert "N drafts 2 objectives from the options" in " ".join(screen_text(app).replace("▌", "").split())
        await pressed(pilot, "N")
        assert message(app) == "Added 2 draft objectives to “2026”: a draft counts for nothing yet."
        fresh = [(row.title, row.goal_id, row.visibility) for row in rows(app, Objective) if row.status == "draft"]
        assert fresh == [("pair with Rowan", "a", "private"), ("teach", "a", "private")]
        await pressed(pilot, "N")
        assert message(app) == "The options of “be a” are on the board already."
        await pressed(pilot, "escape")
        assert [column.objective.title for column in app.session.board.columns][1:] == ["pair with Rowan", "teach"]


async def test_without_options_or_a_cycle_it_is_said_what_to_do(app_on):
    app = app_on(board=records(candidate("a")))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O N")
        assert message(app) == "There are no options for “be a” yet: w asks for them."
        await pressed(pilot, "escape")
        await write_options(pilot)
        await pressed(pilot, "N")
        wanted = "There is no cycle to put objectives into yet: go back, press C and make one, then N here."
        assert message(app) == wanted


# -- side by side -----------------------------------------------------------------------------------------------------


async def test_two_goals_stand_side_by_side_and_a_tuesday_can_be_written_there(app_on):
    left = candidate("a", why_me="joy " * 20, horizon="2029", position=1)
    app = app_on(left, candidate("b", why_company="it sells", position=2))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O equals_sign")
        assert message(app) == "“be a” waits: press = on another goal to put the two side by side."
        assert "= be a" in screen_text(app)
        await pressed(pilot, "j equals_sign")
        assert isinstance(app.screen, CompareScreen)
        shown = screen_text(app)
        for words in ("be a", "be b", "Why for me", "Why for the company", "Horizon", "A Tuesday in that job", "2029"):
            assert words in shown
        line = next(line for line in lines(app) if "be a" in line)
        assert "be b" in line  # beside each other
        assert "joy joy" in shown
        await pressed(pilot, "h enter")
        assert TUESDAY.text in screen_text(app)
        await type_in(pilot, "quiet")
        await pressed(pilot, "ctrl+s")
        assert "quiet" in screen_text(app)
        (row,) = rows(app, Reflection)
        assert (row.question, row.text, row.visibility, row.about.id) == (TUESDAY.text, "quiet", "private", "a")
        await pressed(pilot, "x n")
        assert goals(app)[0] == ("be a", "active", "private")
        await pressed(pilot, "escape")
        assert isinstance(app.screen, GoalsScreen)
        assert "quiet" in screen_text(app) or under_cursor(app) == "b"


async def test_the_mark_is_taken_back_where_it_is(app_on):
    app = app_on(candidate("a"), candidate("b"))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O equals_sign equals_sign")
        assert message(app) == "“be a” is no longer marked."
        await pressed(pilot, "j equals_sign")
        assert isinstance(app.screen, GoalsScreen)


async def test_side_by_side_nothing_is_wider_than_the_window(app_on):
    wordy = {"why_me": "日本語 " * 30, "why_company": "a" * 300, "horizon": "one day " * 20}
    app = app_on(candidate("a", **wordy), candidate("b", **wordy))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O equals_sign j equals_sign")
        room = app.screen.page.size.width
        assert all(sum(len(span.text) for span in line) <= room for line in app.screen.page.content.body)


# -- keys -------------------------------------------------------------------------------------------------------------


async def test_the_keys_in_the_readme_are_those_of_the_goals(app_on):
    app = app_on(candidate("a"))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "O")
        told = {(keys, what) for group, keys, what in keys_of(app.screen) if group in ("Goal", "Carry")}
        assert told == {*key_table("goal keys")}
