"""The pictures of the README, from the demo year: `python -m tests.screenshots` writes them anew."""

import asyncio
import os
import re
from pathlib import Path
from typing import NamedTuple

from learnboard.service.demo import DEMO_DAY, demo_store
from learnboard.service.desk import Desk
from learnboard.ui.app import LearnboardApp

FOLDER = Path(__file__).parent.parent / "screenshots"
_RANDOM = re.compile(r"terminal-\d+")


class Shot(NamedTuple):
    """One picture: how large, in which theme, and after which keys."""

    columns: int
    rows: int
    theme: str
    keys: str


SHOTS = {
    "board": Shot(160, 32, "learnboard-dark", "j"),
    "board-light": Shot(120, 34, "learnboard-light", "l"),
    "board-80x24": Shot(80, 24, "learnboard-dark", "l"),
    "check-in": Shot(120, 34, "learnboard-dark", "space 5 7 5"),
    "help": Shot(100, 40, "learnboard-dark", "question_mark"),
}


async def picture(shot: Shot) -> str:
    """The screen as SVG, the same on every run."""
    os.environ.pop("NO_COLOR", None)
    with demo_store() as store, Desk(store) as desk:
        app = LearnboardApp(desk, lambda: DEMO_DAY, "The example year on 26 June 2026, a copy that goes away")
        async with app.run_test(size=(shot.columns, shot.rows)) as pilot:
            app.theme = shot.theme
            await pilot.press(*shot.keys.split())
            await pilot.pause()
            return _RANDOM.sub("terminal-0", app.export_screenshot(title="learnboard", simplify=True))


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    for name, shot in SHOTS.items():
        (FOLDER / f"{name}.svg").write_text(asyncio.run(picture(shot)), encoding="utf-8")


if __name__ == "__main__":
    main()
