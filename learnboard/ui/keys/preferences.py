"""What a person has chosen on this machine, brought to the app: colours, signs, keys, and what is wrong with them."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from textual.app import App
from textual.filter import LineFilter

from learnboard.domain.text import clean_line
from learnboard.settings import Preferences, SettingsProblem, describe_problem, sort_problems
from learnboard.ui.keys.bindings import Program

_MOST_TOLD: Final = 8
_LOW_SCREEN: Final = 36
_SECONDS: Final = 20


class CheckedPreferences(NamedTuple):
    """What holds of the preferences that only the screens can judge, and all that is wrong in the file."""

    theme: str
    keymap: Mapping[str, str]
    problems: tuple[SettingsProblem, ...]


def check_preferences(
    preferences: Preferences, themes: Iterable[str], program: Program | None = None
) -> CheckedPreferences:
    """Hold preferences against the themes and the keys there are; without a program, those of all of them."""
    keymap, problems = _checked_keys(preferences, program)
    theme = preferences.theme
    if theme not in themes:
        problems = (*problems, _no_theme(theme, preferences.lines.get("theme"), themes))
        theme = Preferences().theme
    return CheckedPreferences(theme, keymap, sort_problems((*preferences.problems, *problems)))


def apply_preferences(app: App[Any], preferences: Preferences, program: Program) -> tuple[SettingsProblem, ...]:
    """Give an app that does not run yet its colours and keys; answers all that is wrong in the settings."""
    found = check_preferences(preferences, app.available_themes, program)
    app.animation_level = "full" if preferences.animation else "none"
    app.theme = found.theme
    if found.keymap:
        app.set_keymap(found.keymap)
    if app.no_color:
        # What a form lies on is told from the board under it by its colour alone: so nothing lies under it.
        app.stylesheet.add_source("ModalScreen, CommandPalette { background: $background; }", ("no colour", ""))
    return found.problems


def last_filters(app: App[Any], preferences: Preferences) -> tuple[LineFilter, ...]:
    """What every line passes before it goes to the terminal: without colours, say, or in plain signs."""
    filters: list[LineFilter] = []
    # Textual draws on standard error. For the languages C and POSIX, which say nothing, Python takes UTF-8.
    encoding = (getattr(sys.__stderr__, "encoding", None) or "utf-8").lower()
    # Each is needed by few.
    if app.no_color:
        from learnboard.ui.terminal.colours import ColourlessFilter  # noqa: PLC0415

        filters.append(ColourlessFilter())
    if preferences.ascii or "utf" not in encoding:
        from learnboard.ui.terminal.ascii import AsciiFilter  # noqa: PLC0415

        filters.append(AsciiFilter(encoding))
    return tuple(filters)


def problem_notice(preferences: Preferences, problems: Sequence[SettingsProblem]) -> str:
    """What the status line says at the start; nothing if nothing is wrong."""
    if not problems:
        return ""
    name = clean_line(preferences.path.name) if preferences.path else "settings"
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return f"{name} has {count}: “learnboard settings” tells all about it"


def show_problems(app: App[Any], problems: Sequence[SettingsProblem]) -> None:
    """List the problems over the board, as many as there is room for."""
    most = _MOST_TOLD if app.size.height >= _LOW_SCREEN else _MOST_TOLD // 2
    lines = [describe_problem(problem) for problem in problems[:most]]
    if len(problems) > most:
        lines.append(f"and {len(problems) - most} more")
    app.notify("\n".join(lines), title="Settings that do not hold", severity="warning", timeout=_SECONDS, markup=False)


def _checked_keys(
    preferences: Preferences, program: Program | None
) -> tuple[Mapping[str, str], tuple[SettingsProblem, ...]]:
    if not preferences.keys:
        return {}, ()
    # Few have keys of their own.
    from learnboard.ui.keys.keymap import checked_everywhere, checked_keymap  # noqa: PLC0415

    return checked_everywhere(preferences) if program is None else checked_keymap(preferences, program)


def _no_theme(name: str, line: int | None, themes: Iterable[str]) -> SettingsProblem:
    from difflib import get_close_matches  # noqa: PLC0415 - only for what is wrong

    near = get_close_matches(name, list(themes), 1)
    hint = f"did you mean “{near[0]}”?" if near else "the palette (ctrl+p) offers them under “Theme colours”."
    return SettingsProblem(line, f"There is no theme “{clean_line(name)[:60]}”: {hint}")
