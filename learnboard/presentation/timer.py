"""How the timer of learning time is told."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from learnboard.domain.timer import Moment, RunningTimer
from learnboard.presentation.values import duration, full_day, quoted, short_day

if TYPE_CHECKING:  # no board that opens measures anything
    from learnboard.domain.timing import Measured

_HOUR: Final = 60
_WEEKDAY: Final = 3
NO_TIMER: Final = "No timer runs."
STOPPED_ELSEWHERE: Final = "This timer does not run any more: it was stopped elsewhere. Nothing more was logged."
STILL_TYPED: Final = "The timer was stopped elsewhere: enter logs this all the same, esc keeps it as a draft."
TOO_SHORT: Final = "The timer has run for less than a minute: nothing to log yet, it runs on."
RUNS_ON: Final = "The timer runs on; what you typed is kept."


def timer_notice(timer: RunningTimer, now: Moment) -> str:
    """How long a timer has run: `▶ 0:42`."""
    hours, minutes = divmod(timer.minutes(now), _HOUR)
    return f"▶ {hours}:{minutes:02}"


def timer_text(timer: RunningTimer, title: str, now: Moment) -> str:
    """That a timer runs, how long, for what and since when: `▶ 0:42 for “Finish the course”, since 09:10`."""
    return f"{timer_notice(timer, now)}{purpose_text(title)}, since {time_text(timer.since, now)}"


def time_text(moment: Moment, now: Moment) -> str:
    """The time of day of a moment, with its day if that is another one: `09:10`, `Fri 27 Nov 09:10`."""
    then, today = _local(moment), _local(now).date()
    if then.date() == today:
        return f"{then:%H:%M}"
    return f"{full_day(then.date())[:_WEEKDAY]} {short_day(then.date(), today)} {then:%H:%M}"


def days_before(moment: Moment, now: Moment) -> int:
    """How many days before another moment one was, on the calendar of this place."""
    return (_local(now).date() - _local(moment).date()).days


def _local(moment: Moment) -> datetime:
    return datetime.fromtimestamp(moment.at, UTC).astimezone()


def purpose_text(title: str) -> str:
    """For which key result something is, to follow other words; nothing for none."""
    return f" for {quoted(title)}" if title else ""


def started_in_shell(title: str) -> str:
    """That the timer was started by a command."""
    return f"Started the timer{purpose_text(title)}: “learnboard timer stop” logs the time."


def running_text(title: str) -> str:
    """That no second timer is started."""
    return f"A timer runs already{purpose_text(title)}: stop it first, so that one runs at a time."


def doubt_text(measured: "Measured", now: Moment) -> str:
    """Why it is asked how much of a timer counts, in a few words."""
    then = time_text(measured.left, now)
    match measured.doubt:
        case "quiet":
            return f"No key came for hours after {then}."
        case "back":
            return f"The clock was set back after {then}."
        case "ahead":
            return f"The clock was set ahead after {then}, or the machine was restarted."
        case "long":
            return f"{duration(measured.passed)} have passed, and one entry holds {duration(measured.whole)}."
        case _:
            return ""


def whole_text(measured: "Measured") -> str:
    """What `all` means: `all 5 h 50`; `16 h, the most` where an entry holds no more."""
    if measured.passed > measured.whole:
        return f"{duration(measured.whole)}, the most"
    return f"all {duration(measured.whole)}"


def until_key_text(measured: "Measured") -> str:
    """What counts up to the moment that the question names: `10 min until then`."""
    return f"{duration(measured.until_key)} until then"


def written(minutes: int) -> str:
    """A time as it is typed in a line, in one word: `42m`, `2h15`."""
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return f"{rest}m"
    return f"{hours}h{rest:02}" if rest else f"{hours}h"
