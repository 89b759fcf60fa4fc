"""The amount of money in a line: `640`, `45,90 €`, `USD 49`, `2k`; what has two readings is asked about."""

import re
from collections.abc import Sequence
from typing import Final

from learnboard.domain.currencies import currency_named, unknown_currency
from learnboard.domain.errors import InvalidValue
from learnboard.domain.marked_days import MOST_QUOTED
from learnboard.domain.metrics.rounding import minor_digits
from learnboard.domain.model.fields import Number
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.numbers import AmbiguousNumber, read_number, unmistakable
from learnboard.domain.patterns import pattern

_BRACKETS: Final = '()[]“”"?!;'
_SYMBOL: Final = "[$¢-¥₠-⃏円]"
_MONEY: Final = rf"(?:(?:US|A|AU|C|CA|NZ|HK|S|R)?{_SYMBOL}|(?:[^\W\d_]|ł|č){{2,8}}\.?)"
_NUMBER: Final = r"[0-9][0-9.,'’\u00a0\u2007\u2009\u202f]*"
_AMOUNT: Final = pattern(
    rf"(?P<about>[~≈]?)(?P<sign>[-−–+]?)(?P<before>{_MONEY})?(?P<inner>[-−–]?)(?P<digits>{_NUMBER}?)"
    rf"(?P<k>k|K|(?<=[0-9])M)?(?P<after>{_MONEY})?(?:[.,][-–—]{{1,2}})?[.,:]*"
)
"""A word that is an amount; `640.–` is one, too."""
_JUNK: Final = pattern(
    rf"[~≈]?[-−–+]?(?:{_SYMBOL})?[0-9.,]*[0-9][0-9.,'’:/_xX*×eE+\-–]*(?:{_SYMBOL}|[A-Z]{{3}})?[.,:]*"
)
"""A word of figures that is no amount."""
_ORDINAL: Final = pattern(r"[0-9]+(?:st|nd|rd|th)[.,:]*|[0-9]{1,2}:[0-9]{2}[.,]?|[0-9]+(?:[.,][0-9]+)? ?%[.,:]*")
_DAY: Final = pattern(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?|[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{2,4})?"
)
_YEAR: Final = pattern("(?:19|20)[0-9]{2}")
_COUNTED: Final = frozenset(
    "session sessions day days hour hours week weeks month months module modules night nights ticket tickets book "  # noqa: SIM905
    "books people person seat seats lesson lessons part parts year years evening evenings times x talk talks".split()
)
"""What stands behind a number that counts, and is no money."""
_RATE: Final = pattern(
    r"/ ?\w+|(?:per|every) \w+|p\.? ?[apm]\.?(?= |$)|each\b|apiece\b|monthly\b|yearly\b|annually\b|weekly\b|hourly\b|"
    r"(?:a|an) (?:month|year|week|day|session|hour|head|person|seat|piece|lesson|ticket)\b",
    re.IGNORECASE,
)
_AT_A_RATE: Final = pattern(r"[^\W\d_€$£]{0,3}[€$£]?[0-9][0-9.,]*[€$£]?/[^\W\d_]+")
_MORE: Final = pattern(r"(?:\+|plus|minus|less|excl?\.?|excluding|without|net of|before) \w+", re.IGNORECASE)
_TIMES: Final = pattern(r"[0-9]+ ?[x×*]$|[0-9]+ (?:\w+ )?(?:at|à)$", re.IGNORECASE)
_PERCENT: Final = frozenset(("%", "percent", "pct"))
_PART_OF: Final = pattern(
    r"(?:[0-9]+(?:[.,][0-9]+)? ?(?:%|percent|pct)|half|third|thirds|quarter|quarters|part|share) of(?: the)?$",
    re.IGNORECASE,
)
"""What makes a number behind it more than the amount."""
_QUOTES: Final = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "'": "'", "‘": "’"}
"""Quotation marks, and what closes them."""
_FREE: Final = frozenset(("free", "gratis"))
_LEADS: Final = pattern(
    r"[\s,;:=~≈–-]*\b(?:for|at|à|costs?|is|about|around|approx\.?|ca\.?|circa|roughly|some|up to|max\.?|only|price)?"
    r"[\s,;:=~≈–-]*$",
    re.IGNORECASE,
)
"""What may lead to an amount and says no more than that."""
_FEW, _GROUP = pattern("[0-9]{1,3}"), pattern("[0-9]{3}(?![0-9])")
"""The first figures of `1 200`, and those behind its blank."""
_CODE_LENGTH: Final = 3
_NO_CODES: Final = frozenset(("FOR", "AND", "THE", "VIA", "PER", "NEW", "OUR"))


class FoundAmount(NamedTuple):
    """The amount in a line, in a currency (ISO 4217), and the words before and behind it."""

    amount: Number
    currency: str
    before: str
    after: str


class _Candidate(NamedTuple):
    """Words from `first` to `last` that can be an amount; `currency` is empty where none is written."""

    first: int
    last: int
    text: str
    currency: str


def has_amount(text: str, own: str) -> bool:
    """Whether a text has what can be an amount, clear or not."""
    words = text.split(" ")
    try:
        return bool(_candidates(words, own)) or any(_bare(word).casefold() in _FREE for word in words)
    except InvalidValue:
        return True


def find_amount(text: str, own: str) -> FoundAmount:
    """Return the one amount of a text; without a currency it is in one's own.

    Of several numbers it is the one with a currency. Years, ordinals and what is counted are none.

    Raises:
        InvalidValue: if there is none or several, it is below 0, has too many decimals, or has two readings.
    """
    words = text.split(" ")
    candidates = _candidates(words, own)
    with_currency = [each for each in candidates if each.currency]
    chosen = with_currency or [
        each for each in candidates if not (_YEAR.fullmatch(each.text) and each.first == each.last)
    ]
    if len(chosen) > 1:
        first, second = (" ".join(words[each.first : each.last + 1]).strip(".,:;") for each in chosen[:2])
        raise InvalidValue(f"Which is the amount, “{first}” or “{second}”? Write {own} behind it, as in 640 {own}.")
    if chosen:
        return _found(words, chosen[0], own)
    free = next((place for place, word in enumerate(words) if _bare(word).casefold() in _FREE), None)
    if free is not None:
        return FoundAmount(Number("0"), own, " ".join(words[:free]), " ".join(words[free + 1 :]))
    if candidates:
        raise InvalidValue(f"Is {candidates[0].text} the amount, or a year? Write {candidates[0].text} {own} if it is.")
    raise InvalidValue("What does it cost? Write the amount, as in 640 or 45.90, and 0 if it costs nothing.")


def _candidates(words: Sequence[str], own: str) -> list[_Candidate]:
    found: list[_Candidate] = []
    named = _in_quotes(words)
    for place, word in enumerate(words):
        candidate = None if place in named else _candidate(words, place, own)
        if candidate is None:
            continue
        behind_another = bool(found) and found[-1].last == place - 1 and not words[place - 1].endswith((",", ";", ":"))
        if behind_another and _GROUP.match(candidate.text) and _FEW.fullmatch(found[-1].text):
            whole = f"{words[place - 1]} {word}"[:MOST_QUOTED]
            raise InvalidValue(f"Is “{whole}” one amount? Write it without the blank, or {own} behind the one that is.")
        found.append(candidate)
    return found


def _in_quotes(words: Sequence[str]) -> set[int]:
    """The places of words that stand with others in quotation marks: numbers among them are part of a name."""
    inside: set[int] = set()
    begun, closing = -1, ""
    for place, word in enumerate(words):
        if not closing and word[:1] in _QUOTES:
            begun, closing = place, _QUOTES[word[0]]
        if closing and len(word) > 1 and word.rstrip(".,;:)")[-1:] in closing:
            inside |= set(range(begun, place + 1)) if place > begun else set()
            closing = ""
    return inside


def _candidate(words: Sequence[str], place: int, own: str) -> _Candidate | None:
    """What a word can be as an amount, with a currency in it or beside it."""
    word = _bare(words[place])
    if not any(character.isdecimal() for character in word) or _ORDINAL.fullmatch(word):
        return None
    if rate := _AT_A_RATE.match(word):
        raise InvalidValue(_not_whole(rate.group(), own))
    match = _AMOUNT.fullmatch(word)
    if _DAY.fullmatch(word.rstrip(",:")) or (match is None and _DAY.match(word)):
        raise InvalidValue(f"Is “{word[:MOST_QUOTED]}” when it happens? Write @ before it, as in @12 oct.")
    if match is None:
        if _JUNK.fullmatch(word):
            quoted = word[:MOST_QUOTED]
            raise InvalidValue(f"“{quoted}” is no amount that is understood: write one, as in 640 or 45.90.")
        return None
    inside = _inside(match, own)
    if inside is None:
        return None
    text = f"{match['sign']}{match['inner']}{match['digits'].rstrip('.,')}{match['k'] or ''}"
    behind = _bare(words[place + 1]).rstrip(".,:") if place + 1 < len(words) else ""
    first, last, beside = _beside(words, place, own)
    currencies = sorted(beside | inside)
    if behind.casefold() in _PERCENT or (behind.casefold() in _COUNTED and not currencies):
        return None
    if len(currencies) > 1:
        raise InvalidValue(f"Is “{text}” in {currencies[0]} or in {currencies[1]}? Write one of them.")
    if not currencies and _seems_code(behind):
        unknown = unknown_currency(behind)[:-1]
        raise InvalidValue(f"{unknown}, or {own} between {text} and “{behind}” if it is none.")
    return _Candidate(first, last, text, "".join(currencies))


def _inside(match: re.Match[str], own: str) -> set[str] | None:
    """The currency in a word, if it has one; None if it has other letters, as in `24h`, `B2` or `Q3`."""
    letters = [match["before"], match["after"]]
    if not any(letters):
        return set()
    found = {_currency_of(written, own) for written in letters} - {""}
    if not found and not match["before"] and _seems_code(match["after"]):
        raise InvalidValue(unknown_currency(match["after"]))
    return found or None


def _seems_code(word: str) -> bool:
    letters = len(word) == _CODE_LENGTH and word.isascii() and word.isalpha() and word.isupper()
    return letters and word not in _NO_CODES


def _beside(words: Sequence[str], place: int, own: str) -> tuple[int, int, set[str]]:
    """The currency beside a number as a word of its own, and how far it goes: `640 EUR`, `€ 640`, `640 in USD`."""
    first = last = place
    found: set[str] = set()
    if not words[place].endswith((",", ";", ":")):
        following = [_bare(word) for word in words[place + 1 : place + 3]]
        for behind, code in enumerate((_currency_of(word, own) for word in following), 1):
            if code and (behind == 1 or following[0] == "in"):
                last, found = place + behind, found | {code}
                break
    if place and (code := _currency_of(_bare(words[place - 1]), own, in_front=True)):
        first, found = place - 1, found | {code}
    return first, last, found


def _currency_of(written: str | None, own: str, *, in_front: bool = False) -> str:
    for text in (written, written.rstrip(".,:")) if written else ():
        if code := currency_named(text, own, in_front=in_front):
            return code
    return ""


def _not_whole(said: str, currency: str) -> str:
    return f"“{said[:MOST_QUOTED]}” is not the whole amount: write the sum, as in 120 {currency}."


def _bare(word: str) -> str:
    return word.strip(_BRACKETS)


def _found(words: Sequence[str], chosen: _Candidate, own: str) -> FoundAmount:
    currency = chosen.currency or own
    before, after = " ".join(words[: chosen.first]), " ".join(words[chosen.last + 1 :])
    behind = after.lstrip(" ,;(")
    written = " ".join(words[chosen.first : chosen.last + 1]).strip(".,:;")[:MOST_QUOTED]
    if rate := _RATE.match(behind) or _MORE.match(behind):
        raise InvalidValue(_not_whole(f"{written} {rate.group()}", currency))
    if part := _TIMES.search(before) or _PART_OF.search(before):
        raise InvalidValue(_not_whole(f"{part.group()} {written}", currency))
    number = _number(chosen.text, currency)
    if number < 0 or chosen.text[:1] in "-−–":
        raise InvalidValue(f"“{written}” is below 0: write what it costs, and 0 if it costs nothing.")
    return FoundAmount(number, currency, _LEADS.sub("", before), after)


def _number(text: str, currency: str) -> Number:
    """The number that a text is in a currency; one with too many decimals is none, and no second reading."""
    digits = minor_digits(currency)
    try:
        number = read_number(text.lstrip("+"), digits)
    except AmbiguousNumber:
        if digits:
            raise
        return Number(re.sub("[^0-9]", "", text))  # where there are no decimals, the sign is one of thousands
    decimals = number.text.partition(".")[2]
    if len(decimals.rstrip("0")) > digits:
        most = f"at most {digits} decimals" if digits else "no decimals"
        raise InvalidValue(f"{unmistakable(number)} is not an amount in {currency}, which has {most}: round it.")
    return number
