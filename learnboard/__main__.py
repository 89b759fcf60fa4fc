"""`python -m learnboard`, and the entry point of the installed command."""

import gc
import sys

from learnboard import __version__


def main() -> int:
    """Run the command line; returns the exit status."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"learnboard {__version__}\n")
        return 0
    from learnboard.cli.main import run  # noqa: PLC0415 - the version must not wait for anything

    # A command needs what it makes until its end: collecting garbage would take half the time of a large file. The
    # screens turn the collector on again when they are painted.
    gc.disable()
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
