"""What was found in a board's file, in sentences: its schema, its references, its rows and its journal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.records import TABLES, Records
from learnboard.domain.row_rules import problem
from learnboard.domain.text import clean_line
from learnboard.domain.validation import violations
from learnboard.presentation.labels import count_text, describe_row
from learnboard.presentation.values import count_of
from learnboard.service.doctor.findings import REPAIR, RESTORE, Finding, fine, notice, wrong, wrong_each
from learnboard.storage.inspection import Leftover
from learnboard.storage.integrity import DanglingReference, RowsRead, SchemaPart, is_index_damage
from learnboard.storage.journal import MOST_STEPS
from learnboard.storage.journal_integrity import JournalReport
from learnboard.storage.migrations import SCHEMA

_COUNTED: Final = ("objectives", "key_results", "check_ins")
_LEFTOVERS: Final[Mapping[Leftover, str]] = {
    "journal": "A program was stopped in the middle of a step and left a journal beside the file: SQLite undoes the "
    "step when the board is opened next",
    "log": "Another program has switched the file to a write-ahead log (WAL): learnboard switches it back when the "
    "board is opened next",
}


def file_findings(damage: Sequence[str], leftover: Leftover, read_only: str, size: int) -> list[Finding]:
    """Return SQLite's findings in a file of `size` bytes, what lies beside it, and whether it can be written."""
    if damage and is_index_damage(damage):
        indices = (f"An index does not match its rows ({message}): {REPAIR} rebuilds it" for message in damage)
        findings = wrong_each(indices, "indices")
    else:
        findings = wrong_each(f"The file is damaged, SQLite reports: {message}" for message in damage)
    if leftover:
        findings.append(notice(_LEFTOVERS[leftover]))
    if read_only:
        findings.append(notice(read_only))
    return findings or [fine(f"SQLite finds nothing wrong; {size / 1000:,.0f} kB")]


def schema_findings(schema: int, parts: Sequence[SchemaPart]) -> list[Finding]:
    """Return which schema a board has, and how its tables and indices differ from those of a new board."""
    if schema > SCHEMA:
        which = f"schema {schema}, this one knows {SCHEMA}"
        return [wrong(f"The board was written by a newer learnboard ({which}): install the newer learnboard")]
    findings = [_part_finding(part) for part in parts]
    if schema < SCHEMA:
        which = f"schema {schema}, this one knows {SCHEMA}"
        update = "it is brought up to date, after a backup, when it is opened"
        findings.append(notice(f"The board was written by an older learnboard ({which}): {update}"))
    return findings or [fine(f"Schema {schema}, every table and index as in a new board")]


def _part_finding(part: SchemaPart) -> Finding:
    name = f"{part.kind} “{clean_line(part.name)}”"
    if part.status != "unknown":
        state = "is missing" if part.status == "missing" else "is not as learnboard makes it"
        if part.rebuildable:
            return wrong(f"The {name} {state}: {REPAIR} rebuilds it", "indices")
        return wrong(f"The {name} {state}: {RESTORE}")
    unknown = f"There is {'an' if part.kind == 'index' else 'a'} {name} that no learnboard made"
    if part.kind == "trigger":
        return wrong(
            f"{unknown}, and it may change rows past the journal: {RESTORE}, or remove it with the program that made it"
        )
    return notice(f"{unknown}: it is left alone")


def reference_findings(dangling: Sequence[DanglingReference], values: Mapping[str, tuple[Any, ...]]) -> list[Finding]:
    """Return the rows that refer to missing rows. A row that belongs to a missing one keeps all its references."""
    orphans = {(reference.table, reference.id) for reference in dangling if not reference.optional}
    referring = {(reference.table, reference.id) for reference in dangling}
    rows = {(name, row.id): row for name, _ in referring for row in values.get(name, ()) if (name, row.id) in referring}
    bound: list[str] = []
    loose: list[str] = []
    for reference in dangling:
        place = (reference.table, reference.id)
        name = _place(rows[place]) if place in rows else f"{reference.table} {_short_id(reference.id)}"
        missing = f"{name}, {reference.field}: {reference.parent} has no row {_short_id(reference.missing_id)}"
        if place in orphans:
            bound.append(f"{missing}; {RESTORE} that has it")
        else:
            loose.append(f"{missing}; {REPAIR} clears it")
    return [*wrong_each(bound), *wrong_each(loose, "references")] or [fine("Every reference finds its row")]


def row_findings(read: RowsRead, *, references_found: bool) -> list[Finding]:
    """Return the rows that cannot be read or break a rule; `references_found` if references were checked already."""
    findings = wrong_each(
        f"{cell.table} {_short_id(cell.id)}, {cell.column}: learnboard did not write this and cannot read it; {RESTORE}"
        for cell in read.unreadable
    )
    identities = read.values.get(BoardInfo.TABLE, ())
    if len(identities) != 1:
        state = f"has {len(identities)} identities" if identities else "has lost its identity"
        return [*findings, wrong(f"The board {state}: {RESTORE}")]
    records = Records(identities[0], **{name: read.values[name] for name in TABLES if name in read.values})
    whole = not read.unreadable and all(name in read.values for name in TABLES)
    findings += wrong_each(broken_rules(records, references=whole and not references_found))
    counts = ", ".join(count_text(name, len(records.table(name))) for name in _COUNTED)
    return findings or [fine(f"{counts}; no row breaks a rule")]


def broken_rules(records: Records, *, references: bool) -> Iterator[str]:
    """Yield a message for each rule that a row breaks; references to missing rows only if `references`."""
    if found := problem(records.board_info):
        yield f"The board's identity, {found.field}: {found.message}"
    for violation in violations(records):
        field = f", {violation.field}" if violation.field else ""
        message = f"{_place(violation.row)}{field}: {violation.message}"
        if violation.rule == "id":
            yield f"{message}; {RESTORE}, or delete one of them on the board"
        elif references or violation.rule != "reference":
            yield f"{message}: {violation.advice}" if violation.advice else message


def _place(row: Any) -> str:
    """A row by its name, its table and its id: `Key result “run 5 km” (key_results k11)`."""
    name = describe_row(row)
    return f"{name[:1].upper()}{name[1:]} ({row.TABLE} {clean_line(row.id)})"


def journal_findings(journal: JournalReport, drafts: int) -> list[Finding]:
    """Return what is wrong with the steps in the journal, and with the drafts of forms."""
    findings = wrong_each(
        (
            f"The step “{clean_line(step.label)}” cannot be read, so it cannot be undone: {REPAIR} keeps it and "
            "the steps before it as history only"
            for step in journal.unreadable
        ),
        "journal",
    )
    if journal.orphaned_changes:
        what = f"Changes that belong to no step: {journal.orphaned_changes:,}"
        findings.append(wrong(f"{what}; {REPAIR} deletes them", "journal"))
    if journal.misplaced:
        what = f"Undone steps before one that was not undone: {len(journal.misplaced):,}"
        findings.append(wrong(f"{what}; they cannot be redone, {REPAIR} deletes them", "journal"))
    if drafts:
        what = f"Drafts of forms that no form can show: {drafts:,}"
        findings.append(wrong(f"{what}; {REPAIR} deletes them", "drafts"))
    findings += _journal_notices(journal)
    if findings:
        return findings
    steps = f"{count_of(journal.steps, 'step')}, and all can be read"
    return [fine(steps if journal.steps else "No step has been done yet")]


def _journal_notices(journal: JournalReport) -> Iterator[Finding]:
    if journal.excess:
        steps = f"There are {journal.steps:,} steps, more than the {MOST_STEPS} that are kept"
        yield notice(f"{steps}: the next step drops the oldest")
    if journal.blocked:
        label, table, id_ = journal.blocked
        yield notice(
            f"The newest step, “{clean_line(label)}”, cannot be undone: {table} {_short_id(id_)} was changed by "
            "another program since: “learnboard undo --skip” leaves it as it is, and undo goes on before it; a "
            "backup has the board as it was (“learnboard restore”)"
        )


def _short_id(id_: str) -> str:
    """An id that may be no id at all."""
    return clean_line(id_)[:64]
