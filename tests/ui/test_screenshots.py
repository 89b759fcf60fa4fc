"""The README's pictures show the program as it is."""

import pytest

from tests.screenshots import FOLDER, SHOTS, picture


@pytest.mark.parametrize("name", SHOTS)
async def test_a_picture_of_the_readme_is_what_the_screen_shows(name):
    committed = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert await picture(SHOTS[name]) == committed, "look at it, then: python -m tests.screenshots"
