"""`learnboard export --upward`: the notes on a person. Its page needs Jinja, which no other command waits for."""

from pathlib import Path
from types import SimpleNamespace as Namespace

from learnboard.cli.commands import today, write_or_print
from learnboard.cli.paths import board_path
from learnboard.presentation.values import short_name
from learnboard.service.export.upward import UpwardFormat, upward_document, upward_file_name
from learnboard.service.export.write import write_document
from learnboard.service.opening import open_existing
from learnboard.service.queries.lookup import find_person


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
    return write_or_print(data, path, f"your notes on {short_name(person.name)}")
