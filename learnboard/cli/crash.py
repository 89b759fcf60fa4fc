"""What is told of an error of the program itself, and the report that is left of it."""

import sys
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from traceback import format_exception
from typing import Final

from learnboard import __version__
from learnboard.cli.commands import Crashed
from learnboard.cli.paths import data_folder
from learnboard.domain.text import clean
from learnboard.exchange.safe_io import atomic_write, create_folder

REPORT: Final = "crash-report.txt"
_HEAD: Final = """\
learnboard {learnboard} was ended by an error of its own on {moment:%Y-%m-%d at %H:%M:%S}
(Python {python}, Textual {textual}, {platform}).

Nothing of the board was put in here, but the error's own words at the end may quote some of it: read them before you
pass this on.

{traceback}"""


def report(error: Exception) -> str:
    """Leave a report of an error in the data folder, in place of the last one; returns a sentence about both.

    The report holds the traceback, without the values of variables, and is for its owner alone.
    """
    cause = error.__cause__ if isinstance(error, Crashed) and error.__cause__ else error
    what = f"An error of the program itself has ended it ({type(cause).__name__})"
    try:
        path = _write(cause)
    except Exception as failure:  # noqa: BLE001 - the first error is the one to be told
        return f"{what}; its report could not be written ({_reason(failure)})."
    return f"{what}; the report is in {path}."


def _write(error: BaseException) -> Path:
    path = data_folder() / REPORT
    text = _HEAD.format(
        learnboard=__version__,
        moment=datetime.now().astimezone(),
        python=sys.version.partition(" ")[0],
        textual=version("textual"),
        platform=sys.platform,
        traceback="".join(format_exception(error)),
    )
    create_folder(path.parent)
    with atomic_write(path, clean(text).encode(), force=True):
        pass
    return path


def _reason(failure: Exception) -> str:
    cause = failure.__cause__ or failure
    return (isinstance(cause, OSError) and cause.strerror) or str(failure).rstrip(".")
