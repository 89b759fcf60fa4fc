"""A snapshot is packed and looked at, then handed over exactly as it was seen, and remembered (FORMAT.md §1)."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from learnboard.domain.errors import InvalidFile, NotFound, Rejected
from learnboard.domain.leaks import Leak
from learnboard.domain.model.people import Person
from learnboard.domain.model.snapshot import Previous
from learnboard.exchange.documents import open_snapshot
from learnboard.exchange.snapshot_header import read_header
from learnboard.presentation.exports import CHECK_LIMITS
from learnboard.service.commands import AddRow, AnswerFeedback, ChangeRow
from learnboard.service.export import write
from learnboard.service.export.checks import check_limits, describe_leak, export_warnings, leak_notices, leak_text
from learnboard.service.export.prepare import ExportRequest, file_name, prepare_export, prepare_export_at
from learnboard.service.export.write import write_export, write_export_at
from learnboard.service.queries.exports import readers
from learnboard.storage.exports import list_exports
from learnboard.storage.store import Store
from tests.builders import (
    EXAMPLE_BOARD,
    check_in,
    feedback,
    goal,
    log_entry,
    meeting,
    metric,
    objective,
    person,
    rows_of,
    year_of,
)
from tests.service.conftest import DAY, execute

NOON = datetime(2026, 6, 26, 12, tzinfo=UTC)
SECRETS = re.compile(r"look elsewhere|album cover|co-op finances|keep my energy|\bk43\b", re.IGNORECASE)
BLOCKER = {"kind": "clarity", "text": "x", "next_action": "LOOK\nelsewhere", "due_on": None}
PEOPLE = (None, "p-buddy", "p-lead", "p-meetup", "p-mentor", "p-rev1", "p-rev2", "p-sup")


def prepared_for(service, now=NOON, today=DAY, **how):
    return prepare_export(service.store, ExportRequest(**how), now, today)


def written(service, prepared, path, kind="json", **how):
    return write_export(service.store, prepared, kind, path, **({"force": False} | how))


@pytest.fixture
def leaky(service_of):
    """A board with a private goal whose words stand in a note that leaves."""
    rows = [
        goal(id="g9", statement="Look elsewhere", visibility="private"),
        metric(title="p95 latency"),
        check_in("2026-03-01", "3", note="so slow that I look elsewhere"),
        check_in("2026-03-02", "4", blocker=BLOCKER),
    ]
    return service_of(year_of(*rows, person()))


# Packed


@pytest.mark.parametrize(
    ("person_id", "chosen", "profile"),
    [
        (None, None, "mentor"),
        ("p-mentor", None, "mentor"),
        ("p-lead", None, "mentor"),
        ("p-buddy", None, "shared"),
        ("p-sup", None, "shared"),
        ("p-rev1", None, "shared"),
        ("p-sup", "mentor", "mentor"),
        ("p-mentor", "shared", "shared"),
        (None, "full", "full"),
    ],
)
def test_the_profile_follows_the_person_unless_it_is_given(service, person_id, chosen, profile):
    prepared = prepared_for(service, person=person_id, profile=chosen)
    assert (prepared.snapshot.profile, prepared.request) == (profile, ExportRequest(profile, person_id))
    assert (prepared.person.id if prepared.person else None) == person_id


def test_nobody_who_is_not_on_the_board_gets_a_snapshot(service):
    with pytest.raises(NotFound, match="This person is no longer on the board"):
        prepared_for(service, person="somebody")


def test_packing_writes_nothing(service, tmp_path):
    prepared_for(service)
    assert (list_exports(service.store), service.store.next_undo) == ([], None)
    assert list(tmp_path.iterdir()) == []


def test_a_prepared_export_says_what_goes_and_that_something_is_withheld(service):
    prepared = prepared_for(service, person="p-mentor")
    counts = dict(prepared.counts)
    whole = service.store.records()
    assert counts["people"] == 7
    assert counts["key_results"] == len(whole.key_results) - 1
    assert counts["goals"] == 1
    assert "feedback" not in counts
    assert prepared.snapshot.withheld
    assert not prepared_for(service, profile="full").snapshot.withheld


def test_without_a_day_nothing_is_cut_and_the_day_is_today(service):
    assert prepared_for(service, today=date(2026, 1, 2)).snapshot.as_of == date(2026, 1, 2)
    whole, cut = prepared_for(service, today=date(2026, 1, 2)), prepared_for(service, as_of=date(2026, 3, 27))
    assert len(whole.snapshot.records.check_ins) > len(cut.snapshot.records.check_ins)


def test_sequence_and_previous_run_for_each_profile_and_person(service, tmp_path):
    first = prepared_for(service, person="p-mentor")
    assert (first.snapshot.sequence, first.snapshot.previous) == (1, None)
    written(service, first, tmp_path / "1")
    second = prepared_for(service, person="p-mentor")
    assert second.snapshot.sequence == 2
    assert second.snapshot.previous == Previous(first.snapshot.snapshot_id, open_snapshot(tmp_path / "1").content_hash)
    for other in ({}, {"person": "p-sup"}, {"person": "p-mentor", "profile": "shared"}, {"profile": "full"}):
        assert prepared_for(service, **other).snapshot.sequence == 1


def test_what_was_handed_over_before_is_told_the_newest_first(service, tmp_path):
    written(service, prepared_for(service, person="p-mentor"), tmp_path / "1")
    written(service, prepared_for(service, NOON.replace(hour=13), person="p-sup"), None)
    mentors, others = tmp_path / "1", None
    found = [
        (one.person_name, one.profile, one.sequence, one.as_of, one.file) for one in prepared_for(service).past_exports
    ]
    assert found == [("Hazel Brook", "shared", 1, DAY, others), ("Rowan Teal", "mentor", 1, DAY, str(mentors))]


def test_the_path_of_an_export_is_remembered_in_the_spelling_that_leads_to_it(service, tmp_path):
    path = tmp_path / "Entwu\u0308rfe" / "r.html"  # two characters, as macOS and some archives name a folder
    path.parent.mkdir()
    written(service, prepared_for(service), path, "html")
    (found,) = prepared_for(service).past_exports
    assert found.file == str(path)


def test_somebody_who_is_gone_was_handed_things_all_the_same(service_of):
    service = service_of(year_of(metric(), person()))
    written(service, prepared_for(service, person="p1"), None)
    with service.store.step("go") as record:
        record.remove(Person, "p1")
    assert [one.person_name for one in prepared_for(service).past_exports] == ["somebody who is gone"]


def test_answers_go_back_to_their_author_alone(service_of):
    found = feedback(reply=""), feedback(id="f2", kind="call_out"), feedback(id="f3", person_id="p2")
    service = service_of(year_of(metric(), person(), person(id="p2"), *found))
    execute(service, AnswerFeedback("f1", "will_do", "in July"))
    (answered,) = prepared_for(service, person="p1").snapshot.records.feedback
    assert (answered.id, answered.answer, answered.reply) == ("f1", "will_do", "in July")
    assert prepared_for(service).snapshot.records.feedback == ()


def test_those_who_can_be_written_for_come_with_mentors_first(service):
    assert [one.id for one in readers(service.store, DAY)] == [
        "p-mentor",
        "p-rev2",
        "p-sup",
        "p-buddy",
        "p-rev1",
        "p-meetup",
        "p-lead",
    ]
    assert [one.id for one in readers(service.store, date(2026, 1, 11))][:2] == ["p-lead", "p-mentor"]
    assert service.query(readers, DAY) == readers(service.store, DAY)


# Handed over


@pytest.mark.parametrize(
    ("how", "kind", "name"),
    [
        ({"person": "p-mentor"}, "json", "alder-finch-2026-06-26-mentor-rowan-teal.learnboard.json"),
        ({"person": "p-sup"}, "html", "alder-finch-2026-06-26-shared-hazel-brook.html"),
        ({"profile": "full"}, "json", "alder-finch-2026-06-26-full.learnboard.json"),
        ({"as_of": date(2026, 3, 27)}, "html", "alder-finch-2026-03-27-mentor.html"),
    ],
)
def test_a_file_is_named_by_whose_it_is_when_and_for_whom(service, how, kind, name):
    assert file_name(prepared_for(service, **how), kind) == name


def test_what_was_seen_is_what_is_written_whatever_becomes_of_the_board(service, tmp_path):
    prepared = prepared_for(service)
    row = service.store.row(type(prepared.snapshot.records.key_results[0]), "k11")
    execute(service, ChangeRow(row, replace(row, title="another title")))
    data, notices = written(service, prepared, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == data
    assert notices == ()
    assert rows_of(open_snapshot(tmp_path / "file").records) == rows_of(prepared.snapshot.records)


def test_it_is_remembered_with_its_hash_and_its_file_and_is_no_step(service, tmp_path):
    prepared = prepared_for(service, person="p-mentor")
    written(service, prepared, tmp_path / "file")
    (note,) = list_exports(service.store)
    assert note.snapshot_id == prepared.snapshot.snapshot_id
    assert note.content_hash == json.loads((tmp_path / "file").read_bytes())["content_hash"]
    assert (note.profile, note.for_id, note.sequence, note.as_of) == ("mentor", "p-mentor", 1, DAY)
    assert (note.exported_at, note.file) == (NOON, str(tmp_path / "file"))
    assert service.store.next_undo is None


def test_the_page_has_the_same_hash_as_the_file(service, tmp_path):
    prepared = prepared_for(service, person="p-mentor")
    page, _ = written(service, prepared, tmp_path / "page.html", "html")
    assert (tmp_path / "page.html").read_bytes() == page
    assert page.lstrip()[:9].lower() == b"<!doctype"
    found = open_snapshot(tmp_path / "page.html")
    assert (found.snapshot_id, found.altered) == (prepared.snapshot.snapshot_id, False)
    assert list_exports(service.store)[0].content_hash == found.content_hash


@pytest.mark.parametrize("kind", ["json", "html"])
def test_what_would_be_too_large_to_be_read_leaves_without_its_indent_if_that_helps(
    service, tmp_path, monkeypatch, kind
):
    def leaving(limit, file=None):
        monkeypatch.setattr(write, "SNAPSHOT_LIMIT", limit)
        return written(service, prepared_for(service, profile="full"), file, kind)

    usual, _ = leaving(10**9)
    file = tmp_path / f"year.{kind}"
    compact, notices = leaving(len(usual) - 1, file)
    assert (len(compact) < len(usual) - 10_000, notices) == (True, ())
    found = open_snapshot(file)
    assert (found.altered, read_header(file).altered) == (False, False)
    assert list_exports(service.store)[0].content_hash == found.content_hash
    if kind == "json":
        text = compact.decode()
        assert text == json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"
        assert found.records == open_snapshot(EXAMPLE_BOARD).records
        data, (notice,) = leaving(len(usual) // 10)
        assert (data.count(b"\n") > 1_000, "and learnboard reads up to" in notice) == (True, True)


@pytest.mark.parametrize("kind", ["json", "html"])
def test_a_number_that_is_taken_writes_no_file(service, tmp_path, kind):
    first, second = prepared_for(service), prepared_for(service)
    written(service, first, tmp_path / "1", kind)
    with pytest.raises(Rejected, match="Another window wrote the same a moment ago: try again"):
        written(service, second, tmp_path / "2", kind)
    assert [each.name for each in tmp_path.iterdir()] == ["1"]
    assert len(list_exports(service.store)) == 1


def test_a_file_that_is_there_takes_no_number(service, tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InvalidFile, match="already exists"):
        written(service, prepared_for(service), tmp_path / "file")
    assert list_exports(service.store) == []
    written(service, prepared_for(service), tmp_path / "file", force=True)
    assert (tmp_path / "file").read_bytes() != b"mine"


def test_the_board_itself_is_never_replaced(service_of):
    service = service_of(year_of(metric()))
    before = service.path.read_bytes()
    with pytest.raises(Rejected, match="is the board itself"):
        written(service, prepared_for(service), service.path, force=True)
    assert service.path.read_bytes() == before


def test_a_thread_packs_and_hands_over_with_a_store_of_its_own(service_of, tmp_path):
    service = service_of(year_of(metric(), person()))
    prepared = prepare_export_at(service.path, ExportRequest(person="p1"), NOON, DAY)
    data, _ = write_export_at(service.path, prepared, "json", tmp_path / "file", force=False)
    assert (tmp_path / "file").read_bytes() == data
    assert [note.for_id for note in list_exports(service.store)] == ["p1"]


# Private words


@pytest.mark.parametrize("kind", ["json", "html"])
@pytest.mark.parametrize("profile", ["mentor", "shared"])
@pytest.mark.parametrize("as_of", [None, DAY, date(2026, 3, 27)])
def test_nothing_private_of_the_example_year_leaves(service, kind, profile, as_of):
    whole = written(service, prepared_for(service, profile="full"), None)[0].decode()
    assert len({found.casefold() for found in SECRETS.findall(whole)}) == 5
    # With what was handed over before, the page has more to tell.
    for person_id in PEOPLE:
        written(service, prepared_for(service, person=person_id, profile=profile, as_of=date(2026, 2, 1)), None)
    for person_id in PEOPLE:
        prepared = prepared_for(service, person=person_id, profile=profile, as_of=as_of)
        text = written(service, prepared, None, kind)[0].decode()
        assert "Explain performance" in text
        assert not SECRETS.findall(text)


def test_what_is_withheld_today_is_not_told_as_gone_either(service):
    written(service, prepared_for(service, person="p-mentor", as_of=date(2026, 3, 27)), None)
    row = service.store.row(type(service.store.records().key_results[0]), "k33")
    execute(service, ChangeRow(row, replace(row, title="leave in autumn", visibility="private")))
    prepared = prepared_for(service, person="p-mentor")
    assert not [one for one in prepared.baseline.snapshot.records.key_results if one.id == "k33"]
    assert b"leave in autumn" not in written(service, prepared, None, "html")[0]


def test_a_private_text_that_leaves_all_the_same_is_refused_with_its_place(leaky, tmp_path):
    prepared = prepared_for(leaky, person="p1")
    assert [leak[1:4] for leak in prepared.leaks] == [
        ("check_ins", "ci-2026-03-01", "note"),
        ("check_ins", "ci-2026-03-02", "blocker.next_action"),
    ]
    for kind in ("json", "html"):
        with pytest.raises(Rejected) as refused:
            written(leaky, prepared, tmp_path / "file", kind)
        assert str(refused.value) == (
            "“Look elsewhere” is private, but appears in the note of the check-in of 1 Mar 2026 of the key result “p95 "
            "latency” (“so slow that I «look elsewhere»”), and private words in 1 more place: change it there, or "
            "export it anyway with --anyway."
        )
    assert (list(tmp_path.glob("file*")), list_exports(leaky.store)) == ([], [])
    warnings = describe_leak(prepared.leaks[1], prepared.snapshot.records)
    assert warnings.endswith(
        "appears in the next action of the blocker of the check-in of 2 Mar 2026 of the key result “p95 latency” "
        "(“«LOOK elsewhere»”)"
    )


def test_it_leaves_anyway_if_the_owner_says_so(leaky, tmp_path):
    prepared = prepared_for(leaky)
    data, _ = written(leaky, prepared, tmp_path / "file", anyway=True)
    notices = leak_notices(prepared.leaks, prepared.snapshot.records)
    assert b"so slow that I look elsewhere" in data
    assert len(notices) == 2
    assert all(notice.startswith("“Look elsewhere” is private, but appears in") for notice in notices)


def test_of_many_places_the_first_few_are_told(service_of):
    warnings = [metric(id=f"k{number}", title=f"look elsewhere {number}") for number in range(7)]
    service = service_of(year_of(goal(statement="look elsewhere", visibility="private"), *warnings))
    prepared = prepared_for(service)
    notices = leak_notices(prepared.leaks, prepared.snapshot.records)
    assert (len(notices), notices[-1]) == (6, "Private words appear in 2 more places.")


def test_what_is_not_on_the_day_is_private_all_the_same(service_of):
    rows = [
        log_entry(on="2026-06-01", text="look elsewhere", visibility="private"),
        metric(description="we look elsewhere"),
    ]
    assert [leak.id for leak in prepared_for(service_of(year_of(*rows)), as_of=date(2026, 3, 1)).leaks] == ["k1"]


def test_a_full_copy_has_nothing_to_hide(leaky):
    assert prepared_for(leaky, profile="full").leaks == ()


@pytest.mark.parametrize(
    ("row", "leak", "place"),
    [
        (metric(title="leave in autumn"), ("key_results", "k1", "title"), "title of the key result k1"),
        (metric(), ("key_results", "k1", "drop_reason"), "reason of the key result “something to learn”"),
        (objective(), ("objectives", "o1", "why_me"), "why for me of the objective “something to learn”"),
        (log_entry(), ("log_entries", "l1", "text"), "text of the log entry of 5 Jan 2026"),
        (metric(), ("key_results", "gone", "title"), "title of the key result"),
    ],
)
def test_a_place_is_said_so_that_it_is_found(row, leak, place):
    found, _ = leak_text(Leak("leave in autumn", *leak), year_of(row))
    assert found == f"“leave in autumn” is private, but appears in the {place}"


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("leave in autumn", "“«leave in autumn»”"),
        ("shall I\nLEAVE — in   autumn?", "“shall I «LEAVE — in autumn»?”"),
        (
            "it is a story, and whoever wants to know: I leave in autumn, as everybody will hear, one day or other",
            "“… wants to know: I «leave in autumn», as everybody will …”",
        ),
    ],
)
def test_the_words_are_shown_where_they_stand_and_marked(note, shown):
    board = year_of(metric(), check_in("2026-03-01", "3", note=note))
    leak = Leak("leave in autumn", "check_ins", "ci-2026-03-01", "note")
    assert describe_leak(leak, board).endswith(f" of the key result “something to learn” ({shown})")


def test_words_that_go_on_and_on_are_cut_in_their_middle():
    long = " ".join(f"word{number}" for number in range(100))
    board = year_of(metric(description=long))
    shown = describe_leak(Leak(long, "key_results", "k1", "description"), board)
    assert shown.endswith("(“«word0 word1 word2 word3 word4 … word96 word97 word98 word99»”)")
    assert len(shown) < 250


@pytest.fixture
def worded(service_of):
    """A board with a private title of one ordinary word, which stands in a note that leaves."""
    private = metric(id="k2", title="Kubernetes", visibility="private")
    return service_of(year_of(private, metric(), check_in("2026-03-01", "3", note="read about K-ubernétes")))


def test_a_single_ordinary_word_is_told_and_leaves(worded, tmp_path):
    prepared = prepared_for(worded)
    data, _ = written(worded, prepared, tmp_path / "file")
    assert "read about K-ubernétes".encode() in data
    (notice,) = leak_notices(prepared.leaks, prepared.snapshot.records)
    assert notice == (
        "“Kubernetes” is private, but only a word, and appears in the note of the check-in of 1 Mar 2026 of the key "
        "result “something to learn” (“read about «K-ubernétes»”)."
    )


def test_a_text_is_refused_beside_a_word_and_told_before_it(service_of):
    rows = [
        metric(id="k2", title="Kubernetes", visibility="private"),
        metric(id="k3", title="Look elsewhere", visibility="private"),
        metric(title="Kubernetes", description="look elsewhere"),
    ]
    service = service_of(year_of(*rows))
    prepared = prepared_for(service)
    with pytest.raises(Rejected, match="“Look elsewhere” is private, but appears in the desc"):
        written(service, prepared, None)
    notices = leak_notices(prepared.leaks, prepared.snapshot.records)
    assert [notice.split("”")[0] for notice in notices] == ["“Look elsewhere", "“Kubernetes"]


@pytest.mark.parametrize(("profile", "said"), [("mentor", True), ("shared", True), ("full", False)])
def test_what_the_check_cannot_know_is_said_of_all_that_somebody_else_gets(leaky, profile, said):
    assert (check_limits(prepared_for(leaky, profile=profile)) == (CHECK_LIMITS,)) == said
    assert "paraphrases and translations are not found" in CHECK_LIMITS


def test_where_nothing_is_private_there_is_nothing_to_say_of_the_check(service_of):
    assert check_limits(prepared_for(service_of(year_of(metric())))) == ()


def test_a_store_that_was_closed_meanwhile_is_opened_by_its_path(service_of, tmp_path):
    service = service_of(year_of(metric()))
    service.close()
    prepared = prepare_export_at(service.path, ExportRequest(), NOON, DAY)
    write_export_at(service.path, prepared, "json", None, force=False)
    with Store.open(service.path) as store:
        assert len(list_exports(store)) == 1


def test_a_new_row_is_in_the_next_export(service):
    before = dict(prepared_for(service).counts)["key_results"]
    execute(service, AddRow(metric(id="new", objective_id="o1", visibility="mentor")))
    assert dict(prepared_for(service).counts)["key_results"] == before + 1


# What is to be known of it


def warnings(prepared):
    return list(export_warnings(prepared, "“--as-of today” leaves"))


def test_rows_dated_after_today_are_told_but_for_planned_meetings_and_in_own_copies(service_of):
    rows = [
        metric(),
        check_in("2026-06-26", "1"),
        check_in("2026-06-27", "2"),
        log_entry(on="2026-07-01"),
        meeting(id="me1", on="2026-07-03", held=False),
    ]
    service = service_of(year_of(*rows))
    assert warnings(prepared_for(service)) == [
        "2 rows are dated after today and go as well: “--as-of today” leaves them out."
    ]
    assert warnings(prepared_for(service, as_of=DAY)) == []
    assert warnings(prepared_for(service, profile="full")) == []
    assert warnings(prepared_for(service, today=date(2026, 6, 28))) == [
        "1 row is dated after today and goes as well: “--as-of today” leaves it out."
    ]


def test_an_earlier_day_than_the_last_one_of_the_same_reader_is_told(service_of, tmp_path):
    accepted = person(accepted_on="2026-06-01"), person(id="p2", name="Ash Rivers", accepted_on="2026-01-12")
    service = service_of(year_of(metric(), *accepted))
    written(service, prepared_for(service, person="p1"), tmp_path / "a.json")
    march = date(2026, 3, 1)
    found = "The last one for Rowan Teal was of 26 Jun 2026, this is of 1 Mar 2026."
    assert warnings(prepared_for(service, person="p1", as_of=march)) == [found]
    assert warnings(prepared_for(service, person="p1", profile="shared", as_of=march)) == [found]
    assert warnings(prepared_for(service, person="p2", as_of=march)) == []
    assert warnings(prepared_for(service, as_of=march)) == []
    assert warnings(prepared_for(service, person="p1")) == []
    written(service, prepared_for(service), tmp_path / "b.json")
    assert warnings(prepared_for(service, as_of=march)) == [
        "The last one with profile mentor was of 26 Jun 2026, this is of 1 Mar 2026."
    ]
    assert warnings(prepared_for(service, profile="shared", as_of=march)) == []


def test_a_full_copy_for_somebody_is_told_to_hold_what_is_private(service_of):
    service = service_of(year_of(metric(), person(accepted_on="2026-01-12")))
    assert warnings(prepared_for(service, person="p1", profile="full")) == [
        "A full copy holds everything that is private, and this one is for Rowan Teal."
    ]
    assert warnings(prepared_for(service, profile="full")) == []
