"""Feedback in and out: what is read, what is refused, and that nothing changes on the way (FORMAT.md §1)."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.errors import InvalidFile
from learnboard.domain.model.feedback import Author, FeedbackDocument, FeedbackItem, SuggestedAction, Target
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.text import clean
from learnboard.exchange.document_schema import FEEDBACK, json_schema
from learnboard.exchange.documents import (
    encode_feedback,
    open_document,
    open_feedback,
    open_snapshot,
    read_document,
    read_feedback,
)
from learnboard.exchange.safe_io import check_bytes
from tests.builders import DATA, EXAMPLE_BOARD, EXAMPLE_YEAR
from tests.exchange.messages import message_of

EXAMPLE = EXAMPLE_YEAR / "mentor-2026-06-26.feedback.json"
SNAPSHOT = EXAMPLE_YEAR / "mentor-2026-06-26.learnboard.json"
MIB = 2**20
OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
KINDS = (
    *("comment", "question", "suggestion", "kudos", "call_out", "offer"),
    *("approve", "decline", "consent", "objection", "reaction", "amendment", "concern", "topic", "assessment"),
)


def example() -> dict[str, Any]:
    """The feedback of the example year as plain data, to be spoiled."""
    plain: dict[str, Any] = json.loads(EXAMPLE.read_text("utf-8"))
    return plain


def changed(*path: str | int, to: object) -> dict[str, Any]:
    """The example with one value changed; `...` takes it out."""
    document = example()
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    if to is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return document


def read(document: object) -> FeedbackDocument:
    data = json.dumps(document).encode()
    check_bytes(data, "a.feedback.json")
    return read_feedback(data, "a.feedback.json")


def refusal(*path: str | int, to: object) -> str:
    with pytest.raises(InvalidFile) as refused:
        read(changed(*path, to=to))
    return message_of(refused)


# What is read


def test_the_example_is_read_as_what_the_mentor_wrote() -> None:
    feedback = open_feedback(EXAMPLE)
    assert (feedback.feedback_id, feedback.board_id, feedback.snapshot_id) == (
        *("fb-2026-06-26-rt", "brd-2026-af", "snp-2026-06-26"),
    )
    assert feedback.snapshot_hash == "sha256:2b4af5c045849b7a7c77f3690c791bdfe5e3a3798d4fb5cb58c56bf1a5620d78"
    assert feedback.author == Author("Rowan Teal", "p-mentor")
    assert feedback.written_at == datetime(2026, 6, 26, 16, 40, tzinfo=UTC)
    assert feedback.notices == ()
    assert [item.id for item in feedback.items] == ["f1", "f2", "f3", "f4", "f5", "f6", "f7"]
    assert [item.kind for item in feedback.items] == [
        *("comment", "question", "suggestion", "kudos", "approve", "comment", "topic"),
    ]
    assert feedback.items[2] == FeedbackItem(
        id="f3",
        revision=1,
        target=Target("key_result", "k22"),
        kind="suggestion",
        text="Ask for a lightning slot first",
        action=SuggestedAction("write to two organisers", date(2026, 7, 10)),
    )
    assert feedback.items[4] == FeedbackItem(
        "f5", 1, Target("budget_entry", "b3"), "approve", "three sessions, July", None
    )


def test_the_example_is_about_the_snapshot_beside_it() -> None:
    assert open_feedback(EXAMPLE).snapshot_hash == open_snapshot(SNAPSHOT).content_hash


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_may_be_without_text(kind: str) -> None:
    document = changed("items", 0, "text", to="")
    document["items"][0]["kind"] = kind
    assert (read(document).items[0].kind, read(document).items[0].text) == (kind, "")


def test_feedback_may_be_empty_and_its_author_nobody_on_the_board() -> None:
    document = changed("items", to=[])
    document["author"]["person_id"] = None
    feedback = read(document)
    assert (feedback.items, feedback.author) == ((), Author("Rowan Teal", None))


def test_an_author_may_claim_to_be_the_owner() -> None:
    assert read(changed("author", "person_id", to="owner")).author.person_id == "owner"


def test_every_text_is_cleaned() -> None:
    hostile, harmless = "\x1b]52;c;aGk=\x07ok\x9b\u202e", "]52;c;aGk=ok"
    document = changed("author", "name", to=hostile)
    document["snapshot_hash"] = hostile
    document["items"][2] |= {"text": "one\n\t" + hostile, "action": {"text": hostile, "due_on": None}}
    feedback = read(document)
    assert (feedback.author.name, feedback.snapshot_hash) == (harmless, harmless)
    assert (feedback.items[2].text, feedback.items[2].action) == (
        "one\n\t" + harmless,
        SuggestedAction(harmless, None),
    )


# What is written


def test_the_example_is_written_back_byte_for_byte() -> None:
    assert encode_feedback(open_feedback(EXAMPLE)) == EXAMPLE.read_bytes()


def test_items_are_sorted_by_id_when_written() -> None:
    document = example()
    document["items"] = [{**document["items"][0], "id": name} for name in ("f1", "zz", "Z", "_", "0")]
    written = json.loads(encode_feedback(read(document)))
    assert [item["id"] for item in written["items"]] == ["0", "Z", "_", "f1", "zz"]


IDS = st.from_regex(r"\A[A-Za-z0-9_-]{1,64}\Z").filter(lambda text: text != "owner")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(clean)
DAYS = st.dates(date(1970, 1, 1), date(2200, 12, 31))
ITEMS = st.builds(
    FeedbackItem,
    id=IDS,
    revision=st.integers(1, 2**63 - 1),
    target=st.builds(Target, st.sampled_from(["board", "goal", "log_entry"]), IDS),
    kind=st.sampled_from(KINDS),
    text=TEXTS,
    action=st.none() | st.builds(SuggestedAction, TEXTS, st.none() | DAYS),
)
DOCUMENTS = st.builds(
    FeedbackDocument,
    feedback_id=IDS,
    board_id=IDS,
    snapshot_id=IDS,
    snapshot_hash=TEXTS,
    author=st.builds(Author, TEXTS.filter(bool), st.none() | IDS),
    written_at=st.datetimes(datetime(1970, 1, 1), datetime(2200, 12, 31)).map(  # noqa: DTZ001
        lambda instant: instant.replace(microsecond=0, tzinfo=UTC)
    ),
    items=st.lists(ITEMS, max_size=4, unique_by=lambda item: item.id).map(
        lambda items: tuple(sorted(items, key=lambda item: item.id))
    ),
)


@given(DOCUMENTS)
def test_whatever_is_written_is_read_again_the_same(feedback: FeedbackDocument) -> None:
    written = encode_feedback(feedback)
    assert read_document(written, "a.feedback.json") == feedback
    assert encode_feedback(read_feedback(written, "a.feedback.json")) == written
    plain = json.loads(written)
    assert written.decode() == json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


# What is refused


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("version",), 2, "the file is of version 2 of the format, this learnboard reads up to version 1; update"),
        (("version",), "1", "version “1”, minor 1: no such version of the format is known"),
        (("minor",), -1, "version 1, minor -1: no such version of the format is known"),
        (("format",), "cards", "format is “cards”, neither “learnboard.snapshot” nor “learnboard.feedback”"),
        (("format",), ..., "format is missing, neither"),
        (("items",), ..., "items: this is missing; ask for a new export"),
        (("author", "person_id"), ..., "author.person_id: this is missing"),
        (("items", 0, "revision"), ..., "items f1, revision: this is missing"),
        (("items", 0, "id"), ..., "items row 1, id: this is missing"),
        (("items", 2, "action", "due_on"), ..., "items f3, action.due_on: this is missing"),
        (("mood",), 1, "mood: this format knows no such field; take it out"),
        (("items", 1, "mood"), 1, "items f2, mood: this format knows no such field"),
        (("items", 1, "target", "mood"), 1, "items f2, target.mood: this format knows no such field"),
        (("author", "mood"), 1, "author.mood: this format knows no such field"),
        (("items",), {}, "items: an object is not a list"),
        (("items", 3), "f4", "items row 4: “f4” is not an object"),
        (("items", 0, "target"), "k11", "items f1, target: “k11” is not an object"),
        (("items", 0, "target", "kind"), "cycle", "items f1, target.kind: “cycle” is not known here: write one"),
        (("items", 0, "kind"), "praise", "items f1, kind: “praise” is not known here: write one of comment, question"),
        (("items", 0, "text"), None, "items f1, text: null is not a text"),
        (("items", 0, "text"), "x" * 100_001, "items f1, text: “xxx"),
        (("items", 0, "action"), [], "items f1, action: a list is not an object"),
        (("items", 2, "action", "due_on"), "2026-02-30", "items f3, action.due_on: “2026-02-30” is not a day"),
        (("written_at",), "2026-06-26", "written_at: “2026-06-26” is not an instant"),
        (("items", 0, "revision"), 0, "items f1, revision: 0 is out of range: write 1 or more"),
        (("items", 0, "revision"), -(2**63), "items f1, revision: -9223372036854775808 is out of range"),
        (("items", 0, "revision"), True, "items f1, revision: true is not a whole number"),
        (("items", 0, "revision"), "1", "items f1, revision: “1” is not a whole number"),
        (("items", 5, "id"), "f1", "items f1: the id is used twice: give one of them another id"),
        (("items", 0, "id"), "owner", "items owner, id: “owner” always means the board's owner"),
        (("items", 0, "id"), "f 1", "items row 1, id: “f 1” is not an id"),
        (("items", 0, "id"), "x" * 65, "items row 1, id: “xxx"),
        (("items", 0, "target", "id"), "", "items f1, target.id: “” is not an id"),
        (("items", 0, "target", "id"), "owner", "items f1, target: id: “owner” always means the board's owner"),
        (("feedback_id",), "", "feedback_id: “” is not an id"),
        (("feedback_id",), "owner", "feedback_id: “owner” always means the board's owner"),
        (("board_id",), None, "board_id: null is not an id"),
        (("snapshot_id",), 7, "snapshot_id: 7 is not an id"),
        (("author",), None, "author: null is not an object"),
        (("author", "name"), "", "author.name: this is empty: write 1 to 250 characters"),
        (("author", "name"), "\x1b\u202e", "author.name: this is empty"),
        (("author", "name"), "x" * 251, "author.name: “xxx"),
        (("author", "person_id"), "", "author.person_id: “” is not an id"),
    ],
)
def test_what_is_no_feedback_is_refused(path: tuple[str | int, ...], value: object, says: str) -> None:
    message = refusal(*path, to=value)
    assert message.startswith(f"a.feedback.json: {says}")
    assert not OBEYED.search(message)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1.0, 2**63, "\ud800"])
def test_costly_json_is_refused_before_it_is_parsed(value: object) -> None:
    with pytest.raises(InvalidFile, match=r"^a.feedback.json, line 1, column \d+: "):
        read(changed("items", 0, "revision", to=value))


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.feedback.json"
    path.write_bytes(EXAMPLE.read_bytes().replace(b'   "id": "k11",', b'   "id": "k11",\n   "id": "k12",'))
    with pytest.raises(InvalidFile, match=r"twice.feedback.json, line 18, column 4: the name “id” stands twice"):
        open_feedback(path)


def test_unknown_fields_of_a_newer_minor_version_are_left_out_with_a_notice() -> None:
    document = changed("minor", to=2)
    document["mood"] = {"deep": [1, None]}
    document["items"][0]["mood"] = document["author"]["mood"] = "fine"
    feedback = read(document)
    (notice,) = feedback.notices
    assert notice.startswith("The file is of version 1.2 of the format, newer than the 1.1 of this learnboard: ")
    assert feedback.items == read(example()).items
    assert json.loads(encode_feedback(feedback)) == example()


# Its size


@pytest.mark.parametrize("open_it", [open_feedback, open_document])
def test_feedback_of_two_mebibytes_is_read_and_one_byte_more_is_not(
    open_it: Callable[[Path], object], tmp_path: Path
) -> None:
    for name in ("a.feedback.json", "A.FEEDBACK.JSON", "a.json"):
        path = tmp_path / name
        path.write_bytes(EXAMPLE.read_bytes().ljust(2 * MIB))
        assert open_it(path) == open_feedback(EXAMPLE)
        path.write_bytes(EXAMPLE.read_bytes().ljust(2 * MIB + 1))
        with pytest.raises(InvalidFile, match=r"the file is larger than 2 MiB, .*; ask for a new export"):
            open_it(path)


def test_a_large_file_called_feedback_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.feedback.json"
    path.write_bytes(b"no JSON at all".ljust(2 * MIB + 1))
    with pytest.raises(InvalidFile, match="larger than 2 MiB"):
        open_document(path)


# Which of the two it is


def test_any_file_is_recognized_by_its_content(tmp_path: Path) -> None:
    for source, name, expected in (
        (EXAMPLE, "a.learnboard.json", open_feedback(EXAMPLE)),
        (SNAPSHOT, "b.feedback.json", open_snapshot(SNAPSHOT)),
        (EXAMPLE_BOARD, "c", open_snapshot(EXAMPLE_BOARD)),
    ):
        path = tmp_path / name
        path.write_bytes(source.read_bytes())
        assert open_document(path) == expected
    assert isinstance(open_document(tmp_path / "c"), Snapshot)


def test_feedback_is_refused_as_a_snapshot_with_advice() -> None:
    with pytest.raises(InvalidFile) as refused:
        open_snapshot(EXAMPLE)
    assert message_of(refused).endswith(
        "feedback.json: this is a feedback file, not a snapshot; “learnboard import” imports it"
    )


def test_a_snapshot_is_refused_as_feedback_with_advice() -> None:
    with pytest.raises(InvalidFile) as refused:
        open_feedback(SNAPSHOT)
    assert message_of(refused).endswith(
        "learnboard.json: this is a snapshot, not a feedback file; “learnboard show” shows what is in it"
    )


# The published schema


def test_the_published_schema_is_the_pinned_one() -> None:
    assert json_schema(FEEDBACK) == json.loads((DATA / "feedback.schema.json").read_text("utf-8"))


def test_the_published_schema_demands_the_fields_of_the_example_and_no_other() -> None:
    schema, document = json_schema(FEEDBACK), example()
    assert set(schema["required"]) == set(schema["properties"]) == set(document)
    assert schema["additionalProperties"] is False
    for name, value in (("Author", document["author"]), ("FeedbackItem", document["items"][2])):
        part = schema["$defs"][name]
        assert set(part["required"]) == set(part["properties"]) == set(value)
        assert part["additionalProperties"] is False
