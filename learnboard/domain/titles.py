"""What a title of a key result measures: `… from 850 ms to 400 ms`, `keep … below 10 min`, `publish 3 articles`.

Only what a title says plainly is taken. Where a number has two readings that the other one does not decide, nothing is.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import Bound, KeyResultKind, Period
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.numbers import Quantity, is_same_unit, quantity_at

_YEARS: Final = range(1970, 2201)
_ZERO: Final = Number("0")
_USUAL_PERIOD: Final[Period] = "month"
_PERIODS: Final[Mapping[str, Period]] = {"week": "week", "month": "month", "quarter": "quarter"}
_FROM: Final = r"(?i)\bfrom\s+"
_TO: Final = r"(?i)\s+to\s+"
_BETWEEN: Final = r"(?i)\bbetween\s+"
_AND: Final = r"(?i)\s+and\s+"
_UPGRADE: Final = r"(?i)\W*(?:up|down)grade\b"
"""What goes from one number to another behind it are versions."""
_KEEP: Final = r"(?i)\W*(?:keep|hold|maintain|stay|remain)\b"
_LIMIT: Final = (
    r"(?i)\b(?:(?P<not>no|not|never)\s+)?(?P<words>at\s+or\s+(?:below|under|above|over)|at\s+(?:most|least)|below|under|"
    r"above|over|(?:less|fewer|lower|more|higher|greater)\s+than|up\s+to|within)\s+|(?P<sign>[<>]=?|[≤≥])\s*"
)
_GOES_ON: Final = r"(?i)\s*(?:to|or|and|[-–])\s*[0-9]"
"""Behind a limit that is not one number: `below 5 to 10 ms`."""
_LOWER_LIMIT: Final = r"(?i).*\b(?:above|over|least|more|higher|greater)\b|[>≥]"
_PERIOD: Final = r"(?i)(?:\b(?:a|an|per|each|every)\s+|/)(week|month|quarter)\b|\b(week|month|quarter)ly\b"
_RATE: Final = (
    r"(?i)(?:\b(?:a|an|per|each|every)\s+|/)(?:day|week|month|quarter|year|sprint)s?\b|"
    r"\b(?:dai|week|month|quarter|year|annual)ly\b"
)
_TIMES: Final = r"(?i)(?:second|sec|minute|min|hour|hr|day|week|month|quarter|year|sprint)s?|h"
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NO_MEASURE: Final = rf"(?i){_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|[ap]m|o['’]clock"
"""Behind numbers of dates and times of day."""
_DATE: Final = (
    rf"(?i)\b(?:\d{{4}}-\d\d-\d\d|(?:19|20|21)\d\d|[qh][1-4]|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}})\b"
)
_VERB: Final = r"\W*([^\W\d_]+)\s+"
_VERBS: Final = frozenset(
    "achieve acquire add adopt answer attend audit author automate blog book build call certify close coach collect "  # noqa: SIM905
    "complete conduct contribute convert cover create debug deliver demo deploy design develop do document draft earn "
    "eliminate establish evaluate examine explore facilitate file film find finish fix gain get give handle have help "
    "hire hold host implement inspect install interview introduce invite join land launch lead learn make mentor meet "
    "merge migrate moderate observe onboard open organise organize pair participate pass perform pilot plan post "
    "practise practice prepare present produce profile propose prototype publish reach read receive record recruit "
    "refactor release remove repair replace report research resolve retire review rewrite run see sell send share ship "
    "show sign solve start study submit summarise summarize support take teach test tidy train translate try visit "
    "watch win write".split()
)
"""What is done so many times. Verbs of change, such as raise and cut, are none: their numbers are no targets."""
_NO_PLURALS: Final = frozenset(
    "always as besides does has his hers its ours perhaps pros theirs this towards versus vs was yours".split()  # noqa: SIM905
)
_PLURALS: Final = frozenset("children criteria feet men mice people phenomena teeth women".split())  # noqa: SIM905


class TitleReading(NamedTuple):
    """What a title measures, as the fields of a key result; `doubt` is a clause that says why it measures nothing."""

    kind: KeyResultKind = "binary"
    start: Number | None = None
    target: Number | None = None
    bound: Bound | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    period: Period | None = None
    unit: str = ""
    doubt: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of a key result, with the decimals of its most exact number."""
        numbers = [number for number in (self.start, self.target, self.minimum, self.maximum) if number is not None]
        decimals = max((len(number.text.partition(".")[2]) for number in numbers), default=0)
        fields = {**self._asdict(), "decimals": decimals}
        del fields["doubt"]
        return fields


class _Pair(NamedTuple):
    """Two numbers in one unit."""

    first: Number
    last: Number
    unit: str


_Measure = _Pair | str | None
"""Two numbers; a clause that says why they are in doubt; or None for what is no measure."""
_NOTHING: Final = TitleReading()


def read_title(title: str) -> TitleReading:
    """Return what a title measures: nothing, unless it says so plainly."""
    return _range(title) or _limit(title) or _count(title) or _NOTHING


# -- from … to … --------------------------------------------------------------------------------------------------


def _range(title: str) -> TitleReading | None:
    found = [pair for match in re.finditer(_FROM, title) if (pair := _pair_at(title, match.end(), _TO))]
    if len(found) > 1:
        return TitleReading(doubt="it goes from one number to another twice")
    pair = found[0] if found else None
    if pair is None or isinstance(pair, str):
        return TitleReading(doubt=pair) if pair else None
    if pair.first == pair.last:
        return None
    if not pair.unit and (re.match(_UPGRADE, title) or (_is_year(pair.first) and _is_year(pair.last))):
        return None
    return TitleReading("metric", start=pair.first, target=pair.last, unit=pair.unit)


def _pair_at(title: str, at: int, between: str) -> _Measure:
    """The numbers that begin at a place of a title, with a word between them."""
    if not (found := quantity_at(title, at)):
        return None
    first, end = found
    if not (word := re.compile(between).match(title, end)) or not (found := quantity_at(title, word.end())):
        return None
    return _agreed(first, found[0])


def _agreed(first: Quantity, last: Quantity) -> _Measure:
    """Two quantities in the unit of both; the decimal sign of one is that of the other, too."""
    first, last = first.beside(last), last.beside(first)
    if first.unit and last.unit and not is_same_unit(first.unit, last.unit):
        return None
    unit = last.unit or first.unit
    if re.fullmatch(_NO_MEASURE, unit):
        return None
    if doubt := first.doubt or last.doubt or _doubtful_multiple(first, last):
        return doubt
    return _Pair(first.readings[0], last.readings[0], unit)


def _doubtful_multiple(first: Quantity, last: Quantity) -> str:
    """Why it is not clear whether a multiple behind one number is that of the other, too: `from 5 to 10k`.

    In `from 500 to 2k` it is clear: nobody writes 500k to 2k for a small step.
    """
    if bool(first.power) == bool(last.power):
        return ""
    plain, multiple = (last, first) if first.power else (first, last)
    number, factor = plain.readings[0], 10**multiple.power
    if number == 0 or abs(number.fraction) > abs(multiple.readings[0].fraction / factor):
        return ""
    more = f"{(number * factor).normalize():f}"
    return f"“{plain.written}” beside “{multiple.written}” can be {number} or {more}"


def _is_year(number: Number) -> bool:
    return number.text.isdigit() and int(number.text) in _YEARS


# -- keep … below … -----------------------------------------------------------------------------------------------


def _limit(title: str) -> TitleReading | None:
    if not re.match(_KEEP, title):
        return None
    found = [limit for match in re.finditer(_LIMIT, title) if (limit := _one_limit(title, match))]
    found += [limit for match in re.finditer(_BETWEEN, title) if (limit := _two_limits(title, match.end()))]
    if len(found) > 1:
        return TitleReading(doubt="it names more than one limit")
    if not found or found[0].doubt:
        return found[0] if found else None
    words = re.search(_PERIOD, title)
    return found[0]._replace(period=_PERIODS[(words[1] or words[2]).lower()] if words else _USUAL_PERIOD)


def _one_limit(title: str, words: re.Match[str]) -> TitleReading | None:
    if not (found := quantity_at(title, words.end())):
        return None
    quantity, end = found
    if re.fullmatch(_NO_MEASURE, quantity.unit) or re.match(_GOES_ON, title[end:]):
        return None
    if quantity.doubt:
        return TitleReading(doubt=quantity.doubt)
    number, unit = quantity.readings[0], quantity.unit
    if words[0].casefold().split() == ["over"] and (re.fullmatch(_TIMES, unit) or (not unit and _is_year(number))):
        return None  # over a time, and not over a number
    if bool(re.match(_LOWER_LIMIT, words[0])) != bool(words["not"]):
        return TitleReading("maintain", bound="at_least", minimum=number, unit=unit)
    return TitleReading("maintain", bound="at_most", maximum=number, unit=unit)


def _two_limits(title: str, at: int) -> TitleReading | None:
    pair = _pair_at(title, at, _AND)
    if pair is None or isinstance(pair, str):
        return TitleReading(doubt=pair) if pair else None
    if pair.first > pair.last:
        return None
    return TitleReading("maintain", bound="between", minimum=pair.first, maximum=pair.last, unit=pair.unit)


# -- publish 3 articles -------------------------------------------------------------------------------------------


def _count(title: str) -> TitleReading | None:
    verb = re.match(_VERB, title)
    if not verb or verb[1].casefold() not in _VERBS or not (found := quantity_at(title, verb.end())):
        return None
    quantity, end = found
    rest = re.sub(_DATE, "", title[end:])
    if not _is_plural(quantity.unit) or re.search(_RATE, title) or any(sign.isnumeric() for sign in rest):
        return None
    if quantity.doubt:
        return TitleReading(doubt=quantity.doubt)
    number = quantity.readings[0]
    # Four digits may be a year, as in “plan 2027 goals”.
    if number <= 0 or not number.text.isdigit() or (_is_year(number) and not quantity.power):
        return None
    return TitleReading("metric", start=_ZERO, target=number, unit=quantity.unit)


def _is_plural(word: str) -> bool:
    """Whether a word is the plural of a thing that can be counted. Times are not counted: “finish 2 weeks early”."""
    if word in _PLURALS:
        return True
    if word in _NO_PLURALS or re.fullmatch(_TIMES, word) or word.endswith(("ss", "us", "is")):
        return False
    return bool(re.fullmatch(r"(?:[a-z-]{2,}|[A-Z]{2,})s", word))
