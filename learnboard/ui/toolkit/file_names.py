"""Names of files as a person writes and reads them."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from learnboard.ui.toolkit.text_buffer import TextBuffer


def short(path: Path) -> str:
    """A path with its folder as a person writes it, home as `~`."""
    with suppress(ValueError, RuntimeError):
        return f"~/{path.relative_to(Path.home())}"
    return str(path)


def path_of(text: str, known: Iterable[Path] = ()) -> Path:
    """The path that was typed, `~` understood; a file whose name no keyboard types is known by how it reads."""
    for path in known:
        if text == TextBuffer.of(short(path)).text:
            return path
    path = Path(text.strip())
    with suppress(RuntimeError):  # of somebody who has no home
        path = path.expanduser()
    return here() / path


def here() -> Path:
    """The working folder; home, where that is gone."""
    with suppress(OSError):
        return Path.cwd()
    with suppress(RuntimeError):
        return Path.home()
    return Path("/")


def free(path: Path) -> Path:
    """A path where nothing is yet: the one given, or one with a number in it."""
    stem, dot, ending = path.name.partition(".")
    number = 2
    found = path
    while _there(found):
        found = path.with_name(f"{stem}-{number}{dot}{ending}")
        number += 1
    return found


def _there(path: Path) -> bool:
    """Whether something has the name, were it a link that leads nowhere."""
    try:
        path.lstat()
    except (OSError, ValueError):
        return False
    return True


def is_folder(path: Path) -> bool:
    """Whether a path is that of a folder; one that is too long, say, is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def taken(path: Path) -> bool:
    """Whether a file would have to give way to one of this name."""
    return _there(path) and not is_folder(path)
