"""Parsers of arguments, and the values that they take."""

import argparse
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from learnboard import __version__
from learnboard.cli.commands import today
from learnboard.domain.dates import parse_day
from learnboard.domain.errors import InvalidValue
from learnboard.domain.numbers import read_whole
from learnboard.domain.text import clean_line
from learnboard.presentation.file_endings import names_folder, no_folder

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class Parser(argparse.ArgumentParser):
    """Reports a usage error without control characters: `show *` may pass the names of untrusted files."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._negative_number_matcher = re.compile("-[.,]?[0-9]")  # -1.200,5 is no option either

    def print_help(self, file: "SupportsWrite[str] | None" = None) -> None:
        """Print the help; unlike argparse, let a full disk be an error."""
        (file or sys.stdout).write(self.format_help())

    def error(self, message: str) -> NoReturn:
        """Print the usage and the message, and leave with 2."""
        super().error(clean_line(message))


class Version(argparse.Action):
    """Prints the version; unlike argparse's own, lets a full disk be an error."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print it, and leave with 0."""
        sys.stdout.write(f"learnboard {__version__}\n")
        parser.exit()


class CommandParser(Parser):
    """Takes names and options in any order: argparse alone gives up on `check-in KR --on DATE VALUE`."""

    _within = False

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # argparse would take `-1,5` for an option, and say so: the command says what is no number.
        self._negative_number_matcher = re.compile(r"-[.,]?[0-9].*", re.DOTALL)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Parse the options first, wherever they stand, and then the names that are left."""
        if self._within:  # that is how argparse itself takes either step
            return super().parse_known_args(args, namespace)
        self._within = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._within = False


def whole(text: str) -> int:
    """A whole number, as people write it."""
    try:
        number = read_whole(text)
    except InvalidValue as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    if number is None:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number: write one, as in 7.")
    return number


def day(text: str) -> date:
    """A day as the format writes it, or in words; of the days that words can mean, the latest one up to today."""
    try:
        return parse_day(text, today(), past=True)
    except InvalidValue as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def target(text: str) -> Path:
    """Where something is written; what ends in a slash is a folder, and has to be there."""
    path = Path(text)
    if names_folder(text) and not path.is_dir():
        raise argparse.ArgumentTypeError(no_folder(text))
    return path
