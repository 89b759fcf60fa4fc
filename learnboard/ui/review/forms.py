"""The forms of a review: what becomes of an objective, what was talked about, and who is invited."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from learnboard.domain.action_line import KnownPerson
from learnboard.domain.model.fields import Id, Verdict
from learnboard.presentation.meetings import reviewers_warning
from learnboard.presentation.options import OPTIONS
from learnboard.presentation.review import QUESTION
from learnboard.service.growth_commands import InviteToReview
from learnboard.ui.editing.people_field import People
from learnboard.ui.review.answers import NOTES
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Long, Values
from learnboard.ui.toolkit.form import FormScreen
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.text import Line, StyledText, simplified

Texts = Mapping[str, str]


class ReviewTextsForm(FormScreen):
    """A form of texts that become fields of the review's draft."""

    def __init__(
        self,
        title: str,
        fields: Sequence[FormField],
        opened: Texts,
        *,
        names: Texts,
        save: Callable[[Texts], bool],
        intro: Sequence[str] = (),
        draft: Texts | None = None,
    ) -> None:
        """Show the fields; `names` are those of the draft by the form's."""
        self._names = names
        super().__init__(title, fields, opened, save=save, draft=draft)
        self.intro = tuple(intro)

    def command(self, values: Values) -> Texts:
        """Return the texts by their names in the draft."""
        return {self._names[name]: value or "" for name, value in values.items()}


def verdict_form(
    objective: Id,
    title: str,
    said: tuple[Verdict | None, str],
    *,
    save: Callable[[Texts], bool],
    draft: Texts,
) -> ReviewTextsForm:
    """Return the form of what becomes of an objective, and why."""
    choice = Choice("verdict", "verdict", OPTIONS["reflections", "verdict"])
    kind = Long if "\n" in said[1] else FormField
    text = kind("text", "because", "a sentence: what you saw, and what follows from it")
    opened = {"verdict": choice.text_of(said[0]), "text": said[1]}
    names = {"verdict": f"verdict.{objective}", "text": f"text.{objective}"}
    return ReviewTextsForm(
        QUESTION, [text, choice], opened, names=names, save=save, intro=[simplified(title)], draft=draft
    )


def notes_form(text: str, *, save: Callable[[Texts], bool], draft: Texts) -> ReviewTextsForm:
    """Return the form of what was talked about."""
    field = Long("notes", "in a few words", "what they saw that you did not, and what you agreed on")
    return ReviewTextsForm(
        "What you talked about", [field], {"notes": text}, names={"notes": NOTES}, save=save, draft=draft
    )


class InviteForm(FormScreen):
    """Whom to invite to a review, and for which day. Its command is InviteToReview."""

    def __init__(
        self,
        cycle: Id,
        on: date,
        invited: Sequence[Id],
        people: Sequence[KnownPerson],
        day: date,
        *,
        save: Callable[[InviteToReview], bool],
        draft: Texts | None = None,
    ) -> None:
        """Show who is invited by now."""
        self._cycle = cycle
        fields = [People("people", "with", people), Day("on", "on", day, needed=True)]
        opened = {"people": fields[0].text_of(invited), "on": fields[1].text_of(on)}
        super().__init__("Invite to the review", fields, opened, save=save, draft=draft)
        self.intro = ("Each gets a file and a page with the questions. Two who see your work are best.",)

    def below(self, form_state: FormState) -> Line | None:
        """Return a warning if too few are invited."""
        values, wrong = form_state.values()
        warning = "" if "people" in wrong else reviewers_warning("progress_review", len(values["people"]))
        return [StyledText(warning, "warn")] if warning else None

    def command(self, values: Values) -> InviteToReview:
        """Return the command that plans the review."""
        return InviteToReview(self._cycle, values["on"], values["people"])
