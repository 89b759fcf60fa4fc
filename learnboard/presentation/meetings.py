"""Meetings, their agendas and what was agreed at them, as texts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from learnboard.domain.agenda import ProposalKind, ProposedTopic
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import MeetingKind, Tag
from learnboard.domain.upcoming import UpcomingMeeting
from learnboard.presentation.values import (
    DatedText,
    arrow,
    away,
    count_of,
    dated,
    day_text,
    describe_day,
    full_day,
    listed,
    quoted,
    reached_label,
    short_day,
)

if TYPE_CHECKING:
    from learnboard.domain.action_line import ActionLine

MEETING_KINDS: Final[Mapping[MeetingKind, str]] = {
    "mentor": "meeting",
    "buddy": "buddy meeting",
    "feedback_session": "feedback session",
    "progress_review": "progress review",
}
LEAST_REVIEWERS: Final = 2
_WEEK: Final = 7
_PROPOSALS: Final[Mapping[ProposalKind, str]] = {
    "wanted": "{title}: {detail}",
    "in_the_way": "In the way of {title}: {detail}",
    "asked_for": "Help wanted with {title}: {detail}",
    "unanswered": "Answer the {title}: {detail}",
    "approval": "Wanted: an approval of {title}, {detail}",
    "consent": "Wanted: a consent to {title}",
    "better": "What can I do better?",
}


def meeting_title(upcoming: UpcomingMeeting, names: Sequence[str]) -> str:
    """What a meeting is called: `Meeting with Rowan Teal`, `Feedback session 3 of 8`."""
    return _title(upcoming.kind, names, upcoming.session, upcoming.sessions)


def held_name(kind: MeetingKind, on: date, names: Sequence[str], day: date) -> str:
    """What a meeting is called in a sentence of `day`: `the meeting of 7 Aug with Rowan Teal`."""
    whom = f" with {listed(names)}" if names else ""
    return f"the {MEETING_KINDS[kind]} of {short_day(on, day)}{whom}"


def _title(kind: MeetingKind, names: Sequence[str], session: int, sessions: int) -> str:
    number = f" {session} of {sessions}" if session and session <= sessions else f" {session}" if session else ""
    whom = f" with {listed(names)}" if names else ""
    return f"{MEETING_KINDS[kind].capitalize()}{number}{whom}"


def meeting_when(upcoming: UpcomingMeeting, day: date) -> DatedText:
    """When a meeting is, and how sure that is: `7 Aug`, `proposed for 7 Aug`, `overdue since 3 May`."""
    if upcoming.on < day:
        return dated("overdue since", upcoming.on, day, "bad")
    lead = {"planned": "", "agreed": "agreed for", "proposed": "proposed for"}[upcoming.state]
    text = dated(lead, upcoming.on, day)
    return text._replace(text=text.text.strip())


def meetings_to_come(days: Sequence[date], number: int, day: date) -> str:
    """Which of several meetings one is, and how many are overdue: `1 of 3, 1 overdue`; empty if it is the only one."""
    overdue = sum(on < day for on in days)
    if len(days) == 1:
        return ""
    return f"{number + 1} of {len(days)}, {overdue} overdue" if overdue else f"{number + 1} of {len(days)} to come"


def proposed_text(topic: ProposedTopic) -> str:
    """A proposed topic as a line of an agenda: `“run 5 km” moved: 20 % → 45 %`."""
    title = topic.title if topic.kind in ("unanswered", "wanted") else quoted(topic.title)
    if topic.kind == "moved":
        return f"{title} moved: {_shown(topic)}"
    if topic.kind == "backward":
        return f"{title} went backward: {_shown(topic)}" if topic.fell_back else f"{title}: {_confidence(topic)}"
    return _PROPOSALS[topic.kind].format(title=title, detail=topic.detail.strip()).rstrip(": ,")


def _shown(topic: ProposedTopic) -> str:
    then, now = topic.then, topic.now
    if now is None:
        return ""
    before, after = (reached_label(topic.measure or "metric", each.shown) if each else "" for each in (then, now))
    if then and before == after and then.confidence is not None:
        return f"confidence {then.confidence} → {now.confidence} since the last meeting"
    return arrow(before, after)


def _confidence(topic: ProposedTopic) -> str:
    before, after = (each.confidence if each else None for each in (topic.then, topic.now))
    return f"confidence fell {before} → {after}"


def taken_up_reply(on: date) -> str:
    """What answers a topic that is kept for a meeting on a day, as it goes back to who wanted it."""
    return f"on the agenda of {day_text(on)}"


def heads_up(names: Sequence[str]) -> str:
    """What the standing question asks for: that whoever is asked knows it a while before."""
    whom = listed(names) or "whoever you meet"
    return f"Give {whom} a heads-up: who knows the question a day before has an answer."


def development_text(tags: Iterable[Tag]) -> str:
    """How many topics were about development: `5 of 6 about development`; empty without topics."""
    known = list(tags)
    return f"{known.count('development')} of {len(known)} about development" if known else ""


def reviewers_warning(kind: MeetingKind, invited: int) -> str:
    """What is said of a progress review with fewer than two invited; empty if that is fine."""
    if kind != "progress_review" or invited >= LEAST_REVIEWERS:
        return ""
    there = "nobody is invited" if not invited else "one is invited"
    return f"A progress review wants at least two to judge: {there} so far."


def cadence_words(on: date, day: date) -> str:
    """A day as the cadence says it: `in 6 weeks`, if it is whole weeks from now, else `7 Aug 2026`."""
    days = (on - day).days
    if days > 0 and days % _WEEK == 0:
        return f"in {count_of(days // _WEEK, 'week')}"
    return full_day(on)


def action_understood(action: "ActionLine", names: Mapping[Id, str], day: date) -> str:
    """What an action line was understood as: `Hazel: a week of notice, by Fri 3 Jul 2026, in 7 days`."""
    due = f", by {describe_day(action.due_on, day)}" if action.due_on else ""
    if action.unknown:
        return f"{action.text}{due} — nobody here is called {action.unknown}: the name stays in the text"
    who = names.get(action.who_id or "", "")
    return f"{who or 'you'}: {action.text}{due}"


def held_message(name: str, tags: Sequence[Tag], parked: int, actions: int, following: date | None, day: date) -> str:
    """What holding a meeting is told as, ending with how much of it was about development."""
    parts = [f"Held {name}"]
    more = [count_of(actions, "action")] if actions else []
    more += [f"{count_of(parked, 'line')} parked"] if parked else []
    parts += [listed(more)] if more else []
    parts += [f"the next on {short_day(following, day)}, {away(following, day)}"] if following else []
    parts += [development_text(tags)] if tags else []
    return "; ".join(parts) + "."
