"""The program on another day: `python -m tests.program.on_day 2026-11-20 [ARGUMENTS]`."""

import sys
from datetime import date, datetime, time

import time_machine

if __name__ == "__main__":
    day, *arguments = sys.argv[1:]
    with time_machine.travel(datetime.combine(date.fromisoformat(day), time(12)).astimezone(), tick=True):
        from learnboard.cli.main import run  # on that day from its first line on

        sys.exit(run(arguments))
