"""Values as the plain data of the format and back, and numbers as they were written (FORMAT.md §1)."""

import json
import pickle
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from typing import Literal, get_args, get_origin

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Number, fields_of, from_plain, to_plain
from learnboard.domain.model.records import TABLES
from learnboard.exchange.json_writer import compact_json
from learnboard.exchange.upgrade import upgraded
from tests.builders import EXAMPLE_BOARD, VECTORS, document, records_in, rows_of

QUICK = settings(deadline=None, database=None, max_examples=15)
WRITTEN = st.from_regex(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", fullmatch=True)
OF_TYPE = {
    Number: WRITTEN.map(Number),
    date: st.dates(date(1970, 1, 1), date(2200, 12, 31)),
    datetime: st.datetimes(datetime(1970, 1, 1), datetime(2200, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001
        lambda instant: instant.replace(microsecond=0)
    ),
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
}


def values(record):
    """Any value of a class of the format, by the types of its fields."""
    return st.builds(record, **{field.name: field_values(field) for field in fields_of(record)})


def field_values(field):
    some = typed(field.base)
    return st.none() | some if field.nullable else some


def typed(base):
    origin, inner = get_origin(base), get_args(base)
    if base in OF_TYPE:
        return OF_TYPE[base]
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple:
        repeated = inner[-1] is Ellipsis
        return st.lists(typed(inner[0]), max_size=3).map(tuple) if repeated else st.tuples(*map(typed, inner))
    if origin is Mapping:
        return st.dictionaries(typed(inner[0]), typed(inner[1]), max_size=3)
    assert is_dataclass(base)
    return values(base)


@pytest.mark.parametrize("record", [*TABLES.values(), BoardInfo], ids=lambda record: record.__name__)
def test_a_value_comes_back_from_its_plain_form_as_it_was(record):
    @QUICK
    @given(values(record))
    def comes_back(value):
        plain = to_plain(value)
        back = from_plain(record, json.loads(json.dumps(plain)))
        assert back == value
        # Equal numbers may be written in two ways; these must be written as they were.
        assert to_plain(back) == plain

    comes_back()


@pytest.mark.parametrize("record", [*TABLES.values(), BoardInfo], ids=lambda record: record.__name__)
def test_a_value_is_written_as_python_writes_its_plain_form_sorted(record):
    @QUICK
    @given(values(record))
    def is_written_the_same(value):
        plain = json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert compact_json(value).decode() == plain

    is_written_the_same()


@pytest.mark.parametrize("path", [EXAMPLE_BOARD, *VECTORS], ids=lambda path: path.name.split(".")[0])
def test_a_published_board_comes_back_as_it_is_written(path):
    read = document(path)
    board = read.get("board", read)
    rows = rows_of(records_in(board))
    board = board if board["minor"] else upgraded(board)
    assert rows == {name: board[name] for name in rows}


@settings(deadline=None, database=None)
@given(WRITTEN)
@example("0.70")
@example("-0")
@example("007.50")
@example("0.000000002")
def test_a_number_keeps_its_text(text):
    number = Number(text)
    assert str(number) == text
    assert f"{number} {number:>30}" == f"{text} {text:>30}"
    assert str(deepcopy(number)) == text
    assert str(pickle.loads(pickle.dumps(number))) == text


def test_numbers_are_equal_by_value_and_differ_by_text():
    assert Number("0.70") == Number("0.7")
    assert str(Number("0.70")) != str(Number("0.7"))


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "+1", ".5", "5.", "1,5", "1e3", "NaN", "Infinity", " 1", "1\n", "١", "1_000", "0x1", "--1",
        "1234567890123456", "0.1234567890",
    ],
)  # fmt: skip
def test_what_is_not_a_number_of_the_format_is_refused(text):
    with pytest.raises(InvalidValue):
        Number(text)
