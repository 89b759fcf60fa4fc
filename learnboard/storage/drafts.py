"""What stands in forms that were left unfinished: no rows of the board, but nothing that may be lost."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from learnboard.domain.fields import Id, instant_text
from learnboard.storage.database import BoardFile


def read(board: BoardFile, form: str, row: Id) -> dict[str, str]:
    """The texts by field of a form about a row; what is none of ours counts as nothing."""
    found = board.query("SELECT texts FROM drafts WHERE form = ? AND row_id = ?", (form, row))
    try:
        texts: Any = json.loads(found[0][0]) if found else {}
    except (ValueError, RecursionError):
        return {}
    return {str(name): text for name, text in texts.items() if isinstance(text, str)} if isinstance(texts, dict) else {}


def keep(board: BoardFile, form: str, row: Id, texts: Mapping[str, str], at: datetime) -> None:
    """Keep the texts in place of those before; none at all takes the draft away."""
    if not texts:
        board.change("DELETE FROM drafts WHERE form = ? AND row_id = ?", (form, row))
        return
    board.change(
        'INSERT INTO drafts (form, row_id, texts, "at") VALUES (?, ?, ?, ?) '
        'ON CONFLICT (form, row_id) DO UPDATE SET texts = excluded.texts, "at" = excluded."at"',
        (form, row, json.dumps(dict(texts), ensure_ascii=False), instant_text(at)),
    )
