"""Currencies as people write them: `€`, `EUR`, `euros`; which codes there are (ISO 4217)."""

from collections.abc import Mapping
from typing import Final

from learnboard.domain.errors import InvalidValue

CODES: Final = frozenset(
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF "  # noqa: SIM905
    "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG "
    "HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD "
    "RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX "
    "USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG".split()
)
"""The codes in use; what has left it, such as HRK, is no longer spent."""
_WORDS: Final = frozenset("ALL AMD BAM BOB COP CUP GEL LAK MAD MOP PEN PHP RON RUB SOS TOP TRY".split())  # noqa: SIM905
"""Codes that are also words or names: unless one's own, they are money only in capitals and behind a number."""
_DOLLARS: Final = frozenset(("USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MXN", "BBD", "JMD"))
_CROWNS: Final = frozenset(("SEK", "NOK", "DKK", "ISK"))
_YEN: Final = frozenset(("JPY", "CNY"))
_SIGNED: Final = (
    "NZD",
    "HKD",
    "SGD",
    "BRL",
    "INR",
    "KRW",
    "ILS",
    "TRY",
    "UAH",
    "RUB",
    "VND",
    "THB",
    "NGN",
    "PHP",
    "CZK",
)
_NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("€", "euro", "euros"), "EUR"),
    **dict.fromkeys(("£", "pound", "pounds", "quid", "sterling"), "GBP"),
    **dict.fromkeys(("us$", "$us"), "USD"),
    **dict.fromkeys(("a$", "au$"), "AUD"),
    **dict.fromkeys(("c$", "ca$"), "CAD"),
    **dict.fromkeys(("zł", "zloty"), "PLN"),
    **dict(zip(("nz$", "hk$", "s$", "r$", *"₹₩₪₺₴₽₫฿₦₱", "kč"), _SIGNED, strict=True)),
    **dict.fromkeys(("fr.", "sfr", "sfr.", "franken"), "CHF"),
    "yen": "JPY",
    "円": "JPY",
}
"""What means one currency, whatever the board's own is, in small letters."""


def currency_named(text: str, own: str, *, in_front: bool = False) -> str | None:
    """Return the code of the currency that a word or sign means, as whoever has the currency `own` means it.

    `$` is a dollar of one's own where that is one. None if it means none; `in_front` of a number fewer words do.

    Raises:
        InvalidValue: if it can be one of several.
    """
    word = text.casefold()
    if word in _NAMES:
        return _NAMES[word]
    if word in ("$", "dollar", "dollars", "bucks"):
        return own if own in _DOLLARS else "USD"
    if word == "¥":
        return own if own in _YEN else "JPY"
    if word in ("kr", "kr."):
        if own in _CROWNS:
            return own
        raise InvalidValue(f"“{text}” is the money of several countries: write SEK, NOK, DKK or ISK.")
    code = text.upper()
    if code in _WORDS and code != own and (in_front or text != code):
        return None
    return code if code in CODES else None


def unknown_currency(text: str) -> str:
    """Return why a text is no currency, and what to write, in a sentence."""
    return f"“{text}” is no currency that is known: write its code, such as EUR, USD or JPY."
