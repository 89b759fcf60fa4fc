"""Which backups are kept: of days, weeks and months that have one, and what clocks set wrong must not spoil."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.rotation import BackupTime, backups_to_keep

NOW = datetime(2026, 12, 31, 18, 0, tzinfo=UTC)  # a Thursday
QUICK = settings(deadline=None, database=None, max_examples=40)
MANY = st.lists(
    st.integers(-300 * 24, 40 * 24).map(lambda hours: BackupTime(NOW + timedelta(hours=hours), special=hours % 5 == 0)),
    max_size=30,
)
"""From three hundred days before now to forty after it, each fifth hour a special one."""


def at(day: str, hour: int = 12) -> BackupTime:
    return BackupTime(datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC))


def special(day: str) -> BackupTime:
    return at(day)._replace(special=True)


def days_kept(made: list[BackupTime], now: datetime = NOW) -> list[str]:
    """The days of what is kept, the newest first."""
    return sorted((f"{made[place].at:%Y-%m-%d}" for place in backups_to_keep(made, now)), reverse=True)


def days(first: str, count: int, every: int = 1) -> list[BackupTime]:
    return [at(first)._replace(at=at(first).at + timedelta(number * every)) for number in range(count)]


def stay(made: Iterable[BackupTime], now: datetime = NOW) -> list[BackupTime]:
    made = list(made)
    return [made[place] for place in sorted(backups_to_keep(made, now))]


def test_of_one_backup_a_day_seven_days_four_weeks_and_six_months_are_kept() -> None:
    assert days_kept(days("2026-01-01", 365)) == [
        *("2026-12-31", "2026-12-30", "2026-12-29", "2026-12-28", "2026-12-27", "2026-12-26", "2026-12-25"),
        *("2026-12-20", "2026-12-13"),  # Sundays: the weeks of the 31st and the 27th have one already
        *("2026-11-30", "2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31"),
    ]


def test_rotating_every_day_for_a_year_keeps_what_rotating_once_at_its_end_keeps() -> None:
    held: list[BackupTime] = []
    for made in days("2026-01-01", 365):
        held = stay([*held, made], made.at)
    assert held == stay(days("2026-01-01", 365))


def test_of_several_backups_a_day_the_newest_is_kept() -> None:
    made = [at("2026-12-30", hour) for hour in (9, 23, 15)] + [at("2026-12-31", hour) for hour in (17, 8)]
    assert backups_to_keep(made, NOW) == {1, 3}


def test_days_without_a_backup_do_not_count() -> None:
    """One backup every hundred days: seven days with one reach back six hundred days."""
    assert days_kept(days("2024-01-01", 11, every=100)) == [
        *("2026-09-27", "2026-06-19", "2026-03-11", "2025-12-01", "2025-08-23", "2025-05-15", "2025-02-04"),
    ]


def test_who_comes_back_after_a_year_still_has_all_that_was_kept() -> None:
    held = stay(days("2026-01-01", 365))
    assert stay(held, NOW + timedelta(365)) == held
    back = BackupTime(NOW + timedelta(365))
    lost = [at("2026-12-25"), at("2026-12-13"), at("2026-07-31")]  # the eighth day, the fifth week, the seventh month
    assert stay([*held, back], back.at) == [made for made in [*held, back] if made not in lost]


def test_weeks_begin_on_monday_and_go_over_the_turn_of_the_year() -> None:
    """The 4th of January 2027 is a Monday; from the 28th of December to the 3rd of January is one week."""
    now = datetime(2027, 1, 20, 18, 0, tzinfo=UTC)
    ten_today = [at("2027-01-20", hour) for hour in range(8, 18)]
    week_before = [at(f"2027-01-{day}") for day in (11, 12, 13, 14, 15, 16, 17)]
    older = [at("2027-01-04"), at("2027-01-03"), at("2026-12-28"), at("2026-12-27")]
    assert days_kept([*ten_today, *week_before, *older], now) == [
        *("2027-01-20", "2027-01-17", "2027-01-16", "2027-01-15", "2027-01-14", "2027-01-13", "2027-01-12"),
        "2027-01-04",  # the third week
        "2027-01-03",  # the fourth
        "2026-12-28",  # of the same week, but December's newest
    ]


def test_special_backups_are_kept_for_thirty_days() -> None:
    recent = days("2026-12-20", 12)
    aged = [special(f"2026-12-{day:02}") for day in range(1, 20)]
    assert set(aged) < set(stay([*recent, *aged], datetime(2026, 12, 31, 11, 59, tzinfo=UTC)))
    left = stay([*recent, *aged], datetime(2026, 12, 31, 12, 0, tzinfo=UTC))
    assert special("2026-12-01") not in left
    assert special("2026-12-02") in left


def test_all_special_backups_of_one_day_are_kept() -> None:
    made = [special("2026-12-30")] * 3
    assert backups_to_keep(made, NOW) == {0, 1, 2}


def test_a_backup_dated_in_the_future_is_kept_and_takes_no_place() -> None:
    made = days("2026-12-20", 12)
    ahead = [at(f"2027-{month:02}-01") for month in range(1, 12)]
    assert set(stay([*made, *ahead])) == set(stay(made)) | set(ahead)


def test_a_backup_is_kept_although_a_clock_was_two_hours_ahead_when_the_one_before_was_made() -> None:
    made = [BackupTime(NOW + timedelta(hours=2)), BackupTime(NOW + timedelta(hours=1)), BackupTime(NOW)]
    assert backups_to_keep(made, NOW) == {0, 1, 2}


def test_of_none_none_is_kept() -> None:
    assert backups_to_keep([], NOW) == frozenset()


@QUICK
@given(MANY)
def test_the_newest_that_is_not_of_the_future_is_always_kept(made: list[BackupTime]) -> None:
    past = [each.at for each in made if each.at <= NOW]
    if past:
        assert max(past) in {made[place].at for place in backups_to_keep(made, NOW)}


@QUICK
@given(MANY)
def test_what_is_of_the_future_is_kept_and_changes_nothing_for_the_rest(made: list[BackupTime]) -> None:
    ahead = {place for place, each in enumerate(made) if each.at > NOW}
    without = [each if place not in ahead else None for place, each in enumerate(made)]
    present = [place for place, each in enumerate(without) if each]
    alone = backups_to_keep([each for each in without if each], NOW)
    assert backups_to_keep(made, NOW) == ahead | {present[place] for place in alone}


@QUICK
@given(MANY)
def test_special_ones_of_thirty_days_are_kept(made: list[BackupTime]) -> None:
    young = {
        place for place, each in enumerate(made) if each.special and timedelta(0) <= NOW - each.at < timedelta(days=30)
    }
    assert young <= backups_to_keep(made, NOW)


@QUICK
@given(MANY)
def test_what_is_left_is_left_the_next_time_too(made: list[BackupTime]) -> None:
    left = stay(made)
    assert stay(left) == left


@QUICK
@given(st.lists(st.integers(0, 7200).map(lambda hours: BackupTime(NOW - timedelta(hours=hours))), max_size=60))
def test_no_more_are_kept_than_days_weeks_and_months_together(made: list[BackupTime]) -> None:
    left = stay(made)
    assert len(left) <= 7 + 4 + 6
    newest_days = sorted({each.at.date() for each in made}, reverse=True)[:7]
    assert {each.at.date() for each in left}.issuperset(newest_days)
    months = sorted({(each.at.year, each.at.month) for each in made}, reverse=True)[:6]
    assert {(each.at.year, each.at.month) for each in left}.issuperset(months)


@QUICK
@given(MANY.flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))))
def test_the_order_of_the_list_does_not_matter(orders: tuple[list[BackupTime], list[BackupTime]]) -> None:
    made, mixed = ({each.at for each in stay(order)} for order in orders)
    assert made == mixed
