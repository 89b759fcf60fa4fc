"""Our own colours are read with ease, by the contrast of WCAG 2; and without any, everything is read too."""

import pytest
from textual.color import Color
from textual.command import CommandPalette

from learnboard.service.demo import DEMO_DAY
from learnboard.settings import Preferences
from learnboard.ui.app import LearnboardApp
from learnboard.ui.terminal.colours import CONTRAST, DARK, LIGHT
from learnboard.ui.toolkit.styles import CARD, CARD_AT_CURSOR, LANE, surfaces
from tests.ui.screen import lines, pressed

GROUNDS = ("background", "surface", "panel")
BOARD_GROUNDS = (LANE, CARD, CARD_AT_CURSOR)
OWN = pytest.mark.parametrize("theme", [DARK, LIGHT, CONTRAST], ids=["dark", "light", "contrast"])
SIGNS = ("primary", "success", "warning", "error")


def luminance(colour):
    """Relative luminance, 0 for black to 1 for white."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def grounds(theme):
    """The colours on which something is written: those of pages, and those of the board."""
    variables = theme.to_color_system().generate()
    colours = {name: Color.parse(variables[name]) for name in ("background", "foreground", "primary")}
    mixed = surfaces(colours, variables)
    return {**{name: getattr(theme, name) for name in GROUNDS}, **{name: mixed[name].hex for name in BOARD_GROUNDS}}


@pytest.mark.parametrize("ground", [*GROUNDS, *BOARD_GROUNDS])
@OWN
def test_text_and_signs_stand_out(theme, ground):
    behind, high = grounds(theme)[ground], theme is CONTRAST
    assert contrast(theme.foreground, behind) >= 7
    assert contrast(theme.variables["foreground-muted"], behind) >= (7 if high else 4.5)
    for name in SIGNS:
        assert contrast(getattr(theme, name), behind) >= (7 if high else 4.5 if ground in GROUNDS else 4), name


@pytest.mark.parametrize("name", ["nord", "gruvbox", "solarized-light", "textual-light", "dracula", "monokai"])
async def test_a_theme_that_is_not_ours_is_read_with_ease_too(service, name):
    app = LearnboardApp(service, lambda: DEMO_DAY, preferences=Preferences(theme=name))
    async with app.run_test():
        variables = app.theme_variables
    colours = {key: Color.parse(variables[key]) for key in (*GROUNDS, "foreground", "foreground-muted", *SIGNS)}
    mixed = surfaces(colours, variables)
    behind = [colours[key] for key in GROUNDS] + [mixed[key] for key in BOARD_GROUNDS]
    for key in ("foreground", "foreground-muted", *SIGNS):
        assert min(contrast(colours[key].hex6.lower(), ground.hex6.lower()) for ground in behind) >= 4.5, key


@pytest.mark.parametrize("name", ["ansi-dark", "ansi-light"])
async def test_the_colours_of_a_terminal_stay_its_own(service, name):
    app = LearnboardApp(service, lambda: DEMO_DAY, preferences=Preferences(theme=name))
    async with app.run_test():
        assert app.theme_variables["foreground"] == "ansi_default"


@OWN
def test_page_column_and_card_are_told_apart_by_their_greys(theme):
    found = grounds(theme)
    shades = [round(luminance(found[name]), 4) for name in ("background", LANE, CARD, CARD_AT_CURSOR)]
    assert len(set(shades[1:])) == 3
    assert theme is CONTRAST or shades[0] != shades[1]  # there a line divides them


@OWN
def test_the_mark_in_a_full_bar_stands_out(theme):
    assert contrast(theme.background, theme.primary) >= 4.5


async def test_the_theme_that_is_preferred_is_worn_from_the_start(service, monkeypatch):
    """No start reads all styles a second time, which Textual does for a theme that is set later."""
    refreshed = []
    monkeypatch.setattr(LearnboardApp, "refresh_css", lambda *_, **__: refreshed.append(1))
    app = LearnboardApp(service, lambda: DEMO_DAY, preferences=Preferences(theme="learnboard-light"))
    async with app.run_test() as pilot:
        assert app.theme == "learnboard-light"
        assert app.problems == ()
        assert (app.has_class("-light-mode"), app.has_class("-dark-mode")) == (True, False)
        assert app.screen.styles.background == Color.parse(LIGHT.background)
        assert refreshed == []
        app.theme = "nord"  # Textual still asks for it here
        await pilot.pause()
        assert refreshed == [1]


async def test_a_theme_that_is_chosen_is_kept_for_the_next_start(service, tmp_path):
    path = tmp_path / "settings.toml"
    app = LearnboardApp(service, lambda: DEMO_DAY, preferences=Preferences(path=path))
    async with app.run_test():
        app.action_choose_theme("nord")
        assert app.theme == "nord"
    assert path.read_text() == 'theme = "nord"\n'


async def test_what_cannot_be_kept_is_told_and_holds_until_the_end(service, tmp_path):
    (tmp_path / "settings.toml").write_text("not toml")
    app = LearnboardApp(service, lambda: DEMO_DAY, preferences=Preferences(path=tmp_path / "settings.toml"))
    async with app.run_test(notifications=True) as pilot:
        app.action_choose_theme("nord")
        assert app.theme == "nord"
        await pilot.pause()
        (note,) = app._notifications
        assert "first correct" in note.message
    assert (tmp_path / "settings.toml").read_text() == "not toml"


@pytest.fixture
def colourless(service, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "")
    return LearnboardApp(service, lambda: DEMO_DAY, "The example year")


def styles(app):
    return [segment.style for strip in app.screen._compositor.render_strips() for segment in strip if segment.style]


@pytest.mark.parametrize("theme", ["learnboard-dark", "learnboard-light"])
@pytest.mark.parametrize("keys", ["j", "space", "question_mark", "ctrl+p"])
async def test_without_colours_there_is_none_on_any_screen(colourless, keys, theme):
    async with colourless.run_test(size=(100, 40)) as pilot:
        colourless.theme = theme
        await pressed(pilot, keys)
        assert {style.color for style in styles(colourless)} == {None}
        assert {style.bgcolor for style in styles(colourless)} == {None}


@pytest.mark.parametrize("theme", ["learnboard-dark", "learnboard-light"])
async def test_without_colours_the_selected_card_and_the_chosen_line_are_seen(colourless, theme):
    async with colourless.run_test(size=(100, 40)) as pilot:
        colourless.theme = theme
        await pilot.pause()
        assert any(line.startswith(" ▌ Cut p95") for line in lines(colourless))
        await pressed(pilot, "ctrl+p")
        assert isinstance(colourless.screen, CommandPalette)
        await pressed(pilot, "d o n e")
        await colourless.screen.workers.wait_for_complete()
        await pressed(pilot, "down")
        strips = colourless.screen._compositor.render_strips()
        reversed_ = [segment.text for strip in strips for segment in strip if segment.style and segment.style.reverse]
        assert any("one" in text for text in reversed_)


async def test_without_colours_nothing_shows_through_beside_a_form(colourless):
    async with colourless.run_test(size=(120, 34)) as pilot:
        await pressed(pilot, "space")
        shown = "\n".join(lines(colourless))
        assert "Cut p95 latency" in shown
        assert "Raise teams" not in shown
        assert colourless.screen.styles.background == Color.parse(DARK.background)


async def test_every_theme_there_is_paints_the_board_and_a_card(demo_app):
    async with demo_app.run_test(size=(100, 40)) as pilot:
        for theme in demo_app.available_themes:
            demo_app.theme = theme
            await pressed(pilot, "enter")
            assert any("Check-ins" in line for line in lines(demo_app)), theme
            await pressed(pilot, "q")
            assert any(line.startswith(" ▌ Cut p95") for line in lines(demo_app)), theme


async def drawn(app, pilot, theme):
    """The board's lines in a theme."""
    app.theme = theme
    await pilot.pause()
    return [line for line in lines(app)[1:-2] if line.strip()]


@pytest.mark.parametrize("theme", ["learnboard-dark", "learnboard-contrast", "ansi-dark"])
async def test_where_grounds_do_not_tell_columns_apart_lines_do(demo_app, theme):
    async with demo_app.run_test(size=(120, 40)) as pilot:
        shown = await drawn(demo_app, pilot, theme)
        assert any("│" in line for line in shown) == (theme != "learnboard-dark")
        assert any("▄" in line for line in shown) == (theme != "ansi-dark")  # half a line is a colour
        assert any(line.startswith(" ▎ ") for line in shown) == (theme == "ansi-dark")


async def test_without_colours_columns_have_lines_and_cards_a_thin_stripe(colourless):
    async with colourless.run_test(size=(120, 40)) as pilot:
        shown = await drawn(colourless, pilot, "learnboard-dark")
        assert all("│" in line for line in shown[1:])
        assert {line[:3] for line in shown} >= {" ▎ ", " ▌ "}
        assert not {*"▄▀"} & {*"".join(shown)}
