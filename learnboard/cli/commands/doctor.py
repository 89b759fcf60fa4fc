"""`learnboard doctor`: what is the matter with the board, its backups and the settings, and what can be repaired."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace as Namespace
from typing import Final

from learnboard.cli.commands import describe_problems, print_json, print_messages, with_board
from learnboard.cli.paths import board_path, data_folder, settings_path
from learnboard.domain.errors import BoardBusy, BoardUnavailable
from learnboard.domain.text import clean_line
from learnboard.service.doctor.examine import examine
from learnboard.service.doctor.findings import Examination, State
from learnboard.service.doctor.repair import Repaired, repair
from learnboard.settings import Preferences, read_settings

_STATES: Final[dict[State, tuple[str, str, str]]] = {
    "ok": ("fine", "✓", "+"),
    "notice": ("notice", "!", "!"),
    "wrong": ("wrong", "✗", "x"),
}
"""What each state is called, and its sign, also for terminals that know ASCII alone."""
_PATIENT: Final = 1.0
"""Seconds that a command waits for a lock at most, when it is tried first."""


def doctor(options: Namespace) -> int:
    """Look at everything, repair what is safe if that is asked for, and look again.

    Raises:
        BoardBusy: at the first try, if another program writes to the board; at the second, that is what was found.
    """
    board, settings = board_path(options.board), settings_path()
    own = False
    with suppress(BoardUnavailable):  # nobody's home
        own = board.parent == data_folder()
    problems = _settings_problems(settings)
    now = datetime.now(UTC)
    found = examine(board, now, own_folder=own, settings=problems, wait=options.wait)
    if found.trouble == "busy" and options.wait < _PATIENT:
        raise BoardBusy(found.checks[0].sentences[0])
    repaired = Repaired()
    if options.repair and found.repairs:
        repaired = repair(found, now, own_folder=own, wait=options.wait)
        found = examine(board, now, own_folder=own, settings=problems, wait=options.wait)
    print_messages(repaired.failed)
    if options.json:
        print_json(_plain(found, repaired))
    else:
        print(with_board("\n".join(_lines(found, repaired, ascii_signs=options.ascii)), options.board))
    return 0 if found.ok else 1


def _settings_problems(path: Path | None) -> list[str]:
    """What is wrong with the settings, by the rule of “learnboard settings”; most name nothing that screens know."""
    preferences = read_settings(path)
    problems = preferences.problems
    if preferences.keys or preferences.theme != Preferences().theme:
        # Loaded like a command: it needs the screens, which take longer than all the rest.
        problems = import_module("learnboard.cli.commands.settings").checked_settings(preferences).problems
    return describe_problems(path, problems)


def _lines(found: Examination, repaired: Repaired, *, ascii_signs: bool) -> Iterator[str]:
    yield clean_line(str(found.board))
    for check in found.checks:
        word, *signs = _STATES[check.state]
        head = f"{signs[ascii_signs]} {check.name:<12} {word}"
        if check.state == "ok":
            yield f"{head}: {' '.join(check.sentences)}"
        else:
            yield from (head, *(f"    {message}" for message in check.sentences))
    if repaired.done:
        yield from ("", "Repaired:", *(f"    {message}" for message in repaired.done))
    yield from ("", _next(found, repaired))


def _next(found: Examination, repaired: Repaired) -> str:
    """What to do now."""
    if found.advice:
        return found.advice
    if found.repairs and not (repaired.done or repaired.failed):
        return "Next: “learnboard doctor --repair” repairs what can be repaired, after a backup."
    if not found.ok:
        return "Next: follow the advice above; “learnboard restore” lists the backups."
    if any(check.state == "notice" for check in found.checks):
        return "Nothing is wrong; look at what is marked with !."
    return "Everything is fine: there is nothing to do."


def _plain(found: Examination, repaired: Repaired) -> dict[str, object]:
    checks = [
        {"name": each.name, "state": each.state, "sentences": each.sentences, "repairable": bool(each.repairs)}
        for each in found.checks
    ]
    return {"board": clean_line(str(found.board)), "ok": found.ok, "repaired": repaired.done, "checks": checks}
