"""The keys that terminals report: by characters, by sequences, and by numbers."""

import pytest

from learnboard.ui.terminal.key_reports import alt_key, character_key, csi_keys, ss3_keys
from tests.ui.terminal.streams import BROKEN_KEYS, read, told

ENTER, TAB = ("enter", "\r"), ("tab", "\t")
ZERO_TO_NINE = [(digit, digit) for digit in "0123456789"]
POINT, DIVIDE, TIMES = ("full_stop", "."), ("slash", "/"), ("asterisk", "*")
MINUS, PLUS, EQUAL, COMMA = ("minus", "-"), ("plus", "+"), ("equals_sign", "="), ("comma", ",")


def keys(sent):
    return told(read(sent))


@pytest.mark.parametrize(
    ("character", "key"),
    [
        ("j", "j"),
        ("J", "J"),
        ("7", "7"),
        (" ", "space"),
        ("?", "question_mark"),
        ("#", "number_sign"),
        ("-", "minus"),
        ("/", "slash"),
        ("é", "é"),
        ("\r", "enter"),
        ("\t", "tab"),
        ("\x7f", "backspace"),
        ("\x08", "backspace"),
        ("\x03", "ctrl+c"),
        ("\x17", "ctrl+w"),
        ("\x1b", "escape"),
    ],
)
def test_a_character_is_its_key(character, key):
    assert told(character_key(character)) == [(key, character)]


@pytest.mark.parametrize("code", range(0x80, 0xA0))
def test_a_control_that_no_key_sends_is_none(code):
    assert character_key(chr(code)) == []


@pytest.mark.parametrize(
    ("character", "key"),
    [
        ("b", "alt+b"),
        ("B", "alt+shift+b"),
        ("1", "alt+1"),
        (".", "alt+full_stop"),
        ("[", "alt+left_square_bracket"),
        (" ", "alt+space"),
        ("é", "alt+é"),
        ("\x7f", "alt+backspace"),
        ("\x08", "alt+backspace"),
        ("\r", "alt+enter"),
        ("\x02", "alt+ctrl+b"),
        ("\t", "shift+tab"),
    ],
)
def test_a_character_behind_escape_is_its_key_with_alt_and_types_nothing(character, key):
    assert told(alt_key(character)) == [(key, None)]


@pytest.mark.parametrize("report", [b"\x1bb", b"\x1b[98;3u", b"\x1b[98;3;98u", b"\x1b[98;131u", b"\x1b[27;3;98~"])
def test_every_terminal_says_alt_b_in_its_own_way(report):
    assert keys(report) == [("alt+b", None)]


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("A", "up"),
        ("1;5A", "ctrl+up"),
        ("1;3D", "alt+left"),
        ("1;2C", "shift+right"),
        ("1;6H", "ctrl+shift+home"),
        ("5A", "ctrl+up"),
        ("H", "home"),
        ("Z", "shift+tab"),
        ("P", "f1"),
        ("R", "f3"),
        ("3~", "delete"),
        ("3;5~", "ctrl+delete"),
        ("5;3~", "alt+pageup"),
        ("15~", "f5"),
        ("15;2~", "shift+f5"),
        ("25~", "f13"),
        ("[A", "f1"),
        ("3^", "ctrl+delete"),
        ("1;1:1A", "up"),
        ("1;1:2A", "up"),
        ("27;5;9~", "ctrl+tab"),
        ("27;5;105~", "ctrl+i"),
        ("27u", "escape"),
        ("27;129u", "escape"),
        ("122;6u", "ctrl+shift+z"),
        ("122:90;6u", "ctrl+shift+z"),
        ("115;5;115u", "ctrl+s"),
        ("13;2u", "shift+enter"),
        ("127;3u", "alt+backspace"),
        ("57376u", "f13"),
        ("57419u", "up"),
        ("57423;129u", "home"),
        ("49;2u", "shift+1"),
    ],
)
def test_a_sequence_is_its_key_and_types_nothing(sent, key):
    assert told(csi_keys(sent)) == [(key, None)]


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("97u", "a"),
        ("97;1u", "a"),
        ("97;1:1u", "a"),
        ("97;1:2u", "a"),
        ("97;1;97u", "a"),
        ("97;2;65u", "A"),
        ("97;2u", "A"),
        ("97;65u", "A"),
        ("97;66u", "a"),
        ("106:74;2u", "J"),
        ("49:33;2u", "!"),
        ("49;65u", "1"),
        ("0;1;233u", "é"),
        ("101;1;101:769u", "e\u0301"),
        ("97;3;229u", "å"),
        ("113;7;64u", "@"),
        ("32;2;32u", " "),
        ("97;1;13u", "a"),
        ("0;1;57377u", "\ue021"),
    ],
)
def test_a_reported_key_types_what_the_terminal_says_or_else_its_own_character(sent, typed):
    assert "".join(key.character for key in csi_keys(sent)) == typed


def test_a_capital_that_is_not_known_is_not_guessed():
    assert told(csi_keys("223;2u")) == [("shift+ß", None)]


@pytest.mark.parametrize("lock", ["", ";1", ";129", ";129:1"])
def test_the_number_pad_types_what_it_shows_by_number(lock):
    sent = "".join(f"\x1b[{code}{lock}u" for code in range(57399, 57417))
    assert keys(sent.encode()) == [*ZERO_TO_NINE, POINT, DIVIDE, TIMES, MINUS, PLUS, ENTER, EQUAL, COMMA]


def test_the_number_pad_types_what_the_terminal_says_it_shows():
    assert told(csi_keys("57409;129;44u")) == [COMMA]
    assert told(csi_keys("57400;5u")) == [("ctrl+1", None)]


def test_the_number_pad_types_what_it_shows_by_letter():
    assert keys(b"".join(b"\x1bO%c" % letter for letter in b"pqrstuvwxy")) == ZERO_TO_NINE
    assert keys(b"\x1bOM\x1bOj\x1bOk\x1bOl\x1bOm\x1bOn\x1bOo\x1bOX\x1bOI\x1bO ") == [
        *(ENTER, TIMES, PLUS, COMMA, MINUS, POINT, DIVIDE, EQUAL, TAB),
        ("space", " "),
    ]


@pytest.mark.parametrize(
    ("sent", "key"),
    [("A", "up"), ("F", "end"), ("P", "f1"), ("5A", "ctrl+up"), ("1;5P", "ctrl+f1"), ("5k", "ctrl+plus")],
)
def test_ss3_sequences_are_keys(sent, key):
    assert told(ss3_keys(sent)) == [(key, None)]


@pytest.mark.parametrize(
    "sent", ["0;1;0u", "z", "0z", "1;2R", "?1;2;3R", "57441u", "57441;2u", "57358;65u", "57360u", "!p"]
)
def test_what_is_no_key_presses_none(sent):
    assert csi_keys(sent) == []
    assert ss3_keys("z") == []


@pytest.mark.parametrize("report", BROKEN_KEYS)
def test_a_broken_report_presses_none(report):
    assert keys(report) == []
