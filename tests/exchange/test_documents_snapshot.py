"""Snapshots in and out: what is refused, and that nothing else changes on the way (FORMAT.md §1)."""

import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.errors import InvalidFile
from learnboard.domain.model.feedback import Feedback, Target
from learnboard.domain.model.fields import Number
from learnboard.exchange.document_schema import SNAPSHOT, json_schema
from learnboard.exchange.documents import content_hash, encode_snapshot, open_snapshot, read_snapshot
from learnboard.exchange.safe_io import check_bytes
from tests.exchange.messages import message_of

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
YEAR = ROOT / "learnboard" / "demo" / "year.learnboard.json"
FILES = [YEAR, *sorted((DATA / "example-year").glob("*.learnboard.json"))]
VECTORS = sorted((DATA / "vectors").glob("*.json"))
UNCHANGED = ("goals", "milestones", "check_ins", "ilo_periods", "log_entries", "budgets", "evaluations", "responses")
"""Tables to which minor 1 brought nothing."""
OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What a terminal could obey."""


@cache
def year_text() -> str:
    return YEAR.read_text("utf-8")


def year() -> dict[str, Any]:
    """The example year as plain data, to be spoiled."""
    return json.loads(year_text())


def as_bytes(document) -> bytes:
    return json.dumps(document).encode()


def read(document):
    data = as_bytes(document)
    check_bytes(data, "a.json")
    return read_snapshot(data, "a.json")


def changed(*path, to):
    """The example year with one value changed; `...` takes it out. A row is told by its place in a table or its id."""
    document = place = year()
    for step in path[:-1]:
        by_id = isinstance(place, list) and isinstance(step, str)
        place = next(row for row in place if row["id"] == step) if by_id else place[step]
    if to is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return document


def key_result(snapshot, id_):
    return next(row for row in snapshot.records.key_results if row.id == id_)


def refusal(*path, to) -> str:
    with pytest.raises(InvalidFile) as refused:
        read(changed(*path, to=to))
    return message_of(refused)


def reference_hash(document) -> str:
    """The hash as FORMAT.md §1 words it."""
    rest = {key: value for key, value in document.items() if key != "content_hash"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


# Round trips


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_written_back_byte_for_byte(path):
    snapshot = open_snapshot(path)
    assert encode_snapshot(snapshot)[0] == path.read_bytes()
    assert not snapshot.altered
    assert snapshot.notices == ()


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_every_board_of_a_vector_is_written_back_the_same(path):
    vector = json.loads(path.read_text("utf-8"))
    for document in (vector["board"], *vector["mentor"], vector["shared"]):
        snapshot = read(document)
        assert not snapshot.altered
        assert snapshot.content_hash == document["content_hash"]
        written = json.loads(encode_snapshot(snapshot)[0])
        if document["minor"]:
            assert written == document
        else:
            assert read(written) == replace(snapshot, content_hash=written["content_hash"], older=False)
            assert all(written[name] == value for name, value in document.items() if name in UNCHANGED)


def test_what_is_read_are_values_of_the_domain():
    snapshot = open_snapshot(YEAR)
    card = key_result(snapshot, "k11")
    assert (card.start, card.labels, card.due_on) == (Number("850"), (), None)
    assert [row.ends_on for row in snapshot.records.cycles] == [date(2025, 12, 31), date(2026, 12, 31)]
    assert snapshot.exported_at == datetime(2026, 12, 31, 17, tzinfo=UTC)
    assert snapshot.board_id == "brd-2026-af"
    assert snapshot.records.board_info.owner.name == "Alder Finch"
    assert [str(gap) for gap in snapshot.records.board_info.settings.pace_gaps] == ["0.10", "0.25"]


@pytest.mark.parametrize("number", ["0.70", "612.50", "-0", "-0.00", "007", "999999999999999.999999999"])
def test_a_number_stays_as_it_was_written(number):
    written, _ = encode_snapshot(read(changed("budget_adjustments", 0, "amount", to=number)))
    assert json.loads(written)["budget_adjustments"][0]["amount"] == number


def test_rows_are_sorted_by_id_when_written():
    document = year()
    document["goals"] = [{**document["goals"][0], "id": name} for name in ("g1", "zz", "Z", "_", "0")]
    written = json.loads(encode_snapshot(read(document))[0])
    assert [row["id"] for row in written["goals"]] == ["0", "Z", "_", "g1", "zz"]


def test_what_is_written_is_sorted_indented_json_with_a_line_feed():
    odd = 'tab\there " \\ / é 漢字 \U0001f469\u200d\U0001f4bb \U0001f600 שלום\nnext\xa0line'
    document = year()
    document["key_results"][0]["title"] = odd
    document["key_results"][0]["labels"] = [odd, ""]
    document["assessments"][0]["levels"] = {}
    document["assessments"][1]["levels"] = {"b": 1, "a": 2, "é": 3, "\U0001f600": 4, "\ufb00": 5}
    document["content_hash"] = reference_hash(document)
    expected = json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    snapshot = read(document)
    assert not snapshot.altered
    assert encode_snapshot(snapshot)[0] == expected.encode()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_written_as_json_writes_it(text):
    snapshot = read(year())
    goal = replace(snapshot.records.goals[0], why_me=text)
    written, _ = encode_snapshot(replace(snapshot, records=replace(snapshot.records, goals=(goal,))))
    document = json.loads(written)
    assert document["goals"][0]["why_me"] == text
    assert document["content_hash"] == reference_hash(document)
    assert written.decode() == json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def test_an_instant_is_written_to_the_second():
    snapshot = read(year())
    late = datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    said = Feedback(
        "f1", "B", None, "s", Target("board", "b"), "kudos", "", None, late, 1, "unanswered", "", attached=True
    )
    records = replace(snapshot.records, feedback=(said,))
    written = json.loads(encode_snapshot(replace(snapshot, records=records, exported_at=late))[0])
    assert written["feedback"][0]["written_at"] == written["exported_at"] == "2026-12-31T23:59:59Z"


# The hash


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_hash_is_that_of_the_format(path):
    document = json.loads(path.read_bytes())
    report = document.pop("content_hash")
    assert content_hash(document) == report == reference_hash(document)


def test_an_altered_file_is_read_and_marked():
    snapshot = read(changed("key_results", "k11", "title", to="something else"))
    assert snapshot.altered
    assert key_result(snapshot, "k11").title == "something else"
    assert snapshot.content_hash == year()["content_hash"]


def test_a_hash_of_no_known_form_is_altered_and_not_refused():
    assert read(changed("content_hash", to="md5:1")).altered


def test_an_altered_file_is_written_with_the_right_hash():
    document = changed("key_results", "k11", "title", to="something else")
    assert json.loads(encode_snapshot(read(document))[0])["content_hash"] == reference_hash(document)


def test_the_hash_is_of_the_file_and_not_of_the_cleaned_text():
    document = changed("goals", 0, "why_me", to="a\x1bb")
    document["content_hash"] = reference_hash(document)
    snapshot = read(document)
    assert not snapshot.altered
    assert snapshot.records.goals[0].why_me == "ab"


# Format and version


def test_another_format_is_refused():
    assert refusal("format", to="cards") == (
        "a.json: format is “cards”, neither “learnboard.snapshot” nor “learnboard.feedback”; choose a "
        "*.learnboard.json or *.feedback.json file"
    )
    assert "format is missing" in refusal("format", to=...)
    assert "format is a list" in refusal("format", to=[])


@pytest.mark.parametrize("version", [2, 99])
def test_a_newer_version_is_refused_with_both_named(version):
    says = refusal("version", to=version)
    assert f"version {version} of the format" in says
    assert "up to version 1" in says
    assert "update learnboard" in says


@pytest.mark.parametrize("version", [0, -1, True, "1", None, ...])
def test_no_version_is_refused(version):
    assert "no such version of the format is known" in refusal("version", to=version)


@pytest.mark.parametrize("minor", [-1, False, "0", None, ...])
def test_no_minor_version_is_refused(minor):
    assert "no such version of the format is known" in refusal("minor", to=minor)


def test_an_unknown_field_of_the_same_minor_version_is_refused():
    assert refusal("mood", to="fine").startswith("a.json: mood: this format knows no such field; take it out")
    assert refusal("goals", 0, "mood", to=1).startswith("a.json: goals g1, mood: this format knows no such field")
    assert refusal("settings", "mood", to=1).startswith("a.json: settings.mood: this format knows no such field")


def test_unknown_fields_of_a_newer_minor_version_are_left_out_with_a_notice():
    document = changed("minor", to=3)
    document["mood"] = {"deep": [1, None]}
    document["goals"][0]["mood"] = "fine"
    document["owner"]["mood"] = "fine"
    document["content_hash"] = reference_hash(document)
    snapshot = read(document)
    (notice,) = snapshot.notices
    assert notice.startswith("The file is of version 1.3 of the format, newer than the 1.1 of this learnboard: ")
    assert not snapshot.altered
    assert snapshot.records == read(year()).records


def test_a_newer_minor_version_still_has_every_known_field():
    document = changed("minor", to=1)
    del document["goals"][0]["horizon"]
    with pytest.raises(InvalidFile, match=r"goals g1, horizon: this is missing"):
        read(document)


# Fields, types and enums


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("goals",), "goals"),
        (("as_of",), "as_of"),
        (("settings", "grace_days"), "settings.grace_days"),
        (("key_results", "k11", "title"), "key_results k11, title"),
        (("key_results", 0, "id"), "key_results row 1, id"),
        (("settings", "pace_gaps", 1), "settings.pace_gaps.2"),
    ],
)
def test_a_missing_field_is_refused(path, place):
    assert refusal(*path, to=...) == f"a.json: {place}: this is missing; ask for a new export"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("1,5", "“1,5”"),
        ("1e400", "“1e400”"),
        ("1e2", "“1e2”"),
        ("NaN", "“NaN”"),
        ("Infinity", "“Infinity”"),
        ("", "“”"),
        ("١", "“١”"),
        (" 1", "“ 1”"),
        ("1\n", "“1 ”"),
        ("+1", "“+1”"),
        ("1.", "“1.”"),
        (".5", "“.5”"),
        ("1_0", "“1_0”"),
        ("1" * 16, "“1111111111111111”"),
        ("0.1234567890", "“0.1234567890”"),
        (1, "1"),
        (True, "true"),
        (None, "null"),
        ([], "a list"),
        ({}, "an object"),
        ("9" * 90, "“" + "9" * 39 + "…”"),
        ("\x1b]52;c;aGk=\x07", "“]52;c;aGk=”"),
    ],
)
def test_what_is_no_number_is_refused(value, shown):
    says = refusal("key_results", "k11", "weight", to=value)
    assert says.startswith(f"a.json: key_results k11, weight: {shown} is not a number: write up to 15 digits")


@pytest.mark.parametrize(
    "value",
    [
        "2026-02-30",
        "0001-01-01",
        "1969-12-31",
        "2201-01-01",
        "9999-12-31",
        "2026-1-2",
        "20260102",
        "2026-W01-1",
        "2026-01-02T00:00:00Z",
        "2026-01-02 ",
        "٢٠٢٦-01-02",
        "",
        0,
        1767312000,
        None,
        True,
    ],
)
def test_what_is_no_day_is_refused(value):
    says = refusal("check_ins", 0, "on", to=value)
    assert says.startswith("a.json: check_ins ci001, on: ")
    assert says.endswith(" is not a day from 1970 to 2200: write YYYY-MM-DD")


@pytest.mark.parametrize("day", ["1970-01-01", "2200-12-31", "2024-02-29"])
def test_the_first_and_the_last_day_are_days(day):
    assert read(changed("check_ins", 0, "on", to=day)).records.check_ins[0].on == date.fromisoformat(day)


@pytest.mark.parametrize(
    "value",
    [
        "2026-12-31",
        "2026-12-31T17:00:00",
        "2026-12-31T17:00:00+00:00",
        "2026-12-31T17:00:00z",
        "2026-12-31 17:00:00Z",
        "2026-12-31T17:00:00.0Z",
        "2026-12-31T24:00:00Z",
        "2026-12-31T23:59:60Z",
        "2026-02-30T17:00:00Z",
        "0001-01-01T00:00:00Z",
        1798736400,
        None,
    ],
)
def test_what_is_no_instant_is_refused(value):
    assert refusal("exported_at", to=value).endswith(" is not an instant from 1970 to 2200: write YYYY-MM-DDTHH:MM:SSZ")


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (
            ("goals", 0, "status"),
            "activ",
            "goals g1, status: “activ” is not known here: write one of exploring, active",
        ),
        (("goals", 0, "status"), None, "goals g1, status: null is not known here"),
        (("profile",), "all", "profile: “all” is not known here: write one of full, mentor, shared"),
        (("key_results", "k11", "position"), "1", "key_results k11, position: “1” is not a whole number"),
        (("key_results", "k11", "position"), True, "key_results k11, position: true is not a whole number"),
        (("check_ins", 0, "confidence"), "5", "check_ins ci001, confidence: “5” is not a whole number"),
        (("meetings", 0, "held"), 1, "meetings mt1, held: 1 is not true or false"),
        (("withheld",), "false", "withheld: “false” is not true or false"),
        (("goals", 0, "why_me"), None, "goals g1, why_me: null is not a text"),
        (("goals", 0, "why_me"), 5, "goals g1, why_me: 5 is not a text"),
        (("key_results", "k11", "labels"), "ab", "key_results k11, labels: “ab” is not a list"),
        (("key_results", "k11", "labels"), ["a", 1], "key_results k11, labels.2: 1 is not a text"),
        (("people", 0, "agreement"), [], "people p-buddy, agreement: a list is not an object"),
        (("assessments", 0, "levels"), [], "assessments as01, levels: a list is not an object"),
        (("assessments", 0, "levels"), {"a": "1"}, "assessments as01, levels.a: “1” is not a whole number"),
        (("settings",), None, "settings: null is not an object"),
        (("settings", "pace_gaps"), ["0.1", "0.2", "0.3"], "settings.pace_gaps: 3 are too many, the limit is 2"),
        (("goals",), {}, "goals: an object is not a list"),
        (("goals", 0), 5, "goals row 1: 5 is not an object"),
        (("goals", 0, "id"), "a b", "goals row 1, id: “a b” is not an id"),
        (("goals", 0, "id"), "", "goals row 1, id: “” is not an id"),
        (("goals", 0, "id"), "x" * 65, "goals row 1, id: “xxx"),
        (("goals", 0, "id"), "g1\n", "goals row 1, id: “g1 ” is not an id"),
        (("meetings", 0, "with_ids"), ["p mentor"], "meetings mt1, with_ids.1: “p mentor” is not an id"),
        (("board_id",), None, "board_id: null is not an id"),
    ],
)
def test_a_wrong_type_or_enum_is_refused(path, value, says):
    assert refusal(*path, to=value).startswith(f"a.json: {says}")


# What the rules of the domain refuse reaches the reader of the file


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("goals", 0, "id"), "owner", "goals owner, id: “owner” always means the board's owner"),
        (("goals", 0, "id"), "c2026", "cycles c2026: the id is used twice"),
        (("objectives", "o1", "goal_id"), "nowhere", "objectives o1, goal_id: goals has no row nowhere"),
        (("cycles", "c2026", "ends_on"), "2025-12-31", "cycles c2026, ends_on: the cycle ends before it starts"),
        (("key_results", "k11", "target"), "850.0", "key_results k11: start and target are the same"),
        (("key_results", "k11", "start"), None, "key_results k11, start: a metric goes from a start to a target"),
        (("check_ins", 0, "confidence"), 11, "check_ins ci001, confidence: 11 is out of range: write 1 to 10"),
        (("log_entries", 0, "minutes"), 961, "log_entries g01, minutes: 961 is out of range: write 1 to 960"),
        (("objectives", "o1", "weight"), "-1", "objectives o1, weight: -1 is out of range: write 0 or more"),
        (("goals", 0, "statement"), "", "goals g1, statement: this is empty"),
        (("key_results", "k11", "title"), "\x1b\u202e", "key_results k11, title: this is empty"),
    ],
)
def test_a_value_that_no_board_can_hold_is_refused(path, value, says):
    assert refusal(*path, to=value).startswith(f"a.json: {says}")


def test_overlapping_cycles_are_refused():
    document = year()
    document["cycles"].append({**document["cycles"][0], "id": "c-twice"})
    with pytest.raises(InvalidFile, match=r"^a.json: cycles c2025: its days overlap those of c-twice"):
        read(document)


# Hostile and foreign text


@pytest.mark.parametrize(
    "title",
    [
        "pay [/] now",
        "[@click=app.quit]x[/]",
        "[bold]x",
        "\U0001f469\u200d\U0001f4bb writes",
        "漢字を学ぶ",
        "ללמוד לכתוב",
        "x\u0301 combining",
        "{title} %s \\n </script>",
        "x" * 250,
    ],
)
def test_peoples_words_stay_as_they_are(title):
    snapshot = read(changed("key_results", "k11", "title", to=title))
    assert key_result(snapshot, "k11").title == title
    (written,) = (row for row in json.loads(encode_snapshot(snapshot)[0])["key_results"] if row["id"] == "k11")
    assert written["title"] == title


def test_texts_are_composed_and_the_hash_is_that_of_what_was_written():
    written = changed("key_results", "k11", "title", to="Cafe\u0301 cre\u0300me")
    written.pop("content_hash")
    written["content_hash"] = content_hash(written)
    snapshot = read(written)
    assert key_result(snapshot, "k11").title == "Café crème"
    assert not snapshot.altered
    other = {
        **written,
        "key_results": [written["key_results"][0] | {"title": "Café crème"}, *written["key_results"][1:]],
    }
    assert read(other).altered  # the same words, and not the bytes that were written


def test_control_characters_are_cleaned_out_of_every_text():
    hostile, harmless = "\x1b]52;c;aGk=\x07ok\x9b\u202e", "]52;c;aGk=ok"
    document = year()
    document["owner"]["name"] = document["settings"]["currency"] = hostile
    document["key_results"][0] |= {"title": hostile, "private_note": hostile, "labels": [hostile]}
    document["assessments"][0]["levels"] = {hostile: 3}
    document["people"][0]["name"] = hostile
    records = read(document).records
    card = records.key_results[0]
    assert (card.title, card.private_note, card.labels) == (harmless, harmless, (harmless,))
    assert records.board_info.owner.name == records.board_info.settings.currency == harmless
    assert records.assessments[0].levels == {harmless: 3}
    assert records.people[0].name == harmless


def test_lines_of_a_text_stay():
    assert read(changed("goals", 0, "why_me", to="one\n\ttwo")).records.goals[0].why_me == "one\n\ttwo"


def test_a_title_of_251_characters_is_refused_and_shown_in_part():
    says = refusal("key_results", "k11", "title", to="é" * 251)
    assert says.startswith(
        "a.json: key_results k11, title: “" + "é" * 39 + "…” is not a text of at most 250 characters"
    )


def test_a_text_of_more_than_100000_characters_is_refused():
    read(changed("goals", 0, "why_me", to="x" * 100_000))
    assert "goals g1, why_me: “xxx" in refusal("goals", 0, "why_me", to="x" * 100_001)


def test_a_lone_surrogate_is_refused():
    assert "surrogate" in refusal("goals", 0, "why_me", to="\ud800")
    with pytest.raises(InvalidFile, match="this is not JSON"):
        read_snapshot(as_bytes(changed("goals", 0, "why_me", to="\ud800")), "a.json")


def test_no_control_character_of_a_file_is_echoed():
    odd = "\x1b[31m\x07\x9b2J\n"
    for document in (
        changed("goals", 0, odd, to=1),
        changed("goals", 0, "status", to=odd),
        changed("assessments", 0, "levels", to={odd: None}),
        changed("format", to=odd),
        changed("goals", 0, "id", to=odd),
    ):
        with pytest.raises(InvalidFile) as refused:
            read_snapshot(as_bytes(document), f"a{odd}.json")
        assert not OBEYED.search(str(refused.value))


# Limits and what is no snapshot at all


@pytest.mark.parametrize(("table", "most"), [("key_results", 20_000), ("objectives", 500)])
def test_more_rows_than_a_board_may_have_are_refused(table, most):
    document = year()
    rows = document[table]
    document[table] = rows + [rows[0]] * (most + 1 - len(rows))
    says = f"a.json: {table}: {most + 1:,} are too many, the limit is {most:,}; ask for a new export with fewer"
    with pytest.raises(InvalidFile) as refused:
        read(document)
    assert message_of(refused) == says


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"a":\n  }', "a.json, line 2, column 3: this is not JSON; ask for a new export"),
        (b"", "a.json, line 1, column 1: this is not JSON; ask for a new export"),
        (b"[]", "a.json: this is no learnboard file, but a list; choose a *.learnboard.json file"),
        (b'"x"', "a.json: this is no learnboard file, but “x”; choose a *.learnboard.json file"),
        (
            b"{}",
            (
                "a.json: format is missing, neither “learnboard.snapshot” nor “learnboard.feedback”; choose a "
                "*.learnboard.json or *.feedback.json file"
            ),
        ),
    ],
)
def test_what_is_no_snapshot_is_refused(data, says):
    with pytest.raises(InvalidFile) as refused:
        read_snapshot(data, "a.json")
    assert message_of(refused) == says


def test_a_file_is_refused_before_it_is_parsed(tmp_path):
    path = tmp_path / "twice.learnboard.json"
    path.write_text('{"format": "learnboard.snapshot", "format": "learnboard.snapshot"}')
    with pytest.raises(InvalidFile, match="stands twice"):
        open_snapshot(path)
    with pytest.raises(InvalidFile, match="no such file"):
        open_snapshot(tmp_path / "none.learnboard.json")


# Any one value spoiled


def _paths(value, path=()):
    """The path of everything in a document."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _paths(inner, (*path, step))


PATHS = list(_paths(json.loads(YEAR.read_bytes())))
ANY_TEXT = st.text(st.characters(), max_size=20)
ANY_VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | ANY_TEXT
    | st.sampled_from(["", "owner", "k11", "0.5", "2026-02-30", "2026-06-01", "at_most", 2**63, -(2**64), ...]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PATHS), ANY_VALUE.filter(lambda value: "Ellipsis" not in repr(value) or value is ...))
def test_a_spoiled_value_is_read_or_refused_in_a_sentence(path, value):
    try:
        snapshot = read(changed(*path, to=value))
    except InvalidFile as refused:
        message = str(refused)
    else:
        written = encode_snapshot(snapshot)[0]
        assert encode_snapshot(read_snapshot(written, "again"))[0] == written
        return
    assert message.startswith("a.json")
    assert not OBEYED.search(message)


# The published schema


def test_the_published_schema_is_the_pinned_one():
    assert json_schema(SNAPSHOT) == json.loads((DATA / "snapshot.schema.json").read_text("utf-8"))


def test_the_published_schema_demands_the_fields_of_the_example_year_and_no_other():
    schema, document = json_schema(SNAPSHOT), year()
    assert set(schema["required"]) == set(schema["properties"]) == set(document)
    assert schema["additionalProperties"] is False
    for name, rows in document.items():
        if isinstance(rows, list) and rows:
            row = schema["$defs"][schema["properties"][name]["items"]["$ref"].removeprefix("#/$defs/")]
            assert set(row["required"]) == set(row["properties"]) == set(rows[0])
            assert row["additionalProperties"] is False


def test_the_published_schema_tells_limits_choices_and_what_may_be_null():
    schema = json_schema(SNAPSHOT)
    card = schema["$defs"]["KeyResult"]["properties"]
    assert schema["properties"]["key_results"]["maxItems"] == 20_000
    assert card["title"] == {"type": "string", "minLength": 1, "maxLength": 250}
    assert card["kind"]["enum"] == ["metric", "maintain", "milestone", "binary", "baseline"]
    assert card["start"]["anyOf"] == [
        {"type": "string", "pattern": r"^-?[0-9]{1,15}(\.[0-9]{1,9})?$"},
        {"type": "null"},
    ]
    confidence = {"type": "integer", "minimum": 1, "maximum": 10}
    assert schema["$defs"]["CheckIn"]["properties"]["confidence"]["anyOf"] == [confidence, {"type": "null"}]
