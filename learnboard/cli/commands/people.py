"""`learnboard agreement` and `learnboard export --upward`: what is between the owner and one person."""

import sys
from pathlib import Path
from types import SimpleNamespace as Namespace

from learnboard.cli.commands import today
from learnboard.cli.paths import board_path
from learnboard.domain.text import clean_line
from learnboard.presentation.values import short_name
from learnboard.service.export.people import (
    UpwardFormat,
    agreement_document,
    upward_document,
    upward_file_name,
    write_document,
)
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
    return _told(data, path, f"the agreement with {short_name(person.name)}")


def upward(options: Namespace) -> int:
    """Write the notes on a person to a file, or print them."""
    kind: UpwardFormat = "html" if options.format == "html" else "markdown"
    with open_existing(board_path(options.board), wait=options.wait) as store:
        person = find_person(store, options.upward, today())
        data = upward_document(store, person.id, kind, today())
        piped = options.output == Path("-")
        path = None if piped else options.output or Path(upward_file_name(store, person, kind))
        if path:
            write_document(store, data, path, force=options.force)
    return _told(data, path, f"your notes on {short_name(person.name)}")


def _told(data: bytes, path: Path | None, what: str) -> int:
    """Print the text itself, or where it was written."""
    if path is None:
        sys.stdout.buffer.write(data)
    else:
        print(f"Wrote “{clean_line(str(path))}”: {what}.")
    return 0
