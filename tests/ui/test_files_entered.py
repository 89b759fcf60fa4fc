"""One key leads through few modules: who follows it through the code can keep them in mind."""

import sys
from pathlib import Path

import pytest

import learnboard
from tests.ui.screen import cards, cursor_card, pressed, view

HOME = str(Path(learnboard.__file__).parent)
MOST = 37
GENERATED = {"/domain/frozen.py", "/domain/named_tuple.py"}
"""The methods that every frozen dataclass and named tuple has; nobody follows a key into them."""
SIZE = (160, 45)


async def entered_by(pilot, keys):
    """The files of the program of which a function is entered while keys are pressed."""
    files = set()

    def look(frame, event, _):
        if event == "call" and frame.f_code.co_filename.startswith(HOME):
            files.add(frame.f_code.co_filename.removeprefix(HOME))

    sys.setprofile(look)
    try:
        await pressed(pilot, keys)
    finally:
        sys.setprofile(None)
    return files - GENERATED


@pytest.mark.parametrize(("warm_up", "keys"), [("L H", "L"), ("e a enter", "e b enter")])
async def test_a_key_leads_through_few_files(demo_app, warm_up, keys):
    async with demo_app.run_test(size=SIZE) as pilot:
        for timer in demo_app._timers:  # what looks after the board twice a second is not part of the key
            timer.stop()
        demo_app.screen.hints.changed = lambda _: None  # nor is what is counted once the key's change is painted
        for key in warm_up.split():  # each is painted
            await pressed(pilot, key)
        files = await entered_by(pilot, keys)
        assert len(files) <= MOST, (len(files), sorted(files))
        if keys == "L":
            assert view(demo_app).cursor.column == 1
            assert cursor_card(demo_app) == "k11"
        else:
            assert cards(demo_app)["k11"].key_result.title.endswith("ab")
