"""What tables, fields, rows and kinds are called."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from learnboard.domain.model.fields import Visibility
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.presentation.values import Tone, count_of, day_text, quoted, short_name

if TYPE_CHECKING:  # its tables take 4 ms, and every start needs labels
    from learnboard.domain.model.feedback import Feedback, FeedbackKind, TargetKind

_FIELDS: Final = {
    "accepted_on": "day of acceptance",
    "asked_on": "day they were asked",
    "approach": "how to learn it",
    "ask": "help wanted",
    "baseline_id": "baseline",
    "check_in_cadence": "check-in rhythm",
    "check_in_every_days": "days between check-ins",
    "carried_from_id": "what it continues",
    "closed_on": "day it was closed",
    "cost_per_hour": "cost of an hour",
    "decides": "who decides",
    "done_on": "day it was done",
    "dropped_on": "day it was dropped",
    "drop_reason": "reason",
    "due_on": "due date",
    "ends_on": "last day",
    "grace_days": "days of grace",
    "from_on": "since",
    "failure_looks_like": "what failing looks like",
    "id": "id",
    "invited_ids": "who is invited",
    "job_safe_by_id": "who keeps the job safe",
    "max_key_results": "most key results",
    "max_objectives": "most objectives",
    "met_on": "day they were met",
    "meeting_cadence_days": "days between meetings",
    "okr_type": "type",
    "on": "day",
    "own_score": "own score",
    "own_score_reason": "reason of the own score",
    "plan_b": "plan B",
    "position": "place",
    "retro_even_better_if": "even better if",
    "retro_went_well": "what went well",
    "safety": "safety from 1 to 5",
    "safety_from": "what makes it safe",
    "self_approval_limit": "limit of own approval",
    "starts_on": "first day",
    "supports": "what it supports",
    "to_on": "until",
    "visibility": "who sees it",
    "who_id": "who",
    "with_ids": "who is invited",
    "why_company": "why for the company",
    "why_me": "why for me",
}
"""The labels of fields whose name does not say it."""
NOUNS: Final = {
    "goals": ("goal", "goals"),
    "cycles": ("cycle", "cycles"),
    "objectives": ("objective", "objectives"),
    "key_results": ("key result", "key results"),
    "milestones": ("step", "steps"),
    "check_ins": ("check-in", "check-ins"),
    "target_changes": ("change of the target", "changes of the target"),
    "people": ("person", "people"),
    "ilo_periods": ("period as the Individual Learning Objective", "periods as the Individual Learning Objective"),
    "meetings": ("meeting", "meetings"),
    "topics": ("topic", "topics"),
    "actions": ("action", "actions"),
    "hours_policies": ("rule of learning hours", "rules of learning hours"),
    "log_entries": ("log entry", "log entries"),
    "budgets": ("budget", "budgets"),
    "budget_adjustments": ("adjustment", "adjustments"),
    "budget_entries": ("budget entry", "budget entries"),
    "evaluations": ("evaluation", "evaluations"),
    "proposals": ("proposal", "proposals"),
    "responses": ("response", "responses"),
    "stretches": ("stretch", "stretches"),
    "assessments": ("assessment", "assessments"),
    "reflections": ("reflection", "reflections"),
    "feedback": ("piece of feedback", "pieces of feedback"),
}
"""One row of a table and several, in the order of the format."""
NAMING: Final = ("title", "statement", "name", "text")
"""The fields that a row can be called by."""
WHOLE_BOARD: Final = "the whole board"
TARGET_TABLES: "Final[Mapping[TargetKind, str]]" = {
    "goal": "goals",
    "objective": "objectives",
    "key_result": "key_results",
    "budget_entry": "budget_entries",
    "proposal": "proposals",
    "log_entry": "log_entries",
    "meeting": "meetings",
    "person": "people",
    "stretch": "stretches",
    "action": "actions",
    "assessment": "assessments",
}
"""The tables of what feedback can be about; the board itself is in none."""


class FeedbackLabel(NamedTuple):
    """What a kind of feedback is called, once and several times, and the preposition before what it is about.

    What decides has a sign and a tone, so that agreeing and refusing look different.
    """

    noun: str
    plural: str
    preposition: str
    sign: str = ""
    tone: Tone = "neutral"

    @property
    def signed(self) -> str:
        """The noun with its sign: `✗ refusal`."""
        return f"{self.sign} {self.noun}".lstrip()


FEEDBACK_KINDS: "Final[Mapping[FeedbackKind, FeedbackLabel]]" = {
    "comment": FeedbackLabel("comment", "comments", "on"),
    "question": FeedbackLabel("question", "questions", "about"),
    "suggestion": FeedbackLabel("suggestion", "suggestions", "for"),
    "kudos": FeedbackLabel("kudos", "kudos", "for"),
    "offer": FeedbackLabel("offer", "offers", "for"),
    "call_out": FeedbackLabel("call-out", "call-outs", "on"),
    "approve": FeedbackLabel("approval", "approvals", "of", "✓", "good"),
    "decline": FeedbackLabel("refusal", "refusals", "of", "✗", "bad"),
    "consent": FeedbackLabel("consent", "consents", "to", "✓", "good"),
    "objection": FeedbackLabel("objection", "objections", "to", "✗", "bad"),
    "reaction": FeedbackLabel("reaction", "reactions", "to"),
    "amendment": FeedbackLabel("amendment", "amendments", "to"),
    "concern": FeedbackLabel("concern", "concerns", "about"),
    "topic": FeedbackLabel("topic", "topics", "about"),
    "assessment": FeedbackLabel("assessment", "assessments", "on"),
}
"""All kinds, in the one order in which they are offered and listed everywhere."""
_OWN_VISIBILITY: Final[Mapping[Visibility, str]] = {
    "private": "only you see it",
    "mentor": "your mentor sees it",
    "shared": "everybody you share with sees it",
}
_OTHERS_VISIBILITY: Final[Mapping[Visibility, str]] = {
    "private": "only the owner sees it",
    "mentor": "the mentor sees it",
    "shared": "everybody it is shared with sees it",
}
_WIDTH: Final[Mapping[Visibility, int]] = {"private": 0, "mentor": 1, "shared": 2}


def field_label(name: str) -> str:
    """What a field is called: `due_on` is the due date, `goal_id` the goal."""
    return _FIELDS.get(name) or name.removesuffix("_id").replace("_", " ")


def field_labels(names: Iterable[str]) -> str:
    """What fields are called: `title, due date`."""
    return ", ".join(field_label(name) for name in names)


def labelled_texts(row: object, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The texts of a row that are not empty, each after its label: `Why for me`."""
    texts = ((field_label(name).capitalize(), str(getattr(row, name)).strip()) for name in names)
    return tuple((label, text) for label, text in texts if text)


def row_name(row: Any) -> str:
    """The title, statement, name or text of a row, on one line; empty if it has none."""
    return next((line for name in NAMING if (line := clean_line(getattr(row, name, "")))), "")


def dated_name(row: Any) -> str:
    """What a row without a name is called, by its day: `the meeting of 7 Aug 2026`; empty if it has no day."""
    on = getattr(row, "on", None)
    return f"the {NOUNS[row.TABLE][0]} of {day_text(on)}" if on else ""


def describe_row(row: Any) -> str:
    """A row by its noun and its name, if it has one: `key result “run 5 km”`."""
    noun, name = NOUNS[row.TABLE][0], row_name(row)
    return f"{noun} {quoted(name)}" if name else noun


def target_noun(kind: "TargetKind") -> str:
    """What a kind of target is called: `budget entry`, `the whole board`."""
    if kind == "person":  # feedback on a person is about what was agreed on with them (FORMAT.md, “Feedback document”)
        return "agreement"
    return WHOLE_BOARD if kind == "board" else NOUNS[TARGET_TABLES[kind]][0]


def nouns_of(table: str) -> tuple[str, str]:
    """One row of a table and several; of one that no board has in a file, its name."""
    return NOUNS.get(table) or (table.replace("_", " "),) * 2


def count_text(table: str, count: int) -> str:
    """A number of rows of a table: `15 key results`."""
    return count_of(count, *NOUNS[table])


def visibility_text(
    own: Visibility, parent: Visibility = "shared", *, you: bool = True, belongs_to: str = "objective"
) -> str:
    """Who sees a row: never more people than see what it `belongs_to` (FORMAT.md §1). `you` speaks to the owner."""
    labels = _OWN_VISIBILITY if you else _OTHERS_VISIBILITY
    if _WIDTH[parent] >= _WIDTH[own]:
        return labels[own]
    if parent == "private":
        return f"{labels[parent]}, since its {belongs_to} is private"
    return f"shared with {'your' if you else 'the'} mentor only, since its {belongs_to} is"


def author_label(name: str) -> str:
    """The name of an author, on one line; `somebody without a name` if it is empty."""
    return short_name(name) or "somebody without a name"


def describe_feedback(row: "Feedback") -> str:
    """Feedback by its kind and author: `question of Rowan Teal`."""
    return f"{FEEDBACK_KINDS[row.kind].noun} of {author_label(row.author)}"
