"""The command line: the only place that builds storage, service and app; errors become one line."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from learnboard import __version__
from learnboard.domain.clean import clean, clean_line
from learnboard.domain.errors import LearnboardError

Command = Callable[[argparse.Namespace], int]

_EXAMPLES = """\
examples:
  learnboard demo                                  the example year, in a copy that goes away
  learnboard                                       your board
  learnboard check-in "p95 latency" 590 --confidence 6 --note "cache in front of tax lookup"
  learnboard export --for rowan -o rowan.learnboard.json
  learnboard compare march.learnboard.json june.learnboard.json
  learnboard --board other.db import year.learnboard.json
"""


def run(arguments: Sequence[str]) -> int:
    """Run one command. Answers 0 when done, 1 when it could not be done, 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except LearnboardError as error:
        print(f"learnboard: {clean_line(str(error))}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our pipe has gone, as `head` does: nothing is wrong, and nothing more is to be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="learnboard",
        description="Your own development on one board in the terminal. Without a command it opens the board.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", "-V", action="version", version=f"learnboard {__version__}")
    parser.add_argument("--board", metavar="FILE", help="another board than your own (or LEARNBOARD_FILE)")
    parser.set_defaults(command=_open)
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")

    def add(name: str, command: Command, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".")
        sub.set_defaults(command=command)
        return sub

    add("demo", _demo, "the example year, in a copy that goes away")
    show = add("show", _show, "the board or a snapshot in plain text, or its figures")
    show.add_argument("file", metavar="FILE", nargs="?", type=Path, help="a snapshot; without it, the board")
    show.add_argument("--json", action="store_true", help="the figures as JSON")
    show.add_argument("--as-of", metavar="DATE", type=_day, help="as known on this day, YYYY-MM-DD")
    check_in = add("check-in", _check_in, "say where a key result stands")
    check_in.add_argument("key_result", metavar="KR", help="an id, or words that fit exactly one title")
    check_in.add_argument(
        "value", metavar="VALUE", nargs="?", help="the value now; none for milestones and done/not done"
    )
    check_in.add_argument("--confidence", metavar="N", type=int, help="1 to 10")
    check_in.add_argument("--note", metavar="TEXT", default="")
    check_in.add_argument("--on", metavar="DATE", type=_day, help="the day it was so, today if not given")
    export = add("export", _export, "write a snapshot for yourself or a reader")
    export.add_argument("--profile", choices=("full", "mentor", "shared"), default="mentor", help="what leaves")
    export.add_argument("--for", dest="person", metavar="PERSON", help="whom it is for: an id or a name")
    export.add_argument("--as-of", metavar="DATE", type=_day, help="as known on this day, YYYY-MM-DD")
    export.add_argument("--output", "-o", metavar="FILE", type=Path, help="where to; - is standard output")
    export.add_argument("--force", action="store_true", help="replace a file that is there")
    bring = add("import", _import, "make an empty board from a full snapshot")
    bring.add_argument("file", metavar="FILE", type=Path)
    compare = add("compare", _compare, "what changed between two snapshots of one board")
    compare.add_argument("old", metavar="OLD", type=Path)
    compare.add_argument("new", metavar="NEW", type=Path)
    compare.add_argument("--json", action="store_true", help="as JSON")
    add("undo", _undo, "take the last step back")
    add("redo", _redo, "do it again")
    schema = add("schema", _schema, "the JSON Schema of the file format")
    schema.add_argument("document", nargs="?", choices=("snapshot",), default="snapshot")
    return parser


def _today() -> date:
    """The day it is where the person is."""
    return date.today()  # noqa: DTZ011 - a learning day is a local day


def _day(text: str) -> date:
    """A day as the format writes it."""
    from learnboard.domain.fields import FIRST_DAY, LAST_DAY  # noqa: PLC0415 - --version and --help need none of it

    try:
        day = date.fromisoformat(text) if len(text) == len("2026-01-01") else None
    except ValueError:
        day = None
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise argparse.ArgumentTypeError(f"“{clean_line(text)[:40]}” is not a day: write YYYY-MM-DD, 1970 to 2200")
    return day


# -- commands: each imports what it needs, so that none waits for what another needs ------------------------------


def _open_store(options: argparse.Namespace, *, wait: float = 5.0) -> Any:
    from learnboard.paths import board_path  # noqa: PLC0415
    from learnboard.service.opening import open_or_create  # noqa: PLC0415

    return open_or_create(board_path(options.board), wait=wait)


def _open(options: argparse.Namespace) -> int:
    from learnboard.service.desk import Desk  # noqa: PLC0415

    _prepare_start()
    with Desk(_open_store(options, wait=0.1)) as desk:
        return _show_board(desk, _today)


def _demo(_: argparse.Namespace) -> int:
    from learnboard.service.demo import DEMO_DAY, demo_store  # noqa: PLC0415
    from learnboard.service.desk import Desk  # noqa: PLC0415

    _prepare_start()
    notice = f"The example year on {DEMO_DAY:%-d %B %Y}, a copy that goes away when you leave"
    with demo_store() as store, Desk(store) as desk:
        return _show_board(desk, lambda: DEMO_DAY, notice)


def _prepare_start() -> None:
    """What must be so before Textual is imported: more frames a second, and no collector before the first paint."""
    import gc  # noqa: PLC0415

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        from learnboard.domain.errors import Refused  # noqa: PLC0415

        raise Refused("The board needs a terminal: for a pipe there is “learnboard show”.")
    gc.disable()
    os.environ.setdefault("TEXTUAL_FPS", "120")


def _show_board(desk: Any, today: Callable[[], date], notice: str = "") -> int:
    from learnboard.ui.app import LearnboardApp  # noqa: PLC0415

    app = LearnboardApp(desk, today, notice)
    app.run()
    return app.return_code or 0


def _show(options: argparse.Namespace) -> int:
    from learnboard.service import files  # noqa: PLC0415

    if options.file:
        standing, notices = files.standing_of_file(options.file, options.as_of)
        _notify(notices)
    else:
        with _open_store(options) as store:
            standing = files.standing_of_store(store, options.as_of or _today())
    if options.json:
        from learnboard.domain.report import report  # noqa: PLC0415

        _print_json(report(standing))
    else:
        sys.stdout.write(files.described(standing))
    return 0


def _check_in(options: argparse.Namespace) -> int:
    from learnboard.domain.fields import Number  # noqa: PLC0415
    from learnboard.service.desk import Desk  # noqa: PLC0415
    from learnboard.service.finding import key_result_named  # noqa: PLC0415
    from learnboard.service.wishes import CheckInKeyResult  # noqa: PLC0415

    value = Number(options.value.strip()) if options.value else None
    with Desk(_open_store(options)) as desk:
        key_result = key_result_named(desk.store, options.key_result)
        wish = CheckInKeyResult(key_result.id, options.on or _today(), value, options.confidence, clean(options.note))
        print(desk.do(wish, desk.open(_today())).sentence)
    return 0


def _export(options: argparse.Namespace) -> int:
    from learnboard.service import files  # noqa: PLC0415

    with _open_store(options) as store:
        person = files.person_named(store, options.person) if options.person else None
        handover = files.Handover(options.profile, person, options.as_of)
        snapshot = files.snapshot_of(store, handover, datetime.now(UTC), _today())
        piped = options.output == Path("-")
        path = None if piped else options.output or Path(files.default_name(snapshot))
        data = files.export_snapshot(store, snapshot, handover, path, force=options.force)
    if piped:
        sys.stdout.buffer.write(data)
        return 0
    held_back = "; something was withheld" if snapshot.withheld else ""
    print(f"wrote {clean_line(str(path))}: snapshot {snapshot.sequence}, profile {snapshot.profile}{held_back}")
    return 0


def _import(options: argparse.Namespace) -> int:
    from learnboard.paths import board_path  # noqa: PLC0415
    from learnboard.service.importing import import_board  # noqa: PLC0415

    result = import_board(options.file, board_path(options.board))
    _notify(result.notices)
    print(result.sentence)
    return 0


def _compare(options: argparse.Namespace) -> int:
    from learnboard.domain.comparison import as_plain  # noqa: PLC0415
    from learnboard.service import files  # noqa: PLC0415

    comparison, notices = files.compare_files(options.old, options.new)
    _notify(notices)
    if options.json:
        _print_json(as_plain(comparison))
    else:
        sys.stdout.write(files.described(comparison))
    return 0


def _undo(options: argparse.Namespace) -> int:
    with _open_store(options) as store:
        print(f"undid: {clean_line(store.undo().label)}")
    return 0


def _redo(options: argparse.Namespace) -> int:
    with _open_store(options) as store:
        print(f"did again: {clean_line(store.redo().label)}")
    return 0


def _schema(_: argparse.Namespace) -> int:
    from learnboard.service import files  # noqa: PLC0415

    _print_json(files.schema())
    return 0


def _notify(notices: Sequence[str]) -> None:
    for notice in notices:
        print(f"learnboard: {clean_line(notice)}", file=sys.stderr)


def _print_json(plain: object) -> None:
    sys.stdout.write(json.dumps(plain, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
