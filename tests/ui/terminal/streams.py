"""What terminals send by themselves, and helpers that read a stream as the driver does."""

from typing import Final

from textual.events import Key, Paste

from learnboard.ui.terminal.input import InputReader

ANSWERS: Final = (
    b"\x1b]11;rgb:2e2e/3434/4040\x1b\\",  # colours
    b"\x1b]10;rgb:ffff/ffff/ffff\x07",
    b"\x1b]4;1;rgb:cdcd/0000/0000\x9c".replace(b"\x9c", b"\xc2\x9c"),
    b"\x1b]52;c;aGVsbG8=\x1b\\",  # the clipboard
    b"\x1b]lqqqq dddd\x1b\\",  # a title
    b"\x1bP>|term 1.0\x1b\\",  # XTVERSION
    b"\x1bP1$r0m\x1b\\",  # DECRQSS
    b'\x1bP1$r2 q"p\x1b\\',
    b"\x1bP1+r544e=787465726d\x1b\\",  # XTGETTCAP
    b"\x1bP!|00000000\x1b\\",  # DA3
    b"\x1b_Gi=31;OK\x1b\\",  # kitty's graphics
    b"\x1b^privacy\x1b\\",
    b"\x1bXstring\x1b\\",
    b"\x1b[?62;22c",  # device attributes
    b"\x1b[?1;2c",
    b"\x1b[>1;10;0c",
    b"\x1b[=0c",
    b"\x1b[0n",  # status
    b"\x1b[?997;1n",  # dark or light
    b"\x1b[12;40R",  # cursor position
    b"\x1b[1;2R",
    b"\x1b[?1;5;1R",
    b"\x1b[1t",  # the window's state, place and size
    b"\x1b[3;100;200t",
    b"\x1b[4;600;800t",
    b"\x1b[6;20;10t",
    b"\x1b[8;24;80t",
    b"\x1b[48;0;0;0;0t",
    b"\x1b[48;99999;99999;1;1t",
    b"\x1b[?2004;1$y",  # modes that nobody asked for
    b"\x1b[?1016;0$y",
    b"\x1b[4;2$y",
    b"\x1b[?31u",  # kitty's flags
    b"\x1b[2;1;1;120;120;1;0x",  # DECREQTPARM
    b"\x1b[<32;NaN;NaNM",  # mouse reports that cannot be
    b"\x1b[<0;-5;7M",
    b"\x1b[<0;0;7M",
    b"\x1b[<35;9999999999;1m",
    b"\x1b[<0;1e5;undefinedM",
    b"\x1b[<200;1;1M",
    b"\x1b[<128;1;1M",
    b"\x1b[M !!",  # of old terminals
    b"\x1b[Mqqq",
    b"\x1b[32;5;9M",  # urxvt's
    b"\x1b[201~",  # the end of a paste that never began
    b"\x1b\\",  # the end of a string that never began
    b"\x9b?62;22c",  # 8-bit controls
    b"\x9d11;rgb:0/0/0\x9c",
    b"\x90>|term\x9c",
    b"\xc2\x9b?62;22c",
)
"""Each must press no key and type nothing, whole or in pieces."""

BROKEN_KEYS: Final = (
    *(b"\x1b[1114112u", b"\x1b[99999999999999u", b"\x1b[;u", b"\x1b[u", b"\x1b[55296u", b"\x1b[57343u", b"\x1b[128u"),
    *(b"\x1b[97;0u", b"\x1b[97;999u", b"\x1b[97;1:3u", b"\x1b[97;1:9u", b"\x1b[1;1:3A", b"\x1b[3;1:3~", b"\x1b[0u"),
    *(
        b"\x1b[57427;1u",
        b"\x1b[63743u",
        b"\x1b[27;2;1114112~",
        b"\x1b[27;2;9999999999~",
        b"\x1b[9;9;9;9;9u",
        b"\x1b[:u",
    ),
    *(
        b"\x1b[99~",
        b"\x1b[;;;~",
        b"\x1b[-1u",
        b"\x1b[97;1;55296u".replace(b"97", b"0"),
        b"\x1b[::;::;::u",
    ),
)
"""Reports of keys that are none: of no character, of no key, or of a key that was let go."""


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def read(*pieces, pause=0.0):
    """The messages of reads with pauses (seconds) between them, as the driver gives up what is due, and in the end."""
    clock = Clock()
    reader, messages = InputReader(clock=clock), []
    for piece in pieces:
        messages += reader.read(piece)
        clock.now += pause
        if reader.due is not None and reader.due <= 0:
            messages += reader.give_up()
    return [*messages, *reader.give_up()]


def told(messages):
    """Keys by name and character, pastes by their text, all else by its kind."""
    return [_told(message) for message in messages]


def _told(message):
    match message:
        case Key():
            return (message.key, message.character)
        case Paste():
            return ("paste", message.text)
    return type(message).__name__


def one_by_one(data):
    """The bytes as reads of one."""
    return [data[at : at + 1] for at in range(len(data))]
