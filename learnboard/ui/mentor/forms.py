"""The forms of the mentor: feedback on something, a decision, a note of their own, and the feedback file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from learnboard.domain.errors import FileRefused
from learnboard.domain.feedback import FeedbackKind, SuggestedAction, Target
from learnboard.domain.feedback_document import Author, FeedbackItem
from learnboard.domain.fields import Id
from learnboard.service.mentoring import new_item
from learnboard.ui.entry import Entry
from learnboard.ui.file_names import path_of, short
from learnboard.ui.forms.fields import Choice, Day, Field, Long, Option, Values, yes_no
from learnboard.ui.forms.filling import Filling
from learnboard.ui.forms.form import FormScreen, WrongField
from learnboard.ui.mentor.prompts import Occasion, first_kind, prompt_for
from learnboard.ui.mentor.things import NAMES, Thing
from learnboard.ui.page import Sheet
from learnboard.ui.spans import Line, Span
from learnboard.ui.text import cut, simplified

# A letter goes to the next kind that begins with it: nobody who types “c” shall come by a call-out first.
KINDS: Final = (
    Option("question", "question", "what you would like to know"),
    Option("suggestion", "suggestion", "with something to do, if you like"),
    Option("kudos", "kudos", "what went well"),
    Option("offer", "offer", "what you can do for them"),
    Option("comment", "comment", "what you noticed"),
    Option("call_out", "call-out", "only for the owner, never passed on"),
)
_NOBODY: Final = "nobody of these"
_LONGEST_LABEL: Final = 24
_LONGEST_BELOW: Final = 70


class FeedbackForm(FormScreen):
    """Asks for one item of feedback; its wish is the item. What stands in the empty field goes with the kind."""

    def __init__(
        self,
        things: Sequence[Thing],
        occasions: Sequence[Occasion],
        day: date,
        *,
        save: Callable[[FeedbackItem], bool],
        draft: Mapping[str, str] | None = None,
        item: FeedbackItem | None = None,
    ) -> None:
        """Write about the first of `things`, or another of them, each with its occasion; `item` is to be changed."""
        self._item = item
        self._things, self._occasions = things, occasions
        self._text = Long("text", "text", gap=True)
        self._kinds = kinds = (
            KINDS if item is None or item.kind in [one.value for one in KINDS] else (_decision(item.kind),)
        )
        abouts = [Option(number, NAMES[thing.target.kind], _more(thing)) for number, thing in enumerate(things)]
        fields: list[Field] = [
            Choice("kind", "kind", kinds),
            self._text,
            Field("action", "to do", "in a few words, for their list", gap=True, applies=_suggests),
            Day("due_on", "by", day, applies=_suggests),
        ]
        if len(abouts) > 1:
            fields.append(Choice("about", "about", abouts, gap=True))
        kind = item.kind if item else first_kind(occasions[0])
        action = item.action if item else None
        opened = {
            "kind": fields[0].text_of(kind),
            "text": item.text if item else "",
            "action": action.text if action else "",
            "due_on": str(action.due_on or "") if action else "",
            "about": abouts[0].label,
        }
        super().__init__(things[0].title, fields, opened, save=save, draft=draft)

    def _draw(self, width: int) -> Sheet:
        # What is asked goes with the kind that is chosen just now, and with what it is about.
        texts = self.filling.texts
        about = self._about(texts)
        kind = next(option.value for option in self._kinds if option.label == texts["kind"])
        self._text.hint = prompt_for(kind, self._occasions[about])
        self._title_text = self._things[about].named
        return super()._draw(width)

    def _about(self, texts: Mapping[str, str]) -> int:
        label = texts.get("about", "")
        return next((number for number, thing in enumerate(self._things) if NAMES[thing.target.kind] == label), 0)

    def wish(self, values: Values) -> FeedbackItem:
        """The item that was written."""
        target = self._things[values.get("about", 0)].target
        action = None
        if values.get("action") or values.get("due_on"):
            action = SuggestedAction(values["action"], values["due_on"])
        item = new_item(values["kind"], target, values["text"], action)
        return replace(item, id=self._item.id, revision=self._item.revision) if self._item else item


def _suggests(values: Values) -> bool:
    return values.get("kind") == "suggestion"


def _more(thing: Thing) -> str:
    return "" if thing.target.kind == "board" else thing.title


def _decision(kind: FeedbackKind) -> Option:
    return Option(kind, kind)


class DecisionForm(FormScreen):
    """Asks for a word on a decision; its wish is the text. Where it is `needed`, there must be one."""

    def __init__(
        self,
        kind: FeedbackKind,
        thing: Thing,
        *,
        text: str,
        save: Callable[[str], bool],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._kind: FeedbackKind = kind
        self._target: Target = thing.target
        hint = prompt_for(kind, Occasion("plain"))
        fields = [Field("text", "because" if kind in ("decline", "objection") else "word", hint)]
        super().__init__(f"{kind.capitalize()}: {thing.title}", fields, {"text": text}, save=save, draft=draft)

    def wish(self, values: Values) -> str:
        """What was written, as far as it can be kept."""
        return new_item(self._kind, self._target, values["text"]).text


class NoteForm(FormScreen):
    """Asks for the mentor's own note; its wish is the text."""

    def __init__(self, note: str, *, save: Callable[[str], bool], draft: Mapping[str, str] | None = None) -> None:
        fields = [Long("note", "note", "what you want to remember for the next meeting")]
        super().__init__("Your own note", fields, {"note": note}, save=save, draft=draft)
        self.intro = ("It stays on this machine: it is in no feedback file, and nobody else sees it.",)

    def wish(self, values: Values) -> str:
        """What is to be remembered."""
        return str(values["note"])


class Delivery(NamedTuple):
    """What the feedback file is to be: by whom, where, and whether another file there gives way to it."""

    author: Author
    path: Path
    force: bool


class WriteForm(FormScreen):
    """Asks who writes and where to, and has it written by `deliver`; that another file is there is asked about."""

    def __init__(
        self,
        people: Sequence[tuple[Id, str, str]],
        author: Author,
        path: Path,
        counts: str,
        *,
        known: bool,
        deliver: Callable[[Delivery], None],
    ) -> None:
        """Ask with people to choose from, each by id, name and relation; `counts` says what goes into the file.

        Who is `known` already need only say where to.
        """
        self._path, self._counts, self._deliver = path, counts, deliver
        self._taken = ""
        options = person_options(people)
        self._names = {option.label: simplified(name) for option, (_, name, _) in zip(options, people, strict=True)}
        who = [
            Choice("person", "you are", (*options, Option(None, _NOBODY, "your name stands alone")), gap=known),
            Field("name", "your name", "as the owner knows you"),
        ]
        where = [
            Field("path", "file", "a name", gap=not known),
            yes_no(
                "replace",
                "replace it",
                yes="what stands in it is lost",
                no="choose another name",
                applies=self._is_taken,
            ),
        ]
        opened = {
            "person": who[0].text_of(author.person_id),
            "name": author.name,
            "path": Entry.of(short(path)).text,
            "replace": "no",
        }
        fields = [*where, *who] if known else [*who, *where]
        super().__init__("Write the feedback file", fields, opened, save=lambda _: True)

    def _show(self, filling: Filling) -> None:
        """The name follows the person who is chosen, unless it is another than any of theirs."""
        before, person = self.filling.texts, filling.texts["person"]
        if person != before["person"] and before["name"] in ("", *self._names.values()):
            filling = filling._replace(texts={**filling.texts, "name": self._names.get(person, "")})
        super()._show(filling)

    def _is_taken(self, _: Values) -> bool:
        return bool(self._taken)

    def below(self, filling: Filling) -> Line | None:  # noqa: ARG002 - it is the same whatever stands there
        """What goes into the file."""
        return [Span(cut(self._counts, _LONGEST_BELOW), "muted")]

    def wish(self, values: Values) -> Delivery:
        """Who wrote, and where to; it is written."""
        if not values["name"]:
            raise WrongField("name", "Your name is empty: write how the owner knows you.")
        text = values["path"]
        if not text:
            raise WrongField("path", "The file has no name: write one, or escape goes back.")
        force = bool(values.get("replace")) and text == self._taken
        delivery = Delivery(Author(values["name"], values["person"]), path_of(text, [self._path]), force)
        try:
            self._deliver(delivery)
        except FileRefused as error:
            self._taken = text if delivery.path.is_file() else ""
            raise WrongField("path", str(error)) from error
        return delivery


def person_options(people: Sequence[tuple[Id, str, str]]) -> tuple[Option, ...]:
    """Options for people, each by id, name and relation, with names that differ from each other."""
    options: list[Option] = []
    taken = {_NOBODY}
    for id_, name, relation in people:
        plain = cut(simplified(name) or "without a name", _LONGEST_LABEL)
        numbers = (plain if number == 1 else f"{plain} ({number})" for number in range(1, len(people) + 2))
        label = next(each for each in numbers if each not in taken)
        taken.add(label)
        options.append(Option(id_, label, relation))
    return tuple(options)
