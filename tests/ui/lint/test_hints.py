"""`F` lists the hints of a board; the header counts them, and an objective's form tells its own."""

import unicodedata
from dataclasses import replace

from learnboard.domain.lint import ColumnLint
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.local_values import LocalValue
from learnboard.service.demo import DEMO_DAY
from learnboard.ui.app import LearnboardApp
from learnboard.ui.board.header import HeaderLine, header_facts, header_line
from learnboard.ui.keys.help import keys_of
from learnboard.ui.lint import count
from learnboard.ui.toolkit.text import StyledText
from tests.readme import key_table
from tests.ui.example_cards import text_of
from tests.ui.form_apps import type_in
from tests.ui.screen import lines, pressed, settled

WIDE = (160, 45)


def text(app):
    """The screen without what folds it, and without cursor and thumb."""
    return " ".join(" ".join(lines(app)).translate(dict.fromkeys(map(ord, "▌▕▐"))).split())


async def test_each_hint_stands_under_its_objective_and_leads_there(demo_app):
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "l l F")
        shown = text(demo_app)
        assert "Hints 9 open" in shown
        assert "13 open key results, by objective 4, 3, 3, 3." in shown  # reckoned by hand in the tests of the command
        assert "Become the person teams call" in shown
        # It opened at the objective under the cursor, whose first hint is below the load.
        assert demo_app.screen.row.id == "why o3"
        await pressed(pilot, "j")
        assert demo_app.screen.row.id == "output_verb k31"
        assert "“Finish” names what is made. What changes by it, and how would you see that?" in text(demo_app)
        await pressed(pilot, "enter")
        assert "step by step" in text(demo_app)  # the card’s page
        await pressed(pilot, "escape k enter")
        assert "Objective title Understand where the whole stack spends its time" in text(demo_app)


async def test_a_hint_is_dismissed_for_good_until_that_is_undone(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert demo_app.screen_stack[0].query_one(HeaderLine).hints == 9  # the header tells of the review first
        await pressed(pilot, "F v")
        assert "No hint was dismissed: del dismisses the one under the cursor for good." in text(demo_app)
        await pressed(pilot, "j delete")
        told = text(demo_app)
        assert "Dismissed the hint “output verb” on “Publish a performance playbook" in told
        assert "8 open, 1 dismissed" in told
        assert "Publish a performance playbook that the on-call people use" not in told
        header = demo_app.screen_stack[0].query_one(HeaderLine)
        assert header.hints == 8
        await pressed(pilot, "u")
        assert "9 open" in text(demo_app)
        assert header.hints == 9
        await pressed(pilot, "U v G")
        assert "Dismissed output verb “Publish a performance playbook that the on-call people use”" in text(demo_app)
        await pressed(pilot, "delete")  # brings it back
        assert "Shows the hint “output verb” on “Publish a performance playbook" in text(demo_app)
        assert demo_app.screen.row.id
        assert "9 open" in text(demo_app)
        assert header.hints == 9
        told = {(keys, what) for group, keys, what in keys_of(demo_app.screen) if group == "Hints"}
        assert told == {*key_table("hint keys")}
    names = [row.id for row in service.query(lambda store: store.rows(LocalValue))]
    assert not [name for name in names if name.startswith("lint")]


async def test_what_a_command_touches_is_counted_again(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        header = demo_app.screen.query_one(HeaderLine)
        assert header.hints == 9
        await pressed(pilot, "4 e ctrl+u")  # k41, “Keep learning time at or above 150 minutes a week …”
        await type_in(pilot, "Build a habit")
        await pressed(pilot, "enter")
        assert header.hints == 11  # no number, and an output verb first
        await pressed(pilot, "u")
        assert header.hints == 9
        await pressed(pilot, "d")
        await type_in(pilot, "later")
        await pressed(pilot, "enter")
        assert header.hints == 9  # what is dropped had none


async def test_columns_that_were_not_touched_are_not_looked_at_again(demo_app, monkeypatch):
    looked_at = []

    def counted(column, *_):
        looked_at.append(column.id)
        return ColumnLint()

    monkeypatch.setattr(count, "lint_column", counted)
    async with demo_app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert looked_at == ["o1", "o2", "o3", "o4"]
        await pressed(pilot, "j k l h")
        await pressed(pilot, "4 p")
        assert looked_at[4:] == ["o4"]


def test_the_count_is_the_last_of_the_notices_and_takes_no_place_from_others(year):
    assert (
        text_of(header_line(year, 160, header_facts(year), hints=9)).rstrip().endswith("Rowan in 42 days   9 hints · F")
    )
    assert text_of(header_line(year, 160, header_facts(year), hints=1)).rstrip().endswith("1 hint · F")
    assert "hint" not in text_of(header_line(year, 160, header_facts(year)))
    assert "hint" not in text_of(header_line(year, 160, header_facts(replace(year, unanswered=2)), hints=9))
    assert "hint" not in text_of(header_line(year, 160, header_facts(year, [StyledText("2026 ended", "")]), hints=9))
    narrow = text_of(header_line(year, 80, header_facts(year), hints=9))
    assert "15 min left" in narrow
    assert narrow == text_of(header_line(year, 80, header_facts(year)))


async def test_the_form_of_an_objective_tells_its_hints_as_it_is_typed(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "o")
        assert "It does not say why it matters to you. (why)" in text(demo_app)
        assert "1 hint on its key results: F on the board lists them." in text(demo_app)
        await type_in(pilot, " 2")
        assert "There is a number in its title. Numbers belong into its key results." in text(demo_app)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "3 hints on this objective: F on the board lists them." in text(demo_app)


async def test_hostile_words_stand_as_words(service):
    words = "Build [/] now [@click=app.quit]x[/] \x1b[31mred\x1b]0;title\x07 \u202eback"
    with service.store.step("a title from elsewhere") as record:
        record.put(replace(service.store.row(KeyResult, "k14"), title=words))
        record.put(replace(service.store.row(Objective, "o1"), title=words))
    app = LearnboardApp(service, lambda: DEMO_DAY, "The example year")
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "F j")
        assert "“Build [/] now [@click=app.quit]x[/] red]0;title back”" in text(app)
        assert not any(unicodedata.category(sign) in ("Cc", "Cf") for line in lines(app) for sign in line)
        await pressed(pilot, "delete")
        assert "on “Build [/] now [@click=app.quit]x[/] red" in text(app)
