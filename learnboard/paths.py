"""Where a person's files live."""

import os
from pathlib import Path

BOARD_VARIABLE = "LEARNBOARD_FILE"


def data_folder() -> Path:
    """The folder of a person's data; a relative XDG variable counts as none, as its specification says."""
    # appdirs is asked only when no board is named.
    from appdirs import user_data_dir  # noqa: PLC0415

    ignored = os.environ.get("XDG_DATA_HOME")
    if ignored is not None and not Path(ignored).is_absolute():
        del os.environ["XDG_DATA_HOME"]
    folder = Path(user_data_dir("learnboard", appauthor=False))
    if not folder.is_absolute():
        from learnboard.domain.errors import BoardRefused  # noqa: PLC0415

        raise BoardRefused(
            f"There is no home for the board, HOME is not set: name a file with --board or {BOARD_VARIABLE}."
        )
    return folder


def board_path(named: str | None) -> Path:
    """The board's file: the one named, else the one in the environment, else the one in the data folder."""
    chosen = named or os.environ.get(BOARD_VARIABLE)
    return Path(chosen).expanduser().absolute() if chosen else data_folder() / "board.db"
