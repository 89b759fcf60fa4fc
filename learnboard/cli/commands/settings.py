"""`learnboard settings`: where the settings of this machine are, what applies, and everything that is wrong."""

import json
import sys
from types import SimpleNamespace as Namespace

from textual.theme import BUILTIN_THEMES

from learnboard.cli.commands import describe_problems, print_messages
from learnboard.cli.paths import SETTINGS_VARIABLE, settings_path
from learnboard.domain.errors import InvalidFile
from learnboard.domain.text import clean_line
from learnboard.settings import Preferences, read_settings
from learnboard.settings.writer import TEMPLATE, failure_reason, write
from learnboard.ui.keys.keymap import all_actions, describe_former_ids
from learnboard.ui.keys.preferences import CheckedPreferences, check_preferences
from learnboard.ui.terminal.colours import THEMES

_NO_HOME = f"There is no place for settings: name a file with {SETTINGS_VARIABLE}."


def settings(options: Namespace) -> int:
    """Print the settings that apply and their problems, list every key, or create a first file."""
    if options.keys:
        sys.stdout.write(_all_keys())
        return 0
    if options.init:
        print(_create_file())
        return 0
    text, renamed, problems = _current_settings()
    sys.stdout.write(text)
    print_messages((*renamed, *problems))
    return 1 if problems else 0


def checked_settings(preferences: Preferences) -> CheckedPreferences:
    """Check settings against all themes and keys, which only the screens know."""
    return check_preferences(preferences, [*BUILTIN_THEMES, *(theme.name for theme in THEMES)])


def _current_settings() -> tuple[str, tuple[str, ...], list[str]]:
    """The settings that apply, as the text of a settings file; ids that were renamed, and problems, a sentence each."""
    path = settings_path()
    preferences = read_settings(path)
    checked = checked_settings(preferences)
    exists = path is not None and (preferences.lines or preferences.problems or path.exists())
    where = clean_line(str(path)) if path else _NO_HOME
    lines = [
        f"# {where}" + ("" if exists or not path else " (does not exist: these are the defaults)"),
        f"theme = {_quoted(checked.theme)}",
        f"ascii = {str(preferences.ascii).lower()}",
        f"density = {_quoted(preferences.density)}",
        f"animation = {str(preferences.animation).lower()}",
    ]
    if checked.keymap:
        lines += ["", "[keys]", *(f"{_quoted(name)} = {_quoted(keys)}" for name, keys in checked.keymap.items())]
    return "\n".join(lines) + "\n", describe_former_ids(preferences), describe_problems(path, checked.problems)


def _all_keys() -> str:
    """Every action that keys can be given to, with its default keys: a line of a [keys] table each."""
    lines = [
        (f"{_quoted(action.id)} = {_quoted(','.join(action.keys))}", action.description)
        for _, action in sorted(all_actions().items())
    ]
    width = max(len(line) for line, _ in lines)
    return "[keys]\n" + "".join(f"{line:<{width}}  # {description}\n" for line, description in lines)


def _create_file() -> str:
    """Create a settings file with examples; returns a message about it.

    Raises:
        InvalidFile: if there is one already, or it cannot be created.
    """
    path = settings_path()
    if path is None:
        raise InvalidFile(_NO_HOME)
    name = clean_line(str(path))
    if path.is_symlink() or path.exists():
        raise InvalidFile(f"{name} already exists: it was left as it is.")
    try:
        write(path, TEMPLATE)
    except (OSError, InvalidFile) as error:
        reason = failure_reason(error) or "it already exists"
        raise InvalidFile(f"{name} could not be created ({reason}): check the folder.") from error
    return f"Wrote “{name}”: every line in it is disabled."


def _quoted(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)
