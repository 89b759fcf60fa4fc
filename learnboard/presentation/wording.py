"""How people's words stand in a sentence: their units beside a number, and texts in quotation marks."""

import re
from typing import Final

_SINGULARS: Final = {"people": "person", "series": "series", "species": "species", "news": "news", "lens": "lens"}
# Only what is surely an English plural: lower-case words with a vowel. Signs such as ms, mbps or KPIs stay as they are.
_PLURAL: Final = re.compile(r"(?=.*[aeiou])[a-z]{3,}(?<![aiosu])s")
_AFTER_HEAD: Final = frozenset(
    {"a", "an", "and", "at", "by", "each", "for", "from", "in", "of", "on", "or", "per", "to", "with", "without"}
)
"""Words behind the one that is counted: `hours a week`, `talks for developers`."""
_ENDINGS: Final = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("s", ""))


def unit_beside(number: object, unit: str) -> str:
    """Return a unit as it stands behind a number, or behind several, of which the last one counts: `1 incident`."""
    if str(number).rsplit(" ", 1)[-1] != "1":
        return unit
    words = unit.split(" ")
    head = next((at for at, word in enumerate(words) if word in _AFTER_HEAD), len(words)) - 1
    return " ".join(_singular(word) if at == head else word for at, word in enumerate(words))


def _singular(word: str) -> str:
    if word in _SINGULARS:
        return _SINGULARS[word]
    if not _PLURAL.fullmatch(word):
        return word
    ending, instead = next(pair for pair in _ENDINGS if word.endswith(pair[0]))
    return word.removesuffix(ending) + instead


_INNER: Final = str.maketrans({"“": "‘", "”": "’", "„": "‚"})


def inner_quotes(text: str) -> str:
    """Return a text as it stands in quotation marks: its own become single ones."""
    return text.translate(_INNER)


def in_quotes(text: str) -> str:
    """Return a text in quotation marks, which are unlike its own."""
    return f"“{inner_quotes(text)}”"
