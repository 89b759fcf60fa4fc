"""What a terminal sends, read into keys, pastes and reports. All reading of input stands here, with its reasons.

A terminal sends more than keys: answers to questions (also those of the program before), mouse reports, pastes. The
stream is cut into units first, however it is split into reads; what a unit is does not depend on whether it is known.
Then each known unit becomes messages, and every other one vanishes: it presses no key and types no letter.

Textual's own parser cuts and understands at once, so that what it does not understand falls apart into keys, a key
report out of range ends the program, and a paste can press keys. It is handed one unit at a time here, and only the
reports that it is known to take whole: focus, mouse, modes and the window's size. Keys are read in `key_reports`, with
Textual's tables of their names.

Time decides what the characters alone cannot:

- ESC and a character in the same read, or less than 0.05 s apart, are alt and that character; ESC with nothing behind
  it for 0.05 s is the key escape. Two ESC are the key escape and the beginning of something else.
- A sequence or a string (OSC, DCS, APC, PM, SOS) that is not finished is given up after 1 s of silence, or after 2 s
  or 64 Ki characters in all, and what came of it vanishes: a person loses at most what they typed meanwhile. The most
  that Textual asks for is 11 characters long. An introducer with nothing behind it was alt and that character.
- A paste without its end is given up only after 5 s of silence, and what came of it is pasted: on a slow line a pause
  is likely, and the rest of the paste would press keys.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Mapping
from time import monotonic
from typing import Final, Literal, TypeAlias, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean
from learnboard.ui.terminal.key_reports import alt_key, character_key, csi_keys, ss3_keys

ESCAPE_WAIT: Final = 0.05
"""Seconds of silence after which ESC is a key."""
SEQUENCE_WAIT: Final = 1.0
"""Seconds of silence after which a sequence or a string is given up."""
PASTE_WAIT: Final = 5.0
"""Seconds of silence after which a paste is given up."""
MOST_SECONDS: Final = 2.0
"""The longest time that a sequence or a string may take."""
MOST_CHARACTERS: Final = 1 << 16
"""The most characters that a sequence or a string may have."""

Kind: TypeAlias = Literal["character", "escape", "alt", "csi", "ss3", "string", "paste"]


class Unit(NamedTuple):
    """A piece of the stream. `text` is what stands behind the introducer; of a string nothing is kept."""

    kind: Kind
    text: str


_ESC = "\x1b"
_CSI = r"(?:\x1b\[|\x9b)"
_SS3 = r"(?:\x1bO|\x8f)"
_PASTE_END = "\x1b[201~"
# A mouse report may hold anything (`<32;NaN;NaNM`) and goes to its M. That of old terminals is three characters behind
# an M, and the Linux console's function keys have a second bracket.
_MOUSE = r"<[^\x00-\x1f\x7f-\x9fMm]*"
_PLAIN = r"(?![<M\[])[ -?]*"
_UNIT = pattern(
    rf"(?P<paste>{_CSI}200~)"
    rf"|(?P<csi>{_CSI}(?:{_MOUSE}[Mm]|M[^\x1b]{{3}}|\[[ -~]|{_PLAIN}[@-~]))"
    rf"|(?P<ss3>{_SS3}[0-9;]*[ -/:<-~])"
    r"|(?P<string>\x1b[\]P_^X]|[\x90\x98\x9d-\x9f])"
    r"|(?P<alt>\x1b[^\x1b\x80-\x9f\[O])"
    r"|(?P<escape>\x1b(?=[\x1b\x80-\x9f]))"
    r"|(?P<character>[^\x1b\x8f\x9b])",
    re.DOTALL,
)
_BEGUN = pattern(rf"{_CSI}(?:{_MOUSE}|M[^\x1b]{{0,2}}|\[|{_PLAIN})|{_SS3}[0-9;]*|\x1b", re.DOTALL)
# A bell ends an OSC only, but no answer holds one; CAN and SUB break off, and so does ESC before anything but `\`.
_STRING_END = pattern(r"[\x07\x18\x1a\x9c]|\x1b.?", re.DOTALL)


class Tokenizer:
    """Cuts a stream of characters into units, however it is split into reads. `clock` tells seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._began = self._last = 0.0
        self._held = ""
        self._string = ""
        self._count = 0
        self._paste: list[str] | None = None

    @property
    def due(self) -> float | None:
        """Seconds of silence until what is not finished is given up; None if nothing is."""
        if self._paste is not None:
            wait = PASTE_WAIT
        elif self._held or self._string:
            wait = ESCAPE_WAIT if self._held == _ESC and not self._string else SEQUENCE_WAIT
        else:
            return None
        return wait - self.silence

    @property
    def silence(self) -> float:
        """Seconds since the last read."""
        return self._clock() - self._last

    def feed(self, text: str) -> list[Unit]:
        """The units that are finished with this text, in their order."""
        now, units = self._clock(), list[Unit]()
        goes_on = self.due is not None
        if goes_on and self._paste is None and now - self._began > MOST_SECONDS:
            units, goes_on = self.give_up(), False
        held, at = self._held + text, 0
        while at < len(held):
            end, unit = self._next(held, at)
            if end == at and not unit:
                break
            at = end
            if unit:
                units.append(unit)
                goes_on = False
        self._held, self._last = held[at : at + MOST_CHARACTERS], now
        if not goes_on:
            self._began = now
        return units

    def give_up(self) -> list[Unit]:
        """What the unfinished is after all, now that nothing has come behind it."""
        held, string, paste = self._held, self._string, self._paste
        bare = string if string and not held and not self._count else held
        self._held, self._string, self._paste, self._count = "", "", None, 0
        if paste is not None:
            return [Unit("paste", "".join([*paste, held]))]
        return _bare(bare)

    def _next(self, held: str, at: int) -> tuple[int, Unit | None]:
        """Where the next unit ends, and the unit, if it is one; the same place if more must come."""
        if self._paste is not None:
            return self._in_paste(self._paste, held, at)
        if self._string:
            return self._in_string(held, at)
        if found := _UNIT.match(held, at):
            return found.end(), self._begun(cast("Kind", found.lastgroup), found.group())
        begun = _BEGUN.match(held, at)
        if not begun or begun.end() == len(held):
            return at, None
        return begun.end(), next(iter(_bare(begun.group())), None)  # what follows cannot be: it was no sequence

    def _begun(self, kind: Kind, found: str) -> Unit | None:
        """The unit that was found; None if it only begins."""
        match kind:
            case "paste":
                self._paste = []
            case "string":
                self._string, self._count = found, 0
            case "csi" | "ss3":
                return Unit(kind, found[2 if found[0] == _ESC else 1 :])
            case "alt":
                return Unit(kind, found[1:])
            case _:
                return Unit(kind, found)
        return None

    def _in_paste(self, paste: list[str], held: str, at: int) -> tuple[int, Unit | None]:
        end = held.find(_PASTE_END, at)
        if end >= 0:
            self._paste = None
            return end + len(_PASTE_END), Unit("paste", "".join([*paste, held[at:end]]))
        kept = next((size for size in range(len(_PASTE_END) - 1, 0, -1) if held.endswith(_PASTE_END[:size])), 0)
        end = max(at, len(held) - kept)
        paste.append(held[at:end])
        return end, None

    def _in_string(self, held: str, at: int) -> tuple[int, Unit | None]:
        found = _STRING_END.search(held, at)
        if not found or found.group() == _ESC:
            end = found.start() if found else len(held)
            self._count += end - at
            if self._count <= MOST_CHARACTERS:
                return end, None
            end = len(held)  # what came in the same read belongs to it
        else:
            end = found.start() if found.group()[0] == _ESC and found.group()[1] != "\\" else found.end()
        introducer, self._string = self._string, ""
        return end, Unit("string", introducer[-1])


def _bare(begun: str) -> list[Unit]:
    """ESC alone is a key, and with an introducer alone alt and that character; more of a sequence vanishes."""
    if begun == _ESC:
        return [Unit("escape", _ESC)]
    return [Unit("alt", begun[1])] if len(begun) == 2 and begun[0] == _ESC else []  # noqa: PLR2004


# -- what units mean --------------------------------------------------------------------------------------------------

_MOST_BUTTON: Final = 127
"""Higher mouse buttons are those at the side, which Textual would take for the left one."""
_MOST_COLUMNS, _MOST_ROWS = 2_000, 1_000
"""A larger window is none: to paint it would take minutes."""
_FOCUS: Final = ("I", "O")
_MOUSE_REPORT = pattern(r"<([0-9]{1,3});([0-9]{1,5});([0-9]{1,5})[Mm]")
_MODE_REPORT = pattern(r"\?20(?:26|48);[0-4]\$y")
_SIZE_REPORT = pattern("48" + r";([0-9]{1,5})(?::[0-9:]*)?" * 4 + "t")
_BYTES: Final = {0xDC00 + byte: byte if byte < 0xA0 else 0xFFFD for byte in range(0x80, 0x100)}  # noqa: PLR2004
"""Bytes that are no UTF-8: 8-bit controls, of a terminal that was told to send them, or another encoding's letters."""


class InputReader:
    """Reads what a terminal sends into messages for the app; any byte may come, and none raises."""

    def __init__(self, *, debug: bool = False, clock: Callable[[], float] = monotonic) -> None:
        self._decoder = getincrementaldecoder("utf-8")(errors="surrogateescape")
        self._tokenizer = Tokenizer(clock)
        self._parser = XTermParser(debug)

    @property
    def due(self) -> float | None:
        """Seconds of silence until `give_up` is to be called; None if nothing is unfinished."""
        due = self._tokenizer.due
        half_a_letter = self._decoder.getstate()[0]
        return SEQUENCE_WAIT - self._tokenizer.silence if due is None and half_a_letter else due

    def read(self, data: bytes, *, last: bool = False) -> list[Message]:
        """What has come with these bytes; `last` if nothing comes behind them for now."""
        text = self._decoder.decode(data, last)
        return self._messages(self._tokenizer.feed(text if text.isascii() else text.translate(_BYTES)))

    def give_up(self) -> list[Message]:
        """What the unfinished is after all, now that nothing has come behind it."""
        half_a_letter = self.read(b"", last=True) if self._decoder.getstate()[0] else []
        return half_a_letter + self._messages(self._tokenizer.give_up())

    def _messages(self, units: Iterable[Unit]) -> list[Message]:
        return [message for unit in units for message in self._of(unit)]

    def _of(self, unit: Unit) -> Iterable[Message]:
        if unit.kind == "paste":
            return [events.Paste(clean(unit.text))]
        if unit.kind == "csi":
            report = f"{_ESC}[{unit.text}" if _is_report(unit.text) else _size(unit.text)
            return self._parser.feed(report) if report else csi_keys(unit.text)
        read = _KEYS.get(unit.kind)
        return read(unit.text) if read else ()


_KEYS: Final[Mapping[Kind, Callable[[str], Iterable[Message]]]] = {
    "character": character_key,
    "escape": character_key,
    "alt": alt_key,
    "ss3": ss3_keys,
}


def _is_report(text: str) -> bool:
    """Whether it is a report of focus, of a mode that Textual asks for, or a mouse report that can be."""
    if found := _MOUSE_REPORT.fullmatch(text):
        return int(found[1]) <= _MOST_BUTTON and int(found[2]) > 0 and int(found[3]) > 0
    return text in _FOCUS or _MODE_REPORT.fullmatch(text) is not None


def _size(text: str) -> str:
    """A report of the window's size for Textual, which divides by the pixels; nothing if it is none that can be."""
    found = _SIZE_REPORT.fullmatch(text)
    if not found:
        return ""
    rows, columns, height, width = map(int, found.groups())
    if not (0 < rows <= _MOST_ROWS and 0 < columns <= _MOST_COLUMNS):
        return ""
    return f"\x1b[48;{rows};{columns};{height or rows};{width or columns}t"
