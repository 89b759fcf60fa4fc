"""Lines of styled text: what every picture on the screen is made of."""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from learnboard.ui.text import cell_len, cut


class StyledText(NamedTuple):
    """A piece of text in one style, by the style's name."""

    text: str
    style: str = "text"


Line: TypeAlias = list[StyledText]


def size_of(line: Iterable[StyledText]) -> int:
    """The cells a line takes."""
    return sum(cell_len(span.text) for span in line)


def clipped(line: Iterable[StyledText], width: int) -> Line:
    """The line cut to a width, span by span."""
    kept: Line = []
    for span in line:
        room = width - size_of(kept)
        if room <= 0:
            break
        kept.append(span._replace(text=cut(span.text, room)))
    return kept
