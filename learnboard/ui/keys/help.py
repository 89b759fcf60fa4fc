"""Help: every key of a screen, read from its bindings."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from learnboard.presentation.values import ASKING, BLOCKED, HEALTH, ILO, STRETCHED
from learnboard.ui.keys.bindings import HELP
from learnboard.ui.toolkit import styles
from learnboard.ui.toolkit.keys import BOARD, ORDER
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.page_screen import PageScreen
from learnboard.ui.toolkit.status_lines import key_line, message_lines
from learnboard.ui.toolkit.text import Line, StyledText, clipped, size_of, with_margin

_PLACES = {group.description: place for place, group in enumerate(ORDER)}
_KEYS = 14
"""Width of the column of keys, in cells."""
_MARGIN = 3
_TWO_COLUMNS = 96


def keys_of(screen: Screen[Any]) -> Iterator[tuple[str, str, str]]:
    """Group, keys and description of every binding of a screen that has an id, each description once."""
    found: dict[tuple[str, str], list[str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.id:
            group = binding.group.description if binding.group else BOARD.description
            keys = found.setdefault((group, binding.description), [])
            keys.append(screen.app.get_key_display(binding))
    for (group, description), keys in found.items():
        yield group, " ".join(_shortened(dict.fromkeys(keys))), description


def _shortened(keys: Iterable[str]) -> list[str]:
    """Keys with each run of more than two digits as its ends: `1–9`."""
    runs: list[list[str]] = []
    for key in keys:
        if runs and key.isdigit() and runs[-1][-1].isdigit() and int(key) == int(runs[-1][-1]) + 1:
            runs[-1].append(key)
        else:
            runs.append([key])
    short = ([f"{run[0]}–{run[-1]}"] if len(run) > len("–") + 1 else run for run in runs)
    return [key for run in short for key in run]


class HelpScreen(PageScreen):
    """Help page: all keys by group, and a legend of the signs."""

    WIDEST = 104
    STANDS = "middle"
    BINDINGS: ClassVar[list[BindingType]] = [*HELP]

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._about = about

    def content(self, width: int) -> PageContent:
        """Return the blocks of keys, in two columns if they fit."""
        blocks = [*_key_blocks(self._about), _legend(self._about)]
        inner = width - 2 * _MARGIN
        columns = _dealt(blocks, 2) if width >= _TWO_COLUMNS else [[line for block in blocks for line in block]]
        share = inner // len(columns)
        rows = zip_longest(*columns, fillvalue=[])
        body = [[StyledText(" " * _MARGIN), *(span for line in row for span in _filled(line, share))] for row in rows]
        keys = key_line([("j k", "scroll"), ("escape", "close")], inner)
        message = message_lines(*self.message, inner)
        return PageContent(body, head=[[]], foot=[with_margin(line, _MARGIN) for line in (*message, keys, [])])


def _key_blocks(screen: Screen[Any]) -> list[list[Line]]:
    """Return a block of lines for each group of keys."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for group, keys, description in keys_of(screen):
        groups.setdefault(group, []).append((keys, description))
    return [
        [
            [StyledText(group, "heading")],
            *([StyledText(f"{keys:<{_KEYS}} ", "title"), StyledText(description)] for keys, description in rows),
            [],
        ]
        for group, rows in sorted(groups.items(), key=lambda item: _PLACES.get(item[0], 0))
    ]


def _legend(screen: Screen[Any]) -> list[Line]:
    """Return the legend of the signs, including the screen's `MORE_SIGNS`."""
    rows = [(state.sign, state.label) for state in HEALTH.values()]
    rows += [
        ("▼  ▼▼", "behind, far behind"),
        (styles.MARK, "where you should be by now"),
        (ILO, "the Individual Learning Objective"),
        (BLOCKED, "something is in the way"),
        (ASKING, "help is wanted"),
        (STRETCHED, "a stretch is on"),
        ("↓2", "confidence fell by two since the check-in before"),
        ("▁▃▇", "the values of the latest check-ins"),
        ("4/5", "four key results, five at most"),
        *getattr(screen, "MORE_SIGNS", ()),
    ]
    return [
        [StyledText("Signs", "heading")],
        *([StyledText(f"{sign:<{_KEYS}} ", "title"), StyledText(word)] for sign, word in rows),
    ]


def _dealt(blocks: list[list[Line]], count: int) -> list[list[Line]]:
    """Distribute blocks in order over columns of about the same length."""
    share = sum(map(len, blocks)) / count
    columns: list[list[Line]] = [[]]
    for block in blocks:
        if len(columns) < count and len(columns[-1]) + len(block) / 2 > share:
            columns.append([])
        columns[-1].extend(block)
    return columns


def _filled(line: Line, width: int) -> Line:
    kept = clipped(line, width - 1)
    return [*kept, StyledText(" " * (width - size_of(kept)))]


def open_help(screen: Screen[Any]) -> None:
    """Open the help of a screen."""
    screen.app.push_screen(HelpScreen(screen))
