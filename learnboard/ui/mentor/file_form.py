"""The form that writes the feedback file: asks for the author and the path."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from learnboard.domain.errors import InvalidFile
from learnboard.domain.model.feedback import Author, FeedbackItem
from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import folded
from learnboard.presentation.labels import FEEDBACK_KINDS
from learnboard.presentation.options import Option
from learnboard.presentation.values import count_of, quoted
from learnboard.service.mentor.feedback_export import OtherFeedback
from learnboard.ui.mentor.feedback_screen import FeedbackScreen
from learnboard.ui.mentor.reader import likely_reader
from learnboard.ui.toolkit.fields import Choice, FormField, Values, yes_no
from learnboard.ui.toolkit.file_names import missing_folder, path_of, short
from learnboard.ui.toolkit.form import FormScreen, WrongField
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.text import Line, StyledText, cut, distinct_labels, simplified
from learnboard.ui.toolkit.text_buffer import TextBuffer

_NOBODY: Final = "none of these"
_NOTHING: Final = "nothing"
_LONGEST_BELOW: Final = 70
_SECONDS: Final = 20
"""Seconds that the notification about sending the file stays on the screen."""


class FeedbackFileOrder(NamedTuple):
    """Author and path of a feedback file, and whether to replace an existing file."""

    author: Author
    path: Path
    force: bool


class WriteFeedbackForm(FormScreen):
    """Form for author and path. `deliver` writes the file; before replacing another file, the form asks."""

    def __init__(
        self,
        people: Sequence[tuple[Id, str, str]],
        author: Author,
        path_for: Callable[[Author], Path],
        counts: Callable[[], str],
        *,
        known: bool,
        deliver: Callable[[FeedbackFileOrder], None],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        """Offer people by id, name and relation. `counts` describes the content of the file as it would be now.

        A `known` author starts at the path. `path_for` gives the file's name until the user types one.
        """
        self._path_for, self._counts, self._deliver = path_for, counts, deliver
        self._counted = counts()
        self._taken = ""
        options = person_options(people)
        self._names = {option.label: simplified(name) for option, (_, name, _) in zip(options, people, strict=True)}
        self._named = ""
        who, where = self._who(options, gap=known), self._where(gap=not known)
        opened = {
            "person": who[0].text_of(author.person_id),
            "name": author.name,
            "path": self._default(author.name),
            "replace": "no",
        }
        fields = [*where, *who] if known else [*who, *where]
        super().__init__("Write the feedback file", fields, opened, save=lambda _: True, draft=draft)

    def _who(self, people: Sequence[Option], *, gap: bool) -> list[FormField]:
        somebody = (*people, Option(None, _NOBODY, "only your name"))
        name = FormField("name", "your name", "as the owner knows you")
        name.fresh = True  # a letter typed on the choice starts a new name
        return [Choice("person", "you are", somebody, gap=gap, letters_to="name"), name]

    def _where(self, *, gap: bool) -> list[FormField]:
        lost, other = "its present content is lost", "choose another name"
        replace = yes_no("replace", "replace it", yes=lost, no=other, applies=self._is_taken)
        return [FormField("path", "file", "a name", gap=gap), replace]

    @property
    def draft(self) -> dict[str, str]:
        """Draft of the form without the choice to replace a file, which is made anew each time."""
        return {name: text for name, text in super().draft.items() if name != "replace"}

    def _show(self, form_state: FormState) -> None:
        """Update name and person with each other, and the path with the name, until the user edits them."""
        before, texts = self.form_state.texts, dict(form_state.texts)
        if texts["person"] != before["person"]:
            if before["name"] in ("", *self._names.values()):
                texts["name"] = self._names.get(texts["person"], "")
        elif texts["name"] != before["name"] and texts["person"] in (_NOBODY, self._named):
            texts["person"] = self._named = self._label_of(texts["name"])
        if texts["name"] != before["name"] and before["path"] == self._default(before["name"]):
            texts["path"] = self._default(texts["name"])
        super()._show(form_state._replace(texts=texts))

    def _label_of(self, name: str) -> str:
        """Return the option of the one person with a name that was typed, else that for nobody."""
        same = [label for label, known in self._names.items() if folded(known) == folded(name.strip())]
        return same[0] if len(same) == 1 else _NOBODY

    def _default(self, name: str) -> str:
        """Return the default path as text."""
        return TextBuffer.of(short(self._path_for(Author(name, None)))).text

    def _is_taken(self, _: Values) -> bool:
        return bool(self._taken)

    def below(self, form_state: FormState) -> Line | None:  # noqa: ARG002 - the same for any state
        """Return the line that describes the content of the file."""
        return [StyledText(cut(self._counted, _LONGEST_BELOW), "muted")]

    def command(self, values: Values) -> FeedbackFileOrder:
        """Write the file and return the order.

        Raises:
            WrongField: if the name or the path is empty, the file cannot be written, or there is something else to
                write than was said.
        """
        if not values["name"]:
            raise WrongField("name", "Your name is empty: write how the owner knows you.")
        text = values["path"]
        if not text:
            raise WrongField("path", "The file has no name: write one, or press escape to go back.")
        if missing := missing_folder(text):
            raise WrongField("path", missing)
        if (counted := self._counts()) != self._counted:
            self._counted = counted
            raise WrongField(None, f"Another window has changed it to {counted or _NOTHING}: save again to write that.")
        force = bool(values.get("replace")) and text == self._taken
        order = FeedbackFileOrder(
            Author(values["name"], values["person"]),
            path_of(text, [self._path_for(Author(values["name"], None))]),
            force,
        )
        try:
            self._deliver(order)
        except InvalidFile as error:
            self._taken = text if isinstance(error, OtherFeedback) else ""
            raise WrongField("path", str(error)) from error
        return order


def person_options(people: Sequence[tuple[Id, str, str]]) -> tuple[Option, ...]:
    """Return options for people, given by id, name and relation, with distinct labels."""
    labels = distinct_labels([simplified(name) or "without a name" for _, name, _ in people], (_NOBODY,))
    return tuple(Option(id_, label, relation) for label, (id_, _, relation) in zip(labels, people, strict=True))


def open_write_file(screen: FeedbackScreen) -> None:
    """Open the form that writes the feedback file."""
    session = screen.mentor_session
    feedback_draft, records = session.feedback_draft, session.snapshot_view.snapshot.records
    known = feedback_draft.author is not None and bool(feedback_draft.author.name)
    guess = likely_reader(session.snapshot_view, feedback_draft)
    names = {person.id: simplified(person.name) for person in records.people}
    author = feedback_draft.author or Author(names.get(guess or "", ""), guess)
    people = [(person.id, person.name, person.relation) for person in records.people]
    owner = records.board_info.owner.name

    def deliver(order: FeedbackFileOrder) -> None:
        message = session.write(order.author, order.path, datetime.now(UTC), force=order.force)
        items = count_of(len(session.feedback_draft.items), "item")
        screen.say(f"{items} in the file: send it to {quoted(owner)}.")
        what_next = f"{message} They import it with “learnboard import FILE”."
        screen.notify(what_next, markup=False, timeout=_SECONDS)

    def counts() -> str:
        session.keep_up()  # what another window has written goes into the file, too
        return _counts(session.feedback_draft.items)

    def form(draft: Mapping[str, str]) -> WriteFeedbackForm:
        return WriteFeedbackForm(people, author, session.path_for, counts, known=known, deliver=deliver, draft=draft)

    screen.open_form("write", form)


def _counts(items: Sequence[FeedbackItem]) -> str:
    """Return how many items of which kind there are, in the order of all kinds: `2 comments, 1 question`."""
    numbers = Counter(item.kind for item in items)
    labels = ((numbers[kind], label) for kind, label in FEEDBACK_KINDS.items())
    return ", ".join(count_of(number, label.noun, label.plural) for number, label in labels if number)
