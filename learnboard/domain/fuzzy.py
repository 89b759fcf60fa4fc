"""Fuzzy search: which titles match a few typed letters, the best match first."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import compress, repeat
from operator import and_, contains, not_
from typing import Final

from learnboard.domain.frozen import dataclass
from learnboard.domain.text import folded, unaccented

_WHOLE = 1_000_000  # no scattered letters are as good as parts that all stand as they were typed
_PHRASE = 500_000  # so much more is the whole query in one piece
_AT_START, _AT_WORD, _INSIDE = 4_000, 3_000, 2_000
_STARTS_WORD, _FOLLOWS = 600, 400
_FURTHEST = 900
_MOST_LETTERS = 60
_JAMO: Final = ("\u1160", "\u11ff")


@dataclass(frozen=True, slots=True)
class Match:
    """A title by its index, its score (only for comparison), and the places of the letters that matched."""

    index: int
    score: int
    places: tuple[int, ...] = ()


class TitleIndex:
    """Titles in which somebody searches while they type; each is folded once, and not for every letter."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._titles = tuple(titles)
        self._texts = [title.casefold() if title.isascii() else unaccented(title) for title in self._titles]

    def best_matches(self, query: str, most: int = 50) -> list[Match]:
        """Return up to `most` titles that have the letters of every part of the query in order, the best match first.

        Case and accents make no difference. Best is what stands as it was typed, then what starts words, stays
        together and comes early; of equal matches the earlier title is first. Parts are separated by blanks and may
        stand in any order. Without a query the first titles are returned.
        """
        text = folded(query[:_MOST_LETTERS])
        parts = [_Part(part) for part in dict.fromkeys(text.split())]
        if not parts:
            return [Match(index, 0) for index in range(min(most, len(self._titles)))]
        best = _best(text, parts, self._texts, most)
        return [Match(index, score, self._places(index, parts)) for score, index in best]

    def _places(self, index: int, parts: Sequence["_Part"]) -> tuple[int, ...]:
        """The places in the title itself of the letters that match."""
        title, text = self._titles[index], self._texts[index]
        places = {place for part in parts for place in part.places(text)}
        if not title.isascii():
            origins = _origins(title)
            places = {at for place in places for at in origins[place]}
        return tuple(sorted(places))


class _Part:
    """A part of a query, ready to be searched for in thousands of titles."""

    def __init__(self, letters: str) -> None:
        self.letters = letters
        self._at_word = re.compile(rf"(?<![^\W_]){re.escape(letters)}").search
        # It never backtracks: each title is read once at most, whatever it is.
        self.scattered = re.compile("".join(f"[^{re.escape(letter)}]*+{re.escape(letter)}" for letter in letters)).match

    def score(self, text: str) -> int:
        """Return how well a text matches that has the part, or at least its letters in order."""
        at = text.find(self.letters)
        if at < 0:
            return _scattered_score(text, self.places(text))
        if not at:
            return _AT_START
        word = self._at_word(text, at)
        return _AT_WORD - min(word.start(), _FURTHEST) if word else _INSIDE - min(at, _FURTHEST)

    def places(self, text: str) -> Sequence[int]:
        """Return the places of the letters that match the part."""
        at = text.find(self.letters)
        if at < 0:
            candidates = (_close_together(text, self.letters), _at_words(text, self.letters))
            return max(candidates, key=lambda places: _scattered_score(text, places))
        word = self._at_word(text, at)
        start = word.start() if word and at else at
        return range(start, start + len(self.letters))


def _best(query: str, parts: Sequence[_Part], texts: Sequence[str], most: int) -> list[tuple[int, int]]:
    """The scores and indices of the best texts."""
    # Most texts are judged without a step of Python for each.
    whole: list[bool] = [True] * len(texts)
    for part in parts:
        whole = list(map(and_, whole, map(contains, texts, repeat(part.letters))))
    found = _scores(parts, texts, compress(range(len(texts)), whole), _WHOLE)
    if len(parts) > 1:
        found = [(score + _PHRASE * (query in texts[-index]), index) for score, index in found]
    if len(found) < most:
        rest: Iterable[int] = compress(range(len(texts)), map(not_, whole))
        for part in parts:
            rest = [index for index in rest if part.scattered(texts[index])]
        found += _scores(parts, texts, rest, 0)
    return [(score, -index) for score, index in nlargest(most, found)]


def _scores(parts: Sequence[_Part], texts: Sequence[str], indices: Iterable[int], base: int) -> list[tuple[int, int]]:
    """Scores and negated indices, so that of equal texts the earlier one is the larger."""
    if len(parts) == 1:
        score = parts[0].score
        return [(base + score(texts[index]), -index) for index in indices]
    return [(base + sum(part.score(texts[index]) for part in parts), -index) for index in indices]


def _close_together(text: str, letters: str) -> list[int]:
    """The letters as close to each other as the first end of them allows."""
    at = -1
    for letter in letters:
        at = text.find(letter, at + 1)
    at += 1
    places = []
    for letter in reversed(letters):
        at = text.rfind(letter, 0, at)
        places.append(at)
    return places[::-1]


def _at_words(text: str, letters: str) -> list[int]:
    """The letters where they start words or follow each other; none if they cannot be found so."""
    places: list[int] = []
    at = -1
    for letter in letters:
        if not text.startswith(letter, at + 1):
            word = text.find(" " + letter, at + 1)
            at = word if word >= 0 else text.find(letter, at + 1) - 1
            if at < -1:
                return []
        at += 1
        places.append(at)
    return places


def _scattered_score(text: str, places: Sequence[int]) -> int:
    """The score of scattered letters, below that of any part as typed: a mean over them, and how early they are."""
    if not places:
        return -_FURTHEST
    total, before = 0, -1
    for at in places:
        if at == 0 or not text[at - 1].isalnum():
            total += _STARTS_WORD
        elif at == before + 1:
            total += _FOLLOWS
        else:
            total -= min(at - before, _FURTHEST)
        before = at
    return total // len(places) - min(places[0], _FURTHEST) // 4


def _origins(title: str) -> list[range]:
    """For each letter of the folded title, where it comes from: a letter of the title with its marks."""
    origins: list[range] = []
    start = 0
    while start < len(title):
        end = start + 1
        while end < len(title) and _continues(title[end]):
            end += 1
        origins += [range(start, end)] * len(unaccented(title[start:end]))
        start = end
    return origins


def _continues(character: str) -> bool:
    """Whether a character belongs to the one before it: an accent, a vowel sign, the rest of a syllable."""
    first = unicodedata.normalize("NFD", character)[0]
    joins = unicodedata.combining(first) or unicodedata.category(first).startswith("M")
    return bool(joins) or _JAMO[0] <= character <= _JAMO[1]
