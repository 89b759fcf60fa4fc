"""Feedback files that lie about: the newest is what somebody means who takes in feedback."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from stat import S_ISREG
from typing import Final

from learnboard.ui.file_names import here

_ENDING: Final = ".feedback.json"
_MOST_LOOKED_AT: Final = 5_000
"""Files of a folder that are looked at: a folder of downloads may hold many."""


def feedback_files(folders: Iterable[Path | None]) -> tuple[Path, ...]:
    """The feedback files of some folders, the newest first. Folders that cannot be read have none."""
    found: dict[str, tuple[int, Path]] = {}
    for folder in dict.fromkeys(folders):
        if folder is not None:
            found |= {str(path): (written, path) for written, path in _files(folder)}
    newest = sorted(found.values(), key=lambda one: (-one[0], str(one[1])))
    return tuple(path for _, path in newest)


def _files(folder: Path) -> Iterator[tuple[int, Path]]:
    with suppress(OSError, ValueError), os.scandir(folder) as entries:
        for entry in islice(entries, _MOST_LOOKED_AT):
            if entry.name.casefold().endswith(_ENDING):
                with suppress(OSError):
                    known = entry.stat()
                    if S_ISREG(known.st_mode):  # opening a pipe would wait forever
                        yield known.st_mtime_ns, Path(entry.path)


def usual_folders(last: str | None) -> tuple[Path, ...]:
    """The working folder, that of downloads, and that of the file that was exported last."""
    folders = [here()]
    with suppress(RuntimeError):
        folders.append(Path.home() / "Downloads")
    return (*folders, Path(last).parent) if last else tuple(folders)
