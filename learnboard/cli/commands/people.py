"""`learnboard agreement`: what was agreed on with a person."""

from pathlib import Path
from types import SimpleNamespace as Namespace

from learnboard.cli.commands import today, write_or_print
from learnboard.cli.paths import board_path
from learnboard.presentation.values import short_name
from learnboard.service.export.agreement import agreement_document
from learnboard.service.export.write import write_document
from learnboard.service.opening import open_existing
from learnboard.service.queries.lookup import find_person


def agreement(options: Namespace) -> int:
    """Print the agreement with a person as Markdown, or write it to a file."""
    with open_existing(board_path(options.board), wait=options.wait) as store:
        person = find_person(store, options.person, today())
        data = agreement_document(store, person.id)
        path = None if options.output in (None, Path("-")) else options.output
        if path:
            write_document(store, data, path, force=options.force)
    return write_or_print(data, path, f"the agreement with {short_name(person.name)}")
