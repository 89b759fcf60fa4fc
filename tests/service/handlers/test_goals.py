"""The search for a goal: one is chosen, questions are answered in private, and options become draft objectives."""

from dataclasses import replace

import pytest

from learnboard.domain.errors import InvalidValue, NotFound, Rejected
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.goals import Goal, Objective
from learnboard.domain.model.growth import About, Reflection
from learnboard.domain.profiles import apply_profile
from learnboard.domain.validation import check
from learnboard.presentation.goals import OPTIONS_QUESTION, TUESDAY
from learnboard.service.commands import (
    AddRow,
    AnswerQuestions,
    ChooseGoal,
    DeleteRow,
    DraftObjectives,
    MoveGoal,
    Undo,
)
from learnboard.service.factory import new_candidate, new_objective
from learnboard.service.queries.goals import read_goals
from tests.builders import cycle, goal, objective, records, year_of
from tests.service.conftest import DAY, execute
from tests.service.execution import execute_and_undo

TWO_OPTIONS = "- pair with Rowan\n\n2. Read the paper\n* pair with ROWAN"


def candidate(id_, status="exploring", visibility="private", **more):
    return goal(id=id_, statement=f"be {id_}", status=status, visibility=visibility, **more)


def statuses(service):
    return {row.id: row.status for row in service.store.rows(Goal)}


def answers(service):
    return {row.question: row for row in service.store.rows(Reflection)}


def search(service):
    return read_goals(service.store, service.open(DAY))


def done(service, command):
    """The sentence of a command that can be undone, after which the board is one that can be imported."""
    message = execute_and_undo(service, command).message
    check(service.store.records())
    return message


# -- choosing ---------------------------------------------------------------------------------------------------------


def test_choosing_sets_the_one_before_and_all_candidates_aside_in_one_step(service_of):
    others = candidate("b", "active"), candidate("c"), candidate("d", "achieved"), candidate("e", "retired")
    service = service_of(records(candidate("a"), *others))
    assert done(service, ChooseGoal("a")) == "“be a” is your goal now. 2 others are set aside."
    assert statuses(service) == {"a": "active", "b": "set_aside", "c": "set_aside", "d": "achieved", "e": "retired"}
    execute(service, Undo())
    assert statuses(service) == {"a": "exploring", "b": "active", "c": "exploring", "d": "achieved", "e": "retired"}


@pytest.mark.parametrize("status", ["achieved", "retired", "set_aside"])
def test_a_goal_of_before_can_be_chosen_again(service_of, status):
    service = service_of(records(candidate("a", status), candidate("b", "active")))
    assert done(service, ChooseGoal("a")) == "“be a” is your goal now. 1 other is set aside."
    assert service.open(DAY).chosen_goal.id == "a"


def test_the_only_one_is_chosen_without_a_word_about_others(service_of):
    service = service_of(records(candidate("a")))
    assert done(service, ChooseGoal("a")) == "“be a” is your goal now."


def test_who_chooses_the_chosen_one_is_told_so_and_candidates_stay(service_of):
    service = service_of(records(candidate("a", "active"), candidate("b")))
    assert execute(service, ChooseGoal("a")) == "“be a” is your goal already."
    assert statuses(service) == {"a": "active", "b": "exploring"}
    assert service.store.next_undo is None


def test_a_file_with_two_active_goals_gets_one_by_choosing(service_of):
    service = service_of(records(candidate("a", "active"), candidate("b", "active")))
    execute(service, ChooseGoal("a"))
    assert statuses(service) == {"a": "active", "b": "set_aside"}


def test_that_the_owner_was_asked_about_a_private_goal_is_remembered_and_undone_with_the_choice(service_of):
    service = service_of(records(candidate("a"), candidate("b", visibility="mentor")))
    execute(service, ChooseGoal("a"))
    assert search(service).asked == {"a"}
    execute(service, Undo())
    assert search(service).asked == set()
    execute(service, ChooseGoal("b"))
    assert search(service).asked == set()


def test_what_was_deleted_meanwhile_cannot_be_chosen(service_of):
    service = service_of(records())
    for command in (
        ChooseGoal("a"),
        AnswerQuestions("a", {"why?": "so"}),
        DraftObjectives("a", "c1"),
        MoveGoal("a", 0),
    ):
        with pytest.raises(NotFound):
            execute(service, command)


# -- candidates -------------------------------------------------------------------------------------------------------


def test_a_new_candidate_is_seen_by_nobody_else(service_of):
    service = service_of(records())
    row = new_candidate("grow mushrooms, somewhere else")
    done(service, AddRow(row))
    assert (row.status, row.visibility, row.why_company) == ("exploring", "private", "")
    assert apply_profile(service.store.records(), "mentor")[0].goals == ()


def test_an_objective_leads_to_the_chosen_goal_alone(service_of):
    service = service_of(records(candidate("a"), cycle()))
    board = service.open(DAY)
    assert (board.chosen_goal, board.goal.id, board.goal_figures()) == (None, "a", None)


def test_goals_have_their_places_among_all_goals(service_of):
    service = service_of(records(*(candidate(name, position=place * 1024) for place, name in enumerate("abc", 1))))
    assert done(service, MoveGoal("c", 0)) == "Moved “be c”."
    assert [row.id for row in service.store.rows(Goal)] == ["c", "a", "b"]


def test_a_goal_goes_with_the_answers_about_it_and_leaves_its_objectives(service_of):
    service = service_of(year_of(candidate("a"), candidate("b"), objective(goal_id="a")))
    for name in "ab":
        execute(service, AnswerQuestions(name, {"why?": f"since {name}", "how?": "so"}))
    assert done(service, DeleteRow(service.store.row(Goal, "a"))) == "Deleted “be a” with 2 reflections."
    assert {row.about.id for row in service.store.rows(Reflection)} == {"b"}
    assert service.store.row(Objective, "o1").goal_id is None


# -- questions --------------------------------------------------------------------------------------------------------


def test_answers_are_private_reflections_about_the_goal(service_of):
    service = service_of(records(candidate("a")))
    assert (
        done(service, AnswerQuestions("a", {"Why?": " it is fun\n", "How?": ""})) == "Kept your answers about “be a”."
    )
    (row,) = service.store.rows(Reflection)
    wanted = (DAY, OWNER, "goal_search", About("goal", "a"), "Why?", "it is fun", None, None, "private")
    assert (
        (row.on, row.by_id, row.occasion, row.about, row.question, row.text, row.rating, row.verdict, row.visibility)
    ) == wanted
    assert apply_profile(service.store.records(), "mentor")[0].reflections == ()
    assert [each.text for each in search(service).entries[0].answers] == ["it is fun"]


def test_an_answer_given_again_changes_the_reflection_and_an_empty_one_removes_it(service_of):
    service = service_of(records(candidate("a")))
    execute(service, AnswerQuestions("a", {"Why?": "fun", "How?": "so"}))
    before = answers(service)
    done(service, AnswerQuestions("a", {"Why?": "joy", "How?": " "}))
    assert answers(service) == {"Why?": replace(before["Why?"], text="joy")}
    assert execute(service, AnswerQuestions("a", {"Why?": "joy"})) == "There is nothing to change."


def test_an_answer_that_was_shown_to_the_mentor_stays_so(service_of):
    service = service_of(records(candidate("a")))
    execute(service, AnswerQuestions("a", {"Why?": "fun"}))
    with service.store.step("show it") as record:
        record.put(replace(answers(service)["Why?"], visibility="mentor"))
    execute(service, AnswerQuestions("a", {"Why?": "joy"}))
    assert answers(service)["Why?"].visibility == "mentor"


def test_an_answer_loses_what_a_terminal_could_obey_and_may_not_be_endless(service_of):
    service = service_of(records(candidate("a")))
    execute(service, AnswerQuestions("a", {"Why?": "so\x1b[2J it is"}))
    assert "\x1b" not in answers(service)["Why?"].text
    with pytest.raises(InvalidValue, match=r"^The answer to “Why\?”: .*shorten it to 100,000\.$"):
        execute(service, AnswerQuestions("a", {"Why?": "a" * 100_001}))


def test_answers_of_others_and_about_nothing_are_told_but_not_overwritten(service_of):
    def reflection(id_, by, about):
        return Reflection(id_, DAY, by, "goal_search", about, "Why?", id_, None, None, "private")

    about = About("goal", "a")
    board = replace(records(candidate("a")), reflections=(reflection("r1", None, about), reflection("r2", OWNER, None)))
    service = service_of(board)
    execute(service, AnswerQuestions("a", {"Why?": "mine"}))
    found = search(service)
    assert sorted(row.text for row in found.entries[0].answers) == ["mine", "r1"]
    assert [row.text for row in found.loose] == ["r2"]


# -- options ----------------------------------------------------------------------------------------------------------


def drafted(service):
    rows = service.store.rows(Objective)
    return [(row.title, row.status, row.goal_id, row.visibility, row.origin) for row in rows if row.status == "draft"]


def test_each_option_becomes_one_draft_objective_behind_the_others(service_of):
    service = service_of(year_of(candidate("a")))
    execute(service, AnswerQuestions("a", {OPTIONS_QUESTION: TWO_OPTIONS}))
    message = "Added 2 draft objectives to “2026”: a draft counts for nothing yet."
    assert done(service, DraftObjectives("a", "c1")) == message
    assert drafted(service) == [
        ("pair with Rowan", "draft", "a", "private", "own"),
        ("Read the paper", "draft", "a", "private", "own"),
    ]
    assert [column.objective.title for column in service.open(DAY).columns][1:] == ["pair with Rowan", "Read the paper"]


def test_drafted_again_only_what_is_new_is_added(service_of):
    service = service_of(year_of(candidate("a")))
    execute(service, AnswerQuestions("a", {OPTIONS_QUESTION: TWO_OPTIONS}))
    execute(service, DraftObjectives("a", "c1"))
    assert execute(service, DraftObjectives("a", "c1")) == "The options of “be a” are on the board already."
    execute(service, AnswerQuestions("a", {OPTIONS_QUESTION: f"{TWO_OPTIONS}\nteach"}))
    assert execute(service, DraftObjectives("a", "c1")).startswith("Added 1 draft objective to")
    assert [row[0] for row in drafted(service)] == ["pair with Rowan", "Read the paper", "teach"]


@pytest.mark.parametrize(
    ("answer", "status", "why"),
    [
        ("", "active", "There are no options for “be a” yet: write them down first, one a line."),
        ("-  \n\n", "active", "There are no options for “be a” yet: write them down first, one a line."),
        ("teach", "closed", "“2026” is closed and can only be read: C, then X, opens it again."),
        ("teach\n" + "b" * 251, "active", "is too long for a title: shorten it to 250 characters."),
    ],
)
def test_what_cannot_be_drafted_is_refused_with_the_way_out_and_nothing_is_added(service_of, answer, status, why):
    service = service_of(records(cycle(status=status), candidate("a")))
    execute(service, AnswerQuestions("a", {OPTIONS_QUESTION: answer, TUESDAY.text: "quiet"}))
    with pytest.raises((Rejected, InvalidValue)) as refused:
        execute(service, DraftObjectives("a", "c1"))
    assert str(refused.value).endswith(why)
    assert drafted(service) == []


def test_options_of_a_goal_that_is_shown_are_shown(service_of):
    service = service_of(year_of(candidate("a", visibility="shared")))
    execute(service, AnswerQuestions("a", {OPTIONS_QUESTION: "teach"}))
    execute(service, DraftObjectives("a", "c1"))
    assert new_objective("teach", "c1", service.store.row(Goal, "a")).visibility == "shared"
    assert [row[3] for row in drafted(service)] == ["shared"]
