"""Kills the program many times: `python -m tests.faults [--times 50] [--keys 40] [--seed N] [--ending KIND]`."""

import argparse
import random
import sqlite3
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.faults.aftermath import Damaged
from tests.faults.ears import Lost
from tests.faults.endings import ENDINGS
from tests.faults.kills import Killed, kill_once


def main() -> int:
    """Kill, check and report; 1 when a board suffered."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Kills learnboard while it writes.")
    parser.add_argument("--times", type=int, default=50, help="how often (50)")
    parser.add_argument("--keys", type=int, default=40, help="changes typed each time, at most (40)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6), help="to repeat a run")
    parser.add_argument("--ending", choices=ENDINGS, default="", help="always kill it so")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    began, killed, errors = perf_counter(), list[Killed](), list[Exception]()
    for seed in range(options.seed, options.seed + options.times):
        with TemporaryDirectory(prefix="learnboard-faults-", ignore_cleanup_errors=True) as folder:
            try:
                killed.append(kill_once(Path(folder), seed, options.keys, options.ending))
            except Exception as error:  # noqa: BLE001  # whatever it is, the others are to be killed too
                errors.append(error)
                ending = f" --ending {options.ending!r}" * bool(options.ending)
                print(
                    f"--seed {seed} --times 1 --keys {options.keys}{ending}: {type(error).__name__}: {error}",
                    flush=True,
                )
    report(killed, errors, perf_counter() - began)
    return int(bool(errors))


def report(killed: list[Killed], errors: list[Exception], seconds: float) -> None:
    """Say how it went."""
    kills, endings = len(killed) + len(errors), Counter(each.ending for each in killed)
    total = {
        name: sum(getattr(each, name) for each in killed)
        for name in ("acknowledged", "found", "half_written", "copying", "backups", "restores", "leftovers")
    }
    lost = sum(error.count for error in errors if isinstance(error, Lost))
    damaged = sum(isinstance(error, Damaged | sqlite3.DatabaseError) for error in errors)
    print(", ".join(f"{count} × {ending}" for ending, count in endings.most_common()), end="; ")
    print("before them {backups} backups by hand and {restores} restores; {leftovers} .part files stay".format(**total))
    print(f"{total['found']:,} steps stood in the journals; {seconds / kills:.1f} s each")
    print(
        f"{kills} kills, {total['half_written']} in the middle of a step, {total['copying']} during a backup or a "
        f"restore; {total['acknowledged']:,} changes acknowledged, {lost} lost; {len(errors)} boards suffered, "
        f"{damaged} damaged files"
    )


if __name__ == "__main__":
    sys.exit(main())
