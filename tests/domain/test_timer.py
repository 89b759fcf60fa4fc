"""How much of a timer counts: two clocks, keys that came, and what has to be asked."""

from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.timer import Moment, RunningTimer
from learnboard.domain.timing import Presence, clock_set, measure
from learnboard.presentation.timer import timer_text

START = Moment(1_000_000, 5000)
TIMER = RunningTimer(START, "k11")
MOMENTS = st.builds(Moment, st.integers(0, 7_258_000_000), st.integers(0, 10**9))


def later(minutes, *, slept=0, start=START):
    """A moment after so many minutes, of which the steady clock did not count those that were slept."""
    return Moment(start.at + 60 * minutes, start.steady + 60 * (minutes - slept))


def measured(now, *keys):
    presence = Presence(START)
    for key in keys:
        presence = presence.with_key(key)
    return measure(TIMER, presence, now)


def test_minutes_are_whole_and_no_doubt_is_left_while_keys_come():
    found = measured(Moment(START.at + 42 * 60 + 59, START.steady + 42 * 60 + 59), later(10), later(42))
    assert (found.passed, found.whole, found.until_key, found.doubt) == (42, 42, 42, "")


def test_three_hours_without_a_key_are_asked_about_even_if_keys_came_again():
    assert measured(later(189), later(10)).doubt == ""
    assert measured(later(190), later(10)).doubt == "quiet"  # from 10 to 190: three hours
    again = measured(later(400), later(10), later(390), later(399))
    assert (again.doubt, again.passed, again.until_key) == ("quiet", 400, 10)


def test_sleep_that_the_steady_clock_counts_is_time_without_keys():
    assert measured(later(170), later(20)).doubt == ""
    assert measured(later(260), later(20)).doubt == "quiet"


def test_a_clock_that_was_set_back_is_not_believed():
    found = measured(Moment(START.at - 3600, START.steady + 35 * 60), later(30))
    assert (found.doubt, found.passed, found.until_key) == ("back", 35, 30)


def test_a_clock_that_was_set_ahead_is_asked_about():
    now = Moment(START.at + 3 * 3600, START.steady + 3600)
    found = measured(now, later(30), now)
    assert (found.doubt, found.passed, found.until_key) == ("ahead", 180, 30)


def test_after_a_restart_of_the_machine_only_the_day_counts():
    assert clock_set(START, Moment(START.at + 600, 20)) == 0
    assert clock_set(START, Moment(START.at - 600, 20)) == -600
    assert measured(Moment(START.at + 600, 20)).passed == 10
    assert measured(Moment(START.at - 600, 20))[:2] == (0, 0)


def test_an_entry_holds_960_minutes():
    keys = [later(minutes) for minutes in range(100, 1000, 100)]
    assert measured(later(960), *keys)[:2] == (960, 900)
    found = measured(later(961), *keys, later(961))
    assert (found.doubt, found.passed, found.whole, found.until_key) == ("long", 961, 960, 960)


def test_a_correction_of_two_minutes_is_none():
    assert clock_set(START, Moment(START.at + 720, START.steady + 600)) == 0
    assert clock_set(START, Moment(START.at + 721, START.steady + 600)) == 121


@given(MOMENTS, st.none() | st.text("kx-_09", min_size=1, max_size=64))
def test_what_a_board_keeps_is_read_back(since, key_result):
    timer = RunningTimer(since, key_result)
    assert RunningTimer.of(timer.text) == timer
    presence = Presence(since).with_key(Moment(since.at + 20_000, since.steady + 20_000))
    assert presence.left == since
    assert Presence.of(presence.texts(timer), timer) == presence
    assert Presence.of(presence.texts(timer), timer._replace(since=START)) == Presence(START) or since == START


@given(st.text() | st.lists(st.integers(), min_size=2, max_size=3).map(lambda numbers: " ".join(map(str, numbers))))
def test_any_other_text_is_no_timer_or_one(text):
    found = RunningTimer.of(text)
    assert found is None or RunningTimer.of(found.text) == found
    assert found is None or timer_text(found, "", START)
    assert Presence.of({"timer": TIMER.text, "seen": text, "left": text}, TIMER).seen is not None


@given(MOMENTS, st.lists(MOMENTS, max_size=5))
def test_nothing_is_longer_than_an_entry_or_negative(now, keys):
    found = measured(now, *keys)
    assert 0 <= found.whole <= 960
    assert 0 <= found.until_key <= 960
