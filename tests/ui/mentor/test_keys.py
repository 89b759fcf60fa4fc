"""The mentor's keys as the README tells them."""

from tests.readme import key_table
from tests.ui.mentor.apps import WIDE
from tests.ui.screen import settled


async def test_the_keys_in_the_readme_are_those_of_the_mentors_view(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        told = {}
        for active in app.screen.active_bindings.values():
            if (active.binding.id or "").startswith("mentor."):
                shown = app.get_key_display(active.binding)
                told.setdefault(active.binding.id, (active.binding.description, []))[1].append(shown)
    assert sorted(key_table("mentor keys")) == sorted((" ".join(keys), what) for what, keys in told.values())
