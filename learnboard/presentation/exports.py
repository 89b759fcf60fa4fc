"""What is said of an export: what it is not, the private words in it, and what the check for them cannot know."""

from typing import Final

from learnboard.domain.leaks import Leak, place_in
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line, in_quotes
from learnboard.presentation.values import quoted

NOT_AN_APPRAISAL: Final = "a record of learning, not an appraisal"
"""What somebody else gets."""
CHECK_LIMITS: Final = (
    "What leaves was searched for your private texts, word for word; short parts of them, paraphrases and "
    "translations are not found."
)
"""What the check cannot know, for every export from which something is withheld."""
_AROUND: Final = 24
"""Characters shown before and after private words."""
_LONGEST_WORDS: Final = 60


class Excerpt(NamedTuple):
    """The private words as they stand in a text, with a few characters around them; each piece is one line."""

    before: str
    words: str
    after: str

    def __str__(self) -> str:
        return in_quotes(f"{self.before}«{self.words}»{self.after}")


def leak_sentence(leak: Leak, place: str) -> str:
    """Say without a full stop that private words stand in a place: `“Look elsewhere” is private, but appears in …`."""
    private = "is private, but only a word, and" if leak.ordinary else "is private, but"
    return f"{quoted(leak.text)} {private} appears in {place}"


def excerpt_of(text: str, leak: Leak) -> Excerpt | None:
    """Cut a text around the private words in it; None if they are not there."""
    found = place_in(text, leak.text)
    if found is None:
        return None
    start, end = found
    begin, stop = max(0, start - _AROUND), end + _AROUND
    words = _one_line(text[start:end])
    if len(words) > _LONGEST_WORDS:
        half = _LONGEST_WORDS // 2
        words = f"{_whole_words(words[:half])} … {_whole_words(words[-half:], end=True)}"
    before, after = _one_line(text[begin:start]), _one_line(text[end:stop])
    if begin > 0:
        before = f"… {_whole_words(before, end=True)}"
    if stop < len(text):
        after = f"{_whole_words(after)} …"
    return Excerpt(before, words, after)


def _whole_words(piece: str, *, end: bool = False) -> str:
    """The words at the start of a piece of a text, or at its end, that are not cut; the piece if it has no blank."""
    return (piece.partition(" ")[2] if end else piece.rpartition(" ")[0]) or piece


def _one_line(text: str) -> str:
    """A piece of a text on one line, with one blank where it has blanks, also at its ends."""
    begins, ends = text[:1].isspace(), text[-1:].isspace()
    line = " ".join(clean_line(text).split())
    return f"{' ' if begins else ''}{line}{' ' if ends and line else ''}"
