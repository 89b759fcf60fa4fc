"""Feedback documents for tests, as somebody would write them about the example year."""

from datetime import UTC, date, datetime
from typing import Any

from learnboard.domain.model.feedback import Author, FeedbackDocument, FeedbackItem, SuggestedAction, Target

BOARD = "brd-2026-af"
EVENING = datetime(2026, 6, 26, 18, 0, tzinfo=UTC)


def item(
    id_: str = "f1", kind: Any = "comment", about: str = "key_result k11", text: str = "honest", **more: Any
) -> Any:
    """One thing said about `kind id`; `action` is a text, `due_on` its day."""
    target: Any = about.split()
    action, due = more.pop("action", None), more.pop("due_on", None)
    suggested = None if action is None else SuggestedAction(action, due and date.fromisoformat(due))
    return FeedbackItem(id_, more.pop("revision", 1), Target(*target), kind, text, suggested, **more)


def feedback_document(*items: Any, name: str = "Rowan Teal", person: str | None = "p-mentor", **changes: Any) -> Any:
    """A document of Rowan's with these items."""
    head: dict[str, Any] = {
        "feedback_id": "fb1",
        "board_id": BOARD,
        "snapshot_id": "snp",
        "snapshot_hash": "sha256:00",
        "written_at": EVENING,
    }
    return FeedbackDocument(**{**head, **changes}, author=Author(name, person), items=items)
