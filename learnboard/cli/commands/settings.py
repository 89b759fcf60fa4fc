"""`learnboard settings`: where the settings of this machine are, what holds, and everything that is wrong."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace as Namespace

from learnboard.cli.output import notify
from learnboard.cli.paths import SETTINGS_VARIABLE, settings_path
from learnboard.domain.errors import InvalidFile
from learnboard.domain.text import clean_line
from learnboard.settings import describe_problem, read_settings

_NO_HOME = f"There is no place for settings: name a file with {SETTINGS_VARIABLE}."


def settings(options: Namespace) -> int:
    """Where the settings of this machine are, what holds, what is wrong with them; or the names of all keys."""
    if options.keys:
        sys.stdout.write(show_keys())
        return 0
    if options.init:
        print(start_settings())
        return 0
    text, problems = show_settings()
    sys.stdout.write(text)
    notify(problems)
    return 1 if problems else 0


def show_settings() -> tuple[str, tuple[str, ...]]:
    """What holds, as a text that could stand in the file, and the problems, a sentence each."""
    # Themes and keys are known to the screens alone.
    from textual.theme import BUILTIN_THEMES  # noqa: PLC0415

    from learnboard.ui.keys.preferences import check_preferences  # noqa: PLC0415
    from learnboard.ui.terminal.colours import DARK, LIGHT  # noqa: PLC0415

    path = settings_path()
    preferences = read_settings(path)
    found = check_preferences(preferences, [*BUILTIN_THEMES, DARK.name, LIGHT.name])
    there = path is not None and (preferences.lines or preferences.problems or path.exists())
    where = clean_line(str(path)) if path else _NO_HOME
    lines = [
        f"# {where}" + ("" if there or not path else " (not there: this is how it is without)"),
        f"theme = {_quoted(found.theme)}",
        f"ascii = {str(preferences.ascii).lower()}",
        f"density = {_quoted(preferences.density)}",
        f"animation = {str(preferences.animation).lower()}",
    ]
    if found.keymap:
        lines += ["", "[keys]", *(f"{_quoted(name)} = {_quoted(keys)}" for name, keys in found.keymap.items())]
    name = clean_line(path.name) if path else ""
    return "\n".join(lines) + "\n", tuple(f"{name}, {describe_problem(problem)}" for problem in found.problems)


def show_keys() -> str:
    """Everything that can be given own keys, as it is without a file: a line of a [keys] table each."""
    # Looking at every screen takes a moment.
    from learnboard.ui.keys.keymap import all_actions  # noqa: PLC0415

    lines = [
        (f"{_quoted(action.id)} = {_quoted(','.join(action.keys))}", action.description)
        for _, action in sorted(all_actions().items())
    ]
    width = max(len(line) for line, _ in lines)
    return "[keys]\n" + "".join(f"{line:<{width}}  # {description}\n" for line, description in lines)


def start_settings() -> str:
    """Make a settings file with examples; answers what was done.

    Raises:
        FileRefused: if there is one already, or it cannot be made.
    """
    from learnboard.settings.writer import TEMPLATE, write  # noqa: PLC0415 - brings the writer of files along

    path = settings_path()
    if path is None:
        raise InvalidFile(_NO_HOME)
    name = clean_line(str(path))
    if _is_there(path):
        raise InvalidFile(f"{name} is there already: it was left as it is.")
    try:
        write(path, TEMPLATE)
    except (OSError, InvalidFile) as error:
        cause = error.__cause__ if isinstance(error, InvalidFile) else error
        reason = (isinstance(cause, OSError) and cause.strerror) or "it is there already"
        raise InvalidFile(f"{name} could not be made ({reason}): check the folder.") from error
    return f"wrote {name}: everything in it is switched off"


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _quoted(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)
