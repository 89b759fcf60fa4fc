"""Applies the user's preferences to the app: theme, ASCII signs and keys. Reports the invalid ones."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from textual.app import App
from textual.filter import LineFilter

from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.settings import Preferences, SettingsProblem, describe_problem, sort_problems
from learnboard.ui.keys.bindings import Program

_MOST_TOLD: Final = 8
_LOW_SCREEN: Final = 36
_SECONDS: Final = 20


class CheckedPreferences(NamedTuple):
    """The valid theme and keymap, and all problems of the settings file."""

    theme: str
    keymap: Mapping[str, str]
    problems: tuple[SettingsProblem, ...]


def check_preferences(
    preferences: Preferences, themes: Iterable[str], program: Program | None = None
) -> CheckedPreferences:
    """Check preferences against the available themes and the keys of a program, or of all programs."""
    keymap, problems = _checked_keys(preferences, program)
    theme = known_theme(preferences, themes)
    if theme != preferences.theme:
        problems = (*problems, _no_theme(preferences.theme, preferences.lines.get("theme"), themes))
    return CheckedPreferences(theme, keymap, sort_problems((*preferences.problems, *problems)))


def known_theme(preferences: Preferences, themes: Iterable[str]) -> str:
    """Return the theme of the preferences, or the usual one if there is none of that name."""
    return preferences.theme if preferences.theme in themes else Preferences().theme


def apply_preferences(app: App[Any], preferences: Preferences, program: Program) -> tuple[SettingsProblem, ...]:
    """Set animation and keymap of an app before it runs. Return all problems of the settings, its theme's too."""
    found = check_preferences(preferences, app.available_themes, program)
    app.animation_level = "full" if preferences.animation else "none"
    if found.keymap:
        app.set_keymap(found.keymap)
    if app.no_color:
        # Only its colour separates a form from the board below it, so hide the board.
        app.stylesheet.add_source(
            "ModalScreen, CommandPalette { background: $background !important; }", ("no colour", "")
        )
    return found.problems


def last_filters(app: App[Any], preferences: Preferences) -> tuple[LineFilter, ...]:
    """Return the filters for every line sent to the terminal: without colours, in ASCII."""
    filters: list[LineFilter] = []
    # Textual draws on standard error. For the locales C and POSIX, which name no encoding, Python assumes UTF-8.
    encoding = (getattr(sys.__stderr__, "encoding", None) or "utf-8").lower()
    # Imported on demand: few users need them.
    if app.no_color:
        from learnboard.ui.terminal.colours import ColourlessFilter  # noqa: PLC0415

        filters.append(ColourlessFilter())
    if preferences.ascii or "utf" not in encoding:
        from learnboard.ui.terminal.ascii import AsciiFilter  # noqa: PLC0415

        filters.append(AsciiFilter(encoding))
    return tuple(filters)


def problem_notice(preferences: Preferences, problems: Sequence[SettingsProblem]) -> str:
    """Return the status line message at startup, or "" if there are no problems."""
    if not problems:
        return ""
    name = clean_line(preferences.path.name) if preferences.path else "settings"
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return f"{name} has {count}: “learnboard settings” lists them."


def show_problems(app: App[Any], problems: Sequence[SettingsProblem]) -> None:
    """Show the problems in a notification, as many as fit."""
    most = _MOST_TOLD if app.size.height >= _LOW_SCREEN else _MOST_TOLD // 2
    lines = [describe_problem(problem) for problem in problems[:most]]
    if len(problems) > most:
        lines.append(f"and {len(problems) - most} more")
    app.notify("\n".join(lines), title="Invalid settings", severity="warning", timeout=_SECONDS, markup=False)


def _checked_keys(
    preferences: Preferences, program: Program | None
) -> tuple[Mapping[str, str], tuple[SettingsProblem, ...]]:
    if not preferences.keys:
        return {}, ()
    # Imported on demand: few users have their own keys.
    from learnboard.ui.keys.keymap import checked_everywhere, checked_keymap  # noqa: PLC0415

    return checked_everywhere(preferences) if program is None else checked_keymap(preferences, program)


def _no_theme(name: str, line: int | None, themes: Iterable[str]) -> SettingsProblem:
    from difflib import get_close_matches  # noqa: PLC0415 - only on errors

    near = get_close_matches(name, list(themes), 1)
    hint = f"did you mean “{near[0]}”?" if near else "the palette (ctrl+p) offers them under “Theme colours”."
    return SettingsProblem(line, f"There is no theme “{clean_line(name)[:60]}”: {hint}")
