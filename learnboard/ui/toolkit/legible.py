"""Colours of a theme that is not ours, moved away from its grounds until what is written in them can be read."""

from collections.abc import Mapping, Sequence
from typing import Final

from textual.color import BLACK, WHITE, Color, ColorParseError

from learnboard.ui.toolkit.styles import surfaces

_LEAST: Final = 5
"""Least contrast of a text to its ground: 4.5 is level AA of WCAG 2, and grounds are mixed anew from what is found."""
_GROUNDS: Final = ("background", "surface", "panel")
_TEXTS: Final = ("foreground", "foreground-muted", "primary", "success", "warning", "error")
_STEPS: Final = 20


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, from 1 to 21, by WCAG 2."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def legible(variables: Mapping[str, str]) -> dict[str, str]:
    """Return a theme's variables with texts that can be read on its pages, its columns and its cards.

    The colours of a terminal are its own: nothing is known of them, and they stay as they are.
    """
    try:
        colours = {name: Color.parse(variables[name]) for name in (*_GROUNDS, *_TEXTS)}
    except ColorParseError:
        return dict(variables)
    if any(colour.ansi is not None for colour in colours.values()):
        return dict(variables)
    back = colours["background"]
    grounds = [back + colours[name] for name in _GROUNDS]
    grounds += [back + ground for name, ground in surfaces(colours, variables).items() if name != "chip"]
    away = max((BLACK, WHITE), key=lambda end: min(contrast(end, ground) for ground in grounds))
    found = {name: _moved(back + colours[name], away, grounds) for name in _TEXTS}
    return {**variables, **{name: colour.hex for name, colour in found.items() if colour != colours[name]}}


def _moved(colour: Color, away: Color, grounds: Sequence[Color]) -> Color:
    """Return the nearest colour on the way to black or white that stands out from all grounds."""
    ways = (colour.blend(away, step / _STEPS) for step in range(_STEPS))
    return next((way for way in ways if all(contrast(way, ground) >= _LEAST for ground in grounds)), away)


def _luminance(colour: Color) -> float:
    """Return the relative luminance, 0 for black to 1 for white."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]  # noqa: PLR2004
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
