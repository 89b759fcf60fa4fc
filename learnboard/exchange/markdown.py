"""Texts in Markdown: whatever a person wrote stays a text, for CommonMark, GitHub's Markdown and careless renderers."""

import re
from typing import Final

from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean, clean_line

_ANYWHERE: Final = pattern(r"[\\`*_{}\[\]#~|$^=]|:(?=//|\w+:)|(?<=www)\.|@(?=\w)|!(?=\[)", re.IGNORECASE)
"""Signs that mean something wherever they stand: emphasis, code, links, tables, formulas, addresses, pictograms."""
_AT_THE_BEGINNING: Final = pattern(r"^(?:[-+](?=[\s-]|$)|[%:]|\d{1,9}[.)](?=\s|$))")
"""What makes a list, a rule or a heading of a line that begins with it."""
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
"""No renderer takes an entity for a tag, and some do not know `\\<`."""
_TAGS: Final = pattern(r"[<>]|&(?=#?\w+;)")


def inline(text: str) -> str:
    """Return a text on one line, so that it reads as it was written."""
    return _escaped(clean_line(text))


def strong(text: str) -> str:
    """Return a text on one line in bold; a dash for one that is blank, as two pairs of stars are a rule."""
    return f"**{inline(text) or '–'}**"


def block(text: str, indent: str = "") -> str:
    """Return a text of several lines: those that are empty part paragraphs, the others break as they were written.

    All lines but the first are indented, so that they stay in the list item that they belong to.
    """
    lines = [_escaped(line.strip()) for line in clean(text).replace("\t", " ").strip().split("\n")]
    parts: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        parts.append(f"{line}\\" if line and following else line)
    return "\n".join(f"{indent}{part}" if part and number else part for number, part in enumerate(parts))


def _escaped(line: str) -> str:
    marked = _TAGS.sub(lambda sign: _ENTITIES[sign.group()], _ANYWHERE.sub(r"\\\g<0>", line))
    return _AT_THE_BEGINNING.sub(_guarded, marked)


def _guarded(start: re.Match[str]) -> str:
    """Return a beginning with a backslash before its last sign."""
    return f"{start.group()[:-1]}\\{start.group()[-1]}"
