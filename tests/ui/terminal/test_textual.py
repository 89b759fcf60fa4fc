"""What is needed of the insides of Textual for input and crashes: a Textual that differs in it fails here."""

import inspect
import string

import pytest
from textual import _ansi_sequences, events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import Keys
from textual.messages import InBandWindowResize, TerminalSupportsSynchronizedOutput

from learnboard.ui.base_app import BaseApp
from learnboard.ui.terminal.driver import TerminalDriver
from learnboard.ui.terminal.key_reports import character_key
from tests.ui.terminal.streams import told

REPORTS = {
    "\x1b[I": events.AppFocus,
    "\x1b[O": events.AppBlur,
    "\x1b[<0;12;5M": events.MouseDown,
    "\x1b[<0;12;5m": events.MouseUp,
    "\x1b[<35;12;5M": events.MouseMove,
    "\x1b[<127;65535;65535M": events.MouseScrollRight,
    "\x1b[?2026;1$y": TerminalSupportsSynchronizedOutput,
    "\x1b[?2026;0$y": None,
    "\x1b[?2048;2$y": InBandWindowResize,
    "\x1b[?2048;0$y": InBandWindowResize,
    "\x1b[48;24;80;480;800t": events.Resize,
    "\x1b[48;1;1;1;1t": events.Resize,
}
"""The only sequences that are handed to Textual's parser, each kind of them, and what it makes of each."""


@pytest.mark.parametrize("sequence", REPORTS)
def test_textual_takes_what_it_is_handed_whole_and_waits_for_nothing(sequence):
    parser, kind = XTermParser(), REPORTS[sequence]
    for _ in range(2):
        assert [type(message) for message in parser.feed(sequence)] == [kind] * (kind is not None)
        assert told(parser.feed("x")) == [("x", "x")]
    assert list(parser.tick()) == []


def test_every_kind_of_mouse_report_is_taken_whole_once_the_window_told_its_pixels():
    parser = XTermParser()
    list(parser.feed("\x1b[48;1;1;1;1t"))
    for button in range(128):
        for place in ("1;1", "65535;65535"):
            (message,) = parser.feed(f"\x1b[<{button};{place}M")
            assert isinstance(message, events.MouseEvent)
    assert told(parser.feed("x")) == [("x", "x")]


@pytest.mark.parametrize("character", [*string.printable, "é", "ß", "✓", "\u0301", "\x00", "\x7f", "\x1f"])
def test_a_character_has_the_name_that_textual_gives_it(character):
    assert told(character_key(character)) == told(XTermParser().feed(character))


@pytest.mark.parametrize(
    ("sequence", "keys"),
    [
        (" ", (Keys.Space,)),
        ("\r", (Keys.Enter,)),
        ("\x7f", (Keys.Backspace,)),
        ("\x1b", (Keys.Escape,)),
        ("\x1b\t", (Keys.BackTab,)),
        ("\x1b[Z", (Keys.BackTab,)),
        ("\x1b[3^", (Keys.ControlDelete,)),
        ("\x1b[[A", (Keys.F1,)),
        ("\x1b[1;7p", (Keys.Escape, Keys.Control0)),
    ],
)
def test_textuals_table_has_the_sequences_that_are_looked_up_in_it(sequence, keys):
    assert ANSI_SEQUENCES_KEYS[sequence] == keys
    assert Keys.BackTab == "shift+tab"


@pytest.mark.parametrize(
    ("number", "name"),
    [
        *(("1A", "up"), ("1H", "home"), ("1R", "f3"), ("3~", "delete"), ("15~", "f5"), ("9u", "tab"), ("13u", "enter")),
        *(("27u", "escape"), ("127u", "backspace"), ("57376u", "f13"), ("57419u", "up"), ("57441u", "left_shift")),
    ],
)
def test_textuals_table_has_the_numbers_that_are_looked_up_in_it(number, name):
    assert FUNCTIONAL_KEYS[number] == name


@pytest.mark.parametrize(
    ("owner", "names"),
    [
        (App, ("_handle_exception", "_fatal_error", "panic", "_close_messages_no_wait")),
        (
            LinuxDriver,
            ("run_input_thread", "stop_application_mode", "process_message", "disable_input", "write", "close"),
        ),
    ],
)
def test_what_is_overridden_or_called_is_there(owner, names):
    for name in names:
        assert callable(getattr(owner, name))
    ours = {App: BaseApp, LinuxDriver: TerminalDriver}[owner]
    for name in set(names) & set(vars(ours)):
        assert [*inspect.signature(getattr(ours, name)).parameters] == [
            *inspect.signature(getattr(owner, name)).parameters
        ]


def test_the_driver_has_what_it_reads_with():
    written = inspect.getsource(LinuxDriver.__init__) + inspect.getsource(LinuxDriver.start_application_mode)
    for name in ("self.fileno", "self._file", "self.exit_event", "self._mouse_pixels", "self._run_input_thread"):
        assert name in written
    for mark, module in (("?2026h", _ansi_sequences.SYNC_START), ("WriterThread(self._file)", written)):
        assert mark in module
    assert "self.exit_event.set()" in inspect.getsource(LinuxDriver.disable_input)
    assert "1016l" not in inspect.getsource(LinuxDriver), "Textual leaves the mouse's pixels by itself now"
