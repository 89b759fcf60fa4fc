"""The steps of a card: a list with a cursor, and every key that works on it."""

import pytest

from learnboard.domain.errors import Rejected
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.ui.card.screen import CardScreen
from learnboard.ui.card.steps import TypedTitle, step_lines
from tests.builders import milestone
from tests.ui.example_cards import DAY, text_of, width_of
from tests.ui.frames import GlassApp, typed
from tests.ui.screen import lines, pressed

SIZE = (100, 40)
CARD = "k14"
TITLES = [
    "outline agreed with two teams",
    "draft reviewed",
    "used in one real incident by somebody else",
    "all on-call people trained",
]
"""The steps of the card; the first two are done on the day."""


def titles(service, card=CARD):
    return [step.title for step in service.store.rows(Milestone, key_result_id=card)]


def step(service, title):
    return next(each for each in service.store.rows(Milestone, key_result_id=CARD) if each.title == title)


async def opened(app, pilot, card=CARD):
    await pilot.pause()
    app.push_screen(CardScreen(app.session, card))
    await pilot.pause()


def at(app):
    return app.screen.step.title if app.screen.step else None


def told(app):
    return "\n".join(lines(app))


# The list


def test_a_step_tells_its_dates_and_a_weight_that_is_not_one():
    steps = [
        milestone(title="plain"),
        milestone(title="late", due_on="2026-06-01"),
        milestone(title="heavy", weight="2.5", due_on="2026-09-30"),
        milestone(title="ready", done_on="2026-05-22", due_on="2025-12-31"),
    ]
    shown = [text_of(line) for line in step_lines(steps, DAY, 80).lines]
    assert shown[0] == "Steps   1 of 4 done"
    assert [" ".join(line.split()) for line in shown[1:]] == [
        "○ plain",
        "○ late overdue since 1 Jun",
        "○ heavy due 30 Sep weight 2.5",
        "✓ ready done on 22 May due 31 Dec 2025",
    ]


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_a_long_title_is_wrapped_and_not_cut(width):
    title = "word " * 49 + "end"
    shown = step_lines([milestone(title=title, due_on="2026-09-30")], DAY, width)
    assert all(width_of(line) <= width for line in shown.lines)
    assert "".join(text_of(line) for line in shown.lines).count("word") == 49
    assert "end" in "".join(text_of(line) for line in shown.lines)


def test_the_current_step_is_known_with_all_its_lines():
    steps = [milestone(id="a"), milestone(id="b", title="word " * 20), milestone(id="c")]
    shown = step_lines(steps, DAY, 40, at=1)
    assert "".join(text_of(shown.lines[number]) for number in shown.current).count("word") == 20


def test_a_new_step_is_typed_where_it_will_stand():
    shown = step_lines([milestone(title="one"), milestone(title="two")], DAY, 60, typed=TypedTitle("new▏", 1, new=True))
    assert [text_of(line).split()[1] for line in shown.lines[1:]] == ["one", "new▏", "two"]
    assert list(shown.current) == [2]


def test_without_steps_the_list_invites_to_write_one():
    assert text_of(step_lines([], DAY, 60).lines[-1]) == "No steps yet: n adds the first."


# The keys


async def test_the_cursor_begins_at_the_first_open_step(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        assert at(demo_app) == TITLES[2]


async def test_j_and_k_go_through_the_steps_and_up_to_the_card_itself(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        seen = []
        for key in "jkkkk":
            await pilot.press(key)
            seen.append(at(demo_app))
        assert seen == [TITLES[3], TITLES[2], TITLES[1], TITLES[0], None]


async def test_n_writes_steps_one_below_the_other_and_escape_ends_them(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, "n o n e enter t w o enter escape")
        assert titles(service) == [*TITLES[:3], "one", "two", TITLES[3]]
        assert at(demo_app) == "two"
        await pressed(pilot, "u u")
        assert titles(service) == TITLES


async def test_an_empty_step_is_none(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, "n enter n space escape")
        assert titles(service) == TITLES


async def test_e_types_the_title_of_the_step_in_its_place(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, "e ! ?")
        assert f"{TITLES[2]}!?▏" in told(demo_app)
        await pressed(pilot, "enter")
        assert titles(service)[2] == f"{TITLES[2]}!?"


async def test_x_finishes_the_step_and_opens_it_again(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, "j x")
        assert step(service, TITLES[3]).done_on == DAY
        await pressed(pilot, "x")
        assert step(service, TITLES[3]).done_on is None


async def test_t_sets_the_due_date_in_words_that_are_understood(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, "t ctrl+u 3 0 . 1 1")
        assert "Mon 30 Nov 2026, in 157 days" in told(demo_app)
        await pressed(pilot, "enter")
        assert str(step(service, TITLES[2]).due_on) == "2026-11-30"
        assert service.store.row(KeyResult, CARD).due_on is None


async def test_w_weighs_the_step_and_takes_no_nonsense(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, "w ctrl+u x enter")
        assert str(step(service, TITLES[2]).weight) == "2"
        await pressed(pilot, "ctrl+u 5 enter")
        assert str(step(service, TITLES[2]).weight) == "5"


async def test_a_weight_is_written_as_people_write_numbers(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, "w 1 . 5 0 0 enter")
        assert "“1.500” can be 1500 or 1.5: write 1500 or 1.5." in told(demo_app)
        assert str(step(service, TITLES[2]).weight) == "2"
        await pressed(pilot, "ctrl+u 1 , 5 enter")
        assert str(step(service, TITLES[2]).weight) == "1.5"


async def test_shift_and_arrows_carry_the_step_and_the_cursor_goes_along(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, "K shift+up K")
        assert titles(service) == [TITLES[2], *TITLES[:2], TITLES[3]]
        assert at(demo_app) == TITLES[2]
        await pressed(pilot, "J")
        assert titles(service) == [TITLES[0], TITLES[2], TITLES[1], TITLES[3]]


async def test_when_steps_are_deleted_the_cursor_stays_at_their_place(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, "delete")
        assert at(demo_app) == TITLES[3]
        await pressed(pilot, "delete")
        assert at(demo_app) == TITLES[1]
        await pressed(pilot, "delete delete")
        assert titles(service) == []
        assert at(demo_app) is None
        assert "No steps yet" in told(demo_app)
        await pressed(pilot, "u u u u")
        assert titles(service) == TITLES


async def test_a_step_that_is_refused_leaves_everything_and_its_text_as_it_was(demo_app, service, monkeypatch):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)

        def refuse(*_):
            raise Rejected("Not now.")

        monkeypatch.setattr(service, "execute", refuse)
        await pressed(pilot, "n n e w enter")
        assert "new▏" in told(demo_app)
        await pressed(pilot, "x escape")  # it asks
        assert "newx▏" in told(demo_app)
        await pressed(pilot, "escape")  # once more, and it is a draft
        assert "newx" not in told(demo_app)
        assert titles(service) == TITLES
        monkeypatch.undo()
        await pressed(pilot, "n enter escape")
        assert titles(service) == [*TITLES[:3], "newx", TITLES[3]]


async def test_a_burst_of_keys_is_done_in_its_order(service):
    app = GlassApp(service, SIZE)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        names = [*"nab", "enter", *"cd", "enter", "escape"]
        await typed(pilot, [*names, "K", "K", "x", "e", "!", "enter", "G", "n", "z", "enter", "escape"])
        assert titles(service) == [*TITLES[:2], "cd!", "z", TITLES[2], "ab", TITLES[3]]
        assert step(service, "cd!").done_on == DAY


async def test_a_card_of_another_kind_has_no_steps_to_write(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot, "k11")
        await pressed(pilot, "n w")
        assert "Only a milestone key result has steps" in told(demo_app)
        assert titles(service, "k11") == []
