"""Proposed topics in words, and which of them stand on the agenda already."""

from datetime import date

import pytest

from learnboard.domain.report import board_report
from learnboard.presentation.evidence import EvidenceText, proposed_topics
from learnboard.presentation.reader_context import ReaderContext
from tests import builders
from tests.exchange.html import pages

DAY = date(2026, 6, 26)
LONG = "Raise profiling exercises solved unaided from 4 to 20"


def _proposed(*rows: object, written: tuple[str, ...] = ()) -> tuple[EvidenceText, ...]:
    people = builders.person(id="p1", name="Rowan Teal", relation="mentor")
    context = ReaderContext(board_report(builders.year_of(people, *rows), DAY), "p1")
    return proposed_topics(context, None, written)


def _said(*rows: object, written: tuple[str, ...] = ()) -> list[str]:
    return [text.reason for text in _proposed(*rows, written=written)]


FELL = (
    builders.metric(id="k1", title=LONG),
    builders.check_in("2026-06-12", "4", 8, id="c1", key_result_id="k1"),
    builders.check_in("2026-06-19", "5", 5, id="c2", key_result_id="k1"),
)
TODAY = builders.meeting(id="m9", on="2026-06-26", held=False, with_ids=("p1",))


def test_each_has_its_title_the_reason_and_a_question() -> None:
    (text,) = _proposed(*FELL)
    assert text.title == "“Raise profiling exercises solved unaided from 4 to 20”"
    assert text.reason == "confidence fell from 8 to 5"
    assert text.question == "What happened, and what would help it up again?"
    assert text.topic == f"{text.title}: {text.reason}. {text.question}"


def test_the_example_year_proposes_three_and_not_what_is_on_the_agenda() -> None:
    source = pages.june_source()
    texts = proposed_topics(source.context, source.changes_by_id)
    # k11 is blocked by others and its confidence fell, but “k11 went backwards” is on the agenda.
    assert [(text.target.id, text.reason) for text in texts] == [
        ("k22", "confidence fell from 7 to 5"),
        ("k24", "said to be on track, but far behind: 21 %, expected 48 %"),
        ("k41", "5 of 6 kept, May missed"),
    ]


def test_what_others_have_to_clear_and_what_is_outdated_say_since_when() -> None:
    blocker = {"kind": "external", "text": "no budget this year", "next_action": "", "due_on": None}
    rows = (
        builders.metric(id="k1", title="One"),
        builders.check_in("2026-06-19", "4", 8, id="c1", key_result_id="k1", blocker=blocker),
        builders.metric(id="k2", title="Two"),
        builders.check_in("2026-03-02", "4", 8, id="c2", key_result_id="k2"),
    )
    assert _said(*rows) == ["others stand in the way, external: no budget this year", "nothing since 2 Mar"]


def test_a_remark_that_waited_over_two_meetings_says_which() -> None:
    said = builders.feedback(
        id="f1",
        person_id="p1",
        kind="question",
        target={"kind": "key_result", "id": "k1"},
        written_at="2026-03-27T12:00:00Z",
    )
    held = [
        builders.meeting(id=f"m{at}", on=on, held=True, with_ids=("p1",))
        for at, on in enumerate(("2026-03-27", "2026-05-08", "2026-06-19"))
    ]
    done = builders.binary(id="k1", title="One", done_on="2026-04-01")
    assert _said(done, said, *held) == ["your question of 27 Mar is not answered after 2 meetings"]
    assert _said(done, said, *held[:2]) == []


@pytest.mark.parametrize(
    ("line", "there"),
    [
        ("k1 fell", True),
        ("about K1?", True),
        (f"{LONG.upper()}, why", True),
        ("“Raise profiling exercises solved unaided from 4…” went backward: 19 % → 12 %", True),
        ("“Raise profiling exercises solved unaided from 0…” went backward", False),
        ("k10 and ak1 and k1-b", False),
        ("pager rota", False),
    ],
)
def test_nothing_is_proposed_that_the_agenda_names_by_its_title_or_id(line: str, there: bool) -> None:
    topic = builders.topic(id="t1", meeting_id="m9", text=line)
    assert bool(_said(*FELL, TODAY, topic)) != there
    assert bool(_said(*FELL, written=(line,))) != there
    parked = builders.topic(id="t1", meeting_id=None, text=line)
    assert _said(*FELL, TODAY, parked) == ["confidence fell from 8 to 5"]
