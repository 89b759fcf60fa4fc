"""File paths as the user types and reads them."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from learnboard.ui.toolkit.text_buffer import TextBuffer


def short(path: Path) -> str:
    """Return a path as text, with home as `~`."""
    with suppress(ValueError, RuntimeError):
        return f"~/{path.relative_to(Path.home())}"
    return str(path)


def path_of(text: str, known: Iterable[Path] = ()) -> Path:
    """Return the typed path, with `~` expanded. `known` paths match by their displayed text."""
    for path in known:
        if text == TextBuffer.of(short(path)).text:
            return path
    path = Path(text.strip())
    with suppress(RuntimeError):  # the user has no home folder
        path = path.expanduser()
    return here() / path


def here() -> Path:
    """Return the working folder, or home if that is gone."""
    with suppress(OSError):
        return Path.cwd()
    with suppress(RuntimeError):
        return Path.home()
    return Path("/")


def free(path: Path) -> Path:
    """Return a path that does not exist yet: the one given, or one with a number added."""
    stem, dot, ending = path.name.partition(".")
    number = 2
    found = path
    while _there(found):
        found = path.with_name(f"{stem}-{number}{dot}{ending}")
        number += 1
    return found


def _there(path: Path) -> bool:
    """Return whether the path exists, even as a broken link."""
    try:
        path.lstat()
    except (OSError, ValueError):
        return False
    return True


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder; False for an invalid path, such as one that is too long."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def taken(path: Path) -> bool:
    """Return whether writing to this path would replace a file."""
    return _there(path) and not is_folder(path)
