"""A table as CSV: to the letter of RFC 4180, and nothing in it is computed."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.model.fields import Number
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.money import BudgetAdjustment, BudgetEntry
from learnboard.domain.model.people import Meeting
from learnboard.domain.text import clean
from learnboard.exchange.csv_table import csv_table, defused
from tests.builders import adjustment, budget_entry, log_entry, meeting
from tests.hostile import HOSTILE


def read(data):
    """The cells as a reader of RFC 4180 gets them."""
    text = data.decode()
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_a_table_has_its_fields_above_and_its_rows_by_their_ids():
    rows = [
        budget_entry(id="b2", title='Book, "second" edition', estimate="45.90"),
        budget_entry(id="b1", title="Talk", estimate="640.00", actual="612.50", self_approved=True),
    ]
    data = csv_table(BudgetEntry, rows)
    assert data.startswith(b'"id","cycle_id","title","kind","currency","estimate","actual",')
    first, second = read(data)
    assert (first["id"], first["estimate"], first["actual"], first["self_approved"]) == (
        "b1",
        "640.00",
        "612.50",
        "true",
    )
    assert (second["title"], second["actual"], second["self_approved"]) == ('Book, "second" edition', "", "false")


def test_a_table_without_rows_has_its_fields():
    assert csv_table(LogEntry, ()).decode() == (
        '"id","on","minutes","category","mode","time_source","key_result_id","text","energy","visibility"\r\n'
    )


def test_a_negative_number_stays_one():
    (row,) = read(csv_table(BudgetAdjustment, [adjustment(amount="-120.00", reason="-120.00")]))
    assert row["amount"] == "-120.00"
    assert row["reason"] == "'-120.00"  # words are words


def test_lists_and_parts_are_json():
    (row,) = read(csv_table(Meeting, [meeting(with_ids=["p2", "p1"])]))
    assert row["with_ids"] == '["p2","p1"]'


@pytest.mark.parametrize(
    "text",
    [
        "=1+2",
        "+1",
        "-1+2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u00a0=1",
        "\u3000@x",
        "＝1",
        "＋1",
        '=HYPERLINK("http://example.org")',
        "=cmd|' /C calc'!A0",
    ],
)
def test_what_a_spreadsheet_would_compute_is_a_text(text):
    assert defused(text) == f"'{text}"
    (row,) = read(csv_table(LogEntry, [log_entry(text=text)]))
    assert row["text"].startswith("'")


@pytest.mark.parametrize("text", ["", "a = b", "1 - 2", "'=1", "3 @ 4", "(=1)"])
def test_other_texts_stay_as_they_are(text):
    assert defused(text) == text


def test_an_id_is_a_text_too():
    (row,) = read(csv_table(LogEntry, [log_entry(id="-1-2")]))
    assert row["id"] == "'-1-2"


def test_hostile_texts_come_back():
    rows = [log_entry(id=f"l{number:03}", text=text) for number, text in enumerate(HOSTILE)]
    found = [row["text"] for row in read(csv_table(LogEntry, rows))]
    assert len(found) == len(HOSTILE)
    for cell, text in zip(found, HOSTILE, strict=True):
        assert cell == (f"'{clean(text)}" if text.startswith("=") else clean(text))


@settings(max_examples=60)
@given(st.text(alphabet=" \t\n\r\xa0\u3000=+-@＝\"',;a1é", max_size=12))
def test_any_text_comes_back_and_begins_with_no_sign(text):
    (row,) = read(csv_table(LogEntry, [log_entry(text=text)]))
    assert row["text"] in (clean(text), f"'{clean(text)}")
    assert row["text"].lstrip()[:1] not in {"=", "+", "-", "@"}


def test_a_number_is_written_as_it_was():
    (row,) = read(csv_table(BudgetEntry, [budget_entry(estimate=Number("0.70").text)]))
    assert row["estimate"] == "0.70"
