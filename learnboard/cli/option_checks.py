"""What options of a command do not go together, and what one of them says of another."""

import argparse
from pathlib import PurePath

from learnboard.presentation.file_endings import describe_format, ending_of, format_of, is_ours, other_format

_ALONE = {"upward": "notes on a person", "record": "the records of a proposal"}
"""What is exported without the board around it, by the option."""
_WRITTEN = ".html, .md, .json, .ics and .csv"


def check_format(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Take the format from the file's name if none is given, and report one that the export has not."""
    named = format_of(options.output or PurePath())
    if options.format and (other := other_format(options.output or PurePath(), options.format)):
        kind, ending = describe_format(options.format), ending_of(options.format)
        parser.error(
            f"argument --output: {other}, and --format {options.format} is {kind}: "
            f"end its name in {ending}, or leave out --format {options.format}"
        )
    if named and not is_ours(named):
        parser.error(f"argument --output: {other_format(options.output, '')}: learnboard writes {_WRITTEN}")
    options.format = options.format or named or None
    # What is wrong is said of what was typed, which may be the name alone.
    argument = f"argument --output: {other_format(options.output, '')}" if named else "argument --format"
    if options.table is not None:
        if options.story is not None:
            parser.error("argument --table: a table is written as csv: leave out --story")
        if options.format not in (None, "csv"):
            parser.error(f"{argument}: a table is written as csv")
        options.format = "csv"
    alone = next((name for name in _ALONE if getattr(options, name) is not None), "")
    if alone:
        _check_alone(parser, options, alone, argument)
        options.command = alone
    elif options.story is None and options.format == "markdown":
        parser.error(f"{argument}: markdown is the format of a story: add --story")
    if options.story is not None and options.format not in (None, "markdown", "html"):
        parser.error(f"{argument}: a story is markdown or html")
    if options.format == "csv" and options.table is None:
        parser.error(f"{argument}: csv holds one table: add --table, as in --table budget_entries")


def check_plan(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Take the format of a plan from the file's name if none is given."""
    named = format_of(options.output or PurePath())
    if named not in ("", "markdown", "html") or (named and options.format not in (None, named)):
        other = other_format(options.output, "")
        parser.error(f"argument --output: {other}: a plan is markdown or html")
    options.format = options.format or named or "markdown"


def check_agreement(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Report a file that is named as what no agreement is."""
    if options.output and (other := other_format(options.output, "markdown")):
        parser.error(f"argument --output: {other}: an agreement is markdown")


def check_backup(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Report a file that is named as what no backup is."""
    if options.file and not options.file.is_dir() and (other := other_format(options.file, "a board")):
        parser.error(f"argument FILE: {other}: a backup is a board's own file, such as board.db")


def check_log(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Report a line to log beside what is to be told, and the other way round."""
    tells = options.week is not None or options.year is not None
    if tells and options.line:
        parser.error("argument --week, --year: they tell what is logged: leave the text out")
    if options.all and not tells:
        parser.error("argument --all: it is for --week and --year: add one of them")
    if tells:
        options.command = "digest"


def _check_alone(parser: argparse.ArgumentParser, options: argparse.Namespace, name: str, asked: str) -> None:
    """Report what an export of one thing alone cannot go with; `asked` is the argument that says its format."""
    given = {
        "--for": options.person,
        "--profile": options.profile,
        "--story": options.story,
        "--as-of": options.as_of,
        "--table": options.table,
        "--anyway": options.anyway or None,
        **{f"--{other}": getattr(options, other) for other in _ALONE if other != name},
    }
    if other := next((name for name, value in given.items() if value is not None), ""):
        parser.error(f"argument --{name}: {_ALONE[name]} leave alone: leave out {other}")
    if options.format not in (None, "markdown", "html"):
        parser.error(f"{asked}: {_ALONE[name]} are markdown or html")
