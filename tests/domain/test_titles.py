"""What the title of a key result measures: what it says plainly, and nothing that could be meant otherwise."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.titles import TitleReading, read_title

MANY = settings(deadline=None, database=None, max_examples=200)


def numbers(reading, *names):
    return [None if (number := getattr(reading, name)) is None else number.text for name in names]


# -- from … to … ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "start", "target", "unit", "decimals"),
    [
        ("Cut p95 latency from 850 ms to 400 ms", "850", "400", "ms", 0),
        ("Cut p95 latency from 850 to 400 ms, at last", "850", "400", "ms", 0),
        ("Cut p95 latency FROM 850ms TO 400ms", "850", "400", "ms", 0),
        ("talk feedback from 3.2 to 4.2 out of 5", "3.2", "4.2", "", 1),
        ("readers (from 10% to 25 %)", "10", "25", "%", 0),
        ("readers from 22 % to 60 % of engineers", "22", "60", "%", 0),
        ("costs from 500 € to 300.50€.", "500", "300.50", "€", 2),
        ("costs from 5 €/h to 3 €/h", "5", "3", "€/h", 0),
        ("on call from 6 h to 2 h a week", "6", "2", "h", 0),
        ("teams from 1 to 6 by June", "1", "6", "", 0),
        ("warm up from -5 to 3 °C", "-5", "3", "°C", 0),
        ("readers from 1990 to 2010 people", "1990", "2010", "people", 0),
        ("rank from 10th to 5th", "10", "5", "", 0),
        # a unit of one number is that of the other
        ("latency from 850 ms to 400", "850", "400", "ms", 0),
        ("Cut errors from 12 % to 5", "12", "5", "%", 0),
        ("Cut cost from €500 to 300", "500", "300", "€", 0),
        ("Cut cost from €500 to 300 EUR", "500", "300", "EUR", 0),
        ("talks from 1 talk to 4 talks", "1", "4", "talks", 0),
        # a multiple of one is not
        ("Raise readers from 500 to 2k", "500", "2000", "", 0),
        ("Raise readers from 950 to 1.2k", "950", "1200", "", 0),
        ("Raise readers from 500 readers to 2k", "500", "2000", "readers", 0),
        ("Raise readers from 0 to 2k", "0", "2000", "", 0),
        ("Raise readers from 5k to 10k", "5000", "10000", "", 0),
        ("Cut readers from 1.2M to 950k", "1200000", "950000", "", 0),
        ("Cut spend from 5 k€ to 3.5 k€", "5000", "3500", "€", 0),
        # decimal signs and thousands
        ("Cut cost from 1.250,50 € to 999,99 €", "1250.50", "999.99", "€", 2),
        ("Cut cost from 1,250.50 € to 999.99 €", "1250.50", "999.99", "€", 2),
        ("Cut weight from 82,5 kg to 75 kg", "82.5", "75", "kg", 1),
        ("Raise share from 12,5 % to 20 %", "12.5", "20", "%", 1),
        ("Raise score from \u221220 to 40", "-20", "40", "", 0),
        ("readers from 1 200 to 2\u202f000", "1200", "2000", "", 0),
        ("readers from 1'200 to 2'000 users", "1200", "2000", "users", 0),
        ("Cut cost from €500 to €300", "500", "300", "€", 0),
        ("Cut cost from EUR 500 to EUR 300", "500", "300", "EUR", 0),
        # of two readings, the one that the other number decides
        ("Cut spend from 1.200 € to 999,50 €", "1200", "999.50", "€", 2),
        ("Cut spend from 1.200 to 950.5", "1.200", "950.5", "", 3),
        ("Raise spend from 999.50 to 1,200", "999.50", "1200", "", 2),
        ("Raise spend from 1.200 to 1.200.000", "1200", "1200000", "", 0),
        ("Raise ratio from 0,5 to 1,250", "0.5", "1.250", "", 3),
    ],
)
def test_a_title_says_from_where_to_where(title, start, target, unit, decimals):
    reading = read_title(title)
    assert (reading.kind, reading.unit, reading.doubt) == ("metric", unit, "")
    assert numbers(reading, "start", "target") == [start, target]
    assert numbers(reading, "minimum", "maximum") == [None, None]
    assert reading.fields["decimals"] == decimals


@pytest.mark.parametrize(
    ("title", "doubt"),
    [
        ("Cut spend from 1.200 € to 950 €", "“1.200 €” can be 1200 or 1.2"),
        ("Raise readers from 950 to 1,200", "“1,200” can be 1200 or 1.2"),
        ("Raise readers from 1.200 to 1.500", "“1.200” can be 1200 or 1.2"),
        ("Raise readers from 5 to 10k", "“5” beside “10k” can be 5 or 5000"),
        ("Raise readers from -0.5 to 2k", "“-0.5” beside “2k” can be -0.5 or -500"),
        ("Cut spend from 3 M€ to 2 €", "“2 €” beside “3 M€” can be 2 or 2000000"),
        ("Keep spend below 1.200 €", "“1.200 €” can be 1200 or 1.2"),
        ("Keep spend between 1.200 and 1.300", "“1.200” can be 1200 or 1.2"),
        ("Reach 1,200 readers", "“1,200 readers” can be 1200 or 1.2"),
        ("Cut p95 from 850 to 400 ms and p99 from 2 s to 1 s", "it goes from one number to another twice"),
        ("Keep spend below 5 € and load above 2 %", "it names more than one limit"),
    ],
)
def test_what_can_be_meant_in_two_ways_measures_nothing_and_says_why(title, doubt):
    assert read_title(title) == TitleReading(doubt=doubt)


# -- keep … below … ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "bound", "minimum", "maximum", "unit", "period"),
    [
        ("Keep build time below 10 min", "at_most", None, "10", "min", "month"),
        ("keep errors under 0,5 % every week", "at_most", None, "0.5", "%", "week"),
        ("Keep p95 at or below 400 ms", "at_most", None, "400", "ms", "month"),
        ("Keep incidents at most 5 a quarter", "at_most", None, "5", "", "quarter"),
        ("Keep no more than 5 incidents open", "at_most", None, "5", "incidents", "month"),
        ("Keep spend not above €500/month", "at_most", None, "500", "€/month", "month"),
        ("Keep answers within 2 days", "at_most", None, "2", "days", "month"),
        ("Keep p95 ≤ 400 ms", "at_most", None, "400", "ms", "month"),
        ("Stay under 10 min weekly", "at_most", None, "10", "min", "week"),
        ("Keep coverage above 80 %", "at_least", "80", None, "%", "month"),
        ("Keep coverage at or above 80 %", "at_least", "80", None, "%", "month"),
        ("Hold availability over 99,9 %", "at_least", "99.9", None, "%", "month"),
        ("Keep learning at least 4 h a week", "at_least", "4", None, "h", "week"),
        ("Keep coverage never below 80 %", "at_least", "80", None, "%", "month"),
        ("Keep readers above 2k", "at_least", "2000", None, "", "month"),
        ("Keep learning between 2 and 4 h a week", "between", "2", "4", "h", "week"),
        ("Keep load between 20 % and 60", "between", "20", "60", "%", "month"),
        ("Keep load between −5 and 3 °C", "between", "-5", "3", "°C", "month"),
    ],
)
def test_what_is_to_be_kept_has_its_limits(title, bound, minimum, maximum, unit, period):
    reading = read_title(title)
    assert (reading.kind, reading.bound, reading.unit, reading.period) == ("maintain", bound, unit, period)
    assert numbers(reading, "minimum", "maximum", "start", "target") == [minimum, maximum, None, None]


# -- publish 3 articles -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "target", "unit"),
    [
        ("Publish 3 articles", "3", "articles"),
        ("Publish 3 articles on tracing", "3", "articles"),
        ("Give 12 talks by 30 June 2027", "12", "talks"),
        ("Read 5 books in 2027", "5", "books"),
        ("Merge 10 PRs in Q3", "10", "PRs"),
        ("Interview 8 people", "8", "people"),
        ("Reach 2k readers", "2000", "readers"),
        ("Reach 12 000 readers", "12000", "readers"),
    ],
)
def test_a_verb_and_a_number_of_things_are_counted_from_nothing(title, target, unit):
    reading = read_title(title)
    assert (reading.kind, reading.unit, *numbers(reading, "start", "target")) == ("metric", unit, "0", target)


# -- nothing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "",
        # numbers that are not understood as a whole
        *("from 1.2.3 to 2", "from 5 to 10-15", "from 1e3 to 2e3", "from ٣ to ٤", "from 5 万 to 10 万", "from ½ to 2"),
        *("from 1234567890123456 to 2", "from 0.1234567891 to 1", "from 1 2000 to 5", "from 1_0 to 20", "from 5 to"),
        # no number goes to another
        *("from 5 to 5", "from 5 to 5.0", "from 1k to 1000", "from good to great"),
        # years, dates, times and versions
        *("lead the guild from 2024 to 2026", "be there from 9:30 to 17:00", "from 9 am to 5 pm", "from 3 to 15 June"),
        *("Upgrade Django from 4.2 to 5.0", "lead it from 3 May to 15 June", "work from 9 to 17 o'clock"),
        # two units
        *("from 1 min to 30 s", "from €5 to $4", "from 5 m to 3 ms", "Keep load between 5 % and 3 s"),
        # nothing that is kept within a limit
        *("Keep learning over 5 weeks", "Keep a diary over 2027", "Keep the docs up to date", "Keep calm"),
        *(
            "Build below 10 min",
            "Keep 3 plants",
            "Keep load between 5 and 3",
            "Keep it below 5 to 10 ms",
            "Keep below 1/2",
        ),
        # nothing that is counted
        *("Publish 3 article", "Give 1 talk", "Publish an article", "Publish three articles", "Publish 0 articles"),
        *("Plan 2027 goals", "Read 2 of 5 books", "Ship 2.0 features", "Ship version 2 fixes", "Finish Q3 goals"),
        *("Read 3rd chapters", "Finish 2 weeks early", "Train 30 minutes", "Fix 3 less", "Ship 3 this year"),
        *("Publish 3 articles a month", "Publish 3 articles weekly", "Publish 3 articles per quarter", "Top 5 talks"),
        *("Write 3 articles and give 2 talks", "Publish 3-5 articles", "Raise 3 points", "Phase 2 tests", "3 articles"),
        *("Publish 3+ articles", "Publish at least 3 articles", "Publish 2,5 articles", "Give $3 tips"),
    ],
)
def test_nothing_is_guessed(title):
    assert read_title(title) == TitleReading()


@MANY
@given(st.text("from to keep below between and 0123456789.,k%€ms'\u2212", max_size=60))
def test_whatever_is_typed_a_reading_is_whole(title):
    reading = read_title(title)
    metric, maintain = reading.kind == "metric", reading.kind == "maintain"
    assert (reading.start is not None) == (reading.target is not None) == metric
    assert (reading.bound is not None) == (reading.period is not None) == maintain
    assert not metric or reading.start != reading.target
    assert not reading.doubt or reading.kind == "binary"
    if reading.bound == "between":
        assert reading.minimum <= reading.maximum


@MANY
@given(
    st.integers(1, 998),
    st.integers(0, 999),
    st.integers(1, 999),
    st.sampled_from([("\u202f", ","), (" ", "."), ("'", "."), (".", ","), (",", ".")]),
)
def test_numbers_in_one_notation_are_read_in_it(thousands, rest, cents, signs):
    between, point = signs
    first, last = f"{thousands}{between}{rest:03}{point}{cents:03}9", f"{thousands + 1}{between}{rest:03}"
    reading = read_title(f"Raise it from {first} to {last} €")
    assert numbers(reading, "start", "target") == [f"{thousands}{rest:03}.{cents:03}9", f"{thousands + 1}{rest:03}"]
