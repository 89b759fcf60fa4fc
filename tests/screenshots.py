"""The pictures of the README, from the demo year: `python -m tests.screenshots` writes them anew."""

import asyncio
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import NamedTuple

from learnboard.domain.model.key_results import KeyResult
from learnboard.service.board_service import BoardService
from learnboard.service.demo import DEMO_DAY, demo_store
from learnboard.service.mentor.draft_store import DraftStore
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.service.opening import open_or_create
from learnboard.storage import backups
from learnboard.storage.store import Store
from learnboard.ui.app import LearnboardApp
from learnboard.ui.base_app import BaseApp
from learnboard.ui.mentor.app import MentorApp
from learnboard.ui.terminal.colours import DARK
from tests.builders import EXAMPLE_YEAR
from tests.drawing import Frame, svg
from tests.ui.screen import pressed

FOLDER = Path(__file__).parent.parent / "screenshots"
_FEEDBACK = "mentor-2026-06-26.feedback.json"
_MENTORS_DAY = date(2026, 6, 29)
_BACKED_UP = [datetime(2026, 6, day, hour, 5, tzinfo=UTC) for day, hour in ((24, 19), (25, 8), (26, 7))]


class Shot(NamedTuple):
    """One picture: how large, after which keys; of the demo year, or of a board just made.

    Or of the mentor's view of the snapshots of that year, or of that year as one's own board, with backups.
    """

    columns: int
    rows: int
    keys: str = ""
    new: bool = False
    mentor: bool = False
    own: bool = False


SHOTS = {
    "board": Shot(160, 45, "j"),
    "board-80x24": Shot(80, 24, "l"),
    "filter": Shot(120, 34, "/ i s : a t - r i s k space - # o p s"),
    "card": Shot(120, 34, "enter"),
    "check-in": Shot(120, 34, "space 5 7 5"),
    "first-run": Shot(80, 24, new=True),
    "meeting": Shot(160, 45, "m i enter enter enter enter j"),
    "export": Shot(160, 45, "ctrl+e"),
    "backups": Shot(100, 24, "B j enter", own=True),
    "mentor-changes": Shot(160, 45, "j", mentor=True),
    "mentor": Shot(80, 24, "c tab", mentor=True),
}


class Step(NamedTuple):
    """What is pressed next, how many seconds the screen is looked at then, and what is said of it."""

    keys: str
    seconds: float = 1
    caption: str = ""


def _typed(text: str) -> str:
    """The keys of a text."""
    return " ".join("space" if sign == " " else sign for sign in text)


DAY = Shot(120, 36)
"""The picture that moves: a day with the board."""
STEPS = (
    Step("", 3, "A year at a glance: objectives are columns, key results are cards"),
    Step(f"l n {_typed('Mentor one new speaker')}", 2.5, "n  a new key result is typed where it will stand"),
    Step("enter escape", 2, "enter  and there it is"),
    Step("h g space 5 7 5 tab 6", 3, "space  check in: a value, a confidence, and what follows from them"),
    Step("enter", 2.5, "enter  progress, verdict and stripe follow; u takes any step back"),
    Step("j L", 2.5, "L  carries a card to another objective"),
    Step("u m", 3, "m  prepares the next talk with your mentor"),
    Step("escape ctrl+e", 3, "ctrl+e  a page to hand over: you see who gets what before it leaves"),
)


@contextmanager
def _board(*, new: bool) -> Iterator[Store]:
    """The demo year, or a board that was made just now."""
    if not new:
        with demo_store() as store:
            yield store
        return
    with TemporaryDirectory() as folder, open_or_create(Path(folder) / "board.db") as store:
        yield store


@contextmanager
def _home() -> Iterator[None]:
    """A home for as long as the block lasts, in which the mentor's feedback lies."""
    before = os.environ.get("HOME")
    with TemporaryDirectory() as folder, chdir(folder):
        copy(EXAMPLE_YEAR / _FEEDBACK, folder)
        os.environ["HOME"] = folder
        try:
            yield
        finally:
            os.environ.pop("HOME")
            if before is not None:
                os.environ["HOME"] = before


@contextmanager
def _app(shot: Shot) -> Iterator[BaseApp]:
    """The program that is in the picture."""
    if shot.mentor:
        files = [EXAMPLE_YEAR / f"mentor-2026-{day}.learnboard.json" for day in ("03-27", "06-26")]
        with TemporaryDirectory() as folder:
            yield MentorApp(find_snapshots(files), DraftStore(Path(folder)), lambda: _MENTORS_DAY)
        return
    if shot.own:
        with _home(), _own() as app:
            yield app
        return
    notice = "" if shot.new else "The example year on 26 June 2026, a copy that is deleted when you leave"
    with _home(), _board(new=shot.new) as store, BoardService(store) as service:
        yield LearnboardApp(service, lambda: DEMO_DAY, notice)


@contextmanager
def _in_utc() -> Iterator[None]:
    """The clock on the wall that every picture shows."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    time.tzset()
    try:
        yield
    finally:
        del os.environ["TZ"]
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


@contextmanager
def _own() -> Iterator[BaseApp]:
    """The example year as a board at home, with backups of three days."""
    path = Path.home() / "board.db"
    with demo_store() as demo:
        demo.copy_to(path)
    with Store.open(path, clock=lambda: _BACKED_UP[0]) as store:
        for at, card in zip(_BACKED_UP, ("k41", "k31", "k21"), strict=True):
            title = store.row(KeyResult, card).title
            with store.step(f"delete “{title}”") as record:
                record.remove(KeyResult, card)
            backups.create_backup(path, "hand", now=at, wait=1)
    with BoardService(Store.open(path)) as service:
        yield LearnboardApp(service, lambda: DEMO_DAY)


async def picture(shot: Shot) -> str:
    """The screen as SVG, the same on every run."""
    return await moving(shot, [Step(shot.keys)])


async def moving(shot: Shot, steps: Sequence[Step]) -> str:
    """The screen after each of some steps, as one SVG."""
    os.environ.pop("NO_COLOR", None)
    frames = []
    with _in_utc(), _app(shot) as app:
        async with app.run_test(size=(shot.columns, shot.rows)) as pilot:
            await pilot.pause()
            for step in steps:
                await pressed(pilot, step.keys)
                await app.workers.wait_for_complete()
                await pilot.pause()
                frames.append(Frame(app.screen._compositor.render_strips(), step.seconds, step.caption))
    return svg(frames, DARK.background or "", DARK.foreground or "")


async def pictures() -> dict[str, str]:
    """All pictures, by the names of their files."""
    made = {name: await picture(shot) for name, shot in SHOTS.items()}
    return {**made, "day": await moving(DAY, STEPS)}


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    for name, drawn in asyncio.run(pictures()).items():
        (FOLDER / f"{name}.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
