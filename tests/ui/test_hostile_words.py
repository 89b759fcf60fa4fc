"""Words that other programs would obey stand on every screen as words."""

import unicodedata
from dataclasses import replace

import pytest
from textual.events import Paste

from learnboard.domain.model.key_results import CheckIn, KeyResult
from learnboard.service.demo import DEMO_DAY
from learnboard.ui.keys.help import HelpScreen
from learnboard.ui.toolkit.lines_view import LinesView
from tests.ui.frames import GlassApp, calm, typed
from tests.ui.screen import cards, lines, pressed, said, view

TITLES = [
    ("pay [/] now", "pay [/] now"),
    ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
    ("\x1b[31mred\x1b]0;title\x07", "red]0;title"),
]
SIZE = (200, 45)


def titled(service, title, card="k11", **fields):
    """Put a title to a card past every gate that would clean it."""
    with service.store.step("a title from elsewhere") as record:
        record.put(replace(service.store.row(KeyResult, card), title=title, **fields))


def assert_only_words(app):
    assert not any(unicodedata.category(sign) == "Cc" for line in lines(app) for sign in line)


@pytest.mark.parametrize(("title", "shown"), TITLES)
async def test_a_title_is_text_on_the_board_in_the_form_and_in_every_sentence(service, title, shown):
    titled(service, title)
    app = GlassApp(service, SIZE)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        assert any(shown in line for line in lines(app))
        await pressed(pilot, "J")
        assert said(app).startswith(f"Moved “{shown}”")
        await pressed(pilot, "x")  # refused, in a box over the board
        await calm(pilot)
        assert any(f"“{shown}”" in line for line in lines(app))
        assert_only_words(app)
        await pressed(pilot, "space")
        assert any(shown in line for line in lines(app))
        await pilot.click(LinesView, offset=(3, 1))
        await pressed(pilot, "enter")
        assert said(app).startswith(f"“{shown}”")
        assert_only_words(app)
        assert not any(sign in line for line in app.text() for sign in "\x1b\x07\x9b\u202e")
        assert app.is_running  # no word of it was obeyed


async def test_a_unit_is_text(service):
    titled(service, "plain", unit="[/]\x1b[0m")
    app = GlassApp(service, SIZE)
    async with app.run_test(size=SIZE) as pilot:
        assert any("610 [/]" in line for line in lines(app))
        await pressed(pilot, "space")
        assert any("[/]" in line for line in lines(app))


async def test_a_note_is_kept_as_it_was_written(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space tab tab")
        demo_app.post_message(Paste("pay [/] now [@click=app.quit]x[/]"))
        await pressed(pilot, "enter")
        notes = [one.note for one in service.store.rows(CheckIn, key_result_id="k11")]
        assert "pay [/] now [@click=app.quit]x[/]" in notes
        await pressed(pilot, "space escape u U")
        assert cards(demo_app)["k11"].figures.value is not None


@pytest.mark.parametrize(
    ("pasted", "report"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;owned\x07after", "]0;ownedafter"),
        ("one\ntwo\r\nthree", "one two three"),
        ("\x00\x08\x7f\x9bx", "x"),
        ("\u202eright to left", "right to left"),
        ("👩‍👩‍👧 stays", "👩‍👩‍👧 stays"),
        ("", ""),
    ],
)
async def test_what_is_pasted_comes_in_clean_and_on_one_line(demo_app, service, pasted, report):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space tab tab")
        demo_app.post_message(Paste(pasted))
        await pilot.pause()
        assert_only_words(demo_app)
        await pressed(pilot, "enter")
        assert service.store.rows(CheckIn, key_result_id="k11", on=DEMO_DAY)[-1].note == report


async def test_a_paste_replaces_what_is_marked(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space")  # the value is marked, so that typing goes over it
        demo_app.post_message(Paste("575\n"))
        await pilot.pause()
        await pressed(pilot, "enter")
        assert str(cards(demo_app)["k11"].figures.value) == "575"


async def test_a_paste_over_the_board_does_nothing(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        before = view(demo_app).board
        demo_app.post_message(Paste("xxqLu\x1b[A"))
        await pilot.pause()
        assert view(demo_app).board == before
    assert service.store.next_undo is None


async def test_help_stays_readable_in_a_very_small_window(service):
    app = GlassApp(service, (30, 10))
    async with app.run_test(size=(30, 10)) as pilot:
        await typed(pilot, ["question_mark"])
        assert isinstance(app.screen, HelpScreen)
        await typed(pilot, ["end"])
        await calm(pilot)
        assert_only_words(app)
        await typed(pilot, ["q"])
        assert not isinstance(app.screen, HelpScreen)
