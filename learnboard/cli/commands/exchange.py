"""`learnboard export`: what of a board leaves as a file."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace as Namespace

from learnboard.cli.commands import keep, print_messages, today
from learnboard.cli.paths import board_path
from learnboard.domain.model.goals import Cycle
from learnboard.domain.text import clean_line
from learnboard.service.export.checks import check_limits, export_warnings, leak_notices
from learnboard.service.export.contents import describe_file, leaving
from learnboard.service.export.prepare import STORIES, ExportFormat, ExportRequest, file_name, prepare_export
from learnboard.service.export.table import check_table
from learnboard.service.export.write import write_export
from learnboard.service.opening import open_existing
from learnboard.service.queries.lookup import find_person
from learnboard.service.queries.naming import find_cycle_by_title


def export(options: Namespace) -> int:
    """Write a snapshot for oneself or a reader, or tell the story of a cycle."""
    kind = _format(options)
    story = kind in STORIES
    if kind == "csv":
        check_table(options.table)
    with open_existing(board_path(options.board), wait=options.wait) as store:
        person = None if options.person is None else find_person(store, options.person, today())
        cycle = find_cycle_by_title(store.rows(Cycle), options.story) if options.story else None
        request = ExportRequest(
            profile=options.profile or ("full" if story and not person else None),
            person=person.id if person else None,
            as_of=options.as_of,
            cycle=cycle.id if cycle else None,
            table=options.table or "",
        )
        prepared = keep(prepare_export(store, request, datetime.now(UTC), today(), compared=kind == "html"))
        piped = options.output == Path("-")
        path = None if piped else options.output or Path(file_name(prepared, kind))
        data, notices = write_export(store, prepared, kind, path, force=options.force, anyway=options.anyway)
    prepared = leaving(prepared, kind)
    warnings = export_warnings(prepared, "“--as-of today” leaves")
    leaks = leak_notices(prepared.leaks, prepared.snapshot.records)
    print_messages([*warnings, *leaks, *notices])
    if piped:
        sys.stdout.buffer.write(data)
        return 0
    snapshot = prepared.snapshot
    withheld = " Something was withheld." if snapshot.withheld else ""
    print(
        f"Wrote “{clean_line(str(path))}”: {describe_file(prepared, kind)}, profile {snapshot.profile}.{withheld}",
        *check_limits(prepared),
        sep="\n",
    )
    return 0


def _format(options: Namespace) -> ExportFormat:
    """The format that was asked for: a file for learnboard, and of a story Markdown, unless it was said."""
    if options.story is None:
        kind: ExportFormat = options.format or "json"
        return kind
    return "story" if options.format == "html" else "markdown"
