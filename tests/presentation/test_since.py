"""What became of the last meeting, in words."""

from datetime import date

import pytest

from learnboard.domain.report import board_report
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.since import MOST_REMARKS, SinceText, since_we_met
from tests import builders

DAY = date(2026, 6, 26)
PEOPLE = (
    builders.person(id="p1", name="Rowan Teal", relation="mentor"),
    builders.person(id="p2", name="Hazel Brook", relation="supervisor"),
)
MET = builders.meeting(id="m1", on="2026-05-08", held=True, with_ids=("p1",))


def _since(*rows: object, you: str | None = "p1") -> SinceText | None:
    return since_we_met(ReaderContext(board_report(builders.year_of(*PEOPLE, *rows), DAY), you))


def _remark(number: int, person: str = "p1", **more: object) -> object:
    return builders.feedback(
        id=f"f{number}", person_id=person, text=f"remark {number}", written_at=f"2026-05-{number:02}T12:00:00Z", **more
    )


ACTIONS = (
    builders.action(id="a1", who_id="owner", text="restart k11", due_on="2026-07-03"),
    builders.action(id="a2", who_id="p1", text="lend the book", done_on="2026-05-20"),
    builders.action(id="a3", who_id="p1", text="introduce them", due_on="2026-06-19"),
    builders.action(id="a4", who_id="p2", text="ask around"),
    builders.action(id="a5", who_id=None, text="book a room"),
)

NONE_OF_YOURS = "No action of yours is open, and none was done since."
NONE_OF_THE_OWNERS = "No action of Alder Finch’s is open, and none was done since."


def test_actions_stand_by_whose_they_are_the_readers_first() -> None:
    text = _since(MET, *ACTIONS, builders.binary(id="k11", title="Cut latency"))
    assert text
    assert text.heading == "Since we met on 8 May 2026"
    assert [(group.title, group.mine) for group in text.groups] == [
        ("Your actions", True),
        ("Alder Finch’s actions", False),
        ("Actions of others", False),
    ]
    assert [[(each.text, each.facts) for each in group.actions] for group in text.groups] == [
        [("introduce them", "overdue since 19 Jun, 7 days ago"), ("lend the book", "done 20 May")],
        [("restart “Cut latency”", "due 3 Jul, in 7 days")],
        [("ask around", "open, Hazel Brook"), ("book a room", "open, nobody named")],
    ]


def test_remarks_are_the_readers_own_the_newest_first_and_older_ones_are_counted() -> None:
    rows = [_remark(number, answer="done" if number > 1 else "unanswered") for number in range(1, MOST_REMARKS + 3)]
    text = _since(MET, *rows, _remark(20, "p2"))
    assert text
    assert text.remarks_title == "What came of your remarks"
    assert text.answered == "Alder Finch answered 4 of 5"
    assert [each.text for each in text.recent] == [f"remark {number}" for number in (5, 4, 3)]
    assert [each.text for each in text.earlier] == ["remark 2", "remark 1"]
    assert text.rest == "and 2 more, 1 not answered yet"
    waiting = [_remark(number) for number in range(10, 17)]  # none of these hides what was answered
    text = _since(MET, *rows, *waiting)
    assert text
    assert [each.text for each in text.recent] == [f"remark {number}" for number in (5, 4, 3)]
    assert text.rest == "and 9 more, 8 not answered yet"
    everybody = _since(MET, *rows, _remark(20, "p2", answer="done"), you=None)
    assert everybody
    assert everybody.heading == "Since the meeting of 8 May 2026"
    assert everybody.recent[0].text == "remark 20"


def test_nothing_is_said_where_there_is_nothing_and_nothing_done_is_said_after_a_meeting() -> None:
    assert _since() is None
    met = _since(MET)
    assert met
    assert met.nothing == "No action is open, and none was done since."
    why = "Alder Finch has imported none, or they were call-outs, which leave in no export"
    assert met.no_remarks == f"None of your remarks is in this file: {why}."
    first = _since(builders.action(id="a9", meeting_id=None, text="begin"))
    assert first
    assert (first.heading, first.nothing, first.no_remarks) == ("Before we meet", "", "")  # nothing is missed


@pytest.mark.parametrize(
    ("rows", "you", "nothing"),
    [
        (ACTIONS[:1], "p1", (NONE_OF_YOURS, "")),
        (ACTIONS[2:3], "p1", ("", NONE_OF_THE_OWNERS)),
        (ACTIONS[3:], "p1", (NONE_OF_YOURS, NONE_OF_THE_OWNERS)),
        (ACTIONS[:1], None, ("", "")),
        (ACTIONS, "p1", ("", "")),
    ],
)
def test_after_a_meeting_it_is_said_whose_actions_are_missing(
    rows: tuple[object, ...], you: str | None, nothing: tuple[str, str]
) -> None:
    text = _since(MET, _remark(9), *rows, you=you)
    assert text
    assert (text.nothing_of_yours, text.nothing) == nothing  # the reader's own is said before all actions
    assert text.no_remarks == ""


def test_where_nobody_is_known_to_read_no_remark_is_missed() -> None:
    text = _since(MET, you=None)
    assert text
    assert (text.remarks_title, text.no_remarks) == ("What came of remarks", "")


def test_a_remark_on_a_meeting_says_on_which_one() -> None:
    about = {"kind": "meeting", "id": "m1"}
    text = _since(MET, _remark(1, target=about, kind="topic"), you="p1")
    assert text
    assert text.recent[0].heading == "you, topic about the meeting of 8 May 2026"
