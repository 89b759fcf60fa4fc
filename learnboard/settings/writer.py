"""Writes what was chosen into settings.toml; all that a person wrote there, comments too, stays as it is."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from learnboard.domain.errors import InvalidFile
from learnboard.domain.text import clean_line
from learnboard.exchange.safe_io import written_beside
from learnboard.settings import Preferences
from learnboard.settings.reader import UnreadableSettings, table_of, text_of

TEMPLATE: Final = """\
# Settings of learnboard on this machine. Take the # away to switch a line on; it shows how it is without.

# theme = "learnboard-dark"    # or "learnboard-light", or any name the palette (ctrl+p) offers under “Theme colours”
# ascii = false                # true: plain ASCII signs
# density = "comfortable"      # or "compact": one line a card
# animation = false

# Own keys, by what they do: “learnboard settings --keys” lists all names.
[keys]
# "card.check_in" = "space"
# "cursor.down" = ["j", "down"]
"""


def kept(path: Path, changes: Mapping[str, str | bool]) -> str:
    """Keep changes in the file, which may not be there yet; an empty text, or a sentence why they are not kept."""
    try:
        # A link, as people have whose settings lie in a repository, stays one.
        target = Path(os.path.realpath(path))
        mode = _mode(target)
        text = "" if mode is None else text_of(target)
        before = table_of(text)
        asked = {name: value for name, value in changes.items() if _differs(before, name, value)}
        if not asked:
            return ""
        written = _changed(text, before, asked)
        write(target, written, force=mode is not None)
        if mode is not None:
            target.chmod(mode)
    except UnreadableSettings as error:
        where = f", line {error.line}" if error.line else ""
        return f"This holds until you leave: {_name(path)}{where} must be mended first (“learnboard settings”)."
    except (OSError, ValueError, InvalidFile) as error:
        cause = error.__cause__ if isinstance(error, InvalidFile) else error
        reason = (isinstance(cause, OSError) and cause.strerror) or "it is no plain file"
        return f"This holds until you leave: {_name(path)} could not be written ({reason})."
    return ""


def write(path: Path, text: str, *, force: bool = False) -> None:
    """Write the whole file, for its owner alone, in folders that are made so if they are missing.

    Raises:
        FileRefused: if it is there and `force` is not given, or cannot be written.
        OSError: if its folder cannot be made.
    """
    _make_folder(path.parent)
    with written_beside(path, text.encode(), force=force):
        pass


def _differs(before: Mapping[str, Any], name: str, value: str | bool) -> bool:
    """Whether a value is another than the file's, or than the one that holds when the file has none."""
    return bool(before.get(name, getattr(Preferences(), name)) != value)


def _changed(text: str, before: Mapping[str, Any], asked: Mapping[str, str | bool]) -> str:
    """The text with new values.

    Raises:
        Unreadable: if it cannot be changed without changing something else.
    """
    # Needed only when something is kept.
    import tomlkit  # noqa: PLC0415
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415

    try:
        # A last line without its end would run into the next.
        document = tomlkit.parse(text if text.endswith("\n") or not text else f"{text}\n")
        document.update(asked)
        written = tomlkit.dumps(document)
    except (TOMLKitError, ValueError, RecursionError):
        raise UnreadableSettings("The file cannot be changed without changing something else in it.") from None
    if table_of(written) != {**before, **asked}:
        raise UnreadableSettings("The file cannot be changed without changing something else in it.")
    return written


def _mode(path: Path) -> int | None:
    """Who may read and write the file; None if there is none."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def _make_folder(folder: Path) -> None:
    """Make the folder and those above it that are missing, each for its owner alone."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def _name(path: Path) -> str:
    return clean_line(path.name) or "the settings file"
