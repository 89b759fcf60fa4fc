"""Feedback comes in once, by whomever it is, and says what the owner should know (FORMAT.md §1)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from learnboard.domain.errors import LearnboardError, Refused
from learnboard.domain.feedback import Feedback, Target
from learnboard.domain.key_results import KeyResult
from learnboard.service.edits import DeleteRow
from learnboard.service.feedback.replies import AnswerFeedback, TakeInFeedback, TakeUpSuggestion
from learnboard.service.handover.parcels import Handover, hand_over, packed
from learnboard.storage.exports import ExportNote
from tests.builders import EXAMPLE_YEAR, feedback, metric, person, year_of
from tests.service.changed import done_and_back, written
from tests.service.conftest import DAY, do
from tests.service.letters import item, letter

FROM_ROWAN = EXAMPLE_YEAR / "mentor-2026-06-26.feedback.json"
MARCH = date(2026, 3, 27)


def take_in(desk, *items, **changes):
    return do(desk, TakeInFeedback(letter(*items, **changes)))


def arriving(desk, *items, **changes):
    """The items' fates and the notices of a document that arrives."""
    from learnboard.service.feedback.inbox import arrival

    found = arrival(desk.store, letter(*items, **changes))
    return [one.fate for one in found.items], list(found.notices)


def notices(desk, **changes):
    return arriving(desk, item(), **changes)[1]


def kept(desk, id_="f1"):
    return desk.store.row(Feedback, id_)


def exported(desk, as_of, person_id="p-mentor"):
    """Export to somebody; the head of a letter about that."""
    now = datetime.combine(as_of, datetime.min.time(), UTC)
    parcel = packed(desk.store, Handover(person=person_id, as_of=as_of), now, as_of)
    hand_over(desk.store, parcel, "json", None, force=False)
    note = desk.store.find(ExportNote, parcel.snapshot.snapshot_id)
    return {"snapshot_id": note.snapshot_id, "snapshot_hash": note.content_hash}


def test_the_feedback_of_the_example_year_comes_in_as_one_step(desk):
    arrival = desk.arriving(FROM_ROWAN)
    assert [(one.item.id, one.about, one.fate) for one in arrival.items] == [
        ("f1", "Cut p95 latency of the checkout service from 850 ms to 400 ms", "new"),
        ("f2", desk.store.row(KeyResult, "k24").title, "new"),
        ("f3", desk.store.row(KeyResult, "k22").title, "new"),
        ("f4", "Explain performance so that non-experts act on it", "new"),
        ("f5", "Speaker coaching, three sessions", "new"),
        ("f6", "", "unattached"),
    ]
    assert not desk.store.rows(Feedback)
    done = done_and_back(desk, TakeInFeedback(arrival.document))
    assert done.sentence == "took in feedback of Rowan Teal: 5 new, 1 unattached"
    assert desk.store.next_undo == "feedback of Rowan Teal"
    assert desk.open(DAY).unanswered == 6
    row = kept(desk, "f3")
    assert (row.author, row.person_id, row.snapshot_id) == ("Rowan Teal", "p-mentor", "snp-2026-06-26")
    assert (row.target, row.kind, row.revision) == (Target("key_result", "k22"), "suggestion", 1)
    assert (row.action.text, row.action.due_on) == ("write to two organisers", date(2026, 7, 10))
    assert (row.written_at, row.answer, row.reply) == (datetime(2026, 6, 26, 16, 40, tzinfo=UTC), "unanswered", "")
    assert [row.attached for row in desk.store.rows(Feedback)] == [True] * 5 + [False]


def test_nothing_but_feedback_changes(desk):
    before = desk.store.records()
    take_in(desk, item("f1", "approve", "budget_entry b3"), item("f2", "objection", "proposal pr1"))
    assert replace(desk.store.records(), feedback=()) == before


def test_the_same_again_changes_nothing(desk):
    take_in(desk, item(), item("f2"))
    rows, step = written(desk), desk.store.next_undo
    assert arriving(desk, item(), item("f2"))[0] == ["known", "known"]
    assert take_in(desk, item(), item("f2")) == "took in feedback of Rowan Teal: 2 known"
    assert (written(desk), desk.store.next_undo) == (rows, step)


def test_a_lower_revision_changes_nothing(desk):
    take_in(desk, item(text="better", revision=3))
    assert arriving(desk, item(text="worse", revision=2))[0] == ["known"]
    take_in(desk, item(text="worse", revision=2))
    assert kept(desk).text == "better"


def test_a_higher_revision_is_unanswered_again_and_keeps_the_reply(desk):
    take_in(desk, item(text="try it", action="write", due_on="2026-07-01"))
    do(desk, AnswerFeedback("f1", "done", "I did"))
    again = item("f1", "question", "objective o2", "did you try?", revision=2)
    assert arriving(desk, again)[0] == ["revised"]
    later = datetime(2026, 6, 27, tzinfo=UTC)
    done = done_and_back(desk, TakeInFeedback(letter(again, written_at=later, snapshot_id="snp2")))
    assert done.sentence == "took in feedback of Rowan Teal: 1 revised"
    row = kept(desk)
    assert (row.text, row.kind, row.action, row.target.id) == ("did you try?", "question", None, "o2")
    assert (row.written_at, row.revision, row.snapshot_id) == (later, 2, "snp2")
    assert (row.answer, row.reply) == ("unanswered", "I did")


def test_the_same_under_a_higher_revision_stays_answered(desk):
    take_in(desk, item(text="try it", action="write", due_on="2026-07-01"))
    do(desk, AnswerFeedback("f1", "will_do", "in July"))
    again = item(text="try it", action="write", due_on="2026-07-01", revision=3)
    assert arriving(desk, again)[0] == ["known"]
    later = datetime(2026, 6, 27, tzinfo=UTC)
    done = done_and_back(desk, TakeInFeedback(letter(again, written_at=later, snapshot_id="snp2")))
    assert done.sentence == "took in feedback of Rowan Teal: 1 known"
    row = kept(desk)
    assert (row.revision, row.written_at, row.snapshot_id) == (3, later, "snp2")
    assert (row.answer, row.reply) == ("will_do", "in July")


def test_what_was_taken_up_is_not_taken_up_again_when_the_same_comes_once_more(desk):
    take_in(desk, item(kind="suggestion", text="try it"))
    do(desk, TakeUpSuggestion("f1", "key_result"))
    take_in(desk, item(kind="suggestion", text="try it", revision=2))
    with pytest.raises(Refused, match="is answered already"):
        do(desk, TakeUpSuggestion("f1", "key_result"))
    take_in(desk, item(kind="suggestion", text="try it twice", revision=3))
    assert do(desk, TakeUpSuggestion("f1", "key_result")).startswith("added a key result “try it twice”")


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
def test_whatever_of_it_changed_makes_it_unanswered(desk, changes):
    first = {"text": "try it", "action": "write", "due_on": "2026-07-01"}
    take_in(desk, item(**first))
    do(desk, AnswerFeedback("f1", "done"))
    take_in(desk, item(**{**first, **changes}, revision=2))
    assert kept(desk).answer == "unanswered"


def test_another_text_under_the_same_revision_is_told_and_dropped(desk):
    from learnboard.service.feedback.inbox import arrival

    take_in(desk, item(text="try it"), item("f2"))
    found = arrival(desk.store, letter(item(text="try it soon"), item("f2")))
    differs = "differs from what came before under the same revision: what is on the board stays"
    assert [(one.fate, one.sentence) for one in found.items] == [
        ("known", differs),
        ("known", "it is on the board already"),
    ]
    assert found.notices[-1] == f"The comment “try it soon” {differs}."
    take_in(desk, item(text="try it soon"))
    assert kept(desk).text == "try it"
    both = arriving(desk, item(text="try it soon"), item("f2", text="other"))[1]
    assert both[-1] == f"In 2 places it {differs}."


def test_what_is_known_and_hangs_nowhere_is_not_said_to_be_on_the_board(desk):
    from learnboard.service.feedback.inbox import arrival

    take_in(desk, item(about="key_result k99"))
    (found,) = arrival(desk.store, letter(item(about="key_result k99"))).items
    assert found.fate == "known"
    assert found.sentence == "what it is about (key result k99) is not here; it was taken in before"


def test_a_revision_about_something_that_is_gone_hangs_nowhere(desk):
    take_in(desk, item())
    assert arriving(desk, item(about="key_result k99", revision=2))[0] == ["unattached"]
    take_in(desk, item(about="key_result k99", revision=2))
    assert not kept(desk).attached


def test_feedback_about_another_board_is_refused_and_both_are_named(desk):
    rows = written(desk)
    for ask in (lambda: take_in(desk, item(), board_id="brd-other"), lambda: notices(desk, board_id="brd-other")):
        with pytest.raises(Refused) as refused:
            ask()
        assert str(refused.value) == (
            "The feedback of Rowan Teal is about the board brd-other, and this is the board brd-2026-af of Alder "
            "Finch: open the other one with --board."
        )
    assert written(desk) == rows


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
def test_it_is_attached_if_its_target_is_on_the_board(desk, about, attached):
    assert arriving(desk, item(about=about))[0] == ["new" if attached else "unattached"]
    take_in(desk, item(about=about))
    assert kept(desk).attached is attached


@pytest.mark.parametrize("taken", ["k11", "o1", "ci001", "p-mentor", "mt1", "b3", "rs01", "c2026"])
def test_an_item_with_the_id_of_another_row_is_kept_out_alone(desk, taken):
    assert arriving(desk, item(taken), item("f2"))[0] == ["refused", "new"]
    rest = replace(desk.store.records(), feedback=())
    assert take_in(desk, item(taken), item("f2")) == "took in feedback of Rowan Teal: 1 new, 1 refused"
    assert [row.id for row in desk.store.rows(Feedback)] == ["f2"]
    assert replace(desk.store.records(), feedback=()) == rest


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
def test_nobody_writes_over_the_feedback_of_another(desk, name, person_id, same):
    take_in(desk, item(text="mine"))
    again = {"name": name, "person": person_id}
    assert arriving(desk, item(text="theirs", revision=2), **again)[0] == ["revised" if same else "refused"]
    take_in(desk, item(text="theirs", revision=2), **again)
    row = kept(desk)
    assert (row.text, row.author, row.person_id) == ("theirs" if same else "mine", "Rowan Teal", "p-mentor")


def test_who_could_not_be_told_before_is_known_with_a_revision(desk):
    take_in(desk, item(), person=None)
    assert kept(desk).person_id is None
    take_in(desk, item(revision=2))
    assert kept(desk).person_id == "p-mentor"


@pytest.mark.parametrize("person_id", ["nobody", "owner", None])
def test_somebody_who_is_not_on_the_board_is_nobody_and_that_is_told(desk, person_id):
    assert "Rowan Teal is nobody on this board: your answers will not go back to them with an export." in notices(
        desk, person=person_id
    )
    take_in(desk, item(), person=person_id)
    assert kept(desk).person_id is None


def test_another_name_than_the_board_knows_is_told(desk):
    assert "R. Teal wrote it as p-mentor, who is Rowan Teal on this board: make sure who it was." in notices(
        desk, name="R. Teal"
    )


def test_feedback_about_the_newest_snapshot_has_nothing_to_tell(desk):
    assert notices(desk, **exported(desk, DAY)) == []


def test_an_altered_snapshot_is_told(desk):
    assert notices(desk, **(exported(desk, DAY) | {"snapshot_hash": "sha256:11"})) == [
        "Snapshot 1 of 26 Jun 2026 was altered after you exported it: they did not read what you wrote."
    ]


def test_an_old_snapshot_is_told(desk):
    old = exported(desk, MARCH)
    assert notices(desk, **old) == []
    exported(desk, DAY, person_id="p-lead")
    assert notices(desk, **old) == []
    exported(desk, DAY)
    assert notices(desk, **old) == [
        "It is about snapshot 1 of 27 Mar 2026; since then you exported snapshot 2 of 26 Jun 2026."
    ]


def test_a_snapshot_that_is_not_known_here_is_told(desk):
    (notice,) = notices(desk)
    assert notice == (
        "It is about a snapshot that was not exported from this copy of the board: whether it was altered cannot be "
        "told."
    )


def test_what_its_format_has_to_tell_comes_first(desk):
    assert notices(desk, notices=("newer",))[0] == "newer"


def test_a_snapshot_is_no_feedback(desk):
    with pytest.raises(Refused, match="was written for a mentor reader and is no whole board"):
        desk.arriving(EXAMPLE_YEAR / "mentor-2026-06-26.learnboard.json")


def test_words_that_are_no_feedback_are_refused(desk, tmp_path):
    (tmp_path / "words").write_text("words")
    with pytest.raises(LearnboardError):
        desk.arriving(tmp_path / "words")


def test_a_target_that_was_deleted_is_gone_and_comes_back(desk):
    do(desk, DeleteRow(desk.store.row(KeyResult, "k11")))
    assert arriving(desk, item())[0] == ["unattached"]
    desk.store.undo()
    assert arriving(desk, item())[0] == ["new"]


def test_feedback_counts_on_a_board_until_it_is_answered(desk_of):
    desk = desk_of(year_of(metric(), person(), feedback(), feedback(id="f2", answer="done")))
    assert desk.open(DAY).unanswered == 1
    do(desk, AnswerFeedback("f1", "will_do"))
    assert desk.open(DAY).unanswered == 0
