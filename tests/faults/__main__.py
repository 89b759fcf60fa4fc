"""Kills the program many times: `python -m tests.faults [--times 50] [--keys 200] [--seed N]`."""

import argparse
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from learnboard.domain.errors import LearnboardError
from tests.faults.kills import Killed, kill_once


def main() -> int:
    """Kill, check and report; 1 when a board suffered."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Kills learnboard while it writes.")
    parser.add_argument("--times", type=int, default=50, help="how often (50)")
    parser.add_argument("--keys", type=int, default=200, help="changes typed each time (200)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6), help="to repeat a run")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    killed: list[Killed] = []
    for seed in range(options.seed, options.seed + options.times):
        with TemporaryDirectory(prefix="learnboard-faults-") as folder:
            try:
                killed.append(kill_once(Path(folder), seed, options.keys))
            except (AssertionError, TimeoutError, LearnboardError) as error:
                print(f"--seed {seed} --times 1: {error}", flush=True)
    acknowledged, found = (sum(getattr(each, name) for each in killed) for name in ("acknowledged", "found"))
    half_written = sum(each.half_written for each in killed)
    suffered = options.times - len(killed)
    print(f"{options.times} kills, {half_written} of them in the middle of a step; {suffered} boards suffered")
    print(f"{acknowledged:,} changes had been acknowledged and none was lost; {found:,} steps stood in the journals")
    return int(len(killed) < options.times)


if __name__ == "__main__":
    sys.exit(main())
