"""Key results named by words of their titles, as in `1h30 queueing ch 4`."""

import re
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import Id
from learnboard.domain.patterns import pattern
from learnboard.domain.text import folded

TitleWords: TypeAlias = Mapping[str, Collection[Id]]
"""The key results that learning can be for, by each word of their titles."""
NO_TITLES: Final[TitleWords] = MappingProxyType({})
_SIGNS: Final = " ,;:.-–—"
_MIXED: Final = pattern(r"[^\W\d_].*[0-9]|[0-9].*[^\W\d_]")
"""A letter and a figure."""
_LEAST_WORD: Final = 3
"""Letters of a word that can name a key result."""
_LEAST_BEGINNING: Final = 4
"""Letters of a beginning that stands for a longer word: `queue` for `queueing`."""
_NO_NAMES: Final = frozenset(
    "the and for from with about into onto over under after before between than then that this these those its our "  # noqa: SIM905
    "out off per via how what why when who are was were not all any some more most one two three new".split()
)
"""Words that many titles have and that name none."""


def index_titles(titles: Iterable[tuple[Id, str]]) -> TitleWords:
    """Return key results, given with their titles, by each word that can name one."""
    index: dict[str, set[Id]] = {}
    for id_, title in titles:
        for word in words_of(title):
            index.setdefault(word, set()).add(id_)
    return index


def named_by(text: str, titles: TitleWords) -> tuple[Id, ...]:
    """Return the key results whose titles have the most of a text's words, by id; none without one in common."""
    counts: dict[Id, int] = {}
    for word in words_of(text):
        found = {id_ for known, ids in titles.items() if is_meant(word, known) for id_ in ids}
        for id_ in found:
            counts[id_] = counts.get(id_, 0) + 1
    most = max(counts.values(), default=0)
    return tuple(sorted(id_ for id_, count in counts.items() if count == most))


def take_id(text: str, ids: Collection[Id]) -> tuple[str, tuple[Id, ...]]:
    """Return a text without the id of a key result, or `for` and its id, and which one that is; else none.

    An id that could be a word like others, without a letter and a figure, is one only behind `for`.

    Raises:
        InvalidValue: if there are several.
    """
    words = text.split(" ")
    found: dict[Id, None] = {}
    kept: list[str] = []
    for word in words:
        lead = bool(kept) and kept[-1].casefold() == "for"
        bare = word.strip(_SIGNS)
        named = id_of(bare, ids) if lead or _MIXED.search(bare) else None
        if named is None:
            kept.append(word)
            continue
        found[named] = None
        if lead:
            del kept[-1]
    if len(found) > 1:
        first, second, *_ = found
        raise InvalidValue(f"It is for one key result: write {first} or {second}, or two lines.")
    return " ".join(kept), tuple(found)


def id_of(word: str, ids: Collection[Id]) -> Id | None:
    """Return which of some ids a word is, in whatever case."""
    if word in ids:
        return word
    return next((id_ for id_ in ids if id_.casefold() == word.casefold()), None) if word else None


def words_of(text: str) -> set[str]:
    """Return the words of a text that can name something, without case and accents."""
    words = {*re.findall(r"\w+", folded(text))} - _NO_NAMES
    return {word for word in words if len(word) >= _LEAST_WORD and not word.isdecimal()}


def is_meant(word: str, known: str) -> bool:
    """Whether a word is a known one, or a beginning that stands for it."""
    return word == known or (len(word) >= _LEAST_BEGINNING and known.startswith(word))
