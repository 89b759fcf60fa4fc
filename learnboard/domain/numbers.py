"""Numbers as people write them, and what they mean.

`1,5`, `1.5`, `1 200`, `1'200`, `1.200,50`, `1,200.50`, `−5`, `+5`, `.5`, `5 %`, `€500`, `2k`, `1.2M €` and `610 ms` are
understood. `1.200` and `1,200` can be 1200 or 1.2: nobody guesses, the person is asked. All else (`1e5`, `1_0`, `0x10`,
digits of other scripts) is refused as a whole, never read in part.
"""

import re
from typing import Final

from learnboard.domain.errors import InvalidValue
from learnboard.domain.metrics.rounding import half_up
from learnboard.domain.model.fields import Number
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line

_LONGEST_QUOTED: Final = 40
_GROUP: Final = 3
"""Digits of a group of thousands."""
_LEAST_PLURAL: Final = 3
"""Letters before the `s` of a plural: `talk` and `talks` are one unit, `m` and `ms` are two."""
_BLANK: Final = "[ \u00a0\u2007\u2009\u202f]"
"""The blanks inside a number, among them NBSP, figure space, thin space and narrow NBSP."""
_SIGN: Final = "[-+\u2212\u2013]?"
"""The hyphen, the plus, the real minus, and the dash that some keyboards make of it."""
_SYMBOL: Final = "[$\u00a2-\u00a5\u20a0-\u20cf]"
_CODE: Final = (
    "(?:AED|ARS|AUD|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|ISK|JPY|KRW|MAD|MXN|MYR|NGN|"
    "NOK|NZD|PEN|PHP|PLN|QAR|RON|RSD|RUB|SAR|SEK|SGD|THB|TND|TRY|TWD|UAH|USD|VND|ZAR)(?![^\\W_])"
)
_CODES: Final = {"€": "EUR", "£": "GBP", "$": "USD", "US$": "USD", "¥": "JPY", "Fr.": "CHF"}
"""The codes of ISO 4217 of the signs that mean one currency before all others."""
_POWERS: Final = {
    **dict.fromkeys(("k", "thousand", "tsd"), 3),
    **dict.fromkeys(("m", "mn", "mln", "mio", "million", "millions"), 6),
    **dict.fromkeys(("bn", "mrd", "billion", "billions"), 9),
}
"""By how many digits a multiple moves the point."""
_MULTIPLE: Final = (
    rf"k|(?<=[0-9])K|K(?={_SYMBOL}|{_CODE})|M|"
    r"(?i:thousand|tsd\.?|mn|mln|mio\.?|millions?|bn|mrd\.?|billions?)"
)
"""A K behind a blank is one of temperature, unless a currency follows it."""
# Texts, compiled when they are first needed and kept by `re`: the start of the program needs none.
_NUMBER: Final = (
    rf"(?P<sign>{_SIGN})(?:(?P<before>(?:US|A|C|NZ|HK)?{_SYMBOL}|Fr\.|{_CODE}){_BLANK}?)?(?P<inner>{_SIGN})"
    rf"(?P<digits>[.,]?[0-9]++(?:[.,'’][0-9]++|{_BLANK}[0-9]{{3}}(?![0-9]))*+)"
)
_LETTER: Final = rf"(?:[^\W\d_]|[%‰°]|{_SYMBOL})"
_UNIT: Final = rf"(?:{_LETTER}|/(?=[^\W\d_]))(?:{_LETTER}|[-/'’·²³]){{0,15}}(?<![-/'’·])"
_NO_UNITS: Final = frozenset(
    "a about across after an and as at because before behind between but "  # noqa: SIM905 - not a word a line
    "by during each every for from if in into nd of on or out over per rd so st than th that the then this through "
    "till to under until via when where while with within without".split()
)
"""Words behind a number that are no units: `4.2 out of 5`, `6 by June`, `10th`."""
_TAIL: Final = (
    rf"(?:{_BLANK}?(?P<multiple>{_MULTIPLE})(?:(?={_CODE})|(?![^\W\d_])))?(?:{_BLANK}*(?P<unit>{_UNIT})|(?!{_BLANK}*[0-9]))"
    r"(?![^\s.,;:!?()“”\"]|[.,:][0-9])"
)
"""What may stand behind a number, up to the end, a blank, or a sign that ends words and is not followed by digits."""


class AmbiguousNumber(InvalidValue):
    """A number with two readings; the message names both."""


class Quantity(NamedTuple):
    """A number as it was written, with its unit. `readings` are what it can mean: one number, or two.

    Of two, the first takes the sign in it for one of thousands, the second for the decimal sign. `power` says by how
    many digits a multiple moved the point. `decimal_sign` is `,` or `.` where the writing tells which one it is.
    """

    written: str
    readings: tuple[Number, ...]
    unit: str
    power: int
    decimal_sign: str

    @property
    def doubt(self) -> str:
        """Both readings in a clause; empty if there is but one."""
        if len(self.readings) == 1:
            return ""
        thousands, decimal = self.readings
        return f"“{self.written}” can be {thousands} or {_without_zeros(decimal)}"

    def beside(self, other: "Quantity") -> "Quantity":
        """Return the quantity as it reads beside another one, whose decimal sign is its own too."""
        if len(self.readings) == 1 or not other.decimal_sign:
            return self
        thousands, decimal = self.readings
        is_decimal = re.search(f"[0-9][{other.decimal_sign}][0-9]", self.written)
        return self._replace(readings=(decimal if is_decimal else thousands,))


# -- one number alone -----------------------------------------------------------------------------------------------


def read_number(text: str, decimals: int | None = None) -> Number:
    """Return the number that a text is, without a unit.

    Where it has two readings, the person is told to round one with more `decimals` than there can be.

    Raises:
        InvalidValue: if it is none, has a unit, or has two readings; the sentence says what to write.
    """
    quantity = _quantity_in(text, "")
    number = _only_reading(quantity, decimals)
    if quantity.unit:
        raise InvalidValue(f"“{quantity.written}” has a unit: write the number alone, {unmistakable(number)}.")
    return number


def read_value(text: str, unit: str, decimals: int | None = None) -> Number:
    """Return the number that a text is, in a unit; the unit may stand with it. Where there is none, any unit may.

    Where it has two readings, the person is told to round one with more `decimals` than there can be.

    Raises:
        InvalidValue: if it is none, is in another unit, or has two readings; the sentence says what to write.
    """
    quantity = _quantity_in(text, unit)
    if unit and quantity.unit and not is_same_unit(quantity.unit, unit):
        raise InvalidValue(f"“{quantity.written}” is in {quantity.unit}: write how many {unit} it is.")
    return _only_reading(quantity, decimals)


def read_whole(text: str) -> int | None:
    """Return the whole number that a text is; None if it is none.

    Raises:
        AmbiguousNumber: if it has two readings.
    """
    try:
        number = read_number(text)
    except AmbiguousNumber:
        raise
    except InvalidValue:
        return None
    return int(number) if number == int(number) else None


def unmistakable(number: Number) -> str:
    """Return a number as text that reads as this number alone: `1.250` is `1.25`, `1.234` is `1.2340`."""
    if len(_readings(number.text.lstrip("-"))) == 1:
        return number.text
    short = _without_zeros(number)
    return short if len(_readings(short.lstrip("-"))) == 1 else f"{short}0"


def _only_reading(quantity: Quantity, decimals: int | None) -> Number:
    if quantity.doubt and decimals is not None and _decimals_of(quantity.readings[1]) > decimals:
        thousands, decimal = quantity.readings
        rounded = half_up(decimal.fraction, decimals)
        raise AmbiguousNumber(f"{quantity.doubt}: write {unmistakable(thousands)}, or {rounded} rounded.")
    if quantity.doubt:
        first, second = (unmistakable(reading) for reading in quantity.readings)
        raise AmbiguousNumber(f"{quantity.doubt}: write {first} or {second}.")
    return quantity.readings[0]


def _decimals_of(number: Number) -> int:
    return len(number.text.partition(".")[2].rstrip("0"))


def _without_zeros(number: Number) -> str:
    return number.text.rstrip("0").rstrip(".") if "." in number.text else number.text


def _quantity_in(text: str, unit: str) -> Quantity:
    """The quantity that a whole text is; what stands behind the number may be the unit, whatever its signs."""
    text = text.strip()
    found = re.compile(_NUMBER).match(text)
    if found:
        rest = text[found.end() :].strip()
        known = bool(unit) and is_same_unit(rest, unit)
        tail = None if known else re.compile(_TAIL).fullmatch(text, found.end())
        refused = tail and (tail["unit"] or "").casefold() in _NO_UNITS
        if (known or tail) and not refused and (quantity := _quantity(found, tail, text)):
            return quantity._replace(unit=unit) if known else quantity
    quoted = clean_line(text)[:_LONGEST_QUOTED]
    how = "write up to 15 digits, and a comma or a point before up to 9 decimals, as in 1.5"
    raise InvalidValue(f"“{quoted}” is not a number: {how}.")


# -- numbers in sentences -------------------------------------------------------------------------------------------


def quantity_at(text: str, at: int) -> tuple[Quantity, int] | None:
    """Return the quantity that begins at a place of a text, and where it ends; None if none does.

    The first word behind the number is its unit, if it can be one.
    """
    found = re.compile(_NUMBER).match(text, at)
    tail = found and re.compile(_TAIL).match(text, found.end())
    if not found or not tail:
        return None
    end = tail.end()
    if (unit := tail["unit"]) and (unit.casefold() in _NO_UNITS or (found["before"] and not unit.startswith("/"))):
        end = max(found.end(), tail.end("multiple"))
        tail = re.compile(_TAIL).fullmatch(text, found.end(), end)
        end += len(unit) if text.startswith(unit, end) else 0  # 10th
    quantity = _quantity(found, tail, text[at:end])
    return (quantity, end) if quantity else None


def is_same_unit(one: str, other: str) -> bool:
    """Whether two units are the same: `€` and `EUR`, `talk` and `talks`, but neither `MB` and `Mb` nor `m` and `ms`."""
    return one == other or _unit_key(one) == _unit_key(other)


def _unit_key(unit: str) -> str:
    """What is the same of all writings of a unit."""
    sign, slash, per = unit.partition("/")
    sign = sign.strip()
    if (code := _CODES.get(sign, sign.upper())) and re.compile(_CODE).fullmatch(code):
        sign = code
    elif len(sign) > _LEAST_PLURAL and sign[1:].islower():
        sign = sign.casefold().removesuffix("s")
    return sign + slash + per


def _quantity(found: re.Match[str], tail: re.Match[str] | None, written: str) -> Quantity | None:
    """What was found, as a value; None for what no number is."""
    signs = found["sign"] + found["inner"]
    multiple, unit = (tail["multiple"] or "", tail["unit"] or "") if tail else ("", "")
    if before := found["before"]:
        if unit == "m" and not multiple:  # nobody counts metres in a currency
            multiple, unit = "m", ""
        if unit and not unit.startswith("/") and not is_same_unit(before, unit):
            return None
        unit = before + unit if unit.startswith("/") or not unit else unit
    power = _POWERS[multiple.rstrip(".").casefold()] if multiple else 0
    minus = "-" if signs.strip("+") else ""
    try:
        plain = _readings(found["digits"])
        readings = tuple(Number(_signed(minus, _moved(text, power))) for text, _ in plain)
    except InvalidValue:
        return None
    if (
        not readings or len(signs) > 1 or any(sign.isnumeric() for sign in unit[:1] + unit.rstrip("²³"))
    ):  # 万 are ten thousand
        return None
    decimal_sign = plain[0][1] if len(plain) == 1 else ""
    return Quantity(clean_line(written.strip())[:_LONGEST_QUOTED], readings, unit, power, decimal_sign)


def _readings(digits: str) -> list[tuple[str, str]]:
    """What digits with signs between them can mean, as plain texts, each with the decimal sign that this implies."""
    digits = re.sub(_BLANK, " ", digits).replace("’", "'")
    marks, groups = re.findall("[^0-9]", digits), re.split("[^0-9]", digits)
    if not marks:
        return [(digits, "")]
    if not groups[0]:
        return [(f"0.{groups[1]}", marks[0])] if len(marks) == 1 else []
    found = []
    if len({*marks}) == 1 and _are_thousands(groups):
        found.append(("".join(groups), {",": ".", ".": ","}.get(marks[0], "")))
    *others, last = marks
    if last in ",." and last not in others and len({*others}) <= 1 and (not others or _are_thousands(groups[:-1])):
        found.append((f"{''.join(groups[:-1])}.{groups[-1]}", last))
    return found


def _are_thousands(groups: list[str]) -> bool:
    first, *others = groups
    return not first.startswith("0") and len(first) <= _GROUP and all(len(group) == _GROUP for group in others)


def _moved(text: str, power: int) -> str:
    """A plain number with its point so many digits further right."""
    if not power:
        return text
    whole, _, decimals = text.partition(".")
    rest = decimals[power:]
    return (f"{whole}{decimals[:power].ljust(power, '0')}".lstrip("0") or "0") + (f".{rest}" if rest else "")


def _signed(minus: str, text: str) -> str:
    return minus + text if text.strip("0.") else text
