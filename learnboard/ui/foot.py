"""The last lines of a card's page: what was done or is being typed, and the keys that do something here."""

from collections.abc import Sequence

from learnboard.ui.prompt import Prompt
from learnboard.ui.prose import GAP
from learnboard.ui.spans import Line, StyledText
from learnboard.ui.text import cell_len, cut, shortened, simplified

_KEPT_KEYS = 2
"""So many keys at the end of the line stay when there is little room."""


def status_line(message: str, hint: str, width: int) -> Line:
    """What was done, cut so that what can be done about it stays readable."""
    beside = f"{GAP}{hint}" if hint else ""
    return [StyledText(shortened(simplified(message), width - cell_len(beside))), StyledText(beside, "accent")]


def prompt_line(prompt: Prompt, width: int) -> Line:
    """What is being typed, and what is known of it."""
    label = f"{prompt.label}  "
    room = width - cell_len(label)
    hint = simplified(prompt.hint(prompt.entry.text))
    text = prompt.shown(max(room - cell_len(hint) - len(GAP), room // 2))
    gap = GAP if text and hint else ""
    hint = cut(hint, room - cell_len(text) - len(gap))
    return [StyledText(label, "accent"), StyledText(text), StyledText(gap + hint, "muted")]


def key_line(keys: Sequence[tuple[str, str]], width: int) -> Line:
    """Keys and what they do, as many as there is room for; those before the last two give way first."""
    kept = list(keys)
    while kept and sum(cell_len(key) + 1 + cell_len(word) + len(GAP) for key, word in kept) - len(GAP) > width:
        del kept[-_KEPT_KEYS - 1 if len(kept) > _KEPT_KEYS else 0]
    parts = ((StyledText(key, "accent"), StyledText(f" {word}{GAP}", "muted")) for key, word in kept)
    return [part for pair in parts for part in pair]
