"""Ids of actions that were renamed: settings files of earlier versions still name them."""

from typing import Final

FORMER_IDS: Final[dict[str, str]] = {
    **{
        f"{screen}.{old}": f"cursor.{new}"
        for screen in ("help", "page", "meeting", "arrival", "backups")
        for old, new in {
            "down": "down",
            "up": "up",
            "page_down": "page_down",
            "page_up": "page_up",
            "top": "first",
            "bottom": "last",
        }.items()
    },
    "page.previous": "cursor.left",
    "page.next": "cursor.right",
}
"""Ids used in settings files of earlier versions, and their present names."""
