"""`python -m learnboard`, and the entry point of the installed command."""

import gc
import sys


def main() -> int:
    """Run the command line; answers the exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        # The one answer that must not wait for anything.
        from learnboard import __version__  # noqa: PLC0415

        sys.stdout.write(f"learnboard {__version__}\n")
        return 0
    from learnboard.cli.main import run  # noqa: PLC0415 - as above

    # A command makes what it needs to its end: looking for garbage in it takes half the time of a large file. The
    # screens turn the collector on again when they are painted.
    gc.disable()
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
