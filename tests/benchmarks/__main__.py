"""Runs the benchmarks and prints each figure beside its goal: `python -m tests.benchmarks [--quick] [--only PART]`."""

import argparse
import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import learnboard
from tests.benchmarks.boards import compact, snapshot
from tests.benchmarks.figures import SECTIONS, Bench
from tests.terminal import plain_environment

ROOT = Path(__file__).parents[2]
YEAR = Path(learnboard.__file__).with_name("demo") / "year.learnboard.json"
COMMAND = (sys.executable, "-m", "learnboard")
SIZES = (100, 1_000, 10_000)


def main() -> int:
    """Measure what was asked for; 1 when the program refused a board."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measures learnboard from outside.")
    parser.add_argument("--quick", action="store_true", help="a board of 1,000 key results only, three runs")
    parser.add_argument("--only", choices=SECTIONS, help="one part")
    options = parser.parse_args()
    parts = [options.only] if options.only else list(SECTIONS)
    sizes = SIZES[1:2] if options.quick else SIZES
    with TemporaryDirectory(prefix="learnboard-benchmarks-") as folder:
        try:
            bench = prepare(Path(folder), () if parts == ["commands"] else sizes, runs=3 if options.quick else 7)
            report(bench, parts)
        except subprocess.CalledProcessError as error:
            print(f"{' '.join(error.cmd)}: exit code {error.returncode}\n{error.stderr.decode()}", file=sys.stderr)
            return 1
    return 0


def prepare(folder: Path, sizes: tuple[int, ...], runs: int) -> Bench:
    """Make the boards in `folder`, by the program's own import, away from all that belongs to a person."""
    env = {"PYTHONPATH": str(ROOT), "HOME": str(folder), "LEARNBOARD_SETTINGS": os.devnull}
    env |= {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("DATA", "CONFIG", "CACHE", "STATE")}
    for size in sizes:
        document = folder / f"{size}.learnboard.json"
        document.write_text(compact(snapshot(size, date.today())), encoding="utf-8")  # noqa: DTZ011  # the local day
        print(f"{size:,} key results imported in {fill(board(folder, size), document, env):.1f} s")
    year = folder / "year.db" if YEAR.exists() else None
    if year:
        fill(year, YEAR, env)
    return Bench(sizes, lambda size: (*COMMAND, "--board", str(board(folder, size))), COMMAND, year, env, runs)


def board(folder: Path, size: int) -> Path:
    """Where the board of that size stands."""
    return folder / f"{size}.db"


def fill(target: Path, document: Path, env: dict[str, str]) -> float:
    """Import a snapshot into a new board; the seconds it took."""
    started = perf_counter()
    argv = [*COMMAND, "--board", str(target), "import", str(document)]
    subprocess.run(argv, check=True, capture_output=True, env=plain_environment(env))
    return perf_counter() - started


def report(bench: Bench, parts: list[str]) -> None:
    """Print each part as soon as it is measured, and the machine it was measured on."""
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"\nlearnboard {learnboard.__version__}, {machine}")
    print(f"160 × 45, medians of {bench.runs} runs after a warm-up; × is against an empty Textual app in the same run")
    for part in parts:
        title, figures = SECTIONS[part]
        print(f"\n{title}", flush=True)
        for figure in figures(bench):
            print(figure, flush=True)


if __name__ == "__main__":
    sys.exit(main())
