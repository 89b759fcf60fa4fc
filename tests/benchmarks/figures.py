"""What the measurements come to: ratios and differences, each beside its goal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from sys import executable

from tests.benchmarks.boards import OWNER_NAME, first_column_size
from tests.benchmarks.desks import DESK_NAME
from tests.benchmarks.measures import (
    CARRIES,
    STEPS,
    Argv,
    command_bytes,
    command_times,
    first_paints,
    first_press_times,
    key_times,
    leaving_times,
    memory,
    memory_of_forms,
    page_times,
    pair_times,
    queue,
)

EMPTY_APP: Argv = (executable, str(Path(__file__).with_name("empty_app.py")))
BARE_IMPORT: Argv = (executable, "-c", "import pydantic, peewee")
PRESSES = 100
OPENED = 20
FORMS = 400
SETTLED_FORMS = 100
"""Forms after which all that is loaded and kept for the next one is there."""
ESCAPE, BACKSPACE = b"\x1b", b"\x7f"
OPENINGS = (
    ("check-in", b" ", ESCAPE, b"", 8.0),
    ("card", b"\r", b"q", b"", 6.0),
    ("form of a card", b"\r", ESCAPE, b"\r", 8.0),
    ("form of the objective", b"o", ESCAPE, b"", 8.0),
    ("letter in the filter", b"e", BACKSPACE, b"/r", 3.5),
    ("first letter in the filter", b"e", BACKSPACE, b"/", 3.5),
)
"""What is opened: a name, the key, the one that takes it back, the keys before, and the goal."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report; `goal` is the most that `value` may be, in the same unit."""

    name: str
    value: float
    unit: str
    note: str = ""
    goal: float | None = None

    def __str__(self) -> str:
        line = f"  {self.name:<34}{self.value:>9.2f} {self.unit:<3} {self.note:<46}"
        return f"{line} goal ≤ {self.goal:g} {self.unit}  {self.verdict}" if self.goal is not None else line.rstrip()

    @property
    def verdict(self) -> str:
        """Whether the goal is met, and if not, by how much."""
        if self.goal is None or self.value <= self.goal:
            return "met"
        return f"missed by {self.value - self.goal:.2f} {self.unit}"


@dataclass(frozen=True, slots=True)
class Bench:
    """What is measured, and how: boards by their number of key results, `program` tells how to open one."""

    sizes: Sequence[int]
    program: Callable[[int], Argv]
    command: Argv  # the program without a board
    year: Path | None  # the example year as a board file, if there is one
    env: Mapping[str, str]
    runs: int
    large: Sequence[Argv] = field(default=())  # the program on a large board, and on the same a while later
    folder: Path = field(default=Path())  # for what is written
    logged: Argv = field(default=())  # the program on a board with 2,000 entries of learning time, and of money
    desks: Sequence[Path] = field(default=())  # one snapshot, and folders of many, by their number of files


def start(screen: Bench) -> Iterator[Figure]:
    """First paint, against the empty app's of the same turn and against the smallest board's; and leaving."""
    empty, *boards = first_paints(
        {0: EMPTY_APP} | {size: screen.program(size) for size in screen.sizes}, screen.env, screen.runs
    ).values()
    yield Figure("empty app", median(empty), "ms")
    for size, times in zip(screen.sizes, boards, strict=True):
        note = f"{median(times):.0f} ms, {min(times):.0f} to {max(times):.0f}"
        yield Figure(f"{size:,} key results", paired_ratio(times, empty), "×", note, 1.25)
    if len(boards) > 1:
        name = f"{screen.sizes[-1]:,} against {screen.sizes[0]:,}"
        yield Figure(name, paired_ratio(boards[-1], boards[0]), "×", goal=1.15)
    programs = {0: EMPTY_APP} | {size: screen.program(size) for size in screen.sizes}
    empty, *boards = leaving_times(programs, screen.env, screen.runs).values()
    yield Figure("empty app, left", median(empty), "ms")
    for size, times in zip(screen.sizes, boards, strict=True):
        note = f"{min(times):.0f} to {max(times):.0f} ms"
        yield Figure(f"{size:,} key results, left", median(times), "ms", note, 50)


def keys(screen: Bench) -> Iterator[Figure]:
    """From a key to the changed screen, against the empty app's own in the same run."""
    for size in screen.sizes:
        for name, typed, goal in (("j", STEPS, 1.3), ("L", CARRIES, 4.0)):
            times = key_times(screen.program(size), EMPTY_APP, screen.env, typed, PRESSES)
            ours, floor = median(times.program), median(times.empty)
            note = f"{ours:.1f} ms, p95 {p95(times.program):.1f}; empty {floor:.1f}, p95 {p95(times.empty):.1f}"
            yield Figure(f"{size:,} key results, {name}", ours / floor, "×", note, goal)
    for size in screen.sizes:
        times = first_press_times(screen.program(size), screen.env, screen.runs, b"L", b"Moved")
        note = f"{min(times):.0f} to {max(times):.0f}"
        yield Figure(f"{size:,} key results, L at once", median(times), "ms", note, 50)


def opening(screen: Bench) -> Iterator[Figure]:
    """From a key to the form, the card's page and the filtered board, against the empty app's own key."""
    for size in screen.sizes:
        for name, there, back, before, goal in OPENINGS:
            times = pair_times(screen.program(size), EMPTY_APP, screen.env, there, back, OPENED, before)
            ours, floor = median(times.program), median(times.empty)
            note = f"{ours:.1f} ms, p95 {p95(times.program):.1f}; empty {floor:.1f}, p95 {p95(times.empty):.1f}"
            yield Figure(f"{size:,} key results, {name}", ours / floor, "×", note, goal)


def drain(screen: Bench) -> Iterator[Figure]:
    """Queued `j` until the cursor stands where the last of them puts it."""
    for size in screen.sizes:
        result = queue(screen.program(size), screen.env, first_column_size(size), screen.runs)
        note = f"{result.keys} queued j, {median(result.frames):.0f} frames"
        yield Figure(f"{size:,} key results", median(result.milliseconds), "ms", note)


def peak(screen: Bench) -> Iterator[Figure]:
    """Peak memory after a start and after use, and what forms leave that are opened and closed."""
    floor = memory(EMPTY_APP, screen.env)
    yield Figure("empty app", floor.used, "MB", f"{floor.started:.1f} MB after the start")
    for size in screen.sizes:
        used = memory(screen.program(size), screen.env)
        yield Figure(f"{size:,} key results", used.used, "MB", f"{used.started:.1f} MB after the start", 55)
    for size in screen.sizes:
        settled, last = memory_of_forms(screen.program(size), screen.env, FORMS, SETTLED_FORMS)
        note = f"{last:.1f} MB after {FORMS} forms"
        yield Figure(
            f"{size:,} key results, left by a form", (last - settled) / (FORMS - SETTLED_FORMS), "MB", note, 0.01
        )


def commands(screen: Bench) -> Iterator[Figure]:
    """Commands that draw no screen, against Python's own start."""
    version, bare = command_times(
        {"version": [*screen.command, "--version"], "bare": [executable, "-c", "pass"]}, screen.env, screen.runs
    ).values()
    extra = median(ours - floor for ours, floor in zip(version, bare, strict=True))
    note = f"{median(version):.0f} ms; bare Python {median(bare):.0f} ms"
    yield Figure("--version, over bare Python", extra, "ms", note, 50)
    if screen.year:
        show, floor = command_times(
            {
                "show": [*screen.command, "--board", str(screen.year), "show", "--json"],
                "peewee": [executable, "-c", "import peewee"],
            },
            screen.env,
            screen.runs,
        ).values()
        note = f"{median(show):.0f} ms; import peewee {median(floor):.0f} ms"
        yield Figure("show --json of the example year", paired_ratio(show, floor), "×", note, 3)


def snapshots(screen: Bench) -> Iterator[Figure]:
    """Snapshots of a large board: written, shown, compared and opened, against an import or the owner's board."""
    board, later = screen.large
    old, new, page = (str(screen.folder / name) for name in ("old.json", "new.json", "page.html"))
    command_times({"older": _export(board, old), "newer": _export(later, new)}, screen.env, 1)
    goals = {"export": 6, "export, HTML": None, "show --json of a file": None, "compare --json": 11.5}
    floor, *commands = command_times(
        {
            "floor": BARE_IMPORT,
            "export": _export(board, str(screen.folder / "written.json")),
            "html": _export(board, page, "--format", "html"),
            "show": [*screen.command, "show", new, "--json"],
            "compare": [*screen.command, "compare", old, new, "--json"],
        },
        screen.env,
        screen.runs,
    ).values()
    yield Figure("import pydantic, peewee", median(floor), "ms")
    for (name, goal), times in zip(goals.items(), commands, strict=True):
        yield Figure(name, paired_ratio(times, floor), "×", f"{median(times):.0f} ms", goal)
    empty, mentor = first_paints(
        {"empty": EMPTY_APP, "mentor": [*screen.command, "mentor", new]},
        screen.env,
        screen.runs,
        {"mentor": OWNER_NAME.encode()},
    ).values()
    note = f"{median(mentor):.0f} ms; the empty app {median(empty):.0f} ms"
    yield Figure("mentor view, first paint", paired_ratio(mentor, empty), "×", note, 3.5)
    if screen.year:
        argv = [*screen.command, "--board", str(screen.year), "export", "-o", "-", "--format", "html"]
        yield Figure("HTML of the example year", len(command_bytes(argv, screen.env)) / 1e3, "kB", goal=250)


def desk(screen: Bench) -> Iterator[Figure]:
    """A mentor's folder: the list with the names, and with all that was read of the newest files, against one file."""
    one, *folders = screen.desks
    names = [path.name for path in folders]
    argv = {path: [*screen.command, "mentor", str(path)] for path in screen.desks}
    marks = {one: DESK_NAME.encode(), **dict.fromkeys(folders, b"people")}
    floor, *lists = first_paints({path: argv[path] for path in screen.desks}, screen.env, screen.runs, marks).values()
    yield Figure("one file, first paint", median(floor), "ms")
    for name, times in zip(names, lists, strict=True):
        note = f"{median(times):.0f} ms, {min(times):.0f} to {max(times):.0f}"
        yield Figure(f"{name}, listed", paired_ratio(times, floor), "×", note, 2)
    whole = first_paints(
        {path: argv[path] for path in folders}, screen.env, screen.runs, dict.fromkeys(folders, b"by need")
    )
    for name, times in zip(names, whole.values(), strict=True):
        yield Figure(f"{name}, all read", median(times) / 1e3, "s", goal=2)


def learning(screen: Bench) -> Iterator[Figure]:
    """Learning time and money with 2,000 entries each, from the key to the page, against the board's first paint."""
    board, page = page_times(screen.logged, screen.env, screen.runs, b"T", b"Learning time")
    yield Figure("the board, first paint", median(board), "ms")
    note = f"{median(page):.0f} ms, {min(page):.0f} to {max(page):.0f}"
    yield Figure("learning time, opened", paired_ratio(page, board), "×", note, 2)
    board, page = page_times(screen.logged, screen.env, screen.runs, b"$", b"Money")
    note = f"{median(page):.0f} ms, {min(page):.0f} to {max(page):.0f}"
    yield Figure("money, opened", paired_ratio(page, board), "×", note, 2)


def _export(program: Argv, path: str, *more: str) -> Argv:
    return [*program, "export", "-o", path, "--force", *more]


SECTIONS: Mapping[str, tuple[str, Callable[[Bench], Iterator[Figure]]]] = {
    "start": ("First paint and leaving", start),
    "keys": (f"A key to the changed screen, {PRESSES} presses", keys),
    "opening": (f"Opening and filtering, {OPENED} times", opening),
    "drain": ("Queued keys", drain),
    "memory": ("Memory", peak),
    "commands": ("Commands", commands),
    "desk": ("A mentor's folder of 20 people; × is against the mentor's view of one file", desk),
    "learning": ("Learning time and money with 2,000 entries each; × is against the board's own first paint", learning),
    "snapshots": (
        "Snapshots of 5,000 key results and 50,000 check-ins; × is against the import, then the empty app",
        snapshots,
    ),
}


def paired_ratio(times: Sequence[float], floor: Sequence[float]) -> float:
    """The median of the ratios of what ran in the same turn."""
    return median(ours / theirs for ours, theirs in zip(times, floor, strict=True))


def p95(times: Sequence[float]) -> float:
    """The time that one press in twenty exceeds."""
    return quantiles(times, n=20, method="inclusive")[-1]
