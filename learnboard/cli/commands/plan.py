"""`learnboard plan`: what one wants to learn, to be shown. Its page needs Jinja, which no other command waits for."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace as Namespace

from learnboard.cli.commands import print_messages, today, write_or_print
from learnboard.cli.paths import board_path
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.learning import HoursPolicy
from learnboard.exchange.html import plan_page
from learnboard.presentation.plan import NO_HOURS, plan_words
from learnboard.service.export.checks import check_leaks, check_limits, leak_notices
from learnboard.service.export.plan import plan_document, tell_plan
from learnboard.service.export.prepare import ExportRequest, prepare_export
from learnboard.service.export.write import write_document
from learnboard.service.opening import open_existing
from learnboard.service.queries.naming import find_cycle_by_title


def plan(options: Namespace) -> int:
    """Print the plan of a cycle, or write it to a file; what is private or only for a mentor stays at home.

    Raises:
        LearnboardError: if there is no cycle, or private words are in what leaves.
    """
    day = today()
    with open_existing(board_path(options.board), wait=options.wait) as store:
        cycle = find_cycle_by_title(store.rows(Cycle), options.cycle) if options.cycle else None
        request = ExportRequest(profile=options.profile, cycle=cycle.id if cycle else None)
        prepared = prepare_export(store, request, datetime.now(UTC), day, compared=False)
        told = tell_plan(prepared)
        records = prepared.snapshot.records
        if not options.anyway:
            check_leaks(prepared.leaks, records)
        data = plan_page(told) if options.format == "html" else plan_document(told)
        no_hours = prepared.snapshot.profile == "shared" and store.count(HoursPolicy)
        path = None if options.output in (None, Path("-")) else options.output
        if path:
            write_document(store, data, path, force=options.force)
    print_messages([*([NO_HOURS] if no_hours else []), *leak_notices(prepared.leaks, records), *check_limits(prepared)])
    return write_or_print(data, path, plan_words(told, day))
