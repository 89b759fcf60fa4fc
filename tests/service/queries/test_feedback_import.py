"""Feedback comes in once, by whomever it is, and says what the owner should know (FORMAT.md §1)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from unicodedata import normalize

import pytest

from learnboard.domain.errors import LearnboardError, Rejected
from learnboard.domain.model.feedback import Feedback, Target
from learnboard.domain.model.key_results import KeyResult
from learnboard.service.commands import AnswerFeedback, DeleteRow, ImportFeedback, TakeUpSuggestion
from learnboard.service.export.prepare import ExportRequest, prepare_export
from learnboard.service.export.write import write_export
from learnboard.storage.exports import ExportNote
from tests.builders import EXAMPLE_YEAR, feedback, metric, person, year_of
from tests.service.conftest import DAY, execute
from tests.service.execution import execute_and_undo, stored_rows
from tests.service.feedback_documents import feedback_document, item

FROM_ROWAN = EXAMPLE_YEAR / "mentor-2026-06-26.feedback.json"
MARCH = date(2026, 3, 27)


def take_in(service, *items, **changes):
    return execute(service, ImportFeedback(feedback_document(*items, **changes)))


def preview_of(service, *items, **changes):
    """The statuses of the items and the notices of a document that arrives."""
    from learnboard.service.queries.feedback_import import import_preview

    found = import_preview(service.store, feedback_document(*items, **changes))
    return [one.status for one in found.items], list(found.notices)


def notices(service, **changes):
    return preview_of(service, item(), **changes)[1]


def kept(service, id_="f1"):
    return service.store.row(Feedback, id_)


def exported(service, as_of, person_id="p-mentor"):
    """Export to somebody; the head of a draft about that."""
    now = datetime.combine(as_of, datetime.min.time(), UTC)
    prepared = prepare_export(service.store, ExportRequest(person=person_id, as_of=as_of), now, as_of)
    write_export(service.store, prepared, "json", None, force=False)
    note = service.store.find(ExportNote, prepared.snapshot.snapshot_id)
    return {"snapshot_id": note.snapshot_id, "snapshot_hash": note.content_hash}


def test_the_feedback_of_the_example_year_comes_in_as_one_step(service):
    preview = service.import_preview(FROM_ROWAN)
    assert [(one.item.id, one.about, one.status) for one in preview.items] == [
        ("f1", "Cut p95 latency of the checkout service from 850 ms to 400 ms", "new"),
        ("f2", service.store.row(KeyResult, "k24").title, "new"),
        ("f3", service.store.row(KeyResult, "k22").title, "new"),
        ("f4", "Explain performance so that non-experts act on it", "new"),
        ("f5", "Speaker coaching, three sessions", "new"),
        ("f6", "", "unattached"),
        ("f7", service.store.row(KeyResult, "k14").title, "new"),
    ]
    assert not service.store.rows(Feedback)
    done = execute_and_undo(service, ImportFeedback(preview.document))
    assert done.message == "Imported feedback of Rowan Teal: 6 new, 1 unattached."
    assert service.store.next_undo == "import feedback of Rowan Teal"
    assert service.open(DAY).unanswered == 7
    row = kept(service, "f3")
    assert (row.author, row.person_id, row.snapshot_id) == ("Rowan Teal", "p-mentor", "snp-2026-06-26")
    assert (row.target, row.kind, row.revision) == (Target("key_result", "k22"), "suggestion", 1)
    assert (row.action.text, row.action.due_on) == ("write to two organisers", date(2026, 7, 10))
    assert (row.written_at, row.answer, row.reply) == (datetime(2026, 6, 26, 16, 40, tzinfo=UTC), "unanswered", "")
    assert [row.attached for row in service.store.rows(Feedback)] == [True] * 5 + [False, True]


def test_nothing_but_feedback_changes(service):
    before = service.store.records()
    take_in(service, item("f1", "approve", "budget_entry b3"), item("f2", "objection", "proposal pr1"))
    assert replace(service.store.records(), feedback=()) == before


def test_the_same_again_changes_nothing(service):
    take_in(service, item(), item("f2"))
    rows, step = stored_rows(service), service.store.next_undo
    assert preview_of(service, item(), item("f2"))[0] == ["known", "known"]
    assert take_in(service, item(), item("f2")) == "Imported feedback of Rowan Teal: 2 known."
    assert (stored_rows(service), service.store.next_undo) == (rows, step)


def test_a_lower_revision_changes_nothing(service):
    take_in(service, item(text="better", revision=3))
    assert preview_of(service, item(text="worse", revision=2))[0] == ["known"]
    take_in(service, item(text="worse", revision=2))
    assert kept(service).text == "better"


def test_a_higher_revision_is_unanswered_again_and_keeps_the_reply(service):
    take_in(service, item(text="try it", action="write", due_on="2026-07-01"))
    execute(service, AnswerFeedback("f1", "done", "I did"))
    again = item("f1", "question", "objective o2", "did you try?", revision=2)
    assert preview_of(service, again)[0] == ["revised"]
    later = datetime(2026, 6, 27, tzinfo=UTC)
    done = execute_and_undo(service, ImportFeedback(feedback_document(again, written_at=later, snapshot_id="snp2")))
    assert done.message == "Imported feedback of Rowan Teal: 1 revised."
    row = kept(service)
    assert (row.text, row.kind, row.action, row.target.id) == ("did you try?", "question", None, "o2")
    assert (row.written_at, row.revision, row.snapshot_id) == (later, 2, "snp2")
    assert (row.answer, row.reply) == ("unanswered", "I did")


def test_the_same_under_a_higher_revision_stays_answered(service):
    take_in(service, item(text="try it", action="write", due_on="2026-07-01"))
    execute(service, AnswerFeedback("f1", "will_do", "in July"))
    again = item(text="try it", action="write", due_on="2026-07-01", revision=3)
    assert preview_of(service, again)[0] == ["known"]
    later = datetime(2026, 6, 27, tzinfo=UTC)
    done = execute_and_undo(service, ImportFeedback(feedback_document(again, written_at=later, snapshot_id="snp2")))
    assert done.message == "Imported feedback of Rowan Teal: 1 known."
    row = kept(service)
    assert (row.revision, row.written_at, row.snapshot_id) == (3, later, "snp2")
    assert (row.answer, row.reply) == ("will_do", "in July")


def test_what_was_taken_up_is_not_taken_up_again_when_the_same_comes_once_more(service):
    take_in(service, item(kind="suggestion", text="try it"))
    execute(service, TakeUpSuggestion("f1", "key_result"))
    take_in(service, item(kind="suggestion", text="try it", revision=2))
    with pytest.raises(Rejected, match="is answered already"):
        execute(service, TakeUpSuggestion("f1", "key_result"))
    take_in(service, item(kind="suggestion", text="try it twice", revision=3))
    assert execute(service, TakeUpSuggestion("f1", "key_result")).startswith("Added a key result “try it twice”")


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "question"},
        {"about": "key_result k12"},
        {"text": "try it soon"},
        {"action": "write twice"},
        {"due_on": "2026-07-02"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_whatever_of_it_changed_makes_it_unanswered(service, changes):
    first = {"text": "try it", "action": "write", "due_on": "2026-07-01"}
    take_in(service, item(**first))
    execute(service, AnswerFeedback("f1", "done"))
    take_in(service, item(**{**first, **changes}, revision=2))
    assert kept(service).answer == "unanswered"


def test_another_text_under_the_same_revision_is_told_and_dropped(service):
    from learnboard.service.queries.feedback_import import import_preview

    take_in(service, item(text="try it"), item("f2"))
    found = import_preview(service.store, feedback_document(item(text="try it soon"), item("f2")))
    differs = "differs from what was imported with the same revision: the board keeps what it has"
    assert [(one.status, one.message) for one in found.items] == [
        ("known", differs),
        ("known", "it is on the board already"),
    ]
    assert found.notices[-1] == f"The comment “try it soon” {differs}."
    take_in(service, item(text="try it soon"))
    assert kept(service).text == "try it"
    both = preview_of(service, item(text="try it soon"), item("f2", text="other"))[1]
    assert both[-1] == f"In 2 places it {differs}."


def test_another_spelling_of_what_was_imported_long_ago_is_no_difference(service):
    take_in(service, item(text="Très bien", action="Voilà"), name="Zoé", person=None)
    with service.store.step("as an older version wrote it") as record:
        old = kept(service)
        record.put(
            replace(
                old,
                author=normalize("NFD", old.author),
                text=normalize("NFD", old.text),
                action=replace(old.action, text=normalize("NFD", old.action.text)),
            )
        )
    statuses, notices = preview_of(service, item(text="Très bien", action="Voilà"), name="Zoé", person=None)
    assert statuses == ["known"]
    assert not any("differs" in notice for notice in notices)


def test_what_is_known_and_hangs_nowhere_is_not_said_to_be_on_the_board(service):
    from learnboard.service.queries.feedback_import import import_preview

    take_in(service, item(about="key_result k99"))
    (found,) = import_preview(service.store, feedback_document(item(about="key_result k99"))).items
    assert found.status == "known"
    assert found.message == "what it is about (key result k99) is not on this board; it was imported before"


def test_a_revision_about_something_that_is_gone_hangs_nowhere(service):
    take_in(service, item())
    assert preview_of(service, item(about="key_result k99", revision=2))[0] == ["unattached"]
    take_in(service, item(about="key_result k99", revision=2))
    assert not kept(service).attached


def test_feedback_about_another_board_is_refused_and_both_are_named(service):
    rows = stored_rows(service)
    for ask in (lambda: take_in(service, item(), board_id="brd-other"), lambda: notices(service, board_id="brd-other")):
        with pytest.raises(Rejected) as refused:
            ask()
        assert str(refused.value) == (
            "The feedback of Rowan Teal is about the board brd-other, and this is the board brd-2026-af of Alder "
            "Finch: open the other one with --board."
        )
    assert stored_rows(service) == rows


@pytest.mark.parametrize(
    ("about", "attached"),
    [
        ("board brd-2026-af", True),
        ("board brd-other", False),
        ("goal g1", True),
        ("goal k11", False),
        ("objective o1", True),
        ("key_result k11", True),
        ("key_result o1", False),
        ("budget_entry b3", True),
        ("proposal pr1", True),
        ("log_entry l01", True),
        ("log_entry b3", False),
    ],
)
def test_it_is_attached_if_its_target_is_on_the_board(service, about, attached):
    assert preview_of(service, item(about=about))[0] == ["new" if attached else "unattached"]
    take_in(service, item(about=about))
    assert kept(service).attached is attached


@pytest.mark.parametrize("taken", ["k11", "o1", "ci001", "p-mentor", "mt1", "b3", "rs01", "c2026"])
def test_an_item_with_the_id_of_another_row_is_kept_out_alone(service, taken):
    assert preview_of(service, item(taken), item("f2"))[0] == ["refused", "new"]
    rest = replace(service.store.records(), feedback=())
    assert take_in(service, item(taken), item("f2")) == "Imported feedback of Rowan Teal: 1 new, 1 refused."
    assert [row.id for row in service.store.rows(Feedback)] == ["f2"]
    assert replace(service.store.records(), feedback=()) == rest


@pytest.mark.parametrize(
    ("name", "person_id", "same"),
    [
        ("Rowan Teal", "p-mentor", True),
        ("R. Teal", "p-mentor", True),
        ("Rowan Teal", None, True),
        ("Rowan Teal", "nobody", True),
        ("Rowan Teal", "p-lead", False),
        ("Hazel Brook", "p-lead", False),
        ("Hazel Brook", None, False),
    ],
)
def test_nobody_writes_over_the_feedback_of_another(service, name, person_id, same):
    take_in(service, item(text="mine"))
    again = {"name": name, "person": person_id}
    assert preview_of(service, item(text="theirs", revision=2), **again)[0] == ["revised" if same else "refused"]
    take_in(service, item(text="theirs", revision=2), **again)
    row = kept(service)
    assert (row.text, row.author, row.person_id) == ("theirs" if same else "mine", "Rowan Teal", "p-mentor")


def test_who_could_not_be_told_before_is_known_with_a_revision(service):
    take_in(service, item(), person=None)
    assert kept(service).person_id is None
    take_in(service, item(revision=2))
    assert kept(service).person_id == "p-mentor"


@pytest.mark.parametrize("person_id", ["nobody", "owner", None])
def test_somebody_who_is_not_on_the_board_is_nobody_and_that_is_told(service, person_id):
    assert (
        "A mentor on this board is called Rowan Teal, but the file does not say that it is by them: your answers will "
        "not go back to them with an export."
    ) in notices(service, person=person_id)
    assert "Dana Fox is not a person on this board: your answers will not go back to them with an export." in notices(
        service, name="Dana Fox", person=person_id
    )
    take_in(service, item(), person=person_id)
    assert kept(service).person_id is None


def test_another_name_than_the_board_knows_is_told(service):
    assert "R. Teal wrote it under the id of Rowan Teal: make sure who it was." in notices(service, name="R. Teal")


def test_feedback_about_the_newest_snapshot_has_nothing_to_tell(service):
    assert notices(service, **exported(service, DAY)) == []


def test_an_altered_snapshot_is_told(service):
    assert notices(service, **(exported(service, DAY) | {"snapshot_hash": "sha256:11"})) == [
        "Snapshot 1 of 26 Jun 2026 was altered after you exported it: they did not read what you wrote."
    ]


def test_an_old_snapshot_is_told(service):
    old = exported(service, MARCH)
    assert notices(service, **old) == []
    exported(service, DAY, person_id="p-lead")
    assert notices(service, **old) == []
    exported(service, DAY)
    assert notices(service, **old) == [
        "It is about snapshot 1 of 27 Mar 2026; since then you exported snapshot 2 of 26 Jun 2026."
    ]


def test_a_snapshot_that_is_not_known_here_is_told(service):
    (notice,) = notices(service)
    assert notice == (
        "It is about a snapshot that was not exported from this copy of the board: learnboard cannot tell whether it "
        "was altered."
    )


def test_what_its_format_has_to_tell_comes_first(service):
    assert notices(service, notices=("newer",))[0] == "newer"


def test_a_snapshot_is_no_feedback(service):
    with pytest.raises(Rejected, match="was written for a mentor reader and is not a whole board"):
        service.import_preview(EXAMPLE_YEAR / "mentor-2026-06-26.learnboard.json")


def test_words_that_are_no_feedback_are_refused(service, tmp_path):
    (tmp_path / "words").write_text("words")
    with pytest.raises(LearnboardError):
        service.import_preview(tmp_path / "words")


def test_a_target_that_was_deleted_is_gone_and_comes_back(service):
    execute(service, DeleteRow(service.store.row(KeyResult, "k11")))
    assert preview_of(service, item())[0] == ["unattached"]
    service.store.undo()
    assert preview_of(service, item())[0] == ["new"]


def test_feedback_counts_on_a_board_until_it_is_answered(service_of):
    service = service_of(year_of(metric(), person(), feedback(), feedback(id="f2", answer="done")))
    assert service.open(DAY).unanswered == 1
    execute(service, AnswerFeedback("f1", "will_do"))
    assert service.open(DAY).unanswered == 0
