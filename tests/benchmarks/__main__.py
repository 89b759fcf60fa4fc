"""Runs the benchmarks and prints each figure beside its goal: `python -m tests.benchmarks [--quick] [--only PART]`."""

import argparse
import os
import platform
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import learnboard
from tests.benchmarks.boards import Row, a_while_later, compact, snapshot, with_log, with_money
from tests.benchmarks.desks import make_desks
from tests.benchmarks.figures import SECTIONS, Bench
from tests.benchmarks.measures import Argv
from tests.terminal import plain_environment

ROOT = Path(__file__).parents[2]
YEAR = Path(learnboard.__file__).with_name("demo") / "year.learnboard.json"
COMMAND = (sys.executable, "-m", "learnboard")
SIZES = (100, 1_000, 10_000)
LARGE = 5_000
LOGGED = 2_000
A_WHILE = timedelta(days=14)
WITHOUT_SIZES = frozenset({"commands", "desk", "learning", "snapshots"})


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
            screen = prepare(
                Path(folder),
                () if WITHOUT_SIZES.issuperset(parts) else sizes,
                runs=3 if options.quick else 7,
                large="snapshots" in parts,
                desks="desk" in parts,
                logged="learning" in parts,
            )
            report(screen, parts)
        except subprocess.CalledProcessError as error:
            print(f"{' '.join(error.cmd)}: exit code {error.returncode}\n{error.stderr.decode()}", file=sys.stderr)
            return 1
    return 0


def prepare(folder: Path, sizes: tuple[int, ...], runs: int, *, large: bool, desks: bool, logged: bool) -> Bench:
    """Make the boards in `folder`, by the program's own import, away from all that belongs to a person."""
    today = date.today()  # noqa: DTZ011  # the local day
    env = {"PYTHONPATH": str(ROOT), "HOME": str(folder), "LEARNBOARD_SETTINGS": os.devnull}
    env |= {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("DATA", "CONFIG", "CACHE", "STATE")}
    for size in sizes:
        seconds = filled(board(folder, str(size)), snapshot(size, today), env)
        print(f"{size:,} key results imported in {seconds:.1f} s")
    year = folder / "year.db" if YEAR.exists() else None
    if year:
        fill(year, YEAR, env)
    return Bench(
        sizes,
        lambda size: program(board(folder, str(size))),
        COMMAND,
        year,
        env,
        runs,
        large=two_large(folder, today, env) if large else (),
        folder=folder,
        desks=make_desks(folder) if desks else (),
        logged=one_logged(folder, today, env) if logged else (),
    )


def one_logged(folder: Path, today: date, env: dict[str, str]) -> Argv:
    """The program on a small board with thousands of entries of learning time, and of money."""
    target = board(folder, "logged")
    filled(target, with_money(with_log(snapshot(SIZES[0], today), LOGGED, today), LOGGED), env)
    return program(target)


def two_large(folder: Path, today: date, env: dict[str, str]) -> tuple[Argv, ...]:
    """The program on a large board as it was some days ago, in this year's cycle, and on the same as it is today."""
    older = snapshot(LARGE, max(today - A_WHILE, date(today.year, 1, 1)))
    boards = {board(folder, "older"): older, board(folder, "newer"): a_while_later(older, today)}
    for target, document in boards.items():
        filled(target, document, env)
    return tuple(map(program, boards))


def program(target: Path) -> Argv:
    """How the program is started on a board."""
    return (*COMMAND, "--board", str(target))


def board(folder: Path, name: str) -> Path:
    """Where the board of that name stands."""
    return folder / f"{name}.db"


def filled(target: Path, document: Row, env: dict[str, str]) -> float:
    """Import a made-up snapshot into a new board; the seconds it took."""
    file = target.with_suffix(".learnboard.json")
    file.write_text(compact(document), encoding="utf-8")
    return fill(target, file, env)


def fill(target: Path, document: Path, env: dict[str, str]) -> float:
    """Import a snapshot into a new board; the seconds it took."""
    started = perf_counter()
    argv = [*COMMAND, "--board", str(target), "import", str(document)]
    subprocess.run(argv, check=True, capture_output=True, env=plain_environment(env))
    return perf_counter() - started


def report(screen: Bench, parts: list[str]) -> None:
    """Print each part as soon as it is measured, and the machine it was measured on."""
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"\nlearnboard {learnboard.__version__}, {machine}")
    print(f"160 × 45, medians of {screen.runs} runs after a warm-up; × is against an empty Textual app in the same run")
    for part in parts:
        title, figures = SECTIONS[part]
        print(f"\n{title}", flush=True)
        for figure in figures(screen):
            print(figure, flush=True)


if __name__ == "__main__":
    sys.exit(main())
