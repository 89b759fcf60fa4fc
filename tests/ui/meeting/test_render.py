"""What the page of a meeting says, line by line."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from learnboard.domain.model.people import Action
from learnboard.domain.report import OpenRequests
from learnboard.service.queries.exports import PastExport
from learnboard.ui.meeting.preparation import Preparation
from learnboard.ui.meeting.render import PreparationContext, render_preparation
from tests import builders
from tests.hostile import HOSTILE
from tests.ui.example_cards import DAY, text_of, width_of
from tests.ui.meeting.examples import action, entry, open_items, stale

LATE = action("a1", late=True, due_on="2026-05-22", text="give a week of notice")
OWN = action("a2", who="Alder Finch", mine=True, due_on="2026-07-03", text="ask the fraud team")
HANDED = PastExport("Rowan Teal", "mentor", 2, DAY, datetime(2026, 6, 26, 9, tzinfo=UTC), "/tmp/a.html")


def lines(preparation, width=100, height=40, **context):
    content = render_preparation(preparation, PreparationContext(width, height, DAY, **context)).content
    return [text_of(line).strip("▌ ") for line in (*content.head, *content.body, *content.foot)]


def line_with(preparation, words, **context):
    return next(line for line in lines(preparation, **context) if words in line)


def test_the_head_says_how_much_is_left_and_when_the_meeting_is():
    preparation = Preparation.begun(open_items([stale("k1"), stale("k2")], actions=[OWN]))
    assert lines(preparation, meeting="Rowan in 42 days")[1].split("  ")[0] == "Prepare the meeting"
    assert lines(preparation, meeting="Rowan in 42 days")[1].endswith("Rowan in 42 days")
    assert "3 of 3 still open" in lines(preparation)
    done = preparation.renewed(open_items([stale("k2")], actions=[OWN]))
    assert "2 of 3 still open" in lines(done)
    assert "Everything is done: export for the meeting." in lines(preparation.renewed(open_items()))


def test_with_nothing_to_do_it_invites_to_export():
    shown = lines(Preparation.begun(open_items()))
    assert "Nothing is open: export for the meeting." in shown
    assert "Nothing has been exported yet" in " ".join(shown)


def test_an_empty_section_says_so_in_a_word():
    shown = lines(Preparation.begun(open_items()))
    for words in ("every key result has a recent check-in", "everything is answered", "everything is done"):
        assert f"none: {words}" in shown


def test_a_key_result_says_why_it_wants_a_check_in():
    preparation = Preparation.begun(open_items([stale(title="Speak at a meetup", reason="no word for 40 days")]))
    assert line_with(preparation, "Speak at a meetup").endswith("no word for 40 days")


def test_an_action_says_whose_it_is_and_when_it_is_due():
    preparation = Preparation.begun(open_items(actions=[LATE, OWN, action("a3", who="", text="book a room")]))
    assert line_with(preparation, "give a week").endswith("Rowan Teal, overdue since 22 May, 35 days ago")
    assert line_with(preparation, "ask the fraud team").endswith("you, due 3 Jul, in 7 days")
    assert line_with(preparation, "book a room").endswith("nobody named")


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("comment", "comment on"),
        ("question", "question about"),
        ("suggestion", "suggestion for"),
        ("kudos", "kudos for"),
        ("offer", "offer for"),
        ("approve", "✓ approval of"),
        ("decline", "✗ refusal of"),
        ("consent", "✓ consent to"),
        ("objection", "✗ objection to"),
    ],
)
def test_feedback_says_who_gave_it_and_what_it_is_about(kind, label):
    one = entry(kind=kind, author="Rowan Teal", about="Speak at a meetup", written_at="2026-06-26T12:00:00Z")
    assert line_with(Preparation.begun(open_items(unanswered=[one])), "Rowan").endswith(
        f"Rowan Teal, {label} key result “Speak at a meetup”, 26 Jun"
    )


def test_feedback_on_the_board_itself_says_so():
    one = entry(kind="comment", about="", target={"kind": "board", "id": "brd"})
    assert "comment on the whole board" in line_with(Preparation.begun(open_items(unanswered=[one])), "comment on")


def test_the_row_under_the_cursor_stands_in_full_and_says_what_would_come_of_it():
    long = "word " * 60 + "end"
    one = entry("f1", "approve", text=long, actions=("confirm",), effect="Approves “a course”, decided by Rowan Teal.")
    preparation = Preparation.begun(open_items(unanswered=[one, entry("f2")]))
    shown = " ".join(lines(preparation, offers="y confirms"))
    assert shown.count("word") == 60
    assert "end Approves “a course”, decided by Rowan Teal. y confirms" in shown
    away = " ".join(lines(preparation.to(1)))
    assert "…" in away
    assert "Approves" not in away


def test_a_suggestion_says_what_is_to_be_done():
    one = entry(kind="suggestion", action={"text": "write to two", "due_on": "2026-07-10"})
    assert "to do: write to two, by 10 Jul" in lines(Preparation.begun(open_items(unanswered=[one])))


def test_answers_are_told_with_what_was_replied():
    one = entry(kind="comment", answer="declined", reply="not this year")
    preparation = Preparation.begun(open_items(answered=[one], unattached=[entry("f2")]))
    assert "Feedback: 1 answered, 1 about what is not on the board   v shows it" in lines(preparation)
    unfolded = lines(preparation.turned())
    assert "declined: not this year" in unfolded
    assert not any("shows it" in line for line in unfolded)


def test_what_hangs_nowhere_is_counted_with_what_is_to_be_answered():
    both = Preparation.begun(open_items(unanswered=[entry("f1")], unattached=[entry("f2")]))
    assert line_with(both, "Feedback to answer").split()[-1] == "2"
    alone = lines(Preparation.begun(open_items(unattached=[entry("f2")])))
    assert "only on what is not on the board, see below" in alone
    assert "none: everything is answered" not in alone


def test_what_is_not_on_the_board_is_named_by_its_id():
    one = entry(about="", target={"kind": "key_result", "id": "k99"})
    assert "key result k99" in line_with(Preparation.begun(open_items(unattached=[one])).turned(), "comment on")


def test_the_export_says_to_whom_and_when_it_was_last():
    last = [HANDED, replace_handed(sequence=1), replace_handed(person_name="", profile="full", sequence=4)]
    shown = lines(Preparation.begun(open_items(last=last)))
    assert "→ Rowan Teal: snapshot 2, as of 26 Jun, profile mentor" in " ".join(shown)
    assert "Nobody in particular: snapshot 4, as of 26 Jun, profile full" in shown
    assert not any("snapshot 1," in line for line in shown)


def replace_handed(**fields):
    return HANDED._replace(**fields)


def test_an_export_made_meanwhile_is_marked():
    preparation = Preparation.begun(open_items()).renewed(open_items(last=[HANDED]))
    assert "✓ Rowan Teal: snapshot 2" in " ".join(lines(preparation))
    assert "Nothing is open and exported: you are ready for the meeting." in lines(preparation)


def test_what_is_asked_of_the_reader_stands_beside_the_export():
    entries, proposals = (builders.budget_entry(), builders.budget_entry(id="b2")), (builders.proposal(),)
    preparation = Preparation.begun(open_items(requests=OpenRequests(entries, proposals, ())))
    assert line_with(preparation, "asks for") == "Export   asks for 2 approvals and 1 consent"


def everything(text):
    """A walk in which every person wrote the same text."""
    one: Action = builders.action()
    open_action = action()._replace(action=replace(one, text=text), who=text)
    lines_of = entry(kind="suggestion", about=text)
    feedback = replace(lines_of.feedback, author=text, text=text, reply=text)
    said = lines_of._replace(feedback=feedback, effect=text)
    answered = said._replace(feedback=replace(feedback, id="f2", answer="done"))
    lost = said._replace(feedback=replace(feedback, id="f3"), about="")
    handed = HANDED._replace(person_name=text, file=text)
    named = stale(title="t", reason=text)
    named = named._replace(card=replace(named.card, key_result=replace(named.card.key_result, title=text)))
    return Preparation.begun(open_items([named], [said], [answered], [lost], [open_action], last=[handed])).turned()


@pytest.mark.parametrize("width", [30, 80, 130])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words_and_no_line_is_too_wide(text, width):
    preparation = everything(text)
    for place in range(len(preparation.shown)):
        picture = render_preparation(
            preparation.to(place),
            PreparationContext(width, 40, DAY, meeting="Rowan in 42 days", offers="enter answers"),
        )
        for line in (*picture.content.head, *picture.content.body):
            assert width_of(line) <= width
            assert text_of(line).isprintable()
        assert len(picture.places) == len(picture.content.body)


def test_every_line_knows_its_row_and_the_cursor_is_kept_in_view():
    preparation = Preparation.begun(open_items([stale("k1"), stale("k2")], [entry()], actions=[OWN]))
    for place in range(len(preparation.shown)):
        picture = render_preparation(preparation.to(place), PreparationContext(100, 40, DAY))
        rows = [number for number, at in enumerate(picture.places) if at == place]
        assert rows == list(picture.content.lifted)
        assert set(rows) <= set(picture.content.keep)
