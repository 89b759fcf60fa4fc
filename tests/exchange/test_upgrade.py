"""Files of minor 0 as boards of today, and files of the minors to come (FORMAT.md §1, "Minor 0")."""

import json
from dataclasses import is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.errors import InvalidFile
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.feedback import FeedbackItem
from learnboard.domain.model.fields import fields_of, plain_default, since, to_plain
from learnboard.domain.model.records import TABLES
from learnboard.exchange.documents import content_hash, read_feedback, read_snapshot
from learnboard.exchange.upgrade import upgraded
from tests.builders import DATA, EXAMPLE_BOARD, EXAMPLE_YEAR, VECTORS, document, feedback, rows_of
from tests.exchange.messages import message_of
from tests.storage.year import YEAR_OF_MINOR_0

OLD = [path for path in VECTORS if path.stem.startswith("old-")]
UNKNOWN = "version 1.0 of the format knows no such field"
FEEDBACK = EXAMPLE_YEAR / "mentor-2026-06-26.feedback.json"
VALUES = {**TABLES, "items": FeedbackItem, "settings": Settings}


def copied(plain):
    return json.loads(json.dumps(plain))


def read(plain):
    return read_snapshot(json.dumps(plain).encode(), "a.json")


def refusal(plain, reader=read):
    with pytest.raises(InvalidFile) as refused:
        reader(plain)
    return message_of(refused)


def sealed(plain):
    """A document with the hash of what is in it."""
    rest = {name: value for name, value in plain.items() if name != "content_hash"}
    return rest | {"content_hash": content_hash(rest)}


def older_row(record, row):
    """A row without what minor 1 brought."""
    fields = {field.name: field for field in fields_of(record) if not field.since}
    return {
        name: older_row(fields[name].base, value)
        if isinstance(value, dict) and isinstance(fields[name].base, type) and is_dataclass(fields[name].base)
        else value
        for name, value in row.items()
        if name in fields
    }


def stripped(plain):
    """A snapshot of minor 1 as one of minor 0, without what that cannot say."""
    plain = copied(plain)
    tables = {
        name: [older_row(record, row) for row in plain[name]] for name, record in TABLES.items() if not since(record)
    }
    rest = {name: value for name, value in plain.items() if name not in TABLES}
    return sealed({**rest, **tables, "minor": 0, "settings": older_row(Settings, plain["settings"])})


def old_feedback():
    plain = copied(document(FEEDBACK))
    return plain | {"minor": 0, "items": [older_row(FeedbackItem, row) for row in plain["items"]]}


def read_items(plain):
    return read_feedback(json.dumps(plain).encode(), "a.json")


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_a_file_of_minor_0_has_the_rows_it_was_written_with_and_defaults(path):
    plain = document(path)["board"]
    assert plain["minor"] == 0
    snapshot = read(plain)
    assert (snapshot.altered, snapshot.notices) == (False, ())
    found = rows_of(snapshot.records)
    for name, record in TABLES.items():
        if since(record):
            assert found[name] == []
            continue
        assert [older_row(record, row) for row in found[name]] == plain[name]
        for field in fields_of(record):
            if field.since:
                assert [row[field.name] for row in found[name]] == [plain_default(field)] * len(found[name])
    assert snapshot.records.board_info.settings.cost_per_hour is None


def test_defaults_are_those_of_the_contract():
    defaults = {
        f"{name}.{field.name}": plain_default(field)
        for name, record in VALUES.items()
        for field in fields_of(record)
        if field.since and plain_default(field) not in (None, "", [])
    }
    assert defaults == {
        "objectives.decides": "me",
        "people.primary": False,
        "topics.position": 0,
        "topics.visibility": "shared",
        "actions.visibility": "mentor",
    }
    assert [name for name, record in TABLES.items() if since(record)] == ["target_changes", "reflections"]


def test_an_agreement_of_minor_0_has_what_it_lacks_empty():
    plain = stripped(document(EXAMPLE_BOARD))
    agreements = {row["id"]: row["agreement"] for row in plain["people"] if row["agreement"]}
    assert agreements
    for person in read(plain).records.people:
        if person.id in agreements:
            agreement = person.agreement
            assert agreement.cadence_days == agreements[person.id]["cadence_days"]
            assert (agreement.length_minutes, agreement.ends_on) == (None, None)
            assert (agreement.owner_expects, agreement.they_expect, agreement.between_meetings) == ("", "", "")


def test_the_hash_is_that_of_what_was_written():
    plain = stripped(document(EXAMPLE_BOARD))
    assert not read(plain).altered
    assert read(plain | {"as_of": "2026-12-30"}).altered
    assert read(plain | {"content_hash": content_hash({**upgraded(plain), "content_hash": ""})}).altered


@given(st.sampled_from([EXAMPLE_BOARD, *VECTORS]))
def test_a_stripped_file_is_read_as_the_whole_one_is_with_defaults_in_the_place_of_what_is_new(path):
    plain = document(path)
    plain = plain.get("board", plain)
    whole = plain if plain["minor"] else upgraded(plain)
    found = rows_of(read(stripped_of_nulls(whole)).records)
    for name, record in TABLES.items():
        rows = (
            [] if since(record) else [row for row in whole[name] if row["id"] in {each["id"] for each in found[name]}]
        )
        assert [older_row(record, row) for row in found[name]] == [older_row(record, row) for row in rows]


def stripped_of_nulls(plain):
    """A snapshot as one of minor 0, which knew no parked topics, no stretches in preparation and fewer targets."""
    plain = stripped(plain)
    plain["topics"] = [row for row in plain["topics"] if row["meeting_id"] is not None]
    plain["stretches"] = [row for row in plain["stretches"] if row["from_on"] is not None]
    return sealed(plain)


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("cycles", "closed_on", None),
        ("objectives", "decides", "me"),
        ("key_results", "own_score", None),
        ("topics", "position", 0),
        ("people", "primary", False),
        ("feedback", "levels", None),
    ],
)
def test_a_field_of_minor_1_in_a_file_of_minor_0_is_refused(table, field, value):
    plain = stripped(document(EXAMPLE_BOARD))
    plain["feedback"] = [older_row(TABLES["feedback"], to_plain(feedback()))]
    plain[table][0][field] = value
    id_ = plain[table][0]["id"]
    assert refusal(plain).startswith(f"a.json: {table} {id_}, {field}: {UNKNOWN}")


def test_a_field_within_a_field_is_refused_by_its_whole_name():
    plain = stripped(document(EXAMPLE_BOARD))
    place = next(at for at, row in enumerate(plain["people"]) if row["id"] == "p-mentor")
    plain["people"][place]["agreement"]["ends_on"] = None
    assert refusal(plain).startswith(
        "a.json: people p-mentor, agreement.ends_on: version 1.0 of the format knows no such field"
    )


@pytest.mark.parametrize("table", ["target_changes", "reflections"])
def test_a_table_of_minor_1_in_a_file_of_minor_0_is_refused(table):
    plain = copied(document(OLD[0])["board"]) | {table: []}
    assert refusal(plain).startswith(f"a.json: {table}: {UNKNOWN}")


def test_a_setting_of_minor_1_in_a_file_of_minor_0_is_refused():
    plain = copied(document(OLD[0])["board"])
    plain["settings"]["cost_per_hour"] = "85.00"
    assert refusal(plain).startswith(f"a.json: settings.cost_per_hour: {UNKNOWN}")


@pytest.mark.parametrize(
    "damage",
    [
        {"settings": []},
        {"people": {}},
        {"people": [None]},
        {"people": ["p1"]},
        {"objectives": 7},
        {"items": []},
        {"key_results": [{}]},
        {"people": [{"agreement": []}]},
    ],
    ids=str,
)
def test_what_is_no_table_and_no_row_is_refused_in_a_sentence(damage):
    assert refusal(copied(document(OLD[0])["board"]) | damage).startswith("a.json: ")


def test_feedback_of_minor_0_has_neither_levels_nor_a_verdict():
    feedback = read_items(old_feedback())
    assert [item.id for item in feedback.items] == ["f1", "f2", "f3", "f4", "f5", "f6", "f7"]
    assert {(item.levels, item.verdict) for item in feedback.items} == {(None, None)}
    assert feedback.notices == ()


@pytest.mark.parametrize("field", ["levels", "verdict"])
def test_a_field_of_minor_1_in_feedback_of_minor_0_is_refused(field):
    plain = old_feedback()
    plain["items"][1][field] = None
    assert refusal(plain, read_items).startswith(
        f"a.json: items f2, {field}: version 1.0 of the format knows no such field"
    )


def test_an_assessment_has_levels_and_a_reviewer_a_verdict():
    plain = copied(document(FEEDBACK))
    plain["items"][0] |= {"kind": "assessment", "levels": {"Craft": 4}, "verdict": "keep"}
    item = read_items(plain).items[0]
    assert (item.kind, dict(item.levels), item.verdict) == ("assessment", {"Craft": 4}, "keep")
    plain["items"][0]["levels"] = {"Craft": 6}
    assert refusal(plain, read_items).startswith("a.json: items f1, levels: 6 is out of range: write 1 to 5")


def test_a_file_of_minor_2_is_read_with_a_notice_and_nothing_of_minor_1_is_lost():
    plain = copied(document(EXAMPLE_BOARD)) | {"minor": 2, "moods": [{"id": "m", "mood": "good"}]}
    plain["key_results"][0]["mood"] = "good"
    plain["settings"]["mood"] = "good"
    snapshot = read(sealed(plain))
    (notice,) = snapshot.notices
    assert notice == (
        "The file is of version 1.2 of the format, newer than the 1.1 of this learnboard: "
        "what is new in it is left out, such as “moods” and “mood” of the key results. Update learnboard to see it."
    )
    assert not snapshot.altered
    assert rows_of(snapshot.records) == {name: document(EXAMPLE_BOARD)[name] for name in TABLES}


def test_a_kind_that_a_file_of_minor_2_brings_is_refused_in_a_sentence():
    plain = copied(document(EXAMPLE_BOARD)) | {"minor": 2}
    plain["key_results"][0]["kind"] = "habit"
    assert refusal(plain).startswith("a.json: key_results k01, kind: “habit” is not known here: write one of metric")


def test_the_kept_year_of_minor_0_is_one_and_the_published_schema_is_of_minor_1():
    assert YEAR_OF_MINOR_0.exists()
    schema = document(DATA / "snapshot.schema.json")
    assert "format 1.1" in schema["description"]
    assert {"target_changes", "reflections"} <= {*schema["required"]}
