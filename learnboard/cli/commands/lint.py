"""`learnboard lint`: what could be clearer on the board, and how much there is to do."""

import sys
from itertools import groupby
from types import SimpleNamespace as Namespace
from typing import Any, Final

from learnboard.cli.commands import print_json, today
from learnboard.cli.paths import board_path
from learnboard.domain.lint import Lint, LintFinding, Load
from learnboard.domain.text import clean_line
from learnboard.presentation.lint import NOTHING, finding_text, heading_of, lint_head, load_texts
from learnboard.service.opening import open_existing
from learnboard.service.queries.board import read_board
from learnboard.service.queries.lint import lint_board

_ALL: Final = 1_000_000


def lint(options: Namespace) -> int:
    """Print the hints under their objectives, and the load; they are no failure."""
    with open_existing(board_path(options.board), wait=options.wait) as store:
        board = read_board(store, today(), first=_ALL)
        found = lint_board(store, board)
    titles = {column.id: column.objective.title for column in board.columns}
    if options.json:
        print_json(_plain(found))
        return 0
    for heading, findings in groupby(found.findings, key=lambda each: heading_of(each, titles)):
        sys.stdout.write(f"{clean_line(heading)}\n")
        for each in findings:
            sys.stdout.write(f"  {clean_line(finding_text(each).line)}\n")
        sys.stdout.write("\n")
    if not found.findings:
        sys.stdout.write(f"{NOTHING}\n")
    if head := lint_head(found):
        sys.stdout.write(f"{head}\n")
    if board.cycle and not board.cycle.closed:
        sys.stdout.write("".join(f"{text}\n" for text in load_texts(found.load)))
    return 0


def _plain(found: Lint) -> dict[str, Any]:
    return {
        "findings": [_plain_finding(each) for each in found.findings],
        "dismissed": [_plain_finding(each) for each in found.dismissed],
        "load": _plain_load(found.load),
    }


def _plain_finding(each: LintFinding) -> dict[str, Any]:
    place = {"kind": each.place, "id": each.about or None, "title": each.title or None, "objective_id": each.objective}
    return {"rule": each.rule, "place": place, "text": finding_text(each).text}


def _plain_load(load: Load) -> dict[str, Any]:
    return {
        "open_key_results": load.in_all,
        "objectives": [{"id": row.id, "open_key_results": count} for row, count in load.open],
        "minutes_on_open": load.on_open,
        "own_minutes_on_open": load.own,
        "entitled_minutes": load.entitled,
    }
