"""What was found in a board's file, in sentences: its schema, its references, its rows and its journal."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.records import TABLES, Records
from learnboard.domain.text import clean_line
from learnboard.presentation.labels import count_text
from learnboard.service.doctor.findings import REPAIR, RESTORE, Finding, each_of, fine, notice, wrong
from learnboard.service.doctor.rules import broken_rules, place_of
from learnboard.storage.inspection import Leftover
from learnboard.storage.integrity import DanglingReference, RowsRead, SchemaPart, is_index_damage
from learnboard.storage.journal import MOST_STEPS
from learnboard.storage.journal_integrity import JournalReport
from learnboard.storage.migrations import SCHEMA

_COUNTED: Final = ("objectives", "key_results", "check_ins")
_LEFT: Final[Mapping[Leftover, str]] = {
    "journal": "A program was ended in the middle of a step and has left a journal beside the file: SQLite takes the "
    "step back when the board is opened next",
    "log": "The file is written by way of a log (WAL), as another program has set it: it is set back when the board is "
    "opened next",
}


def of_file(damage: Sequence[str], left: Leftover, read_only: str, size: int) -> list[Finding]:
    """What SQLite finds in the file, what lies beside it, and whether it can be written; its size is in bytes."""
    if damage and is_index_damage(damage):
        found = each_of(
            (f"An index no longer fits its rows ({each}): {REPAIR} makes it again" for each in damage), "indices"
        )
    else:
        found = each_of(f"The file is damaged, SQLite finds: {each}" for each in damage)
    if left:
        found.append(notice(_LEFT[left]))
    if read_only:
        found.append(notice(read_only))
    return found or [fine(f"SQLite finds nothing wrong in it; {size / 1000:,.0f} kB")]


def of_schema(schema: int, parts: Sequence[SchemaPart]) -> list[Finding]:
    """Whether the board has the tables and indices of its schema, and which schema that is."""
    if schema > SCHEMA:
        which = f"schema {schema}, this one knows {SCHEMA}"
        return [wrong(f"The board was written by a newer learnboard ({which}): install the newer learnboard")]
    found = [_of_part(part) for part in parts]
    if schema < SCHEMA:
        found.append(
            notice(
                f"The board was written by an older learnboard (schema {schema}, this one knows {SCHEMA}): it is "
                "brought up to date, after a backup, when it is opened"
            )
        )
    return found or [fine(f"Schema {schema}, every table and index as in a new board")]


def _of_part(part: SchemaPart) -> Finding:
    name = f"{part.kind} “{clean_line(part.name)}”"
    if part.status != "unknown":
        what = "is missing" if part.status == "missing" else "is not as learnboard makes it"
        if part.rebuildable:
            return wrong(f"The {name} {what}: {REPAIR} makes it again", "indices")
        return wrong(f"The {name} {what}: {RESTORE}")
    article = "an" if part.kind == "index" else "a"
    if part.kind == "trigger":
        return wrong(
            f"There is {article} {name} that no learnboard made, and it may change rows past the journal: {RESTORE}, "
            "or remove it with the program that made it"
        )
    return notice(f"There is {article} {name} that no learnboard made: it is left alone")


def of_references(dangling: Sequence[DanglingReference], values: Mapping[str, tuple[Any, ...]]) -> list[Finding]:
    """Rows that refer to others that are not there; what belongs to one that is gone is not let go of."""
    orphans = {(each.table, each.id) for each in dangling if not each.optional}
    rows = _rows({(each.table, each.id) for each in dangling}, values)
    bound = [
        f"{_place(each, rows)}, {each.field}: {each.parent} has no row {_id(each.missing_id)}; {RESTORE} that has it"
        for each in dangling
        if (each.table, each.id) in orphans
    ]
    loose = [
        f"{_place(each, rows)}, {each.field}: {each.parent} has no row {_id(each.missing_id)}; {REPAIR} lets go of it"
        for each in dangling
        if (each.table, each.id) not in orphans
    ]
    return [*each_of(bound), *each_of(loose, "references")] or [fine("Every reference finds its row")]


def _rows(asked: set[tuple[str, str]], values: Mapping[str, tuple[Any, ...]]) -> dict[tuple[str, str], Any]:
    tables = {table for table, _ in asked}
    return {(name, row.id): row for name in tables for row in values.get(name, ()) if (name, row.id) in asked}


def _place(each: DanglingReference, rows: Mapping[tuple[str, str], Any]) -> str:
    row = rows.get((each.table, each.id))
    return f"{each.table} {_id(each.id)}" if row is None else place_of(row)


def of_rows(read: RowsRead, *, told: bool) -> list[Finding]:
    """Rows that say nothing, and rows that break a rule; `told` says that references are told of already."""
    found = each_of(
        f"{each.table} {_id(each.id)}, {each.column}: this was written by no learnboard and cannot be read; {RESTORE}"
        for each in read.unreadable
    )
    identities = read.values.get(BoardInfo.TABLE, ())
    if len(identities) != 1:
        what = f"has {len(identities)} identities" if identities else "has lost its identity"
        return [*found, wrong(f"The board {what}: {RESTORE}")]
    records = Records(identities[0], **{name: read.values[name] for name in TABLES if name in read.values})
    whole = not read.unreadable and all(name in read.values for name in TABLES)
    found += each_of(broken_rules(records, references=told or not whole))
    counts = ", ".join(count_text(name, len(records.table(name))) for name in _COUNTED)
    return found or [fine(f"{counts}; no row breaks a rule")]


def of_journal(journal: JournalReport, drafts: int) -> list[Finding]:
    """What is wrong with the steps that were done, and with half-filled forms that were kept."""
    found = each_of(
        (
            f"The step “{clean_line(each.label)}” cannot be read, and so not be undone: {REPAIR} lets it stand as "
            "history, with those before it"
            for each in journal.unreadable
        ),
        "journal",
    )
    if journal.orphaned_changes:
        what = f"Changes that belong to no step: {journal.orphaned_changes:,}"
        found.append(wrong(f"{what}; {REPAIR} deletes them", "journal"))
    if journal.misplaced:
        what = f"Undone steps that stand before one that was not: {len(journal.misplaced):,}"
        found.append(wrong(f"{what}; they cannot be done again, {REPAIR} deletes them", "journal"))
    if drafts:
        what = f"Half-filled forms that were kept and that no form can show: {drafts:,}"
        found.append(wrong(f"{what}; {REPAIR} deletes them", "drafts"))
    found += _worth_a_look(journal)
    steps = "1 step" if journal.steps == 1 else f"{journal.steps:,} steps"
    return found or [fine(f"{steps}, and all can be read" if journal.steps else "No step has been done yet")]


def _worth_a_look(journal: JournalReport) -> list[Finding]:
    found: list[Finding] = []
    if journal.excess:
        what = f"There are {journal.steps:,} steps, more than the {MOST_STEPS} that are kept"
        found.append(notice(f"{what}: the next step drops the oldest"))
    if journal.blocked:
        label, table, id_ = journal.blocked
        found.append(
            notice(
                f"The newest step, “{clean_line(label)}”, cannot be undone: {table} {_id(id_)} was changed by another "
                "program since; a backup brings the board back as it was (“learnboard restore”)"
            )
        )
    return found


def _id(id_: str) -> str:
    """An id that may be none."""
    return clean_line(id_)[:64]
