"""The mentor's forms: feedback on a subject, a decision, and the own note."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from learnboard.domain.model.feedback import DECISIONS, FeedbackItem, FeedbackKind, SuggestedAction, Target
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.consent import CURE, WAYS_TO_RESPOND, objection_parts, objection_text
from learnboard.presentation.feedback import (
    PLAIN,
    WAY_TO_RATE,
    WAYS_TO_DECIDE,
    WAYS_TO_REMARK,
    FeedbackContext,
    first_kind,
    item_text,
    prompt_for,
)
from learnboard.presentation.labels import target_noun
from learnboard.presentation.options import OPTIONS, Option
from learnboard.presentation.requests import about_line, agenda
from learnboard.presentation.review_invitation import EACH, review_invitation
from learnboard.service.mentor.feedback_draft import in_place_of, new_item
from learnboard.service.mentor.snapshot_view import SnapshotView
from learnboard.ui.editing.level_fields import LevelsForm, level_fields, level_texts, levels_in
from learnboard.ui.mentor.feedback_screen import FeedbackScreen
from learnboard.ui.mentor.reader import assessments_of, feedback_context_of, reader_context, review_reader
from learnboard.ui.mentor.session import MentorSession
from learnboard.ui.mentor.since import agenda_subject
from learnboard.ui.mentor.subjects import FeedbackSubject, board_subject, subject_of
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Long, Values
from learnboard.ui.toolkit.form import FormScreen
from learnboard.ui.toolkit.lines_view import PageContent

_KIND_OPTIONS: Final = tuple(Option(way.kind, way.name.lower(), way.hint) for way in WAYS_TO_REMARK)
_RESPONSE_OPTIONS: Final = tuple(Option(way.kind, way.name.lower(), way.hint) for way in WAYS_TO_RESPOND)
_RATING_OPTION: Final = Option(WAY_TO_RATE.kind, WAY_TO_RATE.name.lower(), WAY_TO_RATE.hint)
_VERDICTS: Final = (Option(None, "not said", "what you write is enough"), *OPTIONS["feedback", "verdict"])
_DECISIONS: Final = {way.kind: way for way in WAYS_TO_DECIDE}


class AskedRating(NamedTuple):
    """The axes on which the owner can be rated, and whether the reader is asked to."""

    axes: Sequence[str] = ()
    asked: bool = False


NOT_RATED: Final = AskedRating()


class FeedbackForm(LevelsForm):
    """Form for one feedback item; its command is the item. The hint in the empty text field depends on the kind."""

    def __init__(
        self,
        subjects: Sequence[FeedbackSubject],
        contexts: Sequence[FeedbackContext],
        day: date,
        *,
        save: Callable[[FeedbackItem], bool],
        draft: Mapping[str, str] | None = None,
        item: FeedbackItem | None = None,
        rating: AskedRating = NOT_RATED,
        judged: bool = False,
    ) -> None:
        """Offer `subjects`, the first one chosen, each with its context. `item` is the item to edit, if any.

        With the axes of a `rating` the first subject can be assessed. An objective at a review is `judged`: whether it
        goes on is asked beside the text.
        """
        self._item, self._asks_verdict = item, judged
        self._subjects, self._contexts = subjects, contexts
        self._text = Long("text", "text", gap=True)
        offered = _RESPONSE_OPTIONS if subjects[0].target.kind == "proposal" else _KIND_OPTIONS
        offered = (_RATING_OPTION, *offered) if rating.axes else offered
        known = item is None or item.kind in [option.value for option in offered]
        self._kinds = kinds = offered if known or item is None else (Option(item.kind, item.kind),)
        verdict = Choice("verdict", "verdict", _VERDICTS, letters_to="text") if judged else None
        abouts = [
            Option(number, target_noun(subject.target.kind), _more(subject)) for number, subject in enumerate(subjects)
        ]
        levels = level_fields(rating.axes, {}, applies=_assesses)
        fields: list[FormField] = [
            Choice("kind", "kind", kinds, letters_to="text"),
            *levels,
            self._text,
            *([verdict] if verdict else []),
            FormField("action", "to do", "in a few words, for their list", gap=True, applies=_suggests),
            Day("due_on", "by", day, applies=_suggests),
        ]
        if len(abouts) > 1:
            fields.append(Choice("about", "about", abouts, gap=True, applies=_may_be_about, letters_to="text"))
        kind = item.kind if item else first_kind(contexts[0], subjects[0].target.kind)
        kind = "assessment" if rating.asked and not item else kind
        action = item.action if item else None
        opened = {
            "kind": fields[0].text_of(kind),
            "text": item.text if item else "",
            "action": action.text if action else "",
            "due_on": str(action.due_on or "") if action else "",
            "about": abouts[0].label,
            **level_texts(rating.axes, (item.levels if item else None) or {}),
            **({"verdict": verdict.text_of(item.verdict if item else None)} if verdict else {}),
        }
        super().__init__(subjects[0].title, fields, opened, save=save, draft=draft)

    def _draw(self, width: int) -> PageContent:
        # The hint and the title depend on the chosen kind and subject.
        texts = self.form_state.texts
        about = self._about(texts)
        kind = next(option.value for option in self._kinds if option.label == texts["kind"])
        asked = EACH if self._asks_verdict and kind == "comment" and not about else ""
        self._text.hint = asked or prompt_for(kind, self._contexts[about], self._subjects[about].target.kind)
        named = self._subjects[about].named
        self._title_text = f"{named[:1].upper()}{named[1:]}"
        return super()._draw(width)

    def _about(self, texts: Mapping[str, str]) -> int:
        label = texts.get("about", "")
        return next(
            (number for number, subject in enumerate(self._subjects) if target_noun(subject.target.kind) == label), 0
        )

    def command(self, values: Values) -> FeedbackItem:
        """Return the feedback item."""
        target = self._subjects[values.get("about", 0)].target
        action = None
        if values.get("action") or values.get("due_on"):
            action = SuggestedAction(values["action"], values["due_on"])
        line = self._subjects[values.get("about", 0)].line
        text = f"{about_line(line)} {values['text']}" if line and values["text"].strip() else values["text"]
        levels = levels_in(values) if values["kind"] == "assessment" else None
        verdict = values.get("verdict") if target.kind == "objective" else None
        item = new_item(values["kind"], target, text, action, levels, verdict)
        return replace(item, id=self._item.id, revision=self._item.revision) if self._item else item


def _suggests(values: Values) -> bool:
    return values.get("kind") == "suggestion"


def _assesses(values: Values) -> bool:
    return values.get("kind") == "assessment"


def _may_be_about(values: Values) -> bool:
    """Whether what is said may be about something else: levels are those of one instrument."""
    return not _assesses(values)


def _more(subject: FeedbackSubject) -> str:
    return "" if subject.target.kind == "board" else subject.title


class TopicForm(FormScreen):
    """Form for a topic of the agenda; its command is the feedback item. `text` is what is proposed, if anything is."""

    def __init__(
        self,
        subject: FeedbackSubject,
        *,
        text: str,
        save: Callable[[FeedbackItem], bool],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._target = subject.target
        field = Long("text", "topic")
        field.hint = prompt_for("topic", PLAIN)
        super().__init__(f"A topic for the agenda: {subject.title}", [field], {"text": text}, save=save, draft=draft)

    def command(self, values: Values) -> FeedbackItem:
        """Return the topic as a feedback item."""
        return new_item("topic", self._target, values["text"], None)


class DecisionForm(FormScreen):
    """Form for the text of a decision; its command is the text."""

    def __init__(
        self,
        kind: FeedbackKind,
        subject: FeedbackSubject,
        *,
        text: str,
        save: Callable[[str], bool],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._kind: FeedbackKind = kind
        self._target: Target = subject.target
        hint = prompt_for(kind, PLAIN)
        opened = {"text": text}
        fields = [FormField("text", "because" if kind == "decline" else "word", hint)]
        if kind == "objection":
            fields = [FormField("text", "the harm", hint), FormField("cure", "taken away by", CURE)]
            opened["text"], opened["cure"] = objection_parts(text)
        about = subject.named if subject.target.kind == "person" else subject.title
        super().__init__(f"{_DECISIONS[kind].signed}: {about}", fields, opened, save=save, draft=draft)

    def command(self, values: Values) -> str:
        """Return the text, normalized for storage."""
        text = objection_text(values["text"], values["cure"]) if self._kind == "objection" else values["text"]
        return new_item(self._kind, self._target, text).text


class NoteForm(FormScreen):
    """Form for the mentor's own note; its command is the text."""

    def __init__(self, note: str, *, save: Callable[[str], bool], draft: Mapping[str, str] | None = None) -> None:
        fields = [Long("note", "note", "what you want to remember for the next meeting")]
        super().__init__("Your own note", fields, {"note": note}, save=save, draft=draft)
        self.intro = ("It stays on this machine: it is in no feedback file, and nobody else sees it.",)

    def command(self, values: Values) -> str:
        """Return the text of the note."""
        return str(values["note"])


# -- opening them -----------------------------------------------------------------------------------------------------


def open_feedback(screen: FeedbackScreen, subject: FeedbackSubject, item: FeedbackItem | None) -> None:
    """Open the form for feedback on a subject, or to edit an item."""
    session = screen.mentor_session
    snapshot_view = session.snapshot_view
    subjects = [subject, *_subjects_around(snapshot_view, subject)]
    contexts = [feedback_context_of(snapshot_view, about.target) for about in subjects]
    rating = _rating(session, subject.target)

    def save(made: FeedbackItem) -> bool:
        placed = in_place_of(made, session.feedback_draft)
        session.put(placed)
        about = subject_of(snapshot_view.snapshot.records, made.target).named
        verb = "Saved" if placed.id == made.id else "Replaced"
        screen.say(f"{verb} your {item_text(made.kind, about)}.", "u undo")
        return True

    invited = review_invitation(review_reader(snapshot_view, session.feedback_draft))
    judged = invited is not None and subject.target in [Target("objective", row.id) for row in invited.objectives]

    def form(draft: Mapping[str, str]) -> FeedbackForm:
        return FeedbackForm(
            subjects, contexts, session.today, save=save, draft=draft, item=item, rating=rating, judged=judged
        )

    name = f"change {item.id}" if item else f"feedback {subject.target.kind} {subject.target.id}"
    screen.open_form(name, form)


def _rating(session: MentorSession, target: Target) -> AskedRating:
    """What the reader is to rate on a target, if it is an assessment."""
    if target.kind != "assessment":
        return NOT_RATED
    assessments = assessments_of(session.snapshot_view, session.feedback_draft)
    return AskedRating(assessments.axes_of(target.id), assessments.is_asked(target.id))


def open_topic(screen: FeedbackScreen, subject: FeedbackSubject) -> None:
    """Open the form for a topic of the agenda: one that is proposed where the cursor is, or one of one's own."""
    session = screen.mentor_session
    records = session.snapshot_view.snapshot.records
    context = reader_context(session.snapshot_view, session.feedback_draft)
    about = subject if subject.topic else agenda_subject(records, agenda(context))

    def save(made: FeedbackItem) -> bool:
        session.put(made)
        screen.say("Saved your topic for the agenda.", "u undo")
        return True

    def form(draft: Mapping[str, str]) -> TopicForm:
        return TopicForm(about, text=subject.topic, save=save, draft=draft)

    screen.open_form(f"topic {about.target.kind} {about.target.id}", form)


def _subjects_around(snapshot_view: SnapshotView, subject: FeedbackSubject) -> list[FeedbackSubject]:
    """Return the other subjects to choose from: what the subject belongs to, and the whole board."""
    records = snapshot_view.snapshot.records
    target = subject.target
    if target.kind == "proposal":
        return []  # what answers a proposal is about nothing else
    if target.kind == "board":
        goal = snapshot_view.board.goal
        return [subject_of(records, Target("goal", goal.id))] if goal else []
    around: list[Target] = []
    if target.kind == "key_result":
        around += [Target("objective", row.objective_id) for row in records.key_results if row.id == target.id]
    rows: Sequence[BudgetEntry | LogEntry] = ()
    if target.kind == "budget_entry":
        rows = records.budget_entries
    elif target.kind == "log_entry":
        rows = records.log_entries
    around += [Target("key_result", row.key_result_id) for row in rows if row.id == target.id and row.key_result_id]
    return [*(subject_of(records, each) for each in around), board_subject(records)]


def open_note(screen: FeedbackScreen) -> None:
    """Open the form for the mentor's own note."""
    session = screen.mentor_session
    before = session.feedback_draft.note

    def save(text: str) -> bool:
        session.note(text, before)
        screen.say("Saved your note on this machine.")
        return True

    screen.open_form("note", lambda draft: NoteForm(before, save=save, draft=draft))


def open_decision(screen: FeedbackScreen, kind: FeedbackKind, subject: FeedbackSubject) -> None:
    """Open the form for the text of a decision."""
    session = screen.mentor_session
    decided = (item for item in session.feedback_draft.items_on(subject.target) if item.kind in DECISIONS)
    before = next(decided, None)

    def save(text: str) -> bool:
        session.decide(kind, subject.target, text)
        screen.say(f"Saved your {item_text(kind, subject.named)}.", "u undo")
        return True

    def form(draft: Mapping[str, str]) -> DecisionForm:
        # The words of another decision say why the opposite was decided: this one begins without any.
        text = before.text if before and before.kind == kind else ""
        return DecisionForm(kind, subject, text=text, save=save, draft=draft)

    screen.open_form(f"{kind} {subject.target.id}", form)
