"""The board as it was known on a day (format.md §1, "--as-of")."""

from dataclasses import replace
from datetime import date

from learnboard.domain.known_rows import known_row, later_row
from learnboard.domain.records import Records


def as_known(records: Records, day: date) -> Records:
    """The board with what came after the day cut, and what had not happened yet taken back."""
    kept = {
        name: tuple(known_row(row, day) for row in rows if not later_row(row, day)) for name, rows in records.tables()
    }
    left = {evaluation.budget_entry_id for evaluation in kept["evaluations"]}
    unvalued = {evaluation.budget_entry_id for evaluation in records.evaluations} - left
    kept["budget_entries"] = tuple(
        replace(entry, state="spent") if entry.id in unvalued and entry.state == "evaluated" else entry
        for entry in kept["budget_entries"]
    )
    return records.keeping(kept)
