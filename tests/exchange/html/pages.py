"""Pages of the example year, and of a board that asks for something."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from learnboard.domain.as_of import as_known
from learnboard.domain.model.people import Person
from learnboard.domain.model.records import Records
from learnboard.domain.model.snapshot import Baseline, Snapshot
from learnboard.domain.profiles import apply_profile
from learnboard.exchange.documents import encode_snapshot, open_snapshot, read_snapshot
from learnboard.exchange.html import html_page
from learnboard.exchange.html.source import PageSource
from tests import builders

MARCH = builders.EXAMPLE_YEAR / "mentor-2026-03-27.learnboard.json"
JUNE = builders.EXAMPLE_YEAR / "mentor-2026-06-26.learnboard.json"
_DAY = date(2026, 6, 26)


def reader_of(snapshot: Snapshot, person: str = "p-mentor") -> Person:
    """Somebody on the board."""
    return next(one for one in snapshot.records.people if one.id == person)


@cache
def june() -> tuple[Snapshot, Baseline, Person]:
    """The example year's second mentor snapshot, the first one to hold it against, and the mentor."""
    old, new = open_snapshot(MARCH), open_snapshot(JUNE)
    return new, Baseline(old.as_of, "snapshot", old), reader_of(new)


@cache
def june_source() -> PageSource:
    """What its page is made of."""
    return PageSource(*june())


@cache
def june_page() -> bytes:
    """Its page."""
    snapshot, baseline, reader = june()
    return html_page(snapshot, JUNE.read_bytes(), baseline=baseline, reader=reader)


@cache
def asking() -> tuple[Snapshot, Baseline, Person]:
    """The same with an entry to approve, an open proposal, an action of the mentor's, and feedback answered."""
    full = open_snapshot(builders.EXAMPLE_BOARD).records
    more: dict[str, tuple[Any, ...]] = dict(full.tables())
    more["budget_entries"] += (
        builders.budget_entry(
            id="b9",
            cycle_id="c2026",
            title="Course on queueing theory",
            kind="course",
            estimate="249.00",
            state="proposed",
            key_result_id="k31",
            expected_value="finish modules 4 and 5 with a teacher",
            proposed_on="2026-06-22",
            visibility="mentor",
        ),
    )
    more["proposals"] += (
        builders.proposal(
            id="pr9",
            title="Two hours a week for the playbook",
            funding_asked="time_only",
            minutes_per_week=120,
            opened_on="2026-06-24",
            closes_on="2026-07-03",
            min_responses=2,
            visibility="mentor",
        ),
    )
    more["responses"] += (
        builders.response("p-rev1", "question", on="2026-06-25", proposal_id="pr9", text="Until when?"),
    )
    more["actions"] += (
        builders.action(id="a9", meeting_id="mt5", who_id="p-mentor", text="read the draft", due_on="2026-07-10"),
    )
    more["feedback"] += (
        builders.feedback(
            id="f90",
            person_id="p-mentor",
            author="Rowan Teal",
            target={"kind": "key_result", "id": "k11"},
            kind="suggestion",
            text="Measure the tail before the mean",
            action={"text": "add p99 to the dashboard", "due_on": "2026-05-01"},
            written_at="2026-04-02T09:00:00Z",
            answer="done",
            reply="p99 is on the wall",
        ),
    )
    return _handed(Records(full.board_info, **more))


def _handed(records: Records) -> tuple[Snapshot, Baseline, Person]:
    """A board as it is handed to the mentor in June."""
    example, baseline, reader = june()
    leaving, withheld = apply_profile(as_known(records, _DAY), "mentor", person=reader.id)
    return replace(example, records=leaving, withheld=withheld), baseline, reader


@cache
def asking_source() -> PageSource:
    """What its page is made of."""
    return PageSource(*asking())


@cache
def asking_page() -> bytes:
    """Its page."""
    snapshot, baseline, reader = asking()
    return html_page(snapshot, encode_snapshot(snapshot)[0], baseline=baseline, reader=reader)


def page_of(records: Records, day: str = "2026-06-26", **how: Any) -> bytes:
    """The page of any board on a day, as it is read from its file: clean."""
    snapshot = replace(
        june()[0], records=records, as_of=date.fromisoformat(day), withheld=False, snapshot_id="snp-own", previous=None
    )
    document = encode_snapshot(snapshot)[0]
    return html_page(read_snapshot(document, "the snapshot"), document, **how)


def source_of(records: Records, day: str = "2026-06-26", before: Records | None = None, **how: Any) -> PageSource:
    """What a page of any board on a day is made of, held against one of 27 March if there is one."""
    snapshot = replace(june()[0], records=records, as_of=date.fromisoformat(day), previous=None)
    then = date(2026, 3, 27)
    baseline = Baseline(then, "meeting", replace(snapshot, records=before, as_of=then)) if before else None
    return PageSource(snapshot, baseline, how.get("reader"))
