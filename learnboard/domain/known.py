"""The board as it was known on a day (FORMAT.md §1, "--as-of")."""

from dataclasses import replace
from datetime import date

from learnboard.domain.columns import distinct
from learnboard.domain.known_rows import known_rows
from learnboard.domain.records import Records


def as_known(records: Records, day: date) -> Records:
    """The board with what came after the day cut, and what had not happened yet taken back."""
    kept = {name: known_rows(rows, day) for name, rows in records.tables()}
    unvalued = distinct(records.evaluations, "budget_entry_id") - distinct(kept["evaluations"], "budget_entry_id")
    if unvalued:
        kept["budget_entries"] = tuple(
            replace(entry, state="spent") if entry.id in unvalued and entry.state == "evaluated" else entry
            for entry in kept["budget_entries"]
        )
    return records.keeping(kept)
