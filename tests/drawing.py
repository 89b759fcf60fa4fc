"""A terminal's screen as SVG, cell for cell: no font from elsewhere, and blocks as shapes, so that no seam shows."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

_WIDTH: Final = 10
"""Of a cell, in the unit of the picture; a monospaced letter of 16 is hardly wider."""
_HEIGHT: Final = 21
_BASE: Final = 16
"""From the upper edge of a line to where its letters stand."""
_AROUND: Final = 14
_CAPTION: Final = 40
_FONTS: Final = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
_LEFT: Final = {sign: eighths / 8 for eighths, sign in enumerate("▏▎▍▌▋▊▉█", 1)}
"""How much of a cell, from its left edge, a block fills."""
_OTHERS: Final = {"▀": (0, 0, 1, 0.5), "▄": (0, 0.5, 1, 0.5), "▕": (7 / 8, 0, 1 / 8, 1)}
"""Place and size of other blocks in their cell."""
_DIM: Final = 0.4


class Frame(NamedTuple):
    """A screen as it is for some seconds, and what is said below it."""

    strips: Sequence[Strip]
    seconds: float = 1
    caption: str = ""


class _Look(NamedTuple):
    colour: str
    ground: str
    bold: bool


def svg(frames: Sequence[Frame], background: str, foreground: str) -> str:
    """Return a picture of one screen, or a moving one of several; who wants no motion sees the first.

    `background` is the screen's colour, `foreground` that of the captions.
    """
    width = max(strip.cell_length for strip in frames[0].strips) * _WIDTH + 2 * _AROUND
    below = _CAPTION if any(frame.caption for frame in frames) else 0
    height = len(frames[0].strips) * _HEIGHT + 2 * _AROUND + below
    rows: dict[str, str] = {}
    shown = [_frame(frame, number, rows, background, height) for number, frame in enumerate(frames)]
    rules = [
        f"text {{ font: 16px {_FONTS}; white-space: pre; }}",
        ".b { font-weight: bold; }",
        ".c { text-anchor: middle; }",
        *_motion(frames),
    ]
    defined = "".join(f'<g id="{name}">{row}</g>' for row, name in rows.items())
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" fill="{foreground}">',
            f"<style>{' '.join(rules)}</style>",
            f'<rect width="{width}" height="{height}" rx="10" fill="{background}"/>',
            f"<defs>{defined}</defs>",
            *shown,
            "</svg>\n",
        ]
    )


def _motion(frames: Sequence[Frame]) -> Iterator[str]:
    """The rules by which each frame is seen in its turn."""
    if len(frames) == 1:
        return
    whole, start = sum(frame.seconds for frame in frames), 0.0
    for number, frame in enumerate(frames):
        end = start + frame.seconds
        at = [f"{100 * point / whole:.2f}%" for point in (start, end)]
        seen = f"{at[0]} {{ visibility: visible; }} {at[1]} {{ visibility: hidden; }}"
        first = "0% { visibility: hidden; } " if number else ""
        yield f"@keyframes f{number} {{ {first}{seen} 100% {{ visibility: hidden; }} }}"
        yield f"#f{number} {{ animation: f{number} {whole:g}s step-end infinite; }}"
        start = end
    yield "@media (prefers-reduced-motion: reduce) { g { animation: none !important; } }"


def _frame(frame: Frame, number: int, rows: dict[str, str], background: str, height: int) -> str:
    """A frame of rows that are drawn once, however many frames have them."""
    uses = []
    for y, strip in enumerate(frame.strips):
        row = _row(strip, background)
        if row:
            name = rows.setdefault(row, f"r{len(rows)}")
            uses.append(f'<use href="#{name}" x="{_AROUND}" y="{_AROUND + y * _HEIGHT}"/>')
    if frame.caption:
        uses.append(f'<text class="c" x="50%" y="{height - _CAPTION / 2}">{escape(frame.caption)}</text>')
    hidden = ' visibility="hidden"' if number else ""
    return f'<g id="f{number}"{hidden}>{"".join(uses)}</g>'


def _row(strip: Strip, background: str) -> str:
    """The shapes and texts of a line, at its place 0."""
    drawn: list[str] = []
    x = 0
    looks = ((_look(segment.style, background), segment.text) for segment in strip)
    for look, group in groupby(looks, key=lambda pair: pair[0]):
        text = "".join(text for _, text in group)
        size = cell_len(text)
        if look.ground != background:
            drawn.append(_rect(x, 0, size, 1, look.ground))
        drawn += _signs(text, x, look)
        x += size
    return "".join(drawn)


def _signs(text: str, x: int, look: _Look) -> Iterator[str]:
    """The signs of a text: blocks as shapes, the rest as texts that take the cells they have in the terminal."""
    for drawn, group in groupby(text, key=lambda sign: sign in _LEFT or sign in _OTHERS):
        signs = "".join(group)
        if drawn:
            yield from _blocks(signs, x, look)
        elif signs.strip():
            bold = ' class="b"' if look.bold else ""
            left = x + cell_len(signs) - cell_len(signs.lstrip())
            said = signs.strip()
            yield (
                f'<text{bold} x="{left * _WIDTH}" y="{_BASE}" textLength="{cell_len(said) * _WIDTH}"'
                f' fill="{look.colour}">{escape(said)}</text>'
            )
        x += cell_len(signs)


def _blocks(signs: str, x: int, look: _Look) -> Iterator[str]:
    for sign, same in groupby(signs):
        count = len(list(same))
        if sign in _OTHERS and sign != "▕":
            left, top, _, height = _OTHERS[sign]
            yield _rect(x + left, top, count, height, look.colour)
        elif sign == "█":
            yield _rect(x, 0, count, 1, look.colour)
        else:
            left, top, width, height = _OTHERS.get(sign) or (0, 0, _LEFT[sign], 1)
            for number in range(count):
                yield _rect(x + number + left, top, width, height, look.colour)
        x += count


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    place = f'x="{x * _WIDTH:g}" y="{y * _HEIGHT:g}" width="{width * _WIDTH:g}" height="{height * _HEIGHT:g}"'
    return f'<rect {place} fill="{colour}" shape-rendering="crispEdges"/>'


def _look(style: Style | None, background: str) -> _Look:
    """The colours of a style as they are seen."""
    if style is None:
        return _Look(background, background, bold=False)
    colour, ground = (each.triplet.hex if each and each.triplet else "" for each in (style.color, style.bgcolor))
    colour, ground = colour or background, ground or background
    if style.reverse:
        colour, ground = ground, colour
    if style.dim:
        colour = Color.parse(colour).blend(Color.parse(ground), _DIM).hex
    return _Look(colour.lower(), ground.lower(), bool(style.bold))


def addresses(picture: str) -> Iterable[str]:
    """What a picture would ask for elsewhere: nothing, but for the name of its own language."""
    return [word for word in picture.split('"') if "://" in word and "w3.org" not in word]
