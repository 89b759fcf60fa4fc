"""`learnboard actions`: what is still to be done, by whom and by when."""

import sys
from types import SimpleNamespace as Namespace
from typing import Any

from learnboard.cli.commands import print_json, today
from learnboard.cli.paths import board_path
from learnboard.domain.text import clean_line
from learnboard.presentation.requests import action_text
from learnboard.service.opening import open_existing
from learnboard.service.queries.actions import ListedAction, list_actions

_NONE = "No action is open: A on a key result's page makes one, or w in a meeting."


def actions(options: Namespace) -> int:
    """Print the open actions, those that are due first."""
    day = today()
    with open_existing(board_path(options.board), wait=options.wait) as store:
        found = list_actions(store, day)
    if options.json:
        print_json([_plain(each) for each in found])
        return 0
    for each in found:
        text = action_text(each.action, each.who, day, mine=each.mine)
        about = f" ({clean_line(each.about)})" if each.about else ""
        sys.stdout.write(f"{clean_line(text.text)}: {clean_line(text.facts)}{about}\n")
    if not found:
        sys.stdout.write(f"{_NONE}\n")
    return 0


def _plain(each: ListedAction) -> dict[str, Any]:
    row = each.action
    return {
        "id": row.id,
        "who": each.who or None,
        "who_id": row.who_id,
        "text": row.text,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "late": each.late,
        "key_result_id": row.key_result_id,
        "meeting_id": row.meeting_id,
        "about": each.about or None,
    }
