"""The commands and options of `learnboard`, and the text of `--help`."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, get_args

from learnboard.cli.arguments import CommandParser, Parser, Version, day, target, whole
from learnboard.cli.option_checks import check_agreement, check_backup, check_format, check_log, check_plan
from learnboard.domain.model.fields import Visibility
from learnboard.domain.model.learning import Category, Mode, TimeSource

_EXAMPLES = """\
examples:
  learnboard demo                                  the example year, in a copy that is deleted when you leave
  learnboard                                       your board
  learnboard check-in "p95 latency" 590 --confidence 6 --note "cache in front of tax lookup"
  learnboard log 1h30 queueing ch 4 @fri
  learnboard timer start "p95 latency"
  learnboard week
  learnboard plan -o plan.html
  learnboard export --for rowan --format html -o rowan.html
  learnboard export --story 2025 --format html
  learnboard export --upward hazel
  learnboard export --format ics -o learning.ics
  learnboard export --record "speaker coaching" -o record.html
  learnboard agreement rowan -o agreement.md
  learnboard import rowan.feedback.json
  learnboard mentor rowan.html
  learnboard compare march.learnboard.json june.learnboard.json
  learnboard restore 1
  learnboard --board other.db import year.learnboard.json
"""
_CHECKS: Final[Mapping[str, Callable[[argparse.ArgumentParser, argparse.Namespace], None]]] = {
    "agreement": check_agreement,
    "backup": check_backup,
    "export": check_format,
    "log": check_log,
    "plan": check_plan,
}
_ASCII = "use plain ASCII signs on the screen"


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments; `command` is the command's name, `open` when there is none.

    It is `upward` or `record` for such an export, and `digest` where `log` tells what was logged.

    Raises:
        SystemExit: after `--help` and `--version` with 0, for a usage error with 2; everything has been printed then.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if check := _CHECKS.get(options.command):
        check(parser, options)
    return options


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="learnboard",
        description="Your own development on one board in the terminal. Without a command, it opens the board.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", "-V", action=Version, nargs=0, help="print the version")
    parser.add_argument(
        "--board", metavar="FILE", help="use another board than your own; goes before the command (or LEARNBOARD_FILE)"
    )
    parser.add_argument("--ascii", action="store_true", help=_ASCII)
    parser.set_defaults(command="open")
    _add_commands(parser)
    return parser


def _add_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(metavar="COMMAND", title="commands", parser_class=CommandParser)

    def add(name: str, text: str) -> argparse.ArgumentParser:
        description = text[:1].upper() + text[1:] + "."
        command: argparse.ArgumentParser = commands.add_parser(
            name, help=text, description=description, allow_abbrev=False
        )
        command.set_defaults(command=name)
        return command

    _add_ascii(add("demo", "open the example year, in a copy that is deleted when you leave"))
    _add_mentor(add("mentor", "show what changed since last time in the snapshots that you were given"))
    _add_show(add("show", "print a board or a snapshot as plain text, or its figures"))
    _add_check_in(add("check-in", "record where a key result stands"))
    _add_log(add("log", "log learning time, or tell what was learned in a week or a year as Markdown"))
    _add_timer(add("timer", "time what you learn: start it, for a key result or for none, stop and log it, or tell it"))
    _add_week(add("week", "print the week: what you did, what is open and what you wrote; on a terminal, ask for it"))
    _add_plan(add("plan", "print what you want to learn and what that takes, as it is shared, or write it to a file"))
    _add_json(add("actions", "print the open actions: who, what, by when, and of which key result or meeting"))
    _add_json(add("lint", "print what could be clearer on the board, by rule and place, and how much there is to do"))
    _add_export(add("export", "write a snapshot for yourself or a reader, or tell the story of a cycle"))
    _add_import(add("import", "import feedback, or a full snapshot into a new board; recognized by their content"))
    _add_compare(add("compare", "print what changed between two snapshots of one board"))
    _add_agreement(add("agreement", "print the agreement with a person as Markdown"))
    undo = add("undo", "undo the last step")
    undo.add_argument("--skip", action="store_true", help="leave a step as it is that can no longer be undone")
    add("redo", "redo the step that was undone last")
    _add_backup(add("backup", "back up the board now, into the folder beside it or to a file"))
    _add_restore(add("restore", "restore a backup, after a backup of the board as it is; without a name, list them"))
    _add_doctor(add("doctor", "check the board, its backups and the settings"))
    _add_settings(add("settings", "print the settings of this machine: where they are, what applies, what is wrong"))
    _add_schema(add("schema", "print the JSON Schema of the file format"))


def _add_ascii(command: argparse.ArgumentParser) -> None:
    command.add_argument("--ascii", action="store_true", default=argparse.SUPPRESS, help=_ASCII)


def _add_mentor(mentor: argparse.ArgumentParser) -> None:
    _add_path(mentor, "paths", "PATH", nargs="+", help="snapshots, pages, or folders of them")
    mentor.add_argument(
        "--asks", action="store_true", help="print what all of them ask for and offer, as far as everybody may see it"
    )
    _add_ascii(mentor)


def _add_show(show: argparse.ArgumentParser) -> None:
    _add_path(show, "file", "FILE", nargs="?", help="a snapshot; by default, the board")
    show.add_argument("--json", action="store_true", help="print the figures as JSON")
    show.add_argument("--cycle", metavar="TITLE", help="of this cycle; by default, of the day's")
    _add_as_of(show)


def _add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON")


def _add_check_in(check_in: argparse.ArgumentParser) -> None:
    check_in.add_argument("key_result", metavar="KR", help="an id, or words that match exactly one title")
    check_in.add_argument(
        "value", metavar="VALUE", nargs="?", help="the value now; none for milestones and done/not done"
    )
    check_in.add_argument("--confidence", metavar="N", type=whole, help="1 to 10")
    check_in.add_argument("--note", metavar="TEXT", default="")
    check_in.add_argument(
        "--on",
        metavar="DATE",
        type=day,
        help="the day of the check-in: 2026-06-01, yesterday, fri, 2 weeks ago; by default, today",
    )
    check_in.add_argument("--yes", action="store_true", help="take a value or a day that looks like a slip")


def _add_log(log: argparse.ArgumentParser) -> None:
    log.add_argument("line", metavar="TEXT", nargs="*", help="how long, what, and when: 1h30 queueing ch 4 @fri")
    log.add_argument("--day", metavar="DATE", type=day, help="the day, if no @ in the text says it: yesterday, fri")
    log.add_argument("--for", dest="key_result", metavar="KR", help="an id, or words that match exactly one title")
    log.add_argument("--category", choices=get_args(Category), help="by default, as last time, as with the next three")
    log.add_argument("--mode", choices=get_args(Mode))
    log.add_argument("--source", choices=get_args(TimeSource))
    log.add_argument("--visibility", choices=get_args(Visibility))
    log.add_argument("--energy", metavar="N", type=whole, help="1 to 5")
    told = log.add_mutually_exclusive_group()
    told.add_argument(
        "--week", metavar="W", nargs="?", const="", help="tell a week: 26, 2026-W26, last week; by default, this one"
    )
    told.add_argument("--year", metavar="Y", nargs="?", const="", help="sum up a year; by default, this one")
    log.add_argument("--all", action="store_true", help="tell all of it, for yourself, and not only what is shared")
    log.add_argument(
        "--yes", action="store_true", help="take a day that is still to come, in no cycle, or has over 24 h"
    )
    _add_json(log)


def _add_timer(timer: argparse.ArgumentParser) -> None:
    timer.add_argument("action", metavar="start|stop|status", choices=("start", "stop", "status"))
    timer.add_argument(
        "words",
        metavar="KR|TEXT",
        nargs="*",
        help="start: an id, or words that match exactly one title; stop: what you did",
    )
    timer.add_argument("--for", dest="key_result", metavar="KR", help="start: what it is for; stop: log it for another")
    counts = timer.add_mutually_exclusive_group()
    for name, text in {
        "all": "stop: all of the time counts, as far as one entry holds it",
        "until-key": "stop: what was before the last key counts",
        "nothing": "stop: nothing is logged",
    }.items():
        counts.add_argument(f"--{name}", dest="count", action="store_const", const=name.replace("-", "_"), help=text)
    timer.add_argument("--yes", action="store_true", help="stop: take a day that is in no cycle, or has over 24 h")
    _add_json(timer)


def _add_week(week: argparse.ArgumentParser) -> None:
    week.add_argument(
        "week", metavar="WEEK", nargs="?", default="", help="26, 2026-W26, last week; by default, this one"
    )
    _add_json(week)


def _add_plan(plan: argparse.ArgumentParser) -> None:
    plan.add_argument("--cycle", metavar="TITLE", help="of this cycle; by default, of the day's")
    plan.add_argument("--profile", choices=("shared", "mentor"), default="shared", help="by default, shared")
    plan.add_argument(
        "--format", choices=("markdown", "html"), help="by default, what the end of the file's name says, else markdown"
    )
    _add_path(plan, "--output", "FILE", "-o", type=target, help="where to; by default, standard output")
    plan.add_argument("--force", action="store_true", help="replace an existing file")
    plan.add_argument("--anyway", action="store_true", help="tell it even if it contains private text")


def _add_export(export: argparse.ArgumentParser) -> None:
    export.add_argument(
        "--profile",
        choices=("full", "mentor", "shared"),
        help="what to include; by default, shared for people who are not mentors, otherwise mentor; "
        "full in a story for nobody",
    )
    export.add_argument("--for", dest="person", metavar="PERSON", help="the reader: an id or a name")
    export.add_argument(
        "--format",
        choices=("json", "html", "markdown", "ics", "csv"),
        help="a file for learnboard, a page for any browser, a story or notes as text, a calendar, or a table for a "
        "spreadsheet; by default, what the end of the file's name says, else json, and markdown of a story or notes",
    )
    export.add_argument("--table", metavar="NAME", help="the table of csv, such as budget_entries or log_entries")
    export.add_argument(
        "--story",
        metavar="CYCLE",
        nargs="?",
        const="",
        help="tell a cycle as its owner would: goal, objectives, what was learned, time, money and people; by default, "
        "the cycle of the day",
    )
    export.add_argument(
        "--upward",
        metavar="PERSON",
        help="your notes on a person, such as your supervisor or buddy, and nothing else of the board",
    )
    export.add_argument(
        "--record", metavar="PROPOSAL", help="the record of a proposal, by its id or title: who said what and when"
    )
    _add_as_of(export)
    _add_path(export, "--output", "FILE", "-o", type=target, help="where to; - is standard output")
    export.add_argument("--force", action="store_true", help="replace an existing file")
    export.add_argument("--anyway", action="store_true", help="export even if it contains private text")


def _add_agreement(agreement: argparse.ArgumentParser) -> None:
    agreement.add_argument("person", metavar="PERSON", help="an id or a name")
    _add_path(agreement, "--output", "FILE", "-o", type=target, help="where to; by default, standard output")
    agreement.add_argument("--force", action="store_true", help="replace an existing file")


def _add_import(command: argparse.ArgumentParser) -> None:
    _add_path(command, "file", "FILE")
    command.add_argument("--dry-run", action="store_true", help="only print what would be imported")
    command.add_argument(
        "--replace", action="store_true", help="replace the board with a full snapshot, after a backup"
    )
    command.add_argument(
        "--add-author", action="store_true", help="make an unknown author of feedback a person on the board"
    )


def _add_compare(compare: argparse.ArgumentParser) -> None:
    _add_path(compare, "old", "OLD")
    _add_path(compare, "new", "NEW")
    _add_json(compare)


def _add_backup(backup: argparse.ArgumentParser) -> None:
    _add_path(backup, "file", "FILE", nargs="?", type=target, help="where to; by default, beside the board")


def _add_restore(restore: argparse.ArgumentParser) -> None:
    restore.add_argument("which", metavar="NUMBER|FILE", nargs="?", help="a number from the list, or a file")
    restore.add_argument("--yes", action="store_true", help="restore a backup of another board, too")


def _add_doctor(doctor: argparse.ArgumentParser) -> None:
    doctor.add_argument("--repair", action="store_true", help="repair what is safe to repair, after a backup")
    doctor.add_argument("--json", action="store_true", help="print JSON")


def _add_settings(settings: argparse.ArgumentParser) -> None:
    modes = settings.add_mutually_exclusive_group()
    modes.add_argument("--init", action="store_true", help="create the file, with examples, if there is none")
    modes.add_argument("--keys", action="store_true", help="list every action that you can choose keys for")


def _add_schema(schema: argparse.ArgumentParser) -> None:
    schema.add_argument("document", nargs="?", choices=("snapshot", "feedback"), default="snapshot")


def _add_as_of(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as-of", metavar="DATE", type=day, help="as known on this day: 2026-06-01, yesterday")


def _add_path(command: argparse.ArgumentParser, name: str, metavar: str, *short: str, **options: Any) -> None:
    command.add_argument(name, *short, metavar=metavar, **{"type": Path, **options})
