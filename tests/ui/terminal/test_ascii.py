"""With plain signs, every sign the program draws is one ASCII character, and nothing moves."""

import ast
from pathlib import Path
from unicodedata import category

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.keys import KEY_DISPLAY_ALIASES

import learnboard.ui
from learnboard.presentation.values import BLOCKED, HEALTH, ILO
from learnboard.service.demo import DEMO_DAY
from learnboard.settings import Preferences
from learnboard.ui.app import LearnboardApp
from learnboard.ui.terminal.ascii import TABLE, AsciiFilter, key_in_words
from learnboard.ui.toolkit import styles
from learnboard.ui.toolkit.styles import bar
from learnboard.ui.toolkit.text import CURSOR_SIGN
from tests.ui.screen import lines, pressed

BLACK = Color(0, 0, 0)
NEVER_DRAWN = {"🌆"}  # taken out of Markdown, where a library would draw it for a picture


def plain(*texts, encoding="utf-8"):
    found = AsciiFilter(encoding).apply([Segment(text) for text in texts], BLACK)
    assert [cell_len(segment.text) for segment in found] == [cell_len(text) for text in texts]
    return "|".join(segment.text for segment in found) if len(texts) > 1 else found[0].text


def drawn_signs():
    """Every sign that is not ASCII in a text of the package that draws."""
    for path in sorted(Path(learnboard.ui.__file__).parent.rglob("*.py")):
        if path.name in {"ascii.py", "text.py"}:  # the table itself, and what is known of people's texts
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Expr):  # what is said of the code and not on the screen
                node.value = ast.Constant(None) if isinstance(node.value, ast.Constant) else node.value
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for sign in node.value:
                    # Marks and skin tones are looked for in people's texts, and never drawn.
                    if not sign.isascii() and sign.isprintable() and category(sign) not in {"Mn", "Me", "Sk"}:
                        yield sign


def test_every_sign_in_the_program_is_translated():
    found = {*drawn_signs(), *"".join(KEY_DISPLAY_ALIASES.values()), *styles.EIGHTHS} - NEVER_DRAWN
    assert len(found) > 20
    assert sorted(sign for sign in found if not plain(sign).isascii()) == []


def test_every_translation_is_as_wide_as_its_sign():
    for sign, becomes in TABLE.items():
        assert becomes.isascii()
        assert becomes.isprintable()
        assert len(becomes) == cell_len(sign), sign


def test_the_signs_of_health_stay_distinct():
    assert [plain(sign) for sign in (state.sign for state in HEALTH.values())] == ["+", "o", "!", "x", "?", ".", "-"]
    assert [plain(sign) for sign in (ILO, "▲", "▼", styles.MARK, CURSOR_SIGN)] == ["*", "^", "v", "|", ">"]


def test_what_is_in_the_way_is_told_from_a_bar_and_a_label():
    assert plain(BLOCKED) not in {plain("█"), "#", *(plain(state.sign) for state in HEALTH.values())}


def test_a_bar_reads_as_a_bar_and_the_cursor_as_a_cursor():
    assert plain("▌████████┆▍·······  53 %") == ">########|-.......  53 %"
    assert plain("▌", "██▌", "┆", "▏··", "  5 %") == ">|##-|||-..|  5 %"
    assert plain("2026 · goal") == "2026 - goal"
    assert plain("type here▏") == "type here|"


@pytest.mark.parametrize("percent", range(0, 101, 3))
def test_every_bar_is_made_of_ascii_and_shows_no_caret(percent):
    from fractions import Fraction

    line = bar(Fraction(percent, 100), Fraction(1, 2), 16)
    text = "".join(segment.text for segment in AsciiFilter().apply([Segment(span.text) for span in line], BLACK))
    assert text.isascii()
    assert len(text) == 16
    assert text.count("|") == 1


def test_peoples_letters_stay():
    for text in ("Müller–Øst", "日本語", "Ελλάδα", "🚀"):
        assert plain(text) == text.replace("–", "-")


def test_a_terminal_that_has_no_such_letters_gets_a_question_mark_a_cell():
    assert plain("● café 日本", encoding="ascii") == "o caf? ????"
    assert plain("● café 日本", encoding="iso8859-1") == "o café ????"


def test_braille_keeps_its_height():
    assert plain("⠀⠉⣀⡇⣿") == " '.:#".replace(":", plain("⡇"))
    assert plain("⡇") == ":"


def test_keys_are_called_by_their_names():
    assert key_in_words("shift+←") == "shift+left"
    assert all(key_in_words(shown).isascii() for shown in KEY_DISPLAY_ALIASES.values())


def test_a_line_of_ascii_is_not_even_touched():
    segments = [Segment("plain")]
    assert AsciiFilter().apply(segments, BLACK) is segments


@pytest.mark.parametrize("keys", ["", "space", "question_mark", "ctrl+p", "slash", "n"])
async def test_no_screen_shows_another_sign(service, keys):
    app = LearnboardApp(service, lambda: DEMO_DAY, "The example year", Preferences(ascii=True))
    async with app.run_test(size=(100, 40)) as pilot:
        if keys:
            await pressed(pilot, keys)
        shown = "\n".join(lines(app))
        assert shown.isascii(), sorted({sign for sign in shown if not sign.isascii()})


async def test_plain_signs_move_nothing(service):
    shown = {}
    for ascii_ in (False, True):
        app = LearnboardApp(service, lambda: DEMO_DAY, "The example year", Preferences(ascii=ascii_))
        async with app.run_test(size=(120, 34)) as pilot:
            await pilot.pause()
            shown[ascii_] = lines(app)
    for signed, ascii_line in zip(shown[False], shown[True], strict=True):
        assert len(signed) == len(ascii_line)
        for before, after in zip(signed, ascii_line, strict=True):
            assert before == after or not before.isascii()
