"""What text may hold before it reaches the board or the screen, and how texts are compared (FORMAT.md §1)."""

import re
import unicodedata
from typing import Final

_MOST_MARKS: Final = 4
"""How many combining marks may stand on one character; those after them are dropped."""
_LONGEST_SLUG: Final = 40
_FLAG = "\U0001f3f4"
_TAGS = "\U000e0000-\U000e007f"
_FORBIDDEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff" + _TAGS
# A black flag keeps the tags right behind it: that is how the flags of Scotland and Wales are written. The pattern
# finds what stays, not what goes, so that a text of control characters alone is as quick as any other.
_ALLOWED = re.compile(f"[^{_FLAG}{_FORBIDDEN}]++|{_FLAG}[{_TAGS}]*+")
_LINE_END = re.compile("\r\n?")
_LINE_BREAK = re.compile("[\t\n]+")
# No combining mark is a word character, so that only a few runs of signs and marks are looked at one by one.
_MAYBE_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS + 1},}}")
_NOT_IN_SLUG = re.compile(r"[\W_]+")
_JOINERS = "\u200c\u200d"


def clean(text: str) -> str:
    """Remove what a terminal could obey or a reader could not see (FORMAT.md §1).

    Removed are ESC and the other control characters but tab and line feed, bidi overrides and isolates, tag
    characters without their flag, U+2028, U+2029, U+FEFF, lone surrogates and all stacked marks after the fourth.
    Every line ends in a line feed. Cleaning twice changes nothing more.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_END.sub("\n", text)
    text = "".join(_ALLOWED.findall(text))
    return _MAYBE_MARKS.sub(_limit_marks, text)


def clean_line(text: str) -> str:
    """Clean a title: as `clean`, on one line, without blanks at its ends."""
    return _LINE_BREAK.sub(" ", clean(text)).strip()


def _limit_marks(run: re.Match[str]) -> str:
    characters: list[str] = []
    marks = 0
    for character in run.group():
        if unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
            if marks > _MOST_MARKS:
                continue
        elif character not in _JOINERS:  # an invisible joiner between two marks does not begin a new stack
            marks = 0
        characters.append(character)
    return "".join(characters)


def folded(text: str) -> str:
    """Return a text for comparison: without case, the spelling of accents, and the width of blanks."""
    return " ".join(casefolded(text).split())


def casefolded(text: str) -> str:
    """Return a text without case and the spelling of accents."""
    if text.isascii():
        return text.casefold()
    # Composed again after the folding, or `e` would be found in an accented one that was written as two characters.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())


def slug(text: str, fallback: str) -> str:
    """Return a text as a part of a file name, up to 40 characters; the fallback if nothing of it is left."""
    return _NOT_IN_SLUG.sub("-", text.casefold())[:_LONGEST_SLUG].strip("-") or fallback
