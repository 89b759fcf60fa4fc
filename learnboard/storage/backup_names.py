"""Where the backups of a board are, and what their names mean."""

import os
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from learnboard.domain.errors import BoardUnavailable
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.storage.errors import os_reason, quoted_path

Reason: TypeAlias = Literal["hand", "start", "open", "migration", "import", "restore", "repair", "lost"]
"""When a backup was made: by hand, at the start, while the board was open, or before one of these."""
TIME: Final = "%Y-%m-%dT%H%M%SZ"
"""The time in a name, as `strftime` writes it."""
_NAME: Final = pattern(rf"([0-9-]{{10}}T[0-9]{{6}}Z)-({'|'.join(get_args(Reason))})(?:-([0-9]+))?\.db")


class BackupName(NamedTuple):
    """The meaning of a backup's name; the number tells backups of one second apart."""

    at: datetime
    number: int
    reason: Reason


def backup_folder(board: Path) -> Path:
    """Return where the backups of a board are: beside its file, so that they are found when the board is gone."""
    real = Path(os.path.realpath(board))
    return real.with_name(f"{real.name}.backups")


def named_files(folder: Path) -> Iterator[tuple[Path, BackupName, os.stat_result]]:
    """Yield the files in a folder that are named as backups, with their status; none if there is no folder.

    Raises:
        BoardUnavailable: if the folder cannot be read: that is not the same as none.
    """
    try:
        for path in list(folder.iterdir()) if folder.exists() else ():
            try:
                if (name := parse_name(path)) and path.is_file():
                    yield path, name, path.stat()
            except FileNotFoundError:  # another program may delete them
                continue
    except NotADirectoryError:
        return
    except OSError as error:
        raise BoardUnavailable(
            f"The folder of backups {quoted_path(folder)} cannot be read ({os_reason(error)}): give yourself "
            "permission for it and what is in it."
        ) from error


def parse_name(path: Path) -> BackupName | None:
    """Return the meaning of a backup's name; None if learnboard gives no such name, as one with the 99th day."""
    if not (match := _NAME.fullmatch(path.name)):
        return None
    why: Reason = match[2]  # type: ignore[assignment]  # the pattern has no others
    try:
        at = datetime.strptime(match[1], TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    # The very first and the very last day do not exist in every time zone.
    return BackupName(at, int(match[3] or 1), why) if MINYEAR < at.year < MAXYEAR else None
