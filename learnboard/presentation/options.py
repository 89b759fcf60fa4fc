"""Labels and explanations of the values that can be chosen."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from learnboard.domain.cycles import first_choices
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.cycles import cycle_days


class Option(NamedTuple):
    """A value that can be chosen, with its label and a line that explains it."""

    value: Any
    label: str
    explanation: str = ""


_VISIBILITIES: Final = (
    Option("private", "private", "stays on this laptop"),
    Option("mentor", "mentor", "goes to your mentor with an export"),
    Option("shared", "shared", "goes to everybody you export to"),
)
OPTIONS: Final[Mapping[tuple[str, str], tuple[Option, ...]]] = {
    ("goals", "status"): (
        Option("exploring", "exploring", "still searching is fine"),
        Option("active", "active", "this is where you are going"),
        Option("achieved", "achieved", "you got there"),
        Option("retired", "retired", "it was right once"),
        Option("set_aside", "set aside", "not now, perhaps later"),
    ),
    ("goals", "visibility"): _VISIBILITIES,
    ("cycles", "kind"): (
        Option("year", "year", "twelve months, with a look back each quarter"),
        Option("quarter", "quarter", "three months"),
        Option("onboarding", "onboarding", "nine months in a new place"),
        Option("custom", "custom", "from and to as you need them"),
    ),
    ("objectives", "okr_type"): (
        Option("committed", "committed", "meant to be reached in full"),
        Option("aspirational", "aspirational", "a stretch: 70 % of it is a good result"),
    ),
    ("objectives", "origin"): (
        Option("own", "own", "your own idea: it counts at once"),
        Option("mentor_suggested", "mentor suggested", "counts once you have accepted it"),
        Option("team_need", "team need", "counts once you have accepted it"),
        Option("peer_feedback", "peer feedback", "counts once you have accepted it"),
        Option("assigned", "assigned", "counts once you have accepted it"),
    ),
    ("objectives", "status"): (
        Option("draft", "draft", "not decided yet: counts for nothing"),
        Option("active", "active", "being worked on: counts"),
        Option("closed", "closed", "worked on to its end: counts"),
        Option("abandoned", "abandoned", "given up: counts for nothing"),
    ),
    ("objectives", "decides"): (
        Option("me", "I do", "it is yours to decide"),
        Option("consult", "I, after asking", "you decide, having heard others"),
        Option("agree", "together", "both have to agree"),
        Option("other", "somebody else", "it is decided elsewhere"),
    ),
    ("objectives", "visibility"): _VISIBILITIES,
    ("objectives", "verdict"): (
        Option("keep", "keep", "goes on as it is, as a draft of the next cycle"),
        Option("change", "change", "goes on otherwise, as a draft to be changed"),
        Option("let_go", "let go", "does not go on"),
    ),
    ("reflections", "verdict"): (
        Option("keep", "keep", "it goes on as it is"),
        Option("change", "change", "its form opens, to say otherwise"),
        Option("let_go", "let go", "it has done what it could"),
    ),
    ("feedback", "verdict"): (
        Option("keep", "keep", "it goes on as it is"),
        Option("change", "change", "it goes on otherwise"),
        Option("let_go", "let go", "it has done what it could"),
    ),
    ("key_results", "kind"): (
        Option("metric", "metric", "a number, from a start to a target"),
        Option("maintain", "maintain", "keep a number within bounds, by period"),
        Option("milestone", "milestone", "steps, each done or not"),
        Option("binary", "binary", "done or not"),
        Option("baseline", "baseline", "find out where you stand"),
    ),
    ("key_results", "bound"): (
        Option("at_most", "at most", "at a maximum or under it"),
        Option("at_least", "at least", "at a minimum or over it"),
        Option("between", "between", "from a minimum to a maximum"),
    ),
    ("key_results", "period"): (
        Option("week", "week", "the last value of each week counts"),
        Option("month", "month", "the last value of each month counts"),
        Option("quarter", "quarter", "the last value of each quarter counts"),
    ),
    ("key_results", "indicator"): (
        Option(None, "not said", ""),
        Option("leading", "leading", "what you do: moves early"),
        Option("lagging", "lagging", "what comes of it: moves late"),
    ),
    ("key_results", "visibility"): _VISIBILITIES,
    ("ilo_periods", "relation"): (
        Option("team_need", "team need", "the team needs somebody who can do it"),
        Option("own_interest", "own interest", "you want to be able to do it"),
        Option("unrelated", "unrelated", "it has nothing to do with the work: that is fine, too"),
    ),
    ("meetings", "kind"): (
        Option("mentor", "mentor", "about where you are going"),
        Option("buddy", "buddy", "with somebody on the same way"),
        Option("feedback_session", "feedback session", "what others see that you do not"),
        Option("progress_review", "progress review", "at least two look at how far you came"),
    ),
    ("meetings", "visibility"): _VISIBILITIES,
    ("check_ins", "status"): (
        Option(None, "suggested", "what confidence and pace say"),
        Option("on_track", "on track", "you will get there"),
        Option("at_risk", "at risk", "you get there if something changes"),
        Option("off_track", "off track", "you do not get there like this"),
    ),
    ("blocker", "kind"): (
        Option(None, "none", "nothing stands in the way"),
        Option("resource", "resource", "time, money or a tool is missing"),
        Option("dependency", "dependency", "somebody else has to finish first"),
        Option("clarity", "clarity", "it is not clear what is wanted"),
        Option("priority", "priority", "something else goes first"),
        Option("external", "external", "nobody here can change it"),
    ),
    ("people", "relation"): (
        Option("mentor", "mentor", "helps you get where you want to go"),
        Option("buddy", "buddy", "goes a similar way; you keep each other going"),
        Option("supervisor", "supervisor", "is responsible for you"),
        Option("reviewer", "reviewer", "looks at your progress with you"),
        Option("contact", "contact", "knows something, or somebody"),
    ),
    ("people", "kind"): (
        Option("team_lead", "team lead", "a good first mentor"),
        Option("peer", "peer", "does what you do"),
        Option("external", "external", "from outside the company"),
        Option("reverse", "reverse", "you help them, too"),
        Option("coach", "coach", "asks rather than tells"),
        Option(None, "not said", ""),
    ),
    ("people", "accepted"): (
        Option(False, "not yet", "you ask today, and note the answer later"),
        Option(True, "yes", "they have said so"),
    ),
    ("people", "same"): (
        Option("same", "the same person", "one human in two relations"),
        Option("other", "somebody else", "who has the same name"),
    ),
    ("people", "planned"): (
        Option("cancel", "cancel them", "their topics are parked"),
        Option("keep", "keep them", "as they are planned"),
    ),
    ("people", "visibility"): _VISIBILITIES,
    ("log_entries", "category"): (
        Option("membership_pathway", "membership pathway", "becoming a member of the group"),
        Option("onboarding_new_responsibility", "onboarding, new responsibility", "growing into a new role"),
        Option("new_technology", "new technology", "something you have not worked with before"),
        Option("reading_theory", "reading, theory", "books, papers, courses on your own"),
        Option("prototyping", "prototyping", "building something to learn from"),
        Option("peer_feedback_improvement", "peer feedback", "working on what others told you"),
        Option("training_programme", "training programme", "a course with a plan"),
        Option("other", "other", "anything else"),
    ),
    ("log_entries", "mode"): (
        Option("experience", "experience", "by doing it"),
        Option("social", "social", "with others and from them"),
        Option("formal", "formal", "in a course, or by the book"),
    ),
    ("log_entries", "time_source"): (
        Option("learning_budget", "learning budget", "counts against the agreed time"),
        Option("project_time", "project time", "as part of a project's work"),
        Option("own_time", "own time", "in your own time"),
    ),
    ("log_entries", "visibility"): _VISIBILITIES,
    ("budget_entries", "kind"): (
        Option("course", "course", "with a teacher, or online"),
        Option("conference", "conference", "talks, and people to meet"),
        Option("book", "book", "on paper or not"),
        Option("coaching", "coaching", "somebody who asks and listens; on retainer too"),
        Option("membership", "membership", "of a network or a society"),
        Option("workshop", "workshop", "learning by doing, in a group"),
        Option("tool", "tool", "a licence, a device, a service"),
        Option("certification", "certification", "an exam and its fee"),
        Option("other", "other", "anything else"),
    ),
    ("budget_entries", "state"): (
        Option("idea", "idea", "nobody is asked; with a day it is an opportunity"),
        Option("proposed", "proposed", "waits for a yes"),
        Option("approved", "approved", "somebody said yes"),
        Option("declined", "declined", "somebody said no, and why"),
        Option("booked", "booked", "it is arranged"),
        Option("spent", "spent", "it is paid for"),
        Option("evaluated", "evaluated", "you looked back at it"),
        Option("cancelled", "cancelled", "it is not wanted any more"),
    ),
    ("budget_entries", "visibility"): _VISIBILITIES,
    ("proposals", "kind"): (
        Option("training", "training", "a course, a coach, a conference"),
        Option("on_mission", "on-mission work", "time for something that serves the group's aim"),
        Option("plan", "plan", "how you go about it from here"),
        Option("policy", "policy", "what holds from now on, such as learning time a week"),
    ),
    ("proposals", "funding_asked"): (
        Option("none", "no funding", "only that nobody objects"),
        Option("time_only", "time", "hours, and no money"),
        Option("time_and_cost", "time and cost", "hours and the money"),
    ),
    ("proposals", "visibility"): _VISIBILITIES,
    ("reflections", "visibility"): _VISIBILITIES,
    ("assessments", "visibility"): (
        _VISIBILITIES[0],
        Option("mentor", "mentor", "asks your mentor to rate too, and shows yours once they did"),
        Option("shared", "shared", "shows it to everybody you export to, at once"),
    ),
    ("stretches", "visibility"): _VISIBILITIES,
    ("exports", "profile"): (
        Option("mentor", "mentor", "what your mentor may see, and your answers"),
        Option("shared", "shared", "only what everybody may see"),
        Option("full", "full", "everything, private notes too: your own copy"),
    ),
    ("exports", "format"): (
        Option("html", "page", "opens in any browser, on a phone too"),
        Option("json", "file", "for learnboard: “learnboard mentor FILE”"),
        Option("story", "story", "the cycle as you would tell it, as a page"),
        Option("ics", "calendar", "due dates, meetings and check-in days"),
    ),
    ("exports", "replace"): (
        Option(False, "other name", "the file gets a number"),
        Option(True, "replace", "the file that is there is lost"),
    ),
    ("exports", "anyway"): (
        Option(False, "look again", "nothing is written: escape, and change the words where they stand"),
        Option(True, "export all the same", "whoever gets the file can read them"),
    ),
    ("settings", "check_in_cadence"): (
        Option("weekly", "weekly", "a card is outdated after 7 days and the grace"),
        Option("biweekly", "biweekly", "a card is outdated after 14 days and the grace"),
        Option("monthly", "monthly", "a card is outdated after 31 days and the grace"),
    ),
}
"""The options by table (or part of a row) and field, in the order they are offered."""
_LATE_CHOICES: Final = ("twelve months from today", "next year", "the rest of this year")


def first_cycle_options(day: date) -> tuple[Option, ...]:
    """What a first cycle may be on a day, the one to begin with first; the values are its days."""
    choices = first_choices(day)
    labels = _LATE_CHOICES if len(choices) == len(_LATE_CHOICES) else ("this year",)
    return tuple(Option(days, label, cycle_days(days)) for days, label in zip(choices, labels, strict=True))
