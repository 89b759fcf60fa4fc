"""A calendar and a table hold what a snapshot would, by profile and person, and carry no private mark."""

import csv
import io
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest

from learnboard.domain.errors import Rejected
from learnboard.domain.learning_block import LearningBlock
from learnboard.domain.model.records import TABLES
from learnboard.service.commands import AddRow, Undo
from learnboard.service.export.contents import describe_file, leaving
from learnboard.service.export.prepare import ExportRequest, file_name, prepare_export
from learnboard.service.export.write import write_export
from learnboard.service.resource_commands import ChooseLearningBlock
from learnboard.storage.exports import list_exports
from learnboard.storage.store import Store
from tests import builders
from tests.builders import check_in, goal, metric, milestone, objective, person, steps, year_of
from tests.calendars import events
from tests.hostile import HOSTILE
from tests.service.conftest import DAY, execute

NOON = datetime(2026, 6, 26, 12, tzinfo=UTC)
MARK = "Xylophone quarantine"
BLOCK = LearningBlock(2, time(14))


def prepared_for(service, now=NOON, day=DAY, **how):
    return prepare_export(service.store, ExportRequest(**how), now, day)


def calendar(service, now=NOON, day=DAY, *, anyway=False, **how):
    """The bytes of a calendar, and the notices about it."""
    return write_export(service.store, prepared_for(service, now, day, **how), "ics", None, force=False, anyway=anyway)


def table(service, name, **how):
    data, _ = write_export(service.store, prepared_for(service, table=name, **how), "csv", None, force=False)
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


# -- calendars


def test_the_calendar_of_the_example_year_on_26_june(service):
    data, _ = calendar(service, as_of=DAY)
    found = events(data)
    assert len(list(icalendar.Calendar.from_ical(data).walk("VEVENT"))) == len(found)
    said = {uid.removesuffix("@learnboard"): (each["DTSTART"][-8:], each["SUMMARY"]) for uid, each in found.items()}
    # due dates, meetings, the proposals' days and the looks back that are due (b2, b6) or come (b1), by hand
    for key, event in {
        "k22": ("20261031", "Due: Speak at one external meetup"),
        "m2": ("20260529", "Done: draft reviewed"),
        "m4": ("20261211", "Due: all on-call people trained"),
        "a4": ("20260522", "Due: give a week of notice before on-call swaps"),
        "mt7": ("20260807", "Meeting with Rowan Teal"),
        "mt8": ("20260911", "Feedback session 2 of 3 with Juniper Stone and Hazel Brook"),
        "pr1": ("20260622", "Proposal closes: Fund time and cost of speaker coaching"),
        "pr1.review": ("20261218", "Review the decision: Fund time and cost of speaker coaching"),
        "b2": ("20260123", "What was it worth? Book on queueing"),
        "b6": ("20260317", "What was it worth? Profiler licence"),
        "b2.effect": ("20260310", "Are you still using it? Book on queueing"),
        "b1.effect": ("20260704", "Are you still using it? Performance conference, two days"),
        "c2026": ("20261231", "Cycle ends: 2026"),
        "c2026.check-ins": ("20260130", "Check in: 2026"),
    }.items():
        assert said[key] == event
    assert not {"b1", "b3", "b4", "k03", "mt5", "mt6"} & said.keys()
    assert found["k22@learnboard"]["DESCRIPTION"] == "Objective: Explain performance so that non-experts act on it"
    assert {each["SEQUENCE"] for each in found.values()} == {found["k22@learnboard"]["SEQUENCE"]}
    assert list_exports(service.store) == []  # no snapshot, and no number


def test_the_weekly_time_is_for_oneself(service):
    _, notices = calendar(service)
    assert notices == ("The weekly learning time has no day yet and is not in it: press T on the board, and then c.",)
    execute(service, ChooseLearningBlock(BLOCK))
    for how in ({}, {"profile": "full"}):
        data, notices = calendar(service, **how)
        event = events(data)["hp1@learnboard"]
        # it was chosen on Friday 26 June, in whose week it begins; 180 minutes are agreed on from 1 January on
        assert (event["DTSTART"], event["DTEND"]) == ("20260624T140000", "20260624T170000")
        assert (event["SUMMARY"], event["RRULE"]) == ("Learning time", "FREQ=WEEKLY;BYDAY=WE")
        assert notices == ()
    for how in ({"person": "p-mentor"}, {"profile": "shared"}, {"person": "p-sup"}):
        data, notices = calendar(service, **how)
        assert not any(each["SUMMARY"].startswith("Learning time") for each in events(data).values())
        assert notices == ()


def test_somebody_else_reads_whose_it_is(service):
    found = events(calendar(service, person="p-mentor")[0])
    assert found["k22@learnboard"]["SUMMARY"] == "Done: Speak at one external meetup (Alder Finch)"
    assert found["mt7@learnboard"]["SUMMARY"] == "Meeting with Rowan Teal (Alder Finch)"


def marked(visibility):
    """A row of every kind that makes events, with a mark, seen by some."""
    seen = {"visibility": visibility}
    return [
        objective(id=f"o-{visibility}", title=f"{MARK} o", **seen),
        metric(id=f"k-{visibility}", objective_id=f"o-{visibility}", title=f"{MARK} k", due_on="2026-07-01", **seen),
        steps(id=f"q-{visibility}", objective_id=f"o-{visibility}", title=f"{MARK} q", **seen),
        milestone(id=f"s-{visibility}", key_result_id=f"q-{visibility}", title=f"{MARK} s", due_on="2026-07-01"),
        builders.action(id=f"a-{visibility}", meeting_id=None, text=f"{MARK} a", due_on="2026-07-01", **seen),
        builders.proposal(id=f"pr-{visibility}", title=f"{MARK} pr", review_on="2026-07-01", **seen),
        builders.budget_entry(id=f"b-{visibility}", title=f"{MARK} b", state="spent", spent_on="2026-06-01", **seen),
        builders.meeting(
            id=f"mt-{visibility}", on="2026-07-01", held=False, with_ids=[f"p-{visibility}"], notes=MARK, **seen
        ),
        person(id=f"p-{visibility}", name=f"{MARK} p", **seen),
    ]


def test_no_private_mark_leaves(service_of):
    seen = {"visibility": "shared"}
    plain = [objective(id="o1", **seen), metric(id="k1", title="plain", due_on="2026-07-01", **seen)]
    service = service_of(year_of(*plain, *marked("private")))
    for how in ({}, {"profile": "shared"}, {"profile": "mentor"}):
        data, _ = calendar(service, **how)
        assert MARK.casefold() not in data.decode().casefold()
        assert b"private" not in data
        for name in TABLES:
            assert MARK not in str(table(service, name, **how))
    whole = events(calendar(service, profile="full")[0])
    with_mark = {uid.removesuffix("@learnboard") for uid, each in whole.items() if MARK in each["SUMMARY"]}
    private = ("k", "s", "a", "pr", "b", "mt")
    assert with_mark == {f"{key}-private" for key in private} | {"pr-private.review", "b-private.effect"}


def test_what_only_a_mentor_sees_does_not_leave_for_others(service_of):
    service = service_of(year_of(*marked("mentor"), person(id="p-sup", name="Hazel", relation="supervisor")))
    assert MARK in calendar(service)[0].decode()
    data, _ = calendar(service, person="p-sup")
    assert MARK not in data.decode()
    assert [row["id"] for row in table(service, "budget_entries", person="p-sup")] == []
    assert [row["id"] for row in table(service, "budget_entries")] == ["b-mentor"]


def test_private_words_in_a_title_are_refused_only_if_they_are_in_the_file(service_of):
    rows = [
        goal(id="g9", statement="Look elsewhere", visibility="private"),
        metric(id="k1", title="p95 latency", due_on="2026-07-01"),
        check_in("2026-03-01", "3", note="so slow that I look elsewhere"),
    ]
    service = service_of(year_of(*rows, objective()))
    data, _ = calendar(service)  # a calendar has no notes of check-ins
    assert b"elsewhere" not in data
    assert len(table(service, "key_results")) == 1
    with pytest.raises(Rejected, match="“Look elsewhere” is private, but appears in the note of the check-in"):
        table(service, "check_ins")
    execute(service, AddRow(metric(id="k2", title="Look elsewhere, then", due_on="2026-07-02", position=2)))
    with pytest.raises(Rejected, match="“Look elsewhere” is private, but appears in the title of the key result"):
        calendar(service)
    assert b"Look elsewhere\\, then" in calendar(service, anyway=True)[0]


def test_the_sequence_grows_with_every_step_and_never_falls(service):
    def sequence(now=NOON):
        (found,) = {int(each["SEQUENCE"]) for each in events(calendar(service, now)[0]).values()}
        return found

    def step_at(second, hour):
        service.store._clock = lambda: NOON + timedelta(seconds=second)
        execute(service, ChooseLearningBlock(LearningBlock(2, time(hour))))
        return sequence()

    seen = [step_at(second, hour) for hour, second in enumerate((1, 1, 2, 60))]
    assert seen == sorted(set(seen))  # two steps of one second, too
    assert sequence(NOON + timedelta(days=9)) == seen[-1]  # nothing changed
    execute(service, Undo())
    assert sequence() >= seen[-1]
    assert step_at(100, 12) > seen[-1]
    assert step_at(50, 13) > seen[-1]  # the clock was set back


def test_a_second_file_has_the_same_names_of_events(service):
    first, second = (events(calendar(service, NOON + timedelta(days=day))[0]) for day in (0, 30))
    assert first.keys() == second.keys()
    assert first["k22@learnboard"]["DTSTAMP"] == "20260626T120000Z"
    assert second["k22@learnboard"]["DTSTAMP"] == "20260726T120000Z"


def test_hostile_titles_make_a_valid_calendar(service_of):
    rows = [
        metric(id=f"k{number}", title=text[:250] or "x", due_on="2026-07-01", position=number)
        for number, text in enumerate(HOSTILE)
    ]
    service = service_of(year_of(*rows, objective(title="o; p, \\n")))
    data, _ = calendar(service)
    assert len(events(data)) == len(HOSTILE) + 2  # the check-in days and the end of the cycle
    assert len(list(icalendar.Calendar.from_ical(data).walk("VEVENT"))) == len(HOSTILE) + 2


def test_a_calendar_of_nothing_is_refused(tmp_path):
    board = builders.records()
    with Store.create(tmp_path / "empty.db", board.board_info) as store:
        prepared = prepare_export(store, ExportRequest(), NOON, DAY)
        with pytest.raises(Rejected, match="There is nothing for a calendar yet: give a key result a due date with t"):
            write_export(store, prepared, "ics", None, force=False)


# -- tables


def test_a_table_is_that_of_the_snapshot(service):
    rows = table(service, "budget_entries")
    assert [row["id"] for row in rows] == ["b1", "b2", "b3", "b4", "b5", "b6", "b7"]
    assert (rows[0]["estimate"], rows[0]["actual"], rows[0]["happens_on"]) == ("640.00", "612.50", "2026-05-05")
    assert table(service, "budgets", profile="shared") == []
    assert all(row["energy"] == "" for row in table(service, "log_entries", profile="shared"))


def test_every_table_can_be_written(service):
    for name in TABLES:
        assert len(table(service, name, profile="full")) == len(service.store.records().table(name))


def test_an_unknown_table_is_refused_with_the_names_of_all(service):
    with pytest.raises(Rejected) as refused:
        table(service, "ledger")
    assert str(refused.value).startswith("There is no table “ledger”: choose one of actions, assessments, ")
    assert all(name in str(refused.value) for name in TABLES)


def test_files_are_named_after_what_they_are(service):
    prepared = prepared_for(service, table="budget_entries")
    assert file_name(prepared, "ics") == "alder-finch-2026-06-26-mentor.ics"
    assert file_name(prepared, "csv") == "alder-finch-budget-entries-2026-06-26-mentor.csv"
    assert describe_file(prepared, "csv") == "7 budget entries"
    assert leaving(prepared, "json") is prepared
    assert (leaving(prepared, "csv").later_rows, leaving(prepared, "ics").last_day) == (0, None)


# -- the block


def test_the_weekly_time_is_chosen_changed_and_taken_away_as_steps(service):
    say = lambda block: execute(service, ChooseLearningBlock(block))  # noqa: E731
    chosen = say(BLOCK)
    assert chosen == "Learning is on Wednesdays at 14:00, in calendars for yourself."
    assert prepared_for(service).block == BLOCK._replace(since=DAY)
    say(LearningBlock(4, time(9)))
    execute(service, Undo())
    assert prepared_for(service).block == BLOCK._replace(since=DAY)
    assert say(None) == "No weekly time for learning goes into calendars any more."
    assert prepared_for(service).block is None
    execute(service, Undo())
    assert prepared_for(service).block == BLOCK._replace(since=DAY)


def test_the_weekly_time_is_in_no_snapshot(service):
    before = service.store.records()
    execute(service, ChooseLearningBlock(BLOCK))
    assert service.store.records() == before
    assert date(2026, 7, 1) == BLOCK.first_from(DAY)
