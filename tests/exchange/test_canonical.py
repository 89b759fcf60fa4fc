"""The compact sorted JSON behind the hash is Python's own, byte for byte, whoever writes it faster."""

import json
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

import learnboard
from learnboard.exchange.canonical import canonical_json, indented_json, is_sorted
from learnboard.exchange.documents import read_snapshot, snapshot_document

TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["\x7f", "\u2028\u2029", "\x00\x1f\t\n\r\b\f", '"\\/', "日本語", "👩🏽‍🚀", "\ufeff", "é"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@cache
def year() -> bytes:
    return files(learnboard).joinpath("demo", "year.learnboard.json").read_bytes()


def document() -> dict[str, Any]:
    read = json.loads(year())
    del read["content_hash"]
    return read


def reference(plain: Any) -> bytes:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


@example({"topics": None})
@example({"topics": [None]})
@given(st.dictionaries(TEXTS, VALUES, max_size=5))
def test_any_object_is_written_as_python_writes_it_sorted(plain: dict[str, Any]) -> None:
    assert canonical_json(plain) == reference(plain)
    assert canonical_json(json.loads(reference(plain))) == reference(plain)


@given(VALUES)
def test_readable_json_is_what_python_writes_with_an_indent_of_one(plain: Any) -> None:
    assert indented_json(plain).decode() == json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True)


def test_the_example_year_is_sorted_in_its_file_and_when_it_is_written() -> None:
    assert is_sorted(document())
    assert is_sorted(snapshot_document(read_snapshot(year(), "year")))
    assert canonical_json(snapshot_document(read_snapshot(year(), "year"))) == canonical_json(document())


def turned(row: dict[str, Any]) -> dict[str, Any]:
    return dict(reversed(row.items()))


def test_an_unsorted_object_is_noticed_and_changes_no_byte() -> None:
    whole = document()
    places = [
        lambda read: read.update({"check_ins": [*read["check_ins"][:-1], turned(read["check_ins"][-1])]}),
        lambda read: read.update({"settings": turned(read["settings"])}),
        lambda read: read.update({"owner": turned(read["owner"])}),
        lambda read: _turn_inner(read["check_ins"], "blocker"),
        lambda read: _turn_inner(read["people"], "agreement"),
        lambda read: _turn_inner(read["assessments"], "levels"),
    ]
    for turn in places:
        read = deepcopy(whole)
        turn(read)
        assert not is_sorted(read)
        assert canonical_json(read) == canonical_json(whole)
    assert not is_sorted(turned(whole))
    assert canonical_json(turned(whole)) == canonical_json(whole)


def _turn_inner(rows: list[dict[str, Any]], name: str) -> None:
    row = next(row for row in rows if row[name] and len(row[name]) > 1)
    row[name] = turned(row[name])


def test_fields_that_are_not_of_the_format_are_checked_too() -> None:
    read = document()
    read["check_ins"] = [row | {"zone": {"a": 1, "b": {"c": 1, "d": 2}}} for row in read["check_ins"]]
    assert is_sorted(read)
    read["check_ins"][3]["zone"]["b"] = {"d": 2, "c": 1}
    assert not is_sorted(read)
