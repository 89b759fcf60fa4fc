"""The command line: the only place that builds storage, service and app; errors become one line."""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace as Namespace
from typing import Any, Final

from learnboard.domain.clean import clean, clean_line
from learnboard.domain.errors import LearnboardError

_INVITATION: Final = """
The board is empty: “learnboard” opens it, “learnboard demo” shows an example year, and
“learnboard import FILE” brings in a full snapshot.
"""


def run(arguments: Sequence[str]) -> int:
    """Run one command. Answers 0 when done, 1 when it could not be done, 2 for wrong usage."""
    _prepare_streams()
    try:
        code = _answer(arguments)
        # Now, not when Python ends: only here can a full disk or a reader that has gone still be told.
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our pipe has gone, as `head` does: nothing is wrong, and nothing more is to be said.
        _drop_output()
        return 0
    except OSError as error:
        _drop_output()
        _say(f"This could not be done ({error.strerror or error}): check the disk and where the output goes.")
        return 1
    return code


def _answer(arguments: Sequence[str]) -> int:
    try:
        options = _understood(arguments)
        return _COMMANDS[options.command](options)
    except SystemExit as said:  # argparse has said it all
        return said.code if isinstance(said.code, int) else 0
    except LearnboardError as error:
        _say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


def _understood(arguments: Sequence[str]) -> Namespace:
    """What was asked for. Opening a board must not wait, and needs no parser."""
    match arguments:
        case []:
            return Namespace(command="open", board=None, ascii=False)
        case ["--board", name] if name and not name.startswith("-"):
            return Namespace(command="open", board=name, ascii=False)
        case ["demo"]:
            return Namespace(command="demo", board=None, ascii=False)
    # argparse and its parsers take 8 ms.
    from learnboard.arguments import parse  # noqa: PLC0415

    return Namespace(**vars(parse(arguments)))


def _prepare_streams() -> None:
    """Make every text printable on every terminal, and give a closed output (`>&-`) somewhere to go."""
    # A path that is not UTF-8, or a terminal that knows only ASCII: \x-sequences say more than a crash.
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Let what could not be written go, or Python tries once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(sentence: str) -> None:
    """One line on stderr."""
    print(f"learnboard: {clean_line(sentence)}", file=sys.stderr)


def _notify(notices: Sequence[str]) -> None:
    for notice in notices:
        _say(notice)


def _print_json(plain: object) -> None:
    """JSON is UTF-8, whatever the terminal knows."""
    text = json.dumps(plain, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    sys.stdout.buffer.write(text.encode())


def _today() -> date:
    """The day it is where the person is."""
    return date.today()  # noqa: DTZ011 - a learning day is a local day


# -- commands: each imports what it needs, so that none waits for what another needs ------------------------------


def _existing_store(options: Namespace) -> Any:
    from learnboard.paths import board_path  # noqa: PLC0415
    from learnboard.service.opening import open_existing  # noqa: PLC0415

    return open_existing(board_path(options.board))


def _open(options: Namespace) -> int:
    from learnboard.paths import board_path  # noqa: PLC0415
    from learnboard.service.desk import Desk  # noqa: PLC0415
    from learnboard.service.opening import open_or_create  # noqa: PLC0415

    while True:
        _prepare_start()
        with Desk(open_or_create(board_path(options.board), wait=0.1)) as desk:
            code, wish = _show_board(desk, _today, options)
        if wish != "demo":
            return code
        _demo(options)


def _demo(options: Namespace) -> int:
    from learnboard.service.demo import DEMO_DAY, demo_store  # noqa: PLC0415
    from learnboard.service.desk import Desk  # noqa: PLC0415

    _prepare_start()
    notice = f"The example year on {DEMO_DAY:%-d %B %Y}, a copy that goes away when you leave"
    with demo_store() as store, Desk(store) as desk:
        return _show_board(desk, lambda: DEMO_DAY, options, notice)[0]


def _prepare_start() -> None:
    """What must be so before Textual is imported: more frames a second, and no collector before the first paint."""
    import gc  # noqa: PLC0415

    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        from learnboard.domain.errors import Refused  # noqa: PLC0415

        raise Refused("The board needs a terminal: for a pipe there is “learnboard show”.")
    gc.disable()
    os.environ.setdefault("TEXTUAL_FPS", "120")


def _show_board(desk: Any, today: Callable[[], date], options: Namespace, notice: str = "") -> tuple[int, str | None]:
    """Show a board until the person leaves: the exit code, and what they want to see instead, if they do."""
    from learnboard.paths import settings_path  # noqa: PLC0415
    from learnboard.settings import read_settings  # noqa: PLC0415
    from learnboard.ui.app import LearnboardApp  # noqa: PLC0415

    preferences = read_settings(settings_path())
    if options.ascii:
        preferences = preferences._replace(ascii=True)
    app = LearnboardApp(desk, today, notice, preferences)
    wish = app.run()
    return app.return_code or 0, wish


def _show(options: Namespace) -> int:
    from learnboard.service import files  # noqa: PLC0415

    if options.file:
        standing, notices = files.standing_of_file(options.file, options.as_of)
    else:
        from learnboard.paths import board_path  # noqa: PLC0415

        standing, notices = files.standing_of_board(board_path(options.board), options.as_of or _today())
    _notify(notices)
    if options.json:
        from learnboard.domain.report import report  # noqa: PLC0415

        _print_json(report(standing))
    else:
        invitation = _INVITATION if standing.records.empty and not options.file else ""
        sys.stdout.write(files.described(standing) + invitation)
    return 0


def _check_in(options: Namespace) -> int:
    from learnboard.domain.fields import Number  # noqa: PLC0415
    from learnboard.service.desk import Desk  # noqa: PLC0415
    from learnboard.service.finding import key_result_named  # noqa: PLC0415
    from learnboard.service.wishes import CheckInKeyResult  # noqa: PLC0415

    value = None if options.value is None else Number(options.value.strip())
    with Desk(_existing_store(options)) as desk:
        key_result = key_result_named(desk.store, options.key_result)
        wish = CheckInKeyResult(key_result.id, options.on or _today(), value, options.confidence, clean(options.note))
        print(desk.do(wish, desk.open(_today())).sentence + _said_of(options.on))
    return 0


def _said_of(on: date | None) -> str:
    """A day that was given, said as it was understood: it may have been given in words."""
    if on is None:
        return ""
    from learnboard.service.dates import described  # noqa: PLC0415

    return f" for {described(on, _today())}"


def _export(options: Namespace) -> int:
    from learnboard.service import files  # noqa: PLC0415
    from learnboard.service.finding import person_named  # noqa: PLC0415

    with _existing_store(options) as store:
        person = None if options.person is None else person_named(store, options.person)
        handover = files.Handover(options.profile, person.id if person else None, options.as_of)
        snapshot = files.snapshot_of(store, handover, datetime.now(UTC), _today())
        piped = options.output == Path("-")
        path = None if piped else options.output or Path(files.default_name(snapshot, person))
        data, notices = files.export_snapshot(store, snapshot, handover, path, force=options.force)
    _notify(notices)
    if piped:
        sys.stdout.buffer.write(data)
        return 0
    held_back = "; something was withheld" if snapshot.withheld else ""
    print(f"wrote {clean_line(str(path))}: snapshot {snapshot.sequence}, profile {snapshot.profile}{held_back}")
    return 0


def _import(options: Namespace) -> int:
    from learnboard.paths import board_path  # noqa: PLC0415
    from learnboard.service.importing import import_board  # noqa: PLC0415

    result = import_board(options.file, board_path(options.board))
    _notify(result.notices)
    print(result.sentence)
    return 0


def _compare(options: Namespace) -> int:
    from learnboard.domain.comparison import as_plain  # noqa: PLC0415
    from learnboard.service import files  # noqa: PLC0415

    comparison, notices = files.compare_files(options.old, options.new)
    _notify(notices)
    if options.json:
        _print_json(as_plain(comparison))
    else:
        sys.stdout.write(files.described(comparison))
    return 0


def _undo(options: Namespace) -> int:
    with _existing_store(options) as store:
        print(f"undid: {clean_line(store.undo().label)}")
    return 0


def _redo(options: Namespace) -> int:
    with _existing_store(options) as store:
        print(f"did again: {clean_line(store.redo().label)}")
    return 0


def _settings(options: Namespace) -> int:
    from learnboard.settings_command import show_keys, show_settings, start_settings  # noqa: PLC0415

    if options.keys:
        sys.stdout.write(show_keys())
        return 0
    if options.init:
        print(start_settings())
        return 0
    text, problems = show_settings()
    sys.stdout.write(text)
    _notify(problems)
    return 1 if problems else 0


def _schema(_: Namespace) -> int:
    from learnboard.service import files  # noqa: PLC0415

    _print_json(files.schema())
    return 0


_COMMANDS: Final[Mapping[str, Callable[[Namespace], int]]] = {
    "open": _open,
    "demo": _demo,
    "show": _show,
    "check-in": _check_in,
    "export": _export,
    "import": _import,
    "compare": _compare,
    "undo": _undo,
    "redo": _redo,
    "settings": _settings,
    "schema": _schema,
}
