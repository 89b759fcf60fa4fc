"""What can be written behind `learnboard`: commands, options, and what `--help` says of them."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from learnboard import __version__
from learnboard.domain.errors import InvalidValue
from learnboard.domain.text import clean_line

_EXAMPLES = """\
examples:
  learnboard demo                                  the example year, in a copy that goes away
  learnboard                                       your board
  learnboard check-in "p95 latency" 590 --confidence 6 --note "cache in front of tax lookup"
  learnboard export --for rowan --format html -o rowan.html
  learnboard import rowan.feedback.json
  learnboard mentor rowan.html
  learnboard compare march.learnboard.json june.learnboard.json
  learnboard restore 1
  learnboard --board other.db import year.learnboard.json
"""


class _Parser(argparse.ArgumentParser):
    """Refuses wrong usage without echoing what a terminal could obey: `show *` passes names of strangers' files."""

    def error(self, message: str) -> NoReturn:
        super().error(clean_line(message))


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What was asked for; `command` is the command's name, `open` when none was given.

    Raises:
        SystemExit: after `--help` and `--version` with 0, for wrong usage with 2; everything has been said then.
    """
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="learnboard",
        description="Your own development on one board in the terminal. Without a command it opens the board.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", "-V", action="version", version=f"learnboard {__version__}")
    parser.add_argument(
        "--board", metavar="FILE", help="another board than your own; stands before the command (or LEARNBOARD_FILE)"
    )
    parser.add_argument("--ascii", action="store_true", help="plain ASCII signs on the screen")
    parser.set_defaults(command="open")
    _add_commands(parser)
    return parser


def _add_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        description = text[:1].upper() + text[1:] + "."
        sub: argparse.ArgumentParser = commands.add_parser(name, help=text, description=description, allow_abbrev=False)
        sub.set_defaults(command=name)
        return sub

    demo = add("demo", "the example year, in a copy that goes away")
    demo.add_argument("--ascii", action="store_true", default=argparse.SUPPRESS, help="plain ASCII signs")
    mentor = add("mentor", "what changed since last time, in snapshots that were handed to you")
    mentor.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="snapshots, pages, or folders of them")
    mentor.add_argument("--ascii", action="store_true", default=argparse.SUPPRESS, help="plain ASCII signs")
    _add_show(add("show", "the board or a snapshot in plain text, or its figures"))
    _add_check_in(add("check-in", "say where a key result stands"))
    _add_export(add("export", "write a snapshot for yourself or a reader"))
    bring = add("import", "take in feedback, or fill a new board with a full snapshot; told apart by content")
    bring.add_argument("file", metavar="FILE", type=Path)
    bring.add_argument("--dry-run", action="store_true", help="only say what would come in")
    bring.add_argument(
        "--replace", action="store_true", help="put a full snapshot in the place of the board, after a backup"
    )
    _add_compare(add("compare", "what changed between two snapshots of one board"))
    add("undo", "take the last step back")
    add("redo", "do it again")
    backup = add("backup", "back the board up now, into the folder beside it or to a file")
    backup.add_argument("file", metavar="FILE", nargs="?", type=Path, help="where to; without it, beside the board")
    restore = add("restore", "bring a backup back, after a backup of the board as it is; without a name, list them")
    restore.add_argument("which", metavar="NUMBER|FILE", nargs="?", help="a number out of the list, or a file")
    _add_doctor(add("doctor", "look whether all is well with the board, its backups and the settings"))
    _add_settings(add("settings", "the settings of this machine: where they are, what holds, what is wrong with them"))
    schema = add("schema", "the JSON Schema of the file format")
    schema.add_argument("document", nargs="?", choices=("snapshot", "feedback"), default="snapshot")


def _add_show(show: argparse.ArgumentParser) -> None:
    show.add_argument("file", metavar="FILE", nargs="?", type=Path, help="a snapshot; without it, the board")
    show.add_argument("--json", action="store_true", help="the figures as JSON")
    _add_as_of(show)


def _add_check_in(check_in: argparse.ArgumentParser) -> None:
    check_in.add_argument("key_result", metavar="KR", help="an id, or words that fit exactly one title")
    check_in.add_argument(
        "value", metavar="VALUE", nargs="?", help="the value now; none for milestones and done/not done"
    )
    check_in.add_argument("--confidence", metavar="N", type=int, help="1 to 10")
    check_in.add_argument("--note", metavar="TEXT", default="")
    check_in.add_argument(
        "--on",
        metavar="DATE",
        type=_day,
        help="the day it was so: 2026-06-01, yesterday, fri, 2 weeks ago; without it, today",
    )


def _add_export(export: argparse.ArgumentParser) -> None:
    export.add_argument(
        "--profile",
        choices=("full", "mentor", "shared"),
        help="what leaves; without it, shared for people who are no mentors, else mentor",
    )
    export.add_argument("--for", dest="person", metavar="PERSON", help="whom it is for: an id or a name")
    export.add_argument(
        "--format", choices=("json", "html"), default="json", help="a file for learnboard, or a page for any browser"
    )
    _add_as_of(export)
    export.add_argument("--output", "-o", metavar="FILE", type=Path, help="where to; - is standard output")
    export.add_argument("--force", action="store_true", help="replace a file that is there")
    export.add_argument("--anyway", action="store_true", help="also when private words stand in what goes out")


def _add_compare(compare: argparse.ArgumentParser) -> None:
    compare.add_argument("old", metavar="OLD", type=Path)
    compare.add_argument("new", metavar="NEW", type=Path)
    compare.add_argument("--json", action="store_true", help="as JSON")


def _add_doctor(doctor: argparse.ArgumentParser) -> None:
    doctor.add_argument("--repair", action="store_true", help="repair what is safe to repair, after a backup")
    doctor.add_argument("--json", action="store_true", help="as JSON")


def _add_settings(settings: argparse.ArgumentParser) -> None:
    ways = settings.add_mutually_exclusive_group()
    ways.add_argument("--init", action="store_true", help="make the file, with examples, if there is none")
    ways.add_argument("--keys", action="store_true", help="everything that can be given own keys")


def _add_as_of(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as-of", metavar="DATE", type=_day, help="as known on this day: 2026-06-01, yesterday")


def _day(text: str) -> date:
    """A day as the format writes it, or in words; of the days that words can mean, the latest one up to today."""
    from learnboard.service.dates import parse_day  # noqa: PLC0415 - few commands name a day

    try:
        return parse_day(text, date.today(), past=True)  # noqa: DTZ011 - a learning day is a local day
    except InvalidValue as error:
        raise argparse.ArgumentTypeError(str(error)) from error
