"""Random input for the real program: `python -m tests.fuzz [--events 20000] [--seed N]`."""

import argparse
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.fuzz.runs import fuzz


def main() -> int:
    """Fuzz and report; 1 when the program hung, failed, or wrote what it should not."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Sends learnboard random input.")
    parser.add_argument("--events", type=int, default=20_000, help="keys, mouse events, pastes and answers (20,000)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6), help="to repeat a run")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    began = perf_counter()
    with TemporaryDirectory(prefix="learnboard-fuzz-", ignore_cleanup_errors=True) as folder:
        try:
            fuzzed = fuzz(Path(folder), options.seed, options.events)
        except AssertionError as error:
            print(error)
            return 1
    print(
        f"{fuzzed.events:,} events, {fuzzed.programs} programs, windows of {len(fuzzed.sizes)} sizes, "
        f"{fuzzed.written / 2**20:.0f} MiB written; the longest wait {fuzzed.longest:.2f} s; "
        f"{perf_counter() - began:.0f} s in all"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
