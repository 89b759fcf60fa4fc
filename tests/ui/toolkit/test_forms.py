"""Forms by the keys a person presses: what they ask for, what they will not take, and what they keep."""

import re
from dataclasses import replace
from typing import get_args

import pytest

from learnboard.domain.model.key_results import KeyResultKind
from learnboard.service.commands import AddRow, ChangeRow
from tests import builders
from tests.hostile import HOSTILE
from tests.ui.form_apps import DAY, FORMS, ROWS, FormApp, burst, go_to, line_with, paste, seen, texts, type_in
from tests.ui.screen import pressed, settled

SIZE = (100, 40)
_CONTROL = [chr(code) for code in (*range(32), *range(127, 160))]


async def put(pilot, field, text):
    """Go to a field and type a text in place of what stands there."""
    await go_to(pilot, field)
    await pressed(pilot, "end ctrl+u")
    await type_in(pilot, text)


# What forms ask for


async def test_a_form_asks_for_the_change_and_closes_when_it_is_granted():
    app = FormApp()
    async with app.run_test(size=SIZE) as pilot:
        await type_in(pilot, " by far")
        await pressed(pilot, "enter")
        assert app.commands == [ChangeRow(ROWS["key result"], replace(ROWS["key result"], title="faster by far"))]
        assert (app.answers, app.form.draft) == ([True], {"title": "faster by far"})


async def test_a_form_that_is_refused_stays_with_all_that_is_in_it():
    app = FormApp(grants=False)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(pilot, "!")
        await pressed(pilot, "enter enter")
        assert (len(app.commands), app.answers, texts(app)["title"]) == (2, [], "faster!")


async def test_a_form_in_which_nothing_was_changed_asks_for_nothing():
    app = FormApp()
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "ctrl+s")
        assert (app.commands, app.answers) == ([], [False])


async def test_a_new_row_is_added_even_as_it_is_offered():
    app = FormApp("cycle", new=True)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "ctrl+s")
        assert app.commands == [AddRow(ROWS["cycle"])]


async def test_what_was_not_touched_stays_as_it_was_however_it_reads():
    row = replace(
        ROWS["key result"],
        description="  two\n\n lines \n",
        labels=("load test", "load test", "#x"),
        private_note="a\tb",
        unit="m\ts",
        indicator=None,
    )
    app = FormApp(row=row)
    async with app.run_test(size=SIZE) as pilot:
        await burst(pilot, "!", *["tab", "left", "right"] * 18, "ctrl+s")
        assert app.changed == replace(row, title="faster!")


async def test_every_field_of_a_key_result_can_be_filled_in():
    app = FormApp(row=builders.binary(title="x"), labels=("talk",))
    async with app.run_test(size=SIZE) as pilot:
        await put(pilot, "title", "Cut latency")
        await go_to(pilot, "description")
        await burst(pilot, *"why\n".replace("\n", ""), "enter", *"- *slow*")
        await go_to(pilot, "kind")
        await pressed(pilot, "m")
        assert list(texts(app))[2:7] == ["kind", "start", "target", "unit", "decimals"]
        for field, text in {"start": "8.50", "target": "4", "unit": "ms", "decimals": "2", "due_on": "30 nov"}.items():
            await put(pilot, field, text)
        await put(pilot, "labels", "#ta")
        await pressed(pilot, "right")
        await put(pilot, "weight", "0.5")
        await go_to(pilot, "indicator")
        await pressed(pilot, "right")
        await go_to(pilot, "visibility")
        await pressed(pilot, "s")
        await put(pilot, "private_note", "hm")
        await pressed(pilot, "ctrl+s")
        assert app.changed == builders.metric(
            title="Cut latency",
            description="why\n- *slow*",
            start="8.50",
            target="4",
            unit="ms",
            decimals=2,
            due_on="2026-11-30",
            labels=["talk"],
            weight="0.5",
            indicator="leading",
            visibility="shared",
            private_note="hm",
        )


@pytest.mark.parametrize("kind", get_args(KeyResultKind))
async def test_every_kind_of_key_result_can_be_chosen(kind):
    app = FormApp(row=builders.binary(start="1", target="2", minimum="1", maximum="2"))
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "kind")
        for _ in get_args(KeyResultKind):
            if texts(app)["kind"] == kind:
                break
            await pressed(pilot, "right")
        await pressed(pilot, "ctrl+s")
        if kind == "binary":
            assert app.answers == [False]
        else:
            assert app.changed.kind == kind
        if kind == "maintain":
            assert (app.changed.bound, app.changed.period) == ("at_most", "month")


async def test_a_maintain_asks_for_the_limits_of_its_bound_alone():
    app = FormApp(row=builders.maintain())
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "bound")
        shown = []
        for _ in range(3):
            shown.append([name for name in ("minimum", "maximum", "start") if name in texts(app)])
            await pressed(pilot, "right")
        assert shown == [["maximum"], ["minimum"], ["minimum", "maximum"]]


async def test_an_objective_that_is_not_ones_own_asks_when_it_was_accepted():
    app = FormApp("objective")
    async with app.run_test(size=SIZE) as pilot:
        assert "accepted_on" not in texts(app)
        await go_to(pilot, "origin")
        await pressed(pilot, "m")
        await put(pilot, "accepted_on", "fri")
        assert "Fri 19 Jun 2026, 7 days ago" in seen(app)[line_with(app, "accepted on")]
        await go_to(pilot, "approach")
        await burst(pilot, *"alone", "enter", *"and in pairs")
        await pressed(pilot, "ctrl+s")
        assert (app.changed.origin, str(app.changed.accepted_on)) == ("mentor_suggested", "2026-06-19")
        assert app.changed.approach == "alone\nand in pairs"


async def test_a_goal_may_still_be_searched_for():
    app = FormApp("goal")
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "status")
        assert "still searching is fine" in "\n".join(seen(app))
        await put(pilot, "horizon", "in three years")
        await pressed(pilot, "enter")
        assert app.changed.horizon == "in three years"


async def test_a_cycle_can_be_moved_to_an_earlier_year():
    app = FormApp("cycle")
    async with app.run_test(size=SIZE) as pilot:
        await put(pilot, "starts_on", "2025-01-01")
        await put(pilot, "ends_on", "2025-12-31")
        await pressed(pilot, "enter")
        assert (app.changed.starts_on.year, app.changed.ends_on.year) == (2025, 2025)


async def test_board_settings_are_one_row_with_the_owner():
    app = FormApp("settings")
    async with app.run_test(size=SIZE) as pilot:
        await put(pilot, "name", "Rowan")
        await go_to(pilot, "check_in_cadence")
        await pressed(pilot, "m")
        await put(pilot, "pace_gaps", "0.2 0.30")
        await put(pilot, "currency", "chf")
        await pressed(pilot, "enter")
        assert (app.changed.owner.name, app.changed.owner.role) == ("Rowan", "developer")
        assert app.changed.settings == builders.settings(
            check_in_cadence="monthly", pace_gaps=["0.2", "0.30"], currency="CHF"
        )


async def test_settings_that_make_no_sense_block_only_who_enters_them():
    odd = replace(ROWS["settings"], settings=builders.settings(grace_days=9_999, currency="money"))
    app = FormApp("settings", odd)
    async with app.run_test(size=SIZE) as pilot:
        await put(pilot, "score_bands", "0.9 0.1")
        await pressed(pilot, "enter")
        assert app.commands == []
        assert "The first, 0.9, is above the second, 0.1" in seen(app)[line_with(app, "score bands") + 1]
        await put(pilot, "score_bands", "0.1 0.9")
        await pressed(pilot, "enter")
        assert app.changed.settings == replace(
            odd.settings, score_bands=builders.settings(score_bands=["0.1", "0.9"]).score_bands
        )


# What they will not take


@pytest.mark.parametrize(
    ("name", "field", "text", "words"),
    [
        ("key result", "title", "", "This is empty: write 1 to 250 characters."),
        ("key result", "title", "x" * 251, "251 characters are too many"),
        ("key result", "start", "1e5", "“1e5” is not a number"),
        ("key result", "start", "", "A metric goes from a start to a target"),
        ("key result", "decimals", "10", "Decimals is a whole number from 0 to 9."),
        ("key result", "due_on", "soonish", "“soonish” is no day"),
        ("key result", "weight", "-1", "-1 is out of range: write 0 or more."),
        ("key result", "weight", "", "Weight is empty: write a number."),
        ("objective", "weight", "x", "“x” is not a number"),
        ("goal", "statement", " ", "This is empty"),
        ("cycle", "starts_on", "", "From is empty: write a date."),
        ("cycle", "ends_on", "2025-01-01", "The cycle ends before it starts"),
        ("cycle", "planned_sessions", "-3", "Sessions is a whole number"),
        ("settings", "grace_days", "999", "Grace days is a whole number from 0 to 365."),
        ("settings", "currency", "euro", "Write three capital letters, as in EUR."),
        ("settings", "self_approval_limit", "-5", "Write 0 or more."),
        ("settings", "pace_gaps", "0.5", "Pace gaps are two numbers, as in 0.10 0.25."),
    ],
)
async def test_wrong_input_is_marked_under_its_field_when_it_is_left_and_saves_nothing(name, field, text, words):
    app = FormApp(name)
    async with app.run_test(size=SIZE) as pilot:
        await put(pilot, field, text)
        assert words not in "\n".join(seen(app))
        label = app.form_state.field.label
        await pressed(pilot, "tab")
        row = next(number for number, line in enumerate(seen(app)) if line.strip().startswith(label))
        assert any(words in line for line in seen(app)[row + 1 : row + 7])
        await pressed(pilot, "ctrl+s")
        assert (app.commands, app.form_state.at) == ([], field)


async def test_all_wrong_fields_are_told_and_the_first_has_the_caret():
    app = FormApp()
    async with app.run_test(size=SIZE) as pilot:
        await put(pilot, "title", "")
        await put(pilot, "start", "x")
        await put(pilot, "weight", "y")
        await pressed(pilot, "ctrl+s")
        shown = "\n".join(seen(app))
        assert all(words in shown for words in ("This is empty", "“x” is not", "“y” is not"))
        assert app.form_state.at == "title"
        await type_in(pilot, "z")
        assert "This is empty" not in "\n".join(seen(app))


async def test_what_is_wrong_with_several_fields_is_said_at_the_top_until_something_changes():
    app = FormApp()
    async with app.run_test(size=SIZE) as pilot:
        await put(pilot, "start", "400")
        await pressed(pilot, "ctrl+s")
        assert app.commands == []
        assert line_with(app, "! Start and target are the same: use maintain or binary.") < line_with(app, "title")
        await type_in(pilot, "0")
        assert "the same" not in "\n".join(seen(app))
        await pressed(pilot, "enter")
        assert str(app.changed.start) == "4000"


# Drafts


async def test_a_draft_stands_there_again_and_is_forgotten_with_one_key():
    app = FormApp()
    async with app.run_test(size=SIZE) as pilot:
        await type_in(pilot, " still")
        await pressed(pilot, "escape")
        assert (app.answers, app.form.draft, app.commands) == ([False], {"title": "faster still"}, [])
    again = FormApp(draft=app.form.draft)
    async with again.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert texts(again)["title"] == "faster still"
        assert any("kept from before, ^r starts over" in line for line in seen(again))
        await pressed(pilot, "ctrl+r")
        assert (texts(again)["title"], again.form.draft) == ("faster", {})
        assert "kept from before" not in "\n".join(seen(again))
        assert "as on the board; ^r brings back what you typed" in "\n".join(seen(again))
        await pressed(pilot, "ctrl+r")
        assert texts(again)["title"] == "faster still"


async def test_a_draft_that_was_found_again_says_what_stands_on_the_board_instead():
    app = FormApp(draft={"title": "mine"})
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert any("on the board: title “faster”" in line for line in seen(app))


async def test_a_form_that_was_only_looked_at_leaves_no_draft():
    app = FormApp()
    async with app.run_test(size=SIZE) as pilot:
        await burst(pilot, "x", "backspace", "tab", "tab", "right", "left", "escape")
        assert (app.form.draft, app.answers) == ({}, [False])


# Bursts


async def test_keys_of_one_burst_do_what_they_are_for_in_their_order():
    app = FormApp()
    async with app.run_test(size=SIZE) as pilot:
        await burst(pilot, *"x y", "tab", "a", "enter", "b", "tab", "b", "tab", "tab", *"z", "ctrl+s")
        assert (app.changed.title, app.changed.description) == ("fasterx y", "a\nb")
        assert (app.changed.kind, app.changed.labels) == ("binary", ("z",))
        assert app.answers == [True]


async def test_keys_typed_before_the_form_is_there_come_to_it():
    app = FormApp()
    async with app.run_test(size=SIZE) as pilot:
        app.form.on_typed_key("x", "x")
        app.push_screen(FormApp().form)
        await burst(pilot, *"abc", "enter")
        assert app.screen is app.form
        assert texts(app)["title"] == "fasterx"


# Looks and odd input


async def test_a_letter_paints_its_own_line_alone():
    app = FormApp()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        page = app.form.query_one("LinesView")
        before = list(page._strips)
        await type_in(pilot, "x")
        assert [number for number, strip in enumerate(page._strips) if strip is not before[number]] == [
            line_with(app, "fasterx") - page.region.y
        ]


async def test_the_upper_edge_stays_where_it_is_while_options_come_and_go():
    app = FormApp()
    async with app.run_test(size=SIZE) as pilot:
        tops = set()
        for _ in range(12):
            await pressed(pilot, "tab")
            tops.add(line_with(app, "Key result"))
        assert len(tops) == 1


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 45)])
@pytest.mark.parametrize("name", FORMS)
async def test_every_field_is_in_view_when_the_caret_is_in_it(name, size):
    app = FormApp(name)
    async with app.run_test(size=size) as pilot:
        for field in app.form_state.shown:
            await go_to(pilot, field.name)
            shown = seen(app)
            assert any(line.strip(" ▕").startswith(field.label) for line in shown), field.name
            assert any("save" in line for line in shown)


@pytest.mark.parametrize("size", [(80, 24), (60, 24)], ids=str)
async def test_where_enter_types_a_line_break_the_keys_say_so_and_what_saves(size):
    app = FormApp(row=ROWS["key result"])
    async with app.run_test(size=size) as pilot:
        await go_to(pilot, "title")
        assert "⏎ save" in "\n".join(seen(app))
        assert "new line" not in "\n".join(seen(app))
        await go_to(pilot, "description")
        keys = " ".join("\n".join(seen(app)).split())
        for key in ("^s save", "⏎ new line", "esc back, kept as a draft"):
            assert key in keys
        if size[0] == 80:
            assert "^o your editor" in keys
        assert "⏎ save" not in keys


async def test_a_long_text_grows_and_shows_the_caret():
    app = FormApp(row=replace(ROWS["key result"], description="\n".join(f"line {number}" for number in range(1, 31))))
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert [f"line {number}" for number in (1, 2, 3) if f"line {number}" in "\n".join(seen(app))] == [
            "line 1", "line 2", "line 3",
        ]  # fmt: skip
        assert "line 4" not in "\n".join(seen(app))
        await pressed(pilot, "tab")
        assert any("line 30▏" in line for line in seen(app))
        assert len(re.findall(r"\bline \d", "\n".join(seen(app)))) == 8
        await pressed(pilot, "up " * 29)
        assert any("line 1▏" in line for line in seen(app))
        await pressed(pilot, "up")
        assert app.form_state.at == "title"


@pytest.mark.parametrize("name", FORMS)
async def test_hostile_texts_are_texts_in_every_field(name):
    app = FormApp(name, grants=False)
    async with app.run_test(size=(80, 24)) as pilot:
        for place, text in enumerate(HOSTILE):
            await paste(pilot, text)
            if place % 4 == 3:
                await pressed(pilot, "tab")
            drawn = "".join(strip.text for strip in app.form.query_one("LinesView")._strips if strip)
            assert not any(sign in drawn for sign in _CONTROL)
            assert app.screen is app.form
        await pressed(pilot, "ctrl+s")
        for row in [command.after for command in app.commands]:
            assert "\x1b" not in repr(row)


async def test_a_paste_with_escapes_and_lines_is_text():
    app = FormApp()
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "description")
        await paste(pilot, "one\r\n\x1b[31mtwo\x1b\nthree")
        assert texts(app)["description"] == "one\ntwo\nthree"
        await go_to(pilot, "unit")
        await paste(pilot, "a\nb\x1b")
        assert texts(app)["unit"] == "msa b"
        await go_to(pilot, "kind")
        await paste(pilot, "binary")
        assert texts(app)["kind"] == "metric"


async def test_a_click_goes_to_a_field_and_chooses_in_it():
    app = FormApp()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.click(offset=(40, line_with(app, " kind ")))
        assert app.form_state.at == "kind"
        await pilot.click(offset=(40, line_with(app, " binary ")))
        await settled(pilot)
        assert texts(app)["kind"] == "binary"
        await pilot.click(offset=(40, line_with(app, " weight ")))
        assert app.form_state.at == "weight"


async def test_another_window_puts_the_form_in_its_middle():
    app = FormApp("cycle")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.resize_terminal(60, 14)
        await settled(pilot)
        assert line_with(app, "Cycle") <= 1
        assert any("save" in line for line in seen(app))
        await type_in(pilot, "x")
        assert any("2026x▏" in line for line in seen(app))


async def test_the_day_of_a_form_is_the_day_dates_are_read_on():
    app = FormApp()
    async with app.run_test(size=SIZE) as pilot:
        await put(pilot, "due_on", "tomorrow")
        assert "Sat 27 Jun 2026, tomorrow" in seen(app)[line_with(app, " due ")]
        assert DAY.isoformat() == "2026-06-26"
