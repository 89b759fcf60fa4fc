"""Tables beside the rows of the board: unfinished forms, and notes of what was exported."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from learnboard.domain.model.fields import Id, Profile, instant_text
from learnboard.storage.connection import BoardFile


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


@dataclass(frozen=True, slots=True)
class ExportNote:
    """A snapshot that was written; `for_id` is the person it was written for, if it was for one."""

    TABLE: ClassVar[str] = "exports"

    snapshot_id: Id
    profile: Profile
    for_id: Id | None
    sequence: int
    content_hash: str
    exported_at: datetime
    as_of: date
    file: str | None
