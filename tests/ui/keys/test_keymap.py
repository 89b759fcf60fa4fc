"""A person's own keys: what holds, what is refused and why, and that nobody is locked in."""

import pytest

from learnboard.service.demo import DEMO_DAY
from learnboard.settings import Preferences
from learnboard.ui.app import LearnboardApp
from learnboard.ui.keys.help import keys_of
from learnboard.ui.keys.key_names import InvalidKey, normal_key
from learnboard.ui.keys.keymap import all_actions, checked_everywhere, checked_keymap, describe_former_ids
from learnboard.ui.toolkit.form import FormScreen
from tests.ui.screen import cursor_card, pressed, said


def checked(keys):
    wished = {name: (key,) if isinstance(key, str) else tuple(key) for name, key in keys.items()}
    return checked_keymap(Preferences(keys=wished, lines={f"keys.{name}": n for n, name in enumerate(wished, 1)}))


def refusals(keys):
    return [(problem.line, problem.message) for problem in checked(keys)[1]]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("?", "question_mark"),
        ("question_mark", "question_mark"),
        (",", "comma"),
        (" ", "space"),
        ("+", "plus"),
        ("plus_sign", "plus"),
        ("@", "at"),
        ("A", "A"),
        ("é", "é"),
        ("e\u0301", "é"),  # as some editors write it
        ("Escape", "escape"),
        ("F5", "f5"),
        ("Shift+Ctrl+Left", "ctrl+shift+left"),
        ("ctrl+]", "ctrl+right_square_bracket"),
        ("ctrl+\\", "ctrl+backslash"),
        ("ctrl+@", "ctrl+@"),
        ("shift+tab", "shift+tab"),
    ],
)
def test_a_key_may_be_written_as_people_do(said, key):
    assert normal_key(said) == key


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("esc", "written “escape”"),
        ("return", "written “enter”"),
        ("shift+a", "written “A”"),
        ("g g", "key sequences"),
        ("ctrl+h", "arrives as “backspace”"),
        ("ctrl+i", "arrives as “tab”"),
        ("ctrl+m", "arrives as “enter”"),
        ("ctrl+[", "arrives as “escape”"),
        ("ctrl+Z", "cannot tell “ctrl+Z” from “ctrl+z”"),
        ("ctrl+shift+z", "cannot tell “ctrl+shift+z” from “ctrl+z”"),
        ("ctrl+5", "plain terminal"),
        ("alt+x", "left to text that is being typed"),
        ("ctrl+enter", "plain terminal"),
        ("super+c", "ctrl, shift or alt"),
        ("ctrl+", "no key after its plus"),
        ("pagedwon", "did you mean “pagedown”"),
        ("f99", "there is no key “f99”"),
        ("<any>", "there is no key"),
        ("\x1b", "control character"),
        ("", "control character"),
    ],
)
def test_a_key_that_can_never_come_is_refused_with_what_to_write(said, hint):
    found = normal_key(said)
    assert isinstance(found, InvalidKey)
    assert hint in found.reason


def test_every_key_of_the_program_is_one_that_a_person_may_write():
    for action in all_actions().values():
        assert [normal_key(key) for key in action.keys] == list(action.keys)


def test_the_keymap_that_is_there_already_is_no_clash():
    keys = {action.id: action.keys for action in all_actions().values()}
    keymap, problems = checked(keys)
    assert problems == ()
    assert keymap == {name: ",".join(each) for name, each in keys.items()}


def test_keys_may_be_swapped():
    assert checked({"board.undo": "U", "board.redo": "u"}) == ({"board.undo": "U", "board.redo": "u"}, ())


def test_the_place_of_a_key_that_was_moved_is_free():
    assert checked({"card.toggle_done": "u", "board.undo": "ctrl+u"})[1] == ()


def test_an_unknown_name_is_told_with_the_nearest_one():
    assert refusals({"card.togle_done": "c"}) == [
        (1, "There is no action “card.togle_done”: did you mean “card.toggle_done”?")
    ]
    assert "“card.check_in”" in refusals({"check_in": "c"})[0][1]
    assert "settings --keys" in refusals({"zzz": "c"})[0][1]


def test_an_own_key_wins_over_a_default_which_keeps_its_others():
    assert checked({"card.check_in": "j"}) == ({"card.check_in": "j", "cursor.down": "down"}, ())


def test_an_own_key_that_was_the_only_one_of_a_default_is_taken_from_it_and_that_is_told():
    keymap, problems = checked({"card.check_in": "u"})
    assert keymap == {"card.check_in": "u", "board.undo": ""}
    assert [tuple(problem) for problem in problems] == [
        (1, "“card.check_in”: “u” was the only key of “board.undo” on the same screen: give it another.")
    ]


def test_of_two_wishes_for_one_key_the_first_holds():
    keymap, problems = checked({"board.redo": "R", "board.undo": "R"})
    assert keymap == {"board.redo": "R", "board.review": ""}
    assert problems[0].line == 2
    assert "“board.redo” (line 1)" in problems[0].message


def test_keys_taken_in_a_row_leave_each_default_what_nobody_took():
    keymap, problems = checked({"cursor.down": "k", "card.check_in": "j"})
    assert keymap == {"cursor.down": "k", "card.check_in": "j", "cursor.up": "up"}
    assert problems == ()


def test_an_own_key_that_is_refused_leaves_the_default_its_keys():
    keymap, problems = checked({"board.redo": "R", "board.undo": "R", "card.check_in": "u"})
    assert keymap == {"board.redo": "R", "card.check_in": "u", "board.undo": "", "board.review": ""}
    assert [problem.line for problem in problems] == [2, 3]


def test_ids_of_earlier_versions_mean_what_they_are_called_now():
    assert checked({"meeting.down": "Z", "help.up": "r"}) == (
        {"cursor.down": "Z", "cursor.up": "r"},
        (),
    )
    assert checked({"meeting.down": "Z", "cursor.down": "Q"})[0] == {"cursor.down": "Z,Q"}
    assert describe_former_ids(Preferences(keys={"meeting.down": ("Z",), "cursor.up": ("r",)})) == (
        "“meeting.down” is now called “cursor.down”; the old name still works.",
    )


def test_the_same_key_may_do_different_things_on_different_screens():
    assert checked({"help.close": "u"})[1] == ()


def test_a_key_of_everywhere_must_not_be_one_that_is_typed():
    for key in ("x", "q", " ", "left", "backspace", "enter", "escape", "tab"):
        (found,) = refusals({"app.quit": key})
        assert "works everywhere" in found[1]
    assert "works everywhere" in refusals({"app.palette": "ctrl+w"})[0][1]


def test_a_key_that_quits_may_be_one_that_edits_since_it_quits_only_outside_a_field():
    assert checked({"app.quit": "ctrl+x"}) == ({"app.quit": "ctrl+x"}, ())


def test_a_key_of_a_form_must_not_be_one_that_is_typed():
    for key in ("x", "?", "left", "backspace", "ctrl+w"):
        (found,) = refusals({"form.leave": key})
        assert "typed as text" in found[1]


def test_escape_and_enter_stay_what_they_are_in_forms():
    keymap, problems = checked({"form.leave": "ctrl+g", "help.close": "f1"})
    assert problems == ()
    assert {*keymap["form.leave"].split(",")} == {"ctrl+g", "escape"}
    assert {*keymap["help.close"].split(",")} == {"f1", "escape"}
    assert "“escape” is the key of “form.leave”" in refusals({"form.next": "escape"})[0][1]


def test_several_keys_hold_together_or_not_at_all():
    keymap, problems = checked({"board.undo": ["ctrl+u", "g g", "esc"], "board.redo": ["ctrl+y", "ctrl+y"]})
    assert keymap == {"board.redo": "ctrl+y"}
    assert [problem.line for problem in problems] == [1, 1]


def test_a_key_may_be_taken_in_one_program_and_spare_in_the_other():
    wished = Preferences(keys={"cursor.down": ("c",), "mentor.write": ("s",), "mentor.comment": ("a",)})
    assert checked_keymap(wished, "board") == (
        {"cursor.down": "c", "learning.block": "", "mentor.write": "s", "mentor.comment": "a"},
        (),
    )
    taken = Preferences(keys={"cursor.down": ("c",)})
    assert checked_keymap(taken, "board") == ({"cursor.down": "c", "learning.block": ""}, ())
    keymap, problems = checked_keymap(taken, "mentor")
    assert keymap == {"cursor.down": "c", "mentor.comment": ""}
    assert [problem.message for problem in problems] == [
        "“cursor.down”: “c” was the only key of “mentor.comment” in the mentor's view: give it another."
    ]


def test_all_programs_together_tell_what_holds_in_one_of_them_and_what_does_not_in_another():
    keymap, problems = checked_everywhere(Preferences(keys={"cursor.down": ("c",), "board.undo": ("g g",)}))
    assert keymap == {"cursor.down": "c"}
    assert len(problems) == 2
    assert [("mentor's view" in problem.message) for problem in problems].count(True) == 1


def test_the_names_of_the_mentors_keys_are_public():
    assert {"mentor.comment", "mentor.write", "mentor.approve", "mentor.next_view"} <= all_actions().keys()


async def test_own_keys_do_what_they_are_bound_to_and_the_old_ones_nothing(service):
    wished = Preferences(keys={"cursor.right": ("s",), "board.undo": ("U",), "board.redo": ("u",)})
    app = LearnboardApp(service, lambda: DEMO_DAY, preferences=wished)
    assert app.problems == ()
    async with app.run_test(size=(160, 45)) as pilot:
        await pressed(pilot, "l right")
        assert cursor_card(app) == "k11"
        await pressed(pilot, "s j")
        assert cursor_card(app) != "k11"
        moved = cursor_card(app)
        await pressed(pilot, "x U")
        assert said(app).startswith("Undid")
        await pressed(pilot, "u")
        assert said(app).startswith("Redid")
        assert cursor_card(app) == moved
        told = {keys for _, keys, _ in keys_of(app.screen)}
        assert {"s", "U", "u"} <= told


async def test_wrong_keys_are_told_at_the_start_and_the_board_opens(service):
    wished = Preferences(keys={"cursor.right": ("g g",), "card.none": ("x",)}, theme="nord3")
    app = LearnboardApp(service, lambda: DEMO_DAY, "The year", wished)
    async with app.run_test(size=(160, 45), notifications=True) as pilot:
        await pilot.pause()
        assert said(app) == "settings has 3 problems: “learnboard settings” lists them."
        (toast,) = app._notifications
        assert len(toast.message.splitlines()) == 3
        assert not toast.markup
        await pressed(pilot, "l")
        assert cursor_card(app) == "k21"
        assert app.theme == "learnboard-dark"


async def test_a_digit_given_to_something_else_does_that_and_nothing_is_told(service):
    wished = Preferences(keys={"card.check_in": ("1",), "board.undo": ("3", "u")})
    app = LearnboardApp(service, lambda: DEMO_DAY, preferences=wished)
    assert app.problems == ()
    async with app.run_test(size=(160, 45)) as pilot:
        await pressed(pilot, "2 p 3")
        assert cursor_card(app) == "k21"
        assert said(app).startswith("Undid")
        assert ("1", "check in") in {(keys, what) for _, keys, what in keys_of(app.screen)}
        assert ("2 4–9", "to the column of that number") in {(keys, what) for _, keys, what in keys_of(app.screen)}
        await pressed(pilot, "1")
        assert isinstance(app.screen, FormScreen)


def test_columns_may_have_other_keys():
    assert checked({"cursor.column_two": "f2"}) == ({"cursor.column_two": "f2"}, ())
    assert checked({"cursor.column_two": "1"}) == ({"cursor.column_two": "1", "cursor.column_one": ""}, ())
