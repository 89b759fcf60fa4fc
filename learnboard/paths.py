"""Where a person's files live."""

import os
from pathlib import Path

from learnboard.domain.clean import clean_line
from learnboard.domain.errors import BoardRefused

BOARD_VARIABLE = "LEARNBOARD_FILE"


def data_folder() -> Path:
    """The folder of a person's data; a relative XDG variable counts as none, as its specification says.

    Raises:
        BoardRefused: if the person has no home.
    """
    # appdirs is asked only when no board is named.
    from appdirs import user_data_dir  # noqa: PLC0415

    for name in ("XDG_DATA_HOME", "HOME"):
        if name in os.environ and not Path(os.environ[name]).is_absolute():
            del os.environ[name]
    folder = Path(user_data_dir("learnboard", appauthor=False))
    if not folder.is_absolute():
        raise BoardRefused(f"There is no home for the board: name a file with --board or {BOARD_VARIABLE}.")
    return folder


def board_path(named: str | None) -> Path:
    """The board's file: the one named, else the one in the environment, else the one in the data folder.

    Raises:
        BoardRefused: if the name is empty, or of somebody's home who is not there.
    """
    if named == "":
        raise BoardRefused("--board names no file: write its name behind it, or leave it out for your own board.")
    chosen = named or os.environ.get(BOARD_VARIABLE)
    try:
        return Path(chosen).expanduser().absolute() if chosen else data_folder() / "board.db"
    except RuntimeError:
        raise BoardRefused(f"{clean_line(chosen or '')} starts with somebody's home that is not there.") from None
