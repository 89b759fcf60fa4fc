"""What a snapshot is held against: the board as its reader knew it last (FORMAT.md §4)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from learnboard.domain.comparison import compare
from learnboard.domain.model.snapshot import Previous
from learnboard.service.baseline import baseline_in_file
from learnboard.service.export.prepare import ExportRequest, prepare_export
from learnboard.service.export.write import write_export
from learnboard.service.factory import creation_time, new_id
from tests.builders import check_in, meeting, metric, person, year_of
from tests.service.conftest import DAY

MARCH, MAY = date(2026, 3, 27), date(2026, 5, 8)


def made(day, number=1):
    """An id of version 7 that was made at noon of a day."""
    return made_in(datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=12), number)


def made_in(instant, number=1):
    digits = f"{int(instant.timestamp() * 1000):012x}"
    return f"{digits[:8]}-{digits[8:]}-7000-8000-{number:012x}"


def baseline(service, day=DAY, **how):
    return parcel_of(service, day, **how).baseline


def parcel_of(service, day, hour=18, **how):
    now = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=hour)
    return prepare_export(service.store, ExportRequest(**how), now, day)


def exported(service, day, hour=18, **how):
    prepared = parcel_of(service, day, hour, **how)
    write_export(service.store, prepared, "json", None, force=False)
    return prepared.snapshot


def ids(found, table="key_results"):
    return sorted(row.id for row in found.snapshot.records.table(table))


def test_ids_say_when_they_were_made():
    before = datetime.now(UTC).timestamp() * 1000 - 1
    found = creation_time(new_id())
    assert before <= found <= datetime.now(UTC).timestamp() * 1000
    assert creation_time(made(MARCH)) == datetime(2026, 3, 27, 12, tzinfo=UTC).timestamp() * 1000
    assert creation_time(f"zz{made(MARCH)}") == creation_time(made(MARCH))


@pytest.mark.parametrize("id_", ["k11", "", "owner", "0193a5b0-0000-4000-8000-000000000000", made(MARCH).upper() + "x"])
def test_other_ids_say_nothing(id_):
    assert creation_time(id_) is None


def test_the_first_snapshot_of_a_person_never_met_has_none(service_of):
    service = service_of(year_of(metric(), person(), person(id="p2"), meeting(with_ids=["p2"], kind="buddy")))
    assert baseline(service, person="p1") is None
    assert baseline(service) is None


def test_it_is_the_board_as_known_on_the_day_of_the_last_snapshot(service):
    last = exported(service, MARCH, person="p-mentor", as_of=MARCH)
    exported(service, MAY, person="p-sup", as_of=MAY)
    exported(service, MAY, person="p-mentor", profile="shared", as_of=MAY)
    found = baseline(service, person="p-mentor")
    assert (found.day, found.what) == (MARCH, "snapshot")
    assert (found.snapshot.snapshot_id, found.snapshot.sequence) == (last.snapshot_id, 1)
    assert (found.snapshot.as_of, found.snapshot.profile) == (MARCH, "mentor")
    assert found.snapshot.records == last.records
    prepared = parcel_of(service, DAY, person="p-mentor")
    assert compare(found.snapshot, prepared.snapshot).chain == "ok"


def test_of_several_it_is_the_one_of_the_latest_day_before(service):
    for day in (MAY, MARCH):
        exported(service, DAY, person="p-mentor", as_of=day)
    assert baseline(service, person="p-mentor").day == MAY
    assert baseline(service, person="p-mentor", as_of=MAY).day == MARCH


def test_a_second_snapshot_of_one_day_is_held_against_the_one_before_both(service):
    exported(service, MARCH, as_of=MARCH)
    exported(service, DAY)
    assert baseline(service).day == MARCH


def test_what_was_made_after_the_last_snapshot_was_not_there(service_of):
    rows = [
        metric(id=made(MARCH)),
        metric(id=made(MAY)),
        metric(id="k3"),
        check_in("2026-03-20", "1", key_result_id="k3", id=made(MARCH, 2)),
        check_in("2026-03-21", "2", key_result_id="k3", id=made(MAY, 2)),
    ]
    service = service_of(year_of(*rows, person()))
    exported(service, MARCH, person="p1")
    found = baseline(service, person="p1")
    assert ids(found) == [made(MARCH), "k3"]
    assert ids(found, "check_ins") == [made(MARCH, 2)]


def test_what_was_made_in_the_second_of_the_export_was_there(service_of):
    then = datetime(2026, 3, 27, 18, tzinfo=UTC)
    early, late = made_in(then + timedelta(milliseconds=999)), made_in(then + timedelta(milliseconds=1000))
    service = service_of(year_of(metric(id=early), metric(id=late)))
    exported(service, MARCH, hour=18)
    assert ids(baseline(service)) == [early]


def test_without_a_snapshot_it_is_the_last_meeting_that_was_held_with_the_person(service_of):
    rows = [
        *(metric(), check_in("2026-03-20", "1"), check_in("2026-04-20", "2")),
        meeting(with_ids=["p1"], on="2026-01-10"),
        meeting(with_ids=["p2", "p1"], id="m2", on="2026-03-27", kind="buddy"),
        meeting(with_ids=["p1"], id="m3", on="2026-05-08", held=False),
        meeting(with_ids=["p2"], id="m4", on="2026-05-09"),
        meeting(with_ids=["p1"], id="m5", on="2026-06-26"),
    ]
    service = service_of(year_of(*rows, person(), person(id="p2")))
    found = baseline(service, person="p1")
    assert (found.day, found.what) == (MARCH, "meeting")
    assert ids(found, "check_ins") == ["ci-2026-03-20"]
    assert (baseline(service).day, baseline(service).what) == (date(2026, 5, 9), "meeting")
    assert baseline(service, date(2026, 1, 10), person="p1") is None


def test_a_meeting_before_anything_was_on_the_board_is_nothing_to_hold_it_against(service_of):
    met = meeting(with_ids=["p1"])
    service = service_of(year_of(metric(id=made(MAY)), person(), met))
    assert baseline(service, person="p1") is None


def test_what_was_made_on_the_day_of_the_meeting_was_there(service_of):
    met = meeting(with_ids=["p1"])
    rows = [metric(id=made(MARCH)), metric(id=made(MARCH + timedelta(days=1)))]
    service = service_of(year_of(*rows, person(), met))
    assert ids(baseline(service, person="p1")) == [made(MARCH)]


def test_it_shows_what_is_shown_today(service):
    exported(service, MARCH, person="p-mentor", as_of=MARCH)
    before = ids(baseline(service, person="p-mentor"))
    with service.store.step("hide") as record:
        row = next(one for one in service.store.records().objectives if one.id == "o3")
        record.put(replace(row, visibility="private"))
    found = baseline(service, person="p-mentor")
    assert "k31" in before
    assert not [id_ for id_ in ids(found) if id_.startswith("k3")]
    assert found.snapshot.withheld


def test_a_file_alone_is_held_against_what_its_page_is_held_against(service):
    first = parcel_of(service, MARCH, person="p-mentor", as_of=MARCH)
    exported(service, MARCH, hour=12, person="p-mentor", as_of=MARCH)
    second = parcel_of(service, DAY, person="p-mentor")
    alone = replace(second.snapshot, previous=Previous(made(MARCH), "its hash"))
    for prepared, file, what in ((first, first.snapshot, "meeting"), (second, alone, "snapshot")):
        found, shown = baseline_in_file(file), prepared.baseline
        assert (found.day, found.what) == (shown.day, what)
        assert compare(found.snapshot, file).rows == compare(shown.snapshot, prepared.snapshot).rows


@pytest.mark.parametrize("previous", ["snp-2026-03-27", made(DAY), made(DAY + timedelta(days=2))])
def test_a_file_alone_that_does_not_tell_the_day_before_is_held_against_nothing(service, previous):
    alone = replace(parcel_of(service, DAY).snapshot, previous=Previous(previous, "its hash"))
    assert baseline_in_file(alone) is None
