"""Finding by a few letters: which titles are like what is typed, the likest first."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import compress, repeat
from operator import and_, contains, not_
from typing import Final

from learnboard.domain.text import casefolded, folded

_WHOLE = 1_000_000  # no scattered letters are as like as parts that all stand as they were typed
_PHRASE = 500_000  # so much more is the whole query in one piece
_AT_START, _AT_WORD, _INSIDE = 4_000, 3_000, 2_000
_STARTS_WORD, _FOLLOWS = 600, 400
_FURTHEST = 900
_MOST_LETTERS = 60
_JAMO: Final = ("\u1160", "\u11ff")


@dataclass(frozen=True, slots=True)
class Match:
    """A title by its index, how like it is (only to be compared), and the places of the letters that matched."""

    index: int
    score: int
    places: tuple[int, ...] = ()


def best_matches(query: str, titles: Sequence[str], most: int = 50) -> list[Match]:
    """Up to `most` titles that have the letters of every part of the query in order, the likest first.

    Case and the spelling of accents make no difference. Liker is what stands as it was typed, then what starts
    words, stays together and comes early; of like titles the earlier one is first. Parts are divided by blanks and
    may stand in any order. Without a query the first titles are answered.
    """
    sought = folded(query[:_MOST_LETTERS])
    parts = [_Part(part) for part in dict.fromkeys(sought.split())]
    if not parts:
        return [Match(index, 0) for index in range(min(most, len(titles)))]
    texts = [title.casefold() if title.isascii() else casefolded(title) for title in titles]
    found = _likest(sought, parts, texts, most)
    return [Match(index, score, _in_title(titles[index], texts[index], parts)) for score, index in found]


class _Part:
    """A part of a query, ready to be sought in thousands of titles."""

    def __init__(self, part: str) -> None:
        self.part = part
        self._at_word = re.compile(rf"(?<![^\W_]){re.escape(part)}").search
        # It never goes back: each title is read once at most, whatever it is.
        self.scattered = re.compile("".join(f"[^{re.escape(each)}]*+{re.escape(each)}" for each in part)).match

    def score(self, text: str) -> int:
        """How like a text is that has the part, or at least its letters in order."""
        at = text.find(self.part)
        if at < 0:
            return _worth(text, self.places(text))
        if not at:
            return _AT_START
        word = self._at_word(text, at)
        return _AT_WORD - min(word.start(), _FURTHEST) if word else _INSIDE - min(at, _FURTHEST)

    def places(self, text: str) -> Sequence[int]:
        """Where the letters are that are like the part."""
        at = text.find(self.part)
        if at < 0:
            return max(_together(text, self.part), _by_words(text, self.part), key=lambda places: _worth(text, places))
        word = self._at_word(text, at)
        start = word.start() if word and at else at
        return range(start, start + len(self.part))


def _likest(sought: str, parts: Sequence[_Part], texts: Sequence[str], most: int) -> list[tuple[int, int]]:
    """Score and index of the likest texts."""
    # Most texts are judged without a step of Python for each.
    whole: list[bool] = [True] * len(texts)
    for each in parts:
        whole = list(map(and_, whole, map(contains, texts, repeat(each.part))))
    found = _scored(parts, texts, compress(range(len(texts)), whole), _WHOLE)
    if len(parts) > 1:
        found = [(score + _PHRASE * (sought in texts[-index]), index) for score, index in found]
    if len(found) < most:
        rest: Iterable[int] = compress(range(len(texts)), map(not_, whole))
        for each in parts:
            rest = [index for index in rest if each.scattered(texts[index])]
        found += _scored(parts, texts, rest, 0)
    return [(score, -index) for score, index in nlargest(most, found)]


def _scored(parts: Sequence[_Part], texts: Sequence[str], indices: Iterable[int], base: int) -> list[tuple[int, int]]:
    """Score and negated index, so that of like texts the earlier one is the larger."""
    if len(parts) == 1:
        score = parts[0].score
        return [(base + score(texts[index]), -index) for index in indices]
    return [(base + sum(each.score(texts[index]) for each in parts), -index) for index in indices]


def _together(text: str, part: str) -> list[int]:
    """The letters of the part as close to each other as the first end of them allows."""
    at = -1
    for feedback_draft in part:
        at = text.find(feedback_draft, at + 1)
    at += 1
    places = []
    for feedback_draft in reversed(part):
        at = text.rfind(feedback_draft, 0, at)
        places.append(at)
    return places[::-1]


def _by_words(text: str, part: str) -> list[int]:
    """The letters of the part where they start words or follow each other; none if they cannot be had so."""
    places: list[int] = []
    at = -1
    for feedback_draft in part:
        if not text.startswith(feedback_draft, at + 1):
            word = text.find(" " + feedback_draft, at + 1)
            at = word if word >= 0 else text.find(feedback_draft, at + 1) - 1
            if at < -1:
                return []
        at += 1
        places.append(at)
    return places


def _worth(text: str, places: Sequence[int]) -> int:
    """How like scattered letters are, less than any part that stands as typed: a mean over them, and how early."""
    if not places:
        return -_FURTHEST
    worth, before = 0, -1
    for at in places:
        if at == 0 or not text[at - 1].isalnum():
            worth += _STARTS_WORD
        elif at == before + 1:
            worth += _FOLLOWS
        else:
            worth -= min(at - before, _FURTHEST)
        before = at
    return worth // len(places) - min(places[0], _FURTHEST) // 4


def _in_title(title: str, text: str, parts: Sequence[_Part]) -> tuple[int, ...]:
    """The places in the title itself; none for the few scripts where folding leaves no way back."""
    places = sorted({place for each in parts for place in each.places(text)})
    if title.isascii():
        return tuple(places)
    origins: list[range] = []
    spelled = ""
    start = 0
    while start < len(title):
        end = start + 1
        while end < len(title) and (unicodedata.combining(title[end]) or _JAMO[0] <= title[end] <= _JAMO[1]):
            end += 1
        sign = casefolded(title[start:end])
        spelled += sign
        origins += [range(start, end)] * len(sign)
        start = end
    return tuple(sorted({at for place in places for at in origins[place]})) if spelled == text else ()
