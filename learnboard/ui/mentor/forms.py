"""The forms of the mentor: feedback on something, a decision, and a note of their own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from learnboard.domain.model.feedback import FeedbackItem, FeedbackKind, SuggestedAction, Target
from learnboard.presentation.feedback import PLAIN, FeedbackContext, first_kind, prompt_for
from learnboard.presentation.labels import target_noun
from learnboard.presentation.options import Option
from learnboard.service.mentor.feedback_draft import new_item
from learnboard.ui.mentor.subjects import FeedbackSubject
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Long, Values
from learnboard.ui.toolkit.form import FormScreen
from learnboard.ui.toolkit.lines_view import PageContent

KINDS: Final = (
    Option("question", "question", "what you would like to know"),
    Option("suggestion", "suggestion", "with something to do, if you like"),
    Option("kudos", "kudos", "what went well"),
    Option("offer", "offer", "what you can do for them"),
    Option("comment", "comment", "what you noticed"),
    Option("call_out", "call-out", "only for the owner, never passed on"),
)


class FeedbackForm(FormScreen):
    """Asks for one item of feedback; its wish is the item. What stands in the empty field goes with the kind."""

    def __init__(
        self,
        subjects: Sequence[FeedbackSubject],
        occasions: Sequence[FeedbackContext],
        day: date,
        *,
        save: Callable[[FeedbackItem], bool],
        draft: Mapping[str, str] | None = None,
        item: FeedbackItem | None = None,
    ) -> None:
        """Write about the first of `things`, or another of them, each with its occasion; `item` is to be changed."""
        self._item = item
        self._things, self._occasions = subjects, occasions
        self._text = Long("text", "text", gap=True)
        self._kinds = kinds = (
            KINDS if item is None or item.kind in [one.value for one in KINDS] else (_decision(item.kind),)
        )
        abouts = [
            Option(number, target_noun(subject.target.kind), _more(subject)) for number, subject in enumerate(subjects)
        ]
        fields: list[FormField] = [
            Choice("kind", "kind", kinds, onward="text"),
            self._text,
            FormField("action", "to do", "in a few words, for their list", gap=True, applies=_suggests),
            Day("due_on", "by", day, applies=_suggests),
        ]
        if len(abouts) > 1:
            fields.append(Choice("about", "about", abouts, gap=True, onward="text"))
        kind = item.kind if item else first_kind(occasions[0])
        action = item.action if item else None
        opened = {
            "kind": fields[0].text_of(kind),
            "text": item.text if item else "",
            "action": action.text if action else "",
            "due_on": str(action.due_on or "") if action else "",
            "about": abouts[0].label,
        }
        super().__init__(subjects[0].title, fields, opened, save=save, draft=draft)

    def _draw(self, width: int) -> PageContent:
        # What is asked goes with the kind that is chosen just now, and with what it is about.
        texts = self.form_state.texts
        about = self._about(texts)
        kind = next(option.value for option in self._kinds if option.label == texts["kind"])
        self._text.hint = prompt_for(kind, self._occasions[about])
        self._title_text = self._things[about].named
        return super()._draw(width)

    def _about(self, texts: Mapping[str, str]) -> int:
        label = texts.get("about", "")
        return next(
            (number for number, subject in enumerate(self._things) if target_noun(subject.target.kind) == label), 0
        )

    def command(self, values: Values) -> FeedbackItem:
        """The item that was written."""
        target = self._things[values.get("about", 0)].target
        action = None
        if values.get("action") or values.get("due_on"):
            action = SuggestedAction(values["action"], values["due_on"])
        item = new_item(values["kind"], target, values["text"], action)
        return replace(item, id=self._item.id, revision=self._item.revision) if self._item else item


def _suggests(values: Values) -> bool:
    return values.get("kind") == "suggestion"


def _more(subject: FeedbackSubject) -> str:
    return "" if subject.target.kind == "board" else subject.title


def _decision(kind: FeedbackKind) -> Option:
    return Option(kind, kind)


class DecisionForm(FormScreen):
    """Asks for a word on a decision; its wish is the text.

    The text of the `other` decision that it takes the place of stays, unless something else is typed.
    """

    def __init__(
        self,
        kind: FeedbackKind,
        subject: FeedbackSubject,
        *,
        text: str,
        other: bool = False,
        save: Callable[[str], bool],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._kind: FeedbackKind = kind
        self._target: Target = subject.target
        hint = prompt_for(kind, PLAIN)
        fields = [FormField("text", "because" if kind in ("decline", "objection") else "word", hint)]
        fields[0].fresh = other
        super().__init__(f"{kind.capitalize()}: {subject.title}", fields, {"text": text}, save=save, draft=draft)

    def command(self, values: Values) -> str:
        """What was written, as far as it can be kept."""
        return new_item(self._kind, self._target, values["text"]).text


class NoteForm(FormScreen):
    """Asks for the mentor's own note; its wish is the text."""

    def __init__(self, note: str, *, save: Callable[[str], bool], draft: Mapping[str, str] | None = None) -> None:
        fields = [Long("note", "note", "what you want to remember for the next meeting")]
        super().__init__("Your own note", fields, {"note": note}, save=save, draft=draft)
        self.intro = ("It stays on this machine: it is in no feedback file, and nobody else sees it.",)

    def command(self, values: Values) -> str:
        """What is to be remembered."""
        return str(values["note"])
