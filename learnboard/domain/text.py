"""What text may hold before it reaches the board or the screen, and how texts are compared (FORMAT.md §1)."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from learnboard.domain.patterns import pattern

_MOST_MARKS: Final = 4
"""How many combining marks may stand on one character; those after them are dropped."""
MOST_STACKED: Final = 100
"""How many combining marks in a row a text from a stranger may hold: who plays with them writes some dozens."""
_LONGEST_SLUG: Final = 40
_FLAG = "\U0001f3f4"
_TAGS = "\U000e0000-\U000e007f"
_FORBIDDEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff" + _TAGS
# A black flag keeps the tags right behind it: that is how the flags of Scotland and Wales are written. The pattern
# finds what stays, not what goes, so that a text of control characters alone is as quick as any other.
_ALLOWED = pattern(f"[^{_FLAG}{_FORBIDDEN}]++|{_FLAG}[{_TAGS}]*+")
# A control sequence goes as a whole. It begins with ESC, or with a C1 character and a parameter: without one, that may
# be a quotation mark of another encoding. What only looks like the rest of a sequence is what somebody wrote.
_SEQUENCE = pattern("(?:\x1b\\[|\x9b(?=[0-?]))[0-?]*+[ -/]*+[@-~]")
_LINE_END = pattern("\r\n?")
_LINE_BREAK = pattern("[\t\n]+")
# No combining mark is a word character, so that only a few runs of signs and marks are looked at one by one. A single
# letter of a composed text may carry marks besides those that follow it, so a run of two may already be too many.
_MAYBE_MARKS = pattern(r"[^\w\s\x00-\x7f]{2}")
_MARKS = pattern(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS + 1},}}")
_LONG_MARKS = pattern(r"[^\w\s\x00-\x7f]{31,}")
_NOT_IN_SLUG = pattern(r"[\W_]+")
_JOINERS = "\u200c\u200d"


def clean(text: str) -> str:
    """Remove what a terminal could obey or a reader could not see, and compose the rest to NFC (FORMAT.md §1).

    Removed are control sequences, ESC and the other control characters but tab and line feed, bidi overrides and
    isolates, tag characters without their flag, U+2028, U+2029, U+FEFF, lone surrogates and all stacked marks after the
    fourth. Every line ends in a line feed. Cleaning twice changes nothing more, and all spellings of a text become one.
    """
    if text.isascii() and text.isprintable():
        return text
    # The time that Unicode's own ordering of marks takes grows with the square of their number.
    text = unicodedata.normalize("NFC", _LONG_MARKS.sub(_sorted_marks, without_controls(text)))
    if _MAYBE_MARKS.search(text):
        # Marks are counted decomposed, so that every spelling of a stack has the same ones left.
        text = unicodedata.normalize("NFC", _MARKS.sub(_limit_marks, unicodedata.normalize("NFD", text)))
    return text


def clean_line(text: str) -> str:
    """Clean a title: as `clean`, on one line, without blanks at its ends."""
    return _LINE_BREAK.sub(" ", clean(text)).strip()


def without_controls(text: str) -> str:
    """Remove what a terminal could obey, and keep all else as it is spelled: a path leads nowhere in another form."""
    return "".join(_ALLOWED.findall(_LINE_END.sub("\n", _SEQUENCE.sub("", text))))


def is_overstacked(text: str) -> bool:
    """Whether more than 100 combining marks follow each other, which nobody writes: cleaning would drop nearly all."""
    if text.isascii():
        return False
    return any(map(_has_stack, _LONG_MARKS.findall(without_controls(text))))


def _has_stack(run: str) -> bool:
    marks = 0
    for character in run:
        if unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
            if marks > MOST_STACKED:
                return True
        elif character not in _JOINERS and not unicodedata.combining(character):
            marks = 0
    return False


def _sorted_marks(run: re.Match[str]) -> str:
    """A run in which the marks have Unicode's order, so that normalizing has none of them to carry far."""
    parts = groupby(run.group(), lambda character: unicodedata.combining(character) > 0)
    return "".join(_sorted_stack(part) if is_stack else "".join(part) for is_stack, part in parts)


def _sorted_stack(marks: Iterable[str]) -> str:
    single = unicodedata.normalize("NFD", "\n".join(marks)).replace("\n", "")  # none is carried over a line feed
    return "".join(sorted(single, key=unicodedata.combining))


def _limit_marks(run: re.Match[str]) -> str:
    characters: list[str] = []
    marks = 0
    for character in run.group():
        if unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
            if marks > _MOST_MARKS:
                continue
        elif character not in _JOINERS and not unicodedata.combining(character):
            marks = 0  # neither an invisible joiner nor a spacing mark that trades places with others ends a stack
        characters.append(character)
    return "".join(characters)


class _Folding(dict[int, str]):
    """What a decomposed character becomes for comparison; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFD", chr(code).casefold())
        self[code] = "".join(_LETTERS.get(letter, letter) for letter in letters if not _is_accent(letter))
        return self[code]


_LETTERS: Final = {
    "æ": "ae",
    "ð": "d",
    "ø": "o",
    "þ": "th",
    "đ": "d",
    "ħ": "h",
    "ı": "i",
    "ł": "l",
    "œ": "oe",
    "ŧ": "t",
}
"""Letters that Unicode does not decompose, and what people without them on their keyboard type."""
_POINTS: Final = range(10, 37)
"""The combining classes of Hebrew and Arabic points; from 200 on they are those of accents in any script."""
_FIRST_ACCENT: Final = 200
_FOLDING: Final = _Folding()


def _is_accent(character: str) -> bool:
    """Whether a mark may be left out when a word is written; vowel signs, say, of Hindi or Thai may not."""
    place = unicodedata.combining(character)
    return place >= _FIRST_ACCENT or place in _POINTS


def folded(text: str) -> str:
    """Return a text for comparison: without case, accents, and the width of blanks."""
    return " ".join(unaccented(text).split())


def unaccented(text: str) -> str:
    """Return a text without case and accents, letter by letter: one letter may become several, or none."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFD", text).translate(_FOLDING)


def casefolded(text: str) -> str:
    """Return a text without case, in one spelling of its accents."""
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())


def slug(text: str, fallback: str) -> str:
    """Return a text as a part of a file name, up to 40 characters; the fallback if nothing of it is left."""
    return _NOT_IN_SLUG.sub("-", casefolded(text))[:_LONGEST_SLUG].strip("-") or fallback


_INNER: Final = str.maketrans({"“": "‘", "”": "’", "„": "‚"})


def inner_quotes(text: str) -> str:
    """Return a text as it stands in quotation marks: its own become single ones."""
    return text.translate(_INNER)


def in_quotes(text: str) -> str:
    """Return a text in quotation marks, which are unlike its own."""
    return f"“{inner_quotes(text)}”"
