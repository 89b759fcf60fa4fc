"""Writes choices into settings.toml; everything else that a person wrote there, comments included, stays."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError

from learnboard.domain.errors import InvalidFile
from learnboard.domain.text import clean_line
from learnboard.exchange.safe_io import atomic_write, create_folder
from learnboard.settings import Preferences
from learnboard.settings.reader import UnreadableSettings, parse_toml, read_text

TEMPLATE: Final = """\
# Settings of learnboard on this machine. Remove the # to enable a line; it shows the default.

# theme = "learnboard-dark"    # or "learnboard-light", or any name the palette (ctrl+p) offers under “Theme colours”
# ascii = false                # true: plain ASCII signs
# density = "comfortable"      # or "compact": one line a card
# animation = false

# Your own keys, by action: “learnboard settings --keys” lists all actions.
[keys]
# "card.check_in" = "space"
# "cursor.down" = ["j", "down"]
"""


def update_file(path: Path, changes: Mapping[str, str | bool]) -> str:
    """Write changes into the file, which is created if it is missing; returns why not, or an empty text."""
    name = clean_line(path.name) or "the settings file"
    try:
        _update(Path(os.path.realpath(path)), changes)  # a link, as into a repository of dotfiles, stays a link
    except UnreadableSettings as error:
        where = f", line {error.line}" if error.line else ""
        return f"This applies until you leave: first correct {name}{where} (“learnboard settings”)."
    except (OSError, ValueError, InvalidFile) as error:
        reason = failure_reason(error) or "it is not a regular file"
        return f"This applies until you leave: {name} could not be written ({reason})."
    return ""


def failure_reason(error: Exception) -> str:
    """Return the system's reason why a file could not be written; empty if the system gave none."""
    cause = error.__cause__ if isinstance(error, InvalidFile) else error
    return (isinstance(cause, OSError) and cause.strerror) or ""


def _update(path: Path, changes: Mapping[str, str | bool]) -> None:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        mode = None
    text = "" if mode is None else read_text(path)
    before = parse_toml(text)
    defaults = Preferences()
    changes = {name: value for name, value in changes.items() if before.get(name, getattr(defaults, name)) != value}
    if not changes:
        return
    write(path, _changed(text, before, changes), force=mode is not None)
    if mode is not None:
        path.chmod(mode)


def write(path: Path, text: str, *, force: bool = False) -> None:
    """Write the whole file for its owner alone, in folders that are created likewise if they are missing.

    Raises:
        InvalidFile: if the file exists and `force` is not given, or cannot be written.
        OSError: if its folder cannot be created.
    """
    create_folder(path.parent)
    with atomic_write(path, text.encode(), force=force):
        pass


def _changed(text: str, before: Mapping[str, Any], changes: Mapping[str, str | bool]) -> str:
    """The text with new values.

    Raises:
        UnreadableSettings: if it cannot be changed without changing something else.
    """
    try:
        # A last line without a line feed would run into the next one.
        document = tomlkit.parse(text if text.endswith("\n") or not text else f"{text}\n")
        document.update(changes)
        changed = tomlkit.dumps(document)
        if parse_toml(changed) == {**before, **changes}:
            return changed
    except (TOMLKitError, ValueError, RecursionError):
        pass
    raise UnreadableSettings("The file cannot be changed without changing something else in it.")
