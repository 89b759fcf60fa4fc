"""How numbers are written, and people's units beside them: one thing is counted in the singular."""

from fractions import Fraction
from typing import Final

from learnboard.domain.metrics.rounding import money
from learnboard.domain.model.fields import Number
from learnboard.domain.patterns import pattern

_SINGULARS: Final = {"people": "person", "series": "series", "species": "species", "news": "news", "lens": "lens"}
# Only what is surely an English plural: lower-case words with a vowel. Signs such as ms, mbps or KPIs stay as they are.
_PLURAL: Final = pattern(r"(?=.*[aeiou])[a-z]{3,}(?<![aiosu])s")
_AFTER_HEAD: Final = frozenset(
    {"a", "an", "and", "at", "by", "each", "for", "from", "in", "of", "on", "or", "per", "to", "with", "without"}
)
"""Words behind the one that is counted: `hours a week`, `talks for developers`."""
_ENDINGS: Final = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("s", ""))


def of_one(unit: str) -> str:
    """Return a unit as it stands behind a one: `incident` for `incidents`."""
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


def grouped(number: Fraction | Number, currency: str) -> str:
    """An amount in its currency's digits, without the currency: `1,750.00`."""
    text = money(number if isinstance(number, Fraction) else number.fraction, currency)
    sign, text = ("−", text[1:]) if text.startswith("-") else ("", text)
    whole, point, rest = text.partition(".")
    return f"{sign}{int(whole):,}{point}{rest}"
