"""Numbers as people write them: every written form reads back as its number, and nothing else is read in part."""

import re
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import Number
from learnboard.domain.numbers import (
    AmbiguousNumber,
    is_same_unit,
    quantity_at,
    read_number,
    read_value,
    read_whole,
    unmistakable,
)

MANY = settings(deadline=None, database=None, max_examples=200)
HOW = "is not a number: write up to 15 digits, and a comma or a point before up to 9 decimals, as in 1.5."
NBSP, FIGURE, THIN, NARROW = "\u00a0", "\u2007", "\u2009", "\u202f"


# -- one meaning ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", "5"),
        ("5.5", "5.5"),
        ("5,5", "5.5"),
        ("5,50", "5.50"),
        ("0,25", "0.25"),
        ("0,125", "0.125"),
        ("0.000000001", "0.000000001"),
        (".5", "0.5"),
        (",5", "0.5"),
        (".125", "0.125"),
        ("+5", "5"),
        ("-5", "-5"),
        ("\u22125", "-5"),
        ("\u20135", "-5"),
        ("\u22125,5", "-5.5"),
        ("-.5", "-0.5"),
        ("-0", "0"),
        (" 5 ", "5"),
        (f"{NBSP}5{NARROW}", "5"),
        ("1.200,50", "1200.50"),
        ("1,200.50", "1200.50"),
        ("1.200.000", "1200000"),
        ("1,200,000", "1200000"),
        ("1.234.567,89", "1234567.89"),
        ("1 200", "1200"),
        (f"1{NBSP}200", "1200"),
        (f"1{NARROW}200{NARROW}000", "1200000"),
        (f"1{THIN}200", "1200"),
        (f"1{FIGURE}200", "1200"),
        (f"1 200{NBSP}000", "1200000"),
        ("1'200", "1200"),
        ("1’200.50", "1200.50"),
        ("1 200,500", "1200.500"),
        ("1234,567", "1234.567"),
        ("1234.567", "1234.567"),
        ("12,3456", "12.3456"),
        ("2k", "2000"),
        ("2 k", "2000"),
        ("2K", "2000"),
        ("0,5k", "500"),
        ("1.2M", "1200000"),
        ("1,25 M", "1250000"),
        ("1.2345k", "1234.5"),
        ("3 bn", "3000000000"),
        ("2 Mio.", "2000000"),
        ("3 Mrd", "3000000000"),
        ("5 million", "5000000"),
        ("20 thousand", "20000"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_a_number_is_understood(text, number):
    assert read_number(text).text == number


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("610", "ms", "610"),
        ("610 ms", "ms", "610"),
        ("610ms", "ms", "610"),
        ("5 %", "%", "5"),
        ("5%", "%", "5"),
        (f"5{NARROW}%", "%", "5"),
        ("5 %", "", "5"),
        ("5 talks", "", "5"),
        ("€500", "€", "500"),
        ("€ 500", "€", "500"),
        ("500 €", "€", "500"),
        ("500€", "EUR", "500"),
        ("500 eur", "EUR", "500"),
        ("EUR 500", "€", "500"),
        ("CHF 1'200.50", "CHF", "1200.50"),
        ("$1,200.50", "USD", "1200.50"),
        ("£5", "GBP", "5"),
        ("-€5", "€", "-5"),
        ("€\u22125", "€", "-5"),
        ("2 k€", "€", "2000"),
        ("2 kEUR", "EUR", "2000"),
        ("1.2M €", "€", "1200000"),
        ("€1.2M", "€", "1200000"),
        ("5 €/month", "€/month", "5"),
        ("€5/month", "EUR/month", "5"),
        ("3.9/5", "/5", "3.9"),
        ("3,9 /5", "/5", "3.9"),
        ("2k", "k", "2"),
        ("2 M", "M", "2"),
        ("300 K", "K", "300"),
        ("300K", "K", "300"),
        ("5 m²", "m²", "5"),
        ("5 in", "in", "5"),
        ("5 talk", "talks", "5"),
        ("5 Talks", "talks", "5"),
        ("5 talks a week", "talks a week", "5"),
        ("2k readers", "readers", "2000"),
    ],
)
def test_the_unit_may_stand_with_a_number(text, unit, number):
    assert read_value(text, unit).text == number


# -- two meanings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1,200", "“1,200” can be 1200 or 1.2: write 1200 or 1.2."),
        ("1.200", "“1.200” can be 1200 or 1.2: write 1200 or 1.2."),
        ("1.000", "“1.000” can be 1000 or 1: write 1000 or 1."),
        ("1.234", "“1.234” can be 1234 or 1.234: write 1234 or 1.2340."),
        ("123,450", "“123,450” can be 123450 or 123.45: write 123450 or 123.45."),
        ("-1,200", "“-1,200” can be -1200 or -1.2: write -1200 or -1.2."),
        ("1.200 €", "“1.200 €” can be 1200 or 1.2: write 1200 or 1.2."),
        ("1.200k", "“1.200k” can be 1200000 or 1200: write 1200000 or 1200."),
    ],
)
def test_a_number_with_two_readings_is_asked_about_by_both(text, message):
    with pytest.raises(AmbiguousNumber) as refused:
        read_value(text, "€" if "€" in text else "")
    assert str(refused.value) == message


# -- no meaning -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "+", ".", ",", "€", "k", "five", "NaN", "inf", "Infinity", "x5", "5x10"),
        *("1_0", "1_000", "1e5", "1E5", "1e-9", "1e400", "0x10", "0b1"),
        *("\u0663", "1\u06f0", "\uff15", "5\u00b2", "\u00bd", "5\u00bd", "5 \u4e07", "\u2167"),
        *("1.2.3", "1,2,3", "12,34,567", "1.200.50", "1,200,50", "1.200,500,1", "1'20", "1 20", "1 2000", "0.100.000"),
        *("1,200.500.000", "1 200'000", "1''200", "1..5", "1,,5", "1.,5"),
        *(
            "5.",
            "5,",
            "5,-",
            "--5",
            "+-5",
            "-€-5",
            "- -5",
            "5-",
            "5-10",
            "5\u201310",
            "5/10",
            "1:30",
            "9:30",
            "~5",
            "<5",
        ),
        *("(5)", "5!", "5)", "5 ms more", "2 h 15", "5th", "3rd", "5 by June", "1 000 000 000 000 000", "9" * 16),
        *("0.1234567891", "999999999999999k", "1\u200b0", "1\n0", "5\x1b[31m", "\u200e5"),
    ],
)
def test_what_is_no_number_is_refused_as_a_whole(text):
    with pytest.raises(InvalidValue) as refused:
        read_value(text, "")
    assert str(refused.value).endswith(HOW)
    assert "\x1b" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "unit", "message"),
    [
        ("610 s", "ms", "“610 s” is in s: write how many ms it is."),
        ("5 m", "ms", "“5 m” is in m: write how many ms it is."),
        ("€5", "USD", "“€5” is in €: write how many USD it is."),
        ("5 %", "ms", "“5 %” is in %: write how many ms it is."),
    ],
)
def test_a_number_in_another_unit_is_refused(text, unit, message):
    with pytest.raises(InvalidValue) as refused:
        read_value(text, unit)
    assert str(refused.value) == message


def test_a_number_that_has_no_unit_is_asked_for_alone():
    with pytest.raises(InvalidValue, match=r"“1.200,5 kg” has a unit: write the number alone, 1200\.5\."):
        read_number("1.200,5 kg")


@pytest.mark.parametrize(
    ("text", "whole"), [("7", 7), ("+7", 7), ("7,0", 7), ("1 200", 1200), ("7.5", None), ("x", None), ("7 %", None)]
)
def test_a_whole_number(text, whole):
    assert read_whole(text) == whole


def test_a_whole_number_with_two_readings_is_asked_about():
    with pytest.raises(AmbiguousNumber):
        read_whole("1.000")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("€", "EUR", True),
        ("$", "US$", True),
        ("talk", "Talks", True),
        ("€/h", "EUR/h", True),
        ("m", "ms", False),
        ("MB", "Mb", False),
        ("MBps", "Mbps", False),
        ("M", "m", False),
        ("€", "$", False),
        ("h", "min", False),
    ],
)
def test_which_units_are_one(one, other, same):
    assert is_same_unit(one, other) is same
    assert is_same_unit(other, one) is same


# -- in a sentence ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "readings", "unit", "end"),
    [
        ("850 ms to 400", ["850"], "ms", "850 ms"),
        ("4.2 out of 5", ["4.2"], "", "4.2"),
        ("10th to 5th", ["10"], "", "10th"),
        ("€500 for it", ["500"], "€", "€500"),
        ("1.200 € less", ["1200", "1.200"], "€", "1.200 €"),
        ("5 Mio. € more", ["5000000"], "€", "5 Mio. €"),
        ("300.50€.", ["300.50"], "€", "300.50€"),
        ("25 %)", ["25"], "%", "25 %"),
        ("1, 2 and 3", ["1"], "", "1"),
    ],
)
def test_a_quantity_in_a_sentence_ends_where_its_unit_ends(text, readings, unit, end):
    found = quantity_at(text, 0)
    assert found is not None
    quantity, at = found
    assert [number.text for number in quantity.readings] == readings
    assert (quantity.unit, text[:at]) == (unit, end)


@pytest.mark.parametrize(
    "text", ["1e3 to 2", "5-10", "9:30", "1.2.3", "1 2000", "1_0", "v2", "5/10", "\u0663", "5\u00bd cups"]
)
def test_half_a_number_is_none(text):
    assert quantity_at(text, 0) is None


# -- whatever is written ----------------------------------------------------------------------------------------------


@st.composite
def written_numbers(draw):
    """A number, and one of the ways in which people write it."""
    whole, decimals = draw(st.integers(0, 10**12)), draw(st.text("0123456789", max_size=9))
    point = draw(st.sampled_from(".,"))
    between = draw(st.sampled_from(["", "'", "’", " ", NBSP, NARROW, THIN, FIGURE, ".,"[point == "."]]))
    digits = f"{whole:,}".replace(",", between)
    sign = draw(st.sampled_from(["", "", "+", "-", "\u2212"]))
    before, behind = draw(
        st.sampled_from(
            [("", ""), ("", ""), ("€", ""), ("€ ", ""), ("", " €"), ("CHF ", ""), ("", f"{NBSP}EUR"), ("", "%")]
        )
    )
    text = f"{sign}{before}{digits}{point + decimals if decimals else ''}{behind}"
    value = Decimal(f"{whole}.{decimals or 0}")
    return text, -value if sign in ("-", "\u2212") and value else value


@MANY
@given(written_numbers())
def test_every_written_form_reads_back_as_its_number(written):
    text, value = written
    digits = re.sub("[^0-9.,]", "", text)
    if re.fullmatch("[1-9][0-9]{0,2}[.,][0-9]{3}", digits):  # then two are possible, and both are named
        with pytest.raises(AmbiguousNumber) as refused:
            read_value(text, "")
        assert {re.sub("[.,]", sign, digits) for sign in ("", ".")} <= {
            f"{Decimal(name)}" if "." not in name else f"{Decimal(name):.3f}" for name in named(str(refused.value))
        }
        return
    assert read_value(text, "") == value


def named(message):
    """The numbers that a question offers, without their sign."""
    first, second = re.fullmatch(r".* can be .*: write -?([0-9.]+) or -?([0-9.]+)\.", message).groups()
    return [first, second if "." in second else f"{second}.000"]


@MANY
@given(
    st.integers(-(10**5), 10**5), st.integers(0, 999), st.sampled_from([("k", 3), (" k€", 3), ("M", 6), (" Mio.", 6)])
)
def test_a_multiple_moves_the_point(whole, thousandths, multiple):
    name, power = multiple
    text = f"{whole}.{thousandths:03}5"  # four decimals: one reading
    value = Decimal(text) * 10**power
    assert read_value(f"{text}{name}", "") == value
    assert read_value(f"{text}{name}".replace(".", ",", 1), "") == value


def meaning(text):
    """The number that a text is, or why it is none."""
    try:
        return read_value(text, ""), ""
    except InvalidValue as error:
        return None, str(error)


@MANY
@given(st.text("0123456789.,' \u2212-+kM%€e_x\u00a0\u0663", max_size=12))
def test_nothing_is_read_in_part(text):
    number, message = meaning(text)
    if number is None:
        assert ": write " in message
        return
    assert not re.search("[0-9]e[0-9]", text)
    assert "_" not in text
    assert "\u0663" not in text
    assume("k" not in text and "M" not in text)
    assert "".join(re.findall("[0-9]", text)).lstrip("0") == number.text.replace(".", "").strip("-").lstrip("0")
    assert (number < 0) == bool(re.match("[^0-9]*[-\u2212]", text)) or number == 0


@MANY
@given(st.from_regex(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", fullmatch=True))
def test_what_is_offered_to_be_edited_reads_back_as_the_number(text):
    number = Number(text)
    assert read_number(unmistakable(number)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [("5", "5"), ("0.70", "0.70"), ("1.250", "1.25"), ("1.234", "1.2340"), ("-1.000", "-1"), ("1234.567", "1234.567")],
)
def test_a_number_that_could_be_misread_is_offered_in_another_spelling(number, text):
    assert unmistakable(Number(number)) == text
