"""What others answer to a review stands nowhere on the owner's board before their own view is recorded."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from learnboard.domain.model.feedback import Feedback, Target
from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.people import Meeting, Person
from learnboard.exchange.documents import encode_snapshot
from learnboard.exchange.html import html_page
from learnboard.exchange.plain_text import board_text
from learnboard.service.commands import AnswerFeedback, DeleteRow, ImportFeedback
from learnboard.service.export.prepare import ExportRequest, prepare_export
from learnboard.service.files import report_of_board
from learnboard.service.growth_commands import OwnVerdict, RecordReview
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.service.mentor.snapshot_view import open_snapshot_view
from learnboard.service.queries.agenda import read_agenda
from learnboard.service.queries.feedback_import import describe_item, import_preview
from learnboard.service.queries.open_items import inbox, open_items
from learnboard.service.queries.person import read_person
from learnboard.service.queries.review import read_review
from learnboard.service.queries.rows import read_table
from learnboard.ui.importing.feedback import preview_lines
from tests.builders import cycle, feedback, meeting, objective, person, records
from tests.service.conftest import DAY, execute
from tests.service.feedback_documents import feedback_document, item

WORDS = ("fewer numbers", "we paired")
NOW = datetime(2026, 6, 26, 12, tzinfo=UTC)
REVIEW = meeting(id="m2", kind="progress_review", on="2026-07-02", held=False, with_ids=["p1"])
VERDICT, WHOLE = (
    feedback(
        id=id_,
        person_id="p1",
        author="Linden Marsh",
        target={"kind": kind, "id": about},
        kind="comment",
        text=text,
        verdict=verdict,
        written_at="2026-06-25T09:00:00Z",
        attached=True,
    )
    for id_, kind, about, text, verdict in (
        ("f1", "objective", "o1", WORDS[0], "change"),
        ("f2", "meeting", "m2", WORDS[1], None),
    )
)
MINE = RecordReview("c1", DAY, {"o1": OwnVerdict("keep", "mine")})


def board(*rows, status="active"):
    closing = {"status": status, "closed_on": "2026-06-20" if status == "closed" else None}
    return records(
        cycle(**closing),
        objective(),
        objective(id="o2", position=2),
        person(name="Linden Marsh", relation="reviewer"),
        REVIEW,
        *rows,
    )


def seen(service):
    """All that the owner can read of feedback: by m, P and V, an agenda, in plain text, in a preview, on a page."""
    store, open_board = service.store, service.open(DAY)
    document = feedback_document(
        item("f8", about="objective o1", text=WORDS[0], verdict="change"),
        item("f9", about="meeting m2", text=WORDS[1]),
        board_id="brd",
    )
    preview = import_preview(store, document)
    snapshot = prepare_export(store, ExportRequest(profile="full"), NOW, DAY).snapshot
    page = html_page(snapshot, encode_snapshot(snapshot)[0]).decode()
    items = open_items(store, open_board)
    file = store.path.with_name("mine.learnboard.json")
    file.write_bytes(encode_snapshot(snapshot)[0])
    (only,) = find_snapshots([file]).mentees
    return {
        "m": repr(items),
        "agenda": repr(read_agenda(store, open_board, items)),
        "P": repr(read_person(store, "p1", open_board)),
        "V": repr(read_table(store, "feedback")),
        "show": board_text(report_of_board(store.path, DAY, today=DAY, wait=1)[0]),
        "import": repr(preview_lines(preview, DAY, 200)) + "".join(map(describe_item, preview.items)),
        "page": re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL),
        "mentor's view": repr(open_snapshot_view(only).snapshot.records),
    }


def test_their_words_are_read_nowhere_before_and_everywhere_after(service_of):
    service = service_of(board(VERDICT, WHOLE))
    before = seen(service)
    assert {place: word for place, text in before.items() for word in WORDS if word in text} == {}
    assert "R shows it beside yours" in before["m"]
    assert "R shows it beside yours" not in before["agenda"]  # it is no topic of a meeting
    execute(service, AnswerFeedback("f1", "done", "thanks"))  # an answer to it unread opens nothing
    assert WORDS[0] not in seen(service)["m"]
    execute(service, MINE)
    after = seen(service)
    assert {place for place, text in after.items() if all(word in text for word in WORDS)} >= {
        "m",
        "P",
        "V",
        "page",
        "show",
    }
    assert "Change." in after["page"]


def test_what_is_said_of_an_objective_that_was_left_out_waits_for_the_owner_and_is_not_lost(service_of):
    other = replace(VERDICT, id="f3", target=Target("objective", "o2"))
    service = service_of(board(VERDICT, other))
    execute(service, MINE)
    assert {(row.by_id, row.about.id) for row in service.store.rows(Reflection)} == {("owner", "o1"), ("p1", "o1")}
    held = {each.feedback.id: each.feedback.verdict for each in inbox(service.store, DAY).unanswered}
    assert held == {"f1": "change", "f3": None}
    later = DAY.replace(day=28)
    left = read_review(service.store, "c1", later).objectives
    assert {each.column.id: [answer.id for answer in each.answers] for each in left} == {"o1": [], "o2": ["f3"]}
    execute(service, RecordReview("c1", later, {"o2": OwnVerdict("keep", "mine too")}), later)
    assert [row.verdict for row in service.store.rows(Reflection, on=later, by_id="p1")] == ["change"]
    assert len(service.store.rows(Meeting, held=True)) == 2


def test_last_time_is_told_with_what_others_said_then(service):
    (o3,) = (each for each in read_review(service.store, "c2026", DAY).objectives if each.column.id == "o3")
    assert [(str(each.on), each.name, each.verdict) for each in o3.earlier] == [
        ("2026-03-31", "Linden Marsh", "change")
    ]
    assert o3.answers == ()


@pytest.mark.parametrize("how", ["closed", "abandoned", "deleted"])
def test_where_there_is_no_view_of_ones_own_to_wait_for_it_is_read_at_once(service_of, how):
    rows = board(VERDICT, status="closed" if how == "closed" else "active")
    objectives = {
        "closed": rows.objectives,
        "abandoned": tuple(replace(row, status="abandoned") for row in rows.objectives),
        "deleted": (),
    }
    service = service_of(replace(rows, objectives=objectives[how]))
    found = inbox(service.store, DAY)
    (read,) = (each.feedback for each in (*found.unanswered, *found.unattached))
    assert (read.text, read.verdict) == (WORDS[0], "change")


def test_an_answer_after_the_close_comes_in_with_a_sentence(service_of):
    service = service_of(board(status="closed"))
    late = feedback_document(item("f8", about="objective o1", text=WORDS[0], verdict="change"), board_id="brd")
    notices = import_preview(service.store, late).notices
    assert "“2026” is closed: answers to its review stand among the feedback, which m lists." in notices
    execute(service, ImportFeedback(late))
    assert [row.text for row in service.store.rows(Feedback)] == [WORDS[0]]


def test_the_answer_of_an_invited_person_who_is_deleted_stays_under_the_name_it_was_signed_with(service_of):
    service = service_of(board(VERDICT))
    execute(service, DeleteRow(service.store.row(Person, "p1")))
    (found,) = (each for each in read_review(service.store, "c1", DAY).objectives if each.column.id == "o1")
    assert [(each.name, each.verdict, each.text) for each in found.answers] == [("Linden Marsh", "change", WORDS[0])]
    execute(service, MINE)
    assert [row.by_id for row in service.store.rows(Reflection)] == ["owner"]  # nobody else is there to have said it
    (left,) = inbox(service.store, DAY).unanswered
    assert left.feedback.text == WORDS[0]
