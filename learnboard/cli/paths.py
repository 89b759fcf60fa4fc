"""Where a person's files are."""

import os
from pathlib import Path

from appdirs import user_config_dir, user_data_dir

from learnboard.domain.errors import BoardUnavailable
from learnboard.domain.text import clean_line

BOARD_VARIABLE = "LEARNBOARD_FILE"
SETTINGS_VARIABLE = "LEARNBOARD_SETTINGS"
MENTOR_VARIABLE = "LEARNBOARD_MENTOR_FOLDER"


def data_folder() -> Path:
    """Return the folder of a person's data; a relative XDG variable does not count, as its specification says.

    Raises:
        BoardUnavailable: if the person has no home.
    """
    _drop_relative("XDG_DATA_HOME")
    folder = Path(user_data_dir("learnboard", appauthor=False))
    if not folder.is_absolute():
        raise BoardUnavailable(f"There is no home folder for the board: name a file with --board or {BOARD_VARIABLE}.")
    return folder


def board_path(named: str | None) -> Path:
    """Return the board's file: the one named, else that of the environment, else the one in the data folder.

    Raises:
        BoardUnavailable: if the name is empty or starts with an unknown user's home, or there is no data folder.
    """
    if named == "":
        raise BoardUnavailable("--board names no file: write the name after it, or leave it out for your own board.")
    chosen = named or os.environ.get(BOARD_VARIABLE)
    return _absolute(chosen) if chosen else data_folder() / "board.db"


def is_named(named: str | None) -> bool:
    """Whether the board is one that was named, and not the usual one."""
    return bool(named or os.environ.get(BOARD_VARIABLE))


def mentor_folder() -> Path:
    """Return the folder of a mentor's drafts: that of the environment, else the one in the data folder.

    Raises:
        BoardUnavailable: if it starts with an unknown user's home, or there is no data folder.
    """
    chosen = os.environ.get(MENTOR_VARIABLE)
    return _absolute(chosen) if chosen else data_folder() / "mentor"


def settings_path() -> Path | None:
    """Return the settings file: that of the environment, else the one in the configuration folder.

    None without a home, and for /dev/null, with which a person turns the settings off.
    """
    if chosen := os.environ.get(SETTINGS_VARIABLE):
        if chosen == os.devnull:
            return None
        try:
            return _absolute(chosen)
        except BoardUnavailable:  # without that home, there is no such file either
            return Path(chosen).absolute()
    _drop_relative("XDG_CONFIG_HOME")
    folder = Path(user_config_dir("learnboard", appauthor=False))
    return folder / "settings.toml" if folder.is_absolute() else None


def _absolute(path: str) -> Path:
    try:
        return Path(path).expanduser().absolute()
    except RuntimeError:
        raise BoardUnavailable(f"{clean_line(path)} starts with the home of an unknown user.") from None


def _drop_relative(variable: str) -> None:
    """Remove a folder that is not absolute from the environment, and such a home."""
    for name in (variable, "HOME"):
        if name in os.environ and not Path(os.environ[name]).is_absolute():
            del os.environ[name]
