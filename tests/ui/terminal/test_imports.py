"""What is left out while Textual is imported."""

import subprocess
import sys

from learnboard.ui.base_app import BaseApp

IMPORTED = "import sys; from learnboard.ui.terminal.imports import import_textual; import_textual()\n"


def printed(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", IMPORTED + code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


def test_whoever_imports_later_what_was_left_out_gets_it():
    code = (
        "print(*({'ssl', 'textual.command', 'textual.widgets._input', 'textual.widgets._tree'} & set(sys.modules)))\n"
        "import asyncio; asyncio.run(asyncio.sleep(0)); import ssl; print(ssl.SSLContext.__name__)\n"
        "from textual.command import CommandPalette, Provider; print(CommandPalette.__mro__[1], Provider.__module__)\n"
        "import textual.command; print(textual.command.CommandPalette is CommandPalette)\n"
    )
    assert printed(code).splitlines() == [
        "",
        "SSLContext",
        "<class 'textual.screen.SystemModalScreen'> textual.command",
        "True",
    ]


def test_whatever_uses_a_stand_in_uses_the_class():
    """What Textual itself does with them, should it do so some day."""
    code = (
        "import textual.app\n"
        "app = textual.app.App()\n"
        "print(type(textual.app.CommandPalette(id='it')).__module__, textual.app.CommandPalette.BINDINGS is not None)\n"
        "import textual.command as real\n"
        "print(type(textual.app.CommandPalette()) is real.CommandPalette)\n"
        "print(type(textual.app.SimpleProvider(app, [])) is real.SimpleProvider)\n"
    )
    assert printed(code).splitlines() == ["textual.command True", "True", "True"]


def test_what_typing_has_not_is_taken_from_its_extensions():
    code = (
        "from learnboard.ui.terminal import imports\n"
        "stand_in = imports._Typing('typing_extensions')\n"
        "import typing\n"
        "with imports._in_place_of('typing_extensions', stand_in):\n"
        "    from typing_extensions import Final, Sentinel\n"
        "print(Final is typing.Final, Sentinel.__module__, sys.modules['typing_extensions'] is not stand_in)\n"
    )
    assert printed(code) == "True typing_extensions True\n"


def test_textual_that_is_there_already_is_left_alone():
    code = (
        "import textual.app, textual.command; from learnboard.ui.terminal.imports import import_textual\n"
        "import_textual(); print(textual.app.CommandPalette is textual.command.CommandPalette)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_what_needs_more_of_a_stand_in_than_it_has_is_never_asked_for():
    """Textual's provider of themes, which derives from one: only its own palette and its commands lead there."""
    assert "action_command_palette" in vars(BaseApp)
    assert set() == BaseApp.COMMANDS
    assert not {"search_themes", "search_commands", "change_theme"} & {binding.action for binding in BaseApp.BINDINGS}
