"""The README's pictures show the program as it is."""

import re

import pytest

from tests.drawing import addresses
from tests.screenshots import DAY, FOLDER, SHOTS, STEPS, moving, picture


@pytest.mark.parametrize("name", SHOTS)
async def test_a_picture_of_the_readme_is_what_the_screen_shows(name):
    committed = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert await picture(SHOTS[name]) == committed, "look at it, then: python -m tests.screenshots"


async def test_the_moving_picture_is_what_the_screen_shows_step_by_step():
    committed = (FOLDER / "day.svg").read_text(encoding="utf-8")
    assert await moving(DAY, STEPS) == committed, "look at it, then: python -m tests.screenshots"


def test_no_picture_asks_for_anything_from_elsewhere():
    pictures = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.svg")}
    assert len(pictures) == len(SHOTS) + 1
    assert {name: addresses(drawn) for name, drawn in pictures.items() if addresses(drawn)} == {}
    assert not any("@font-face" in drawn or "@import" in drawn for drawn in pictures.values())


def test_one_frame_is_seen_at_any_time_and_the_first_alone_without_motion():
    drawn = (FOLDER / "day.svg").read_text(encoding="utf-8")
    frames = re.findall(r'<g id="(f\d)"( visibility="hidden")?>', drawn)
    assert [bool(hidden) for _, hidden in frames] == [False] + [True] * (len(STEPS) - 1)
    whole, start = sum(step.seconds for step in STEPS), 0
    for number, step in enumerate(STEPS):
        seen = r"([\d.]+)% { visibility: visible; } ([\d.]+)% { visibility: hidden; }"
        shown = re.search(rf"@keyframes f{number} .*?{seen}", drawn)
        end = start + step.seconds
        assert [float(part) for part in shown.groups()] == pytest.approx(
            [100 * at / whole for at in (start, end)], abs=0.01
        )
        start = end
    assert "@media (prefers-reduced-motion: reduce) { g { animation: none !important; } }" in drawn
