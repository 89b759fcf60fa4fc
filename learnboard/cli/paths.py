"""Where a person's files live."""

import os
from pathlib import Path

from learnboard.domain.errors import BoardUnavailable
from learnboard.domain.text import clean_line

BOARD_VARIABLE = "LEARNBOARD_FILE"
SETTINGS_VARIABLE = "LEARNBOARD_SETTINGS"
MENTOR_VARIABLE = "LEARNBOARD_MENTOR_FOLDER"


def data_folder() -> Path:
    """The folder of a person's data; a relative XDG variable counts as none, as its specification says.

    Raises:
        BoardRefused: if the person has no home.
    """
    # appdirs is asked only when no board is named.
    from appdirs import user_data_dir  # noqa: PLC0415

    _drop_relative("XDG_DATA_HOME")
    folder = Path(user_data_dir("learnboard", appauthor=False))
    if not folder.is_absolute():
        raise BoardUnavailable(f"There is no home for the board: name a file with --board or {BOARD_VARIABLE}.")
    return folder


def board_path(named: str | None) -> Path:
    """The board's file: the one named, else the one in the environment, else the one in the data folder.

    Raises:
        BoardRefused: if the name is empty, or of somebody's home who is not there.
    """
    if named == "":
        raise BoardUnavailable("--board names no file: write its name behind it, or leave it out for your own board.")
    chosen = named or os.environ.get(BOARD_VARIABLE)
    try:
        return Path(chosen).expanduser().absolute() if chosen else data_folder() / "board.db"
    except RuntimeError:
        raise BoardUnavailable(f"{clean_line(chosen or '')} starts with somebody's home that is not there.") from None


def mentor_folder() -> Path:
    """The folder of what a mentor writes about other people's boards: the one in the environment, else the usual one.

    Raises:
        BoardRefused: if the person has no home, or the name is of somebody's home who is not there.
    """
    if not (chosen := os.environ.get(MENTOR_VARIABLE)):
        return data_folder() / "mentor"
    try:
        return Path(chosen).expanduser().absolute()
    except RuntimeError:
        raise BoardUnavailable(f"{clean_line(chosen)} starts with somebody's home that is not there.") from None


def settings_path() -> Path | None:
    """The settings file: the one in the environment, else the one in the configuration folder.

    None without a home, and for /dev/null, by which a person says that there shall be no settings.
    """
    if chosen := os.environ.get(SETTINGS_VARIABLE):
        if chosen == os.devnull:
            return None
        try:
            return Path(chosen).expanduser().absolute()
        except RuntimeError:  # somebody's home that is not there: nor is the file
            return Path(chosen).absolute()
    # appdirs is asked only when no file is named.
    from appdirs import user_config_dir  # noqa: PLC0415

    _drop_relative("XDG_CONFIG_HOME")
    folder = Path(user_config_dir("learnboard", appauthor=False))
    return folder / "settings.toml" if folder.is_absolute() else None


def _drop_relative(variable: str) -> None:
    """Take a folder that is not absolute out of the environment, and a home likewise."""
    for name in (variable, "HOME"):
        if name in os.environ and not Path(os.environ[name]).is_absolute():
            del os.environ[name]
