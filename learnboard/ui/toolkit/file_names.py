"""File paths as the user types and reads them."""

import os
import re
import shlex
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean
from learnboard.presentation.file_endings import names_folder, no_folder
from learnboard.ui.toolkit.text_buffer import TextBuffer

MOST_LOOKED_AT: Final = 5_000
"""Files of a folder that are looked at: a folder of downloads may hold many."""
_URL: Final = pattern(r"file:(?://[^/]*)?(/.*)", re.IGNORECASE | re.DOTALL)
_NO_ESCAPE: Final = pattern(r"[^'\"].*\\\w", re.DOTALL)


def short(path: Path) -> str:
    """Return a path as text, with home as `~`."""
    with suppress(ValueError, RuntimeError):
        return f"~/{path.relative_to(Path.home())}"
    return str(path)


def path_of(text: str, known: Iterable[Path] = ()) -> Path:
    """Return the path that was typed, `~` understood, or that a terminal wrote for a file dragged into it.

    A path that is there as it stands comes before any other reading of the text. A file whose name no keyboard types is
    known by how it reads.
    """
    for path in known:
        if text == TextBuffer.of(short(path)).text:
            return path
    paths = [_on_disk(_absolute(reading)) for reading in _readings(text)]
    return next((path for path in paths if _there(path)), paths[-1])


def _readings(text: str) -> Iterator[str]:
    """What a text may mean as a path: it comes with a blank behind it, in quotes, with backslashes, or as an address.

    The last reading is that of a file which is still to be written.
    """
    yield text
    stripped = text.strip()
    yield stripped
    words: list[str] = []
    with suppress(ValueError):  # quotes that do not end
        words = shlex.split(stripped)
    # Who writes a backslash before a letter means no blank by it: only a file that is there is read so.
    dragged = words[0] if len(words) == 1 else stripped
    if url := _URL.fullmatch(dragged):
        yield unquote(url[1], errors="surrogateescape")
    else:
        yield dragged
        if _NO_ESCAPE.match(stripped):
            yield stripped


def _absolute(text: str) -> Path:
    path = Path(text)
    with suppress(RuntimeError):  # of somebody who has no home
        path = path.expanduser()
    return here() / path


def _on_disk(path: Path) -> Path:
    """The path with its names as the disk spells them, as far as they are there: accents may be signs of their own."""
    if _there(path) or str(path).isascii():
        return path
    found, *names = path.parts
    for place, name in enumerate(names):
        spelled = name if _there(Path(found, name)) else _spelled_on_disk(found, name)
        if not spelled:
            return Path(found, *names[place:])
        found = os.path.join(found, spelled)  # noqa: PTH118 - parts of a path are texts
    return Path(found)


def _spelled_on_disk(folder: str, name: str) -> str:
    """The name in a folder that reads like this one; empty if there is none."""
    if name.isascii():
        return ""
    with suppress(OSError, ValueError), os.scandir(folder) as entries:
        return next((entry.name for entry in islice(entries, MOST_LOOKED_AT) if clean(entry.name) == clean(name)), "")
    return ""


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


def missing_folder(text: str) -> str:
    """Say that a name that was typed can only be that of a folder, and there is none; empty if it is no such name."""
    if not names_folder(text) or is_folder(path_of(text)):
        return ""
    message = no_folder(text)
    return f"{message[:1].upper()}{message[1:]}."
