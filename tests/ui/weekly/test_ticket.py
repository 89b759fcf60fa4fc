"""A card copied as the text of a ticket."""

from tests.readme import key_table
from tests.ui.screen import lines, pressed, said


async def test_y_copies_the_card_as_a_ticket_and_a_private_one_stays(demo_app):
    copied = []
    demo_app.copy_to_clipboard = copied.append
    async with demo_app.run_test(size=(160, 45)) as pilot:
        await pressed(pilot, "y")
        title = demo_app.screen.card.key_result.title
        assert copied[0].startswith(f"# {title}\n")
        assert "## Why" in copied[0]
        assert "## Done when" in copied[0]
        assert said(demo_app).endswith("as the text of a ticket, without what only you see.")
        await pressed(pilot, "p p")  # mentor → shared → private
        await pressed(pilot, "y")
        assert len(copied) == 1
        assert "Only you see" in said(demo_app)
        await pressed(pilot, "u enter y")
        assert len(copied) == 2
        assert "without what only you see" in " ".join(" ".join(lines(demo_app)).split())
    assert ("y", "copy as a ticket") in key_table("keys")
