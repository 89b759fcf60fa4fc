"""The hash of a document is that of its compact, sorted JSON as Python writes it."""

import json
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import learnboard
from learnboard.exchange.documents import content_hash, encode_snapshot, read_snapshot
from learnboard.exchange.json_writer import indented_json

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


def reference(plain: Any) -> str:
    compact = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"sha256:{sha256(compact.encode()).hexdigest()}"


@given(st.dictionaries(TEXTS, VALUES, max_size=5))
def test_any_object_is_hashed_as_python_writes_it_sorted(plain: dict[str, Any]) -> None:
    assert content_hash(plain) == content_hash(dict(reversed(plain.items()))) == reference(plain)


@given(VALUES)
def test_readable_json_is_what_python_writes_with_an_indent_of_one(plain: Any) -> None:
    assert indented_json(plain).decode() == json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True)


def test_the_hash_of_the_example_year_is_that_of_its_file_and_of_its_values() -> None:
    claimed = json.loads(year())["content_hash"]
    assert claimed == reference(document()) == content_hash(document())
    assert encode_snapshot(read_snapshot(year(), "year"))[1] == claimed


def turned(row: dict[str, Any]) -> dict[str, Any]:
    return dict(reversed(row.items()))


def test_the_order_of_names_anywhere_does_not_change_the_hash() -> None:
    places = [
        lambda read: read.update({"check_ins": [*read["check_ins"][:-1], turned(read["check_ins"][-1])]}),
        lambda read: read.update({"settings": turned(read["settings"])}),
        lambda read: read.update({"owner": turned(read["owner"])}),
        lambda read: _turn_inner(read["check_ins"], "blocker"),
        lambda read: _turn_inner(read["people"], "agreement"),
        lambda read: _turn_inner(read["assessments"], "levels"),
    ]
    for turn in places:
        read = document()
        turn(read)
        assert content_hash(read) == reference(document())
    assert content_hash(turned(document())) == reference(document())


def _turn_inner(rows: list[dict[str, Any]], name: str) -> None:
    row = next(row for row in rows if row[name] and len(row[name]) > 1)
    row[name] = turned(row[name])
