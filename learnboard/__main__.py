"""`python -m learnboard`, and the entry point of the installed command."""

import atexit
import gc
import os
import sys
from contextlib import suppress

from learnboard import __version__
from learnboard.stand_ins import put_off


def main() -> int:
    """Run the command line; returns the exit status."""
    if sys.argv[1:] in (["--version"], ["-V"]) and sys.stdout is not None:
        return _print_version()
    with put_off("urllib.parse"):  # which pathlib imports for a path's address
        from learnboard.cli.main import run  # noqa: PLC0415 - the version must not wait for anything

    # A command needs what it makes until its end: collecting garbage would take half the time of a large file. The
    # screens turn the collector on again when they are painted.
    gc.disable()
    return run(sys.argv[1:])


def program() -> int:
    """Be the program: run the command line, and then leave without taking apart what is in memory.

    Python would take it apart value by value, for longer than most commands need in all. Whatever else is to be done at
    the end is done before: threads are waited for, and what was registered later than this comes first.
    """
    ended: list[int] = []

    def leave() -> None:
        if ended:
            for stream in filter(None, (sys.stdout, sys.stderr)):
                with suppress(OSError, ValueError):  # nobody reads it, or it is closed
                    stream.flush()
            os._exit(ended[0])

    atexit.register(leave)
    ended.append(main())
    return ended[0]


def _print_version() -> int:
    try:
        sys.stdout.write(f"learnboard {__version__}\n")
        sys.stdout.flush()
    except OSError as error:
        sys.stdout = None  # or Python would try to write it again when it exits
        if isinstance(error, BrokenPipeError):  # the reader has quit: nothing is wrong, and nobody is left to tell
            return 0
        sys.stderr.write(f"learnboard: The version could not be written: {error.strerror}.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(program())
