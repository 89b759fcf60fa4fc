"""`python -m learnboard`, and the entry point of the installed command."""

import gc
import sys

from learnboard import __version__


def main() -> int:
    """Run the command line; returns the exit status."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        return _print_version()
    from learnboard.cli.main import run  # noqa: PLC0415 - the version must not wait for anything

    # A command needs what it makes until its end: collecting garbage would take half the time of a large file. The
    # screens turn the collector on again when they are painted.
    gc.disable()
    return run(sys.argv[1:])


def _print_version() -> int:
    try:
        sys.stdout.write(f"learnboard {__version__}\n")
        sys.stdout.flush()
    except OSError as error:
        sys.stderr.write(f"learnboard: The version could not be written: {error.strerror}.\n")
        sys.stdout = None  # or Python would try to write it again when it exits
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
