"""The page of a person, and their agreement, as texts."""

from datetime import date

import pytest

from learnboard.domain.agreements import AgreementState
from learnboard.domain.person_details import FeedbackDetails, MeetingDetails, PersonDetails
from learnboard.presentation.agreements import agreement_label, agreement_lines, agreement_page, upward_text
from learnboard.presentation.person import person_facts, person_page
from tests.builders import action, agreement, feedback, meeting, person, reflection

DAY = date(2026, 6, 26)
FULL = {
    "comfort_zone": "put me in front of people",
    "length_minutes": 60,
    "owner_expects": "a second look",
    "they_expect": "the snapshot before",
    "between_meetings": "in the chat",
    "ends_on": "2026-12-31",
}


def test_an_agreement_begins_with_the_comfort_zone_and_speaks_to_its_reader():
    row = person(agreement=agreement(**FULL)).agreement
    lines = [line.whole for line in agreement_lines(row, "Alder Finch", "you")]
    assert lines == [
        "How do you want to leave your comfort zone? put me in front of people",
        "Meetings: every 6 weeks, 1 h each",
        "Alder Finch expects: a second look",
        "You expect: the snapshot before",
        "Between meetings: in the chat",
        "Confidential: what is said stays between the two",
        "Call-outs: only after asking",
        "Until: 31 Dec 2026",
    ]


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (AgreementState("none"), "no agreement yet"),
        (AgreementState("waiting"), "not agreed yet: waits for Rowan Teal"),
        (AgreementState("changed", DAY), "changed since agreed: waits for Rowan Teal"),
        (AgreementState("agreed", DAY), "agreed 26 Jun 2026"),
        (AgreementState("agreed"), "agreed"),
    ],
)
def test_how_it_stands_is_told(state, text):
    assert agreement_label(state, person()).label == text


def test_without_an_agreement_there_is_nothing_to_print():
    assert agreement_page(person(), AgreementState("none"), "Alder Finch") is None


@pytest.mark.parametrize(
    ("row", "facts"),
    [
        (
            person(primary=True, kind="peer", external=True, from_on="2026-01-12"),
            "◆ primary mentor, peer, external · since 12 Jan",
        ),
        (person(relation="contact", asked_on="2026-04-08", met_on="2026-04-21"), "contact · asked 8 Apr, met 21 Apr"),
        (person(from_on="2025-02-03", to_on="2026-01-11"), "mentor · since 3 Feb 2025 · ended 11 Jan"),
        (person(accepted_on="2026-01-12", to_on="2026-12-31"), "mentor · accepted 12 Jan · until 31 Dec"),
    ],
)
def test_who_somebody_is_stands_in_one_line(row, facts):
    assert person_facts(row, DAY) == facts


def test_a_page_tells_of_meetings_actions_and_what_waits():
    details = PersonDetails(
        person(),
        AgreementState("none"),
        asked_changes=(
            feedback(kind="suggestion", text="an hour is too short", target={"kind": "person", "id": "p1"}),
        ),
        planned=(MeetingDetails(meeting(id="m2", on="2026-08-07", held=False)),),
        past=(MeetingDetails(meeting(kind="feedback_session", pulse=2, private_note="tired"), ("Juniper Stone",)),),
        development=(5, 6),
        actions=(action(who_id="p1", due_on="2026-06-22"), action(id="a2", who_id="owner")),
    )
    page = person_page(details, DAY)
    told = {row.id: (row.lead, row.text, [fact.text for fact in row.more]) for row in page.lines}
    assert told["change-f1"][1] == "! Rowan Teal asks for a change: an hour is too short"
    assert told["meeting-m2"] == ("7 Aug", "mentor, planned", [])
    assert told["meeting-m1"][1:] == (
        "feedback session, with Juniper Stone",
        ["tired (only you)", "pulse 2 of 5, only you"],
    )
    assert told["action-a1"] == ("theirs", "write to two organisers", ["overdue since 22 Jun, 4 days ago"])
    assert told["action-a2"][0] == "yours"
    assert page.beside["Meetings"].label == "5 of 6 about development"
    assert "no agreement yet" in page.beside["Agreement"].label


def test_notes_leave_by_question_the_oldest_first_and_none_is_none():
    rows = [
        reflection(id="n1", on="2026-02-01", question="What do I wish for?", text="more time"),
        reflection(id="n2", on="2026-03-01", question="What helps me?", text="she asks"),
        reflection(id="n3", on="2026-01-05", question="What do I wish for?", text="fewer calls"),
    ]
    found = upward_text(person(relation="supervisor"), rows, "Alder Finch", DAY)
    assert (found.title, found.facts) == ("Notes for Rowan Teal", "from Alder Finch · supervisor · 26 Jun 2026")
    told = [(part.question, [(note.on, note.text) for note in part.notes]) for part in found.parts]
    assert told == [
        ("What helps me?", [("1 Mar 2026", "she asks")]),
        ("What do I wish for?", [("5 Jan 2026", "fewer calls"), ("1 Feb 2026", "more time")]),
    ]
    assert upward_text(person(), [], "Alder Finch", DAY) is None


def test_feedback_that_came_under_another_name_says_so_on_the_page():
    details = PersonDetails(
        person(),
        AgreementState("none"),
        feedback=(
            FeedbackDetails(feedback(author="Mallory Two"), "run 5 km"),
            FeedbackDetails(feedback(id="f2", author="ROWAN teal"), "run 5 km"),
        ),
    )
    told = {row.id: [fact.text for fact in row.more] for row in person_page(details, DAY).lines}
    assert "signed by Mallory Two: make sure who it was" in told["feedback-f1"]
    assert not any("signed" in text for text in told["feedback-f2"])
