"""The forms of a close: a score with its reason, what was learned, the reflection, and how a metric goes on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from learnboard.domain.board import Card
from learnboard.domain.closing import OwnScore
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.row_rules import problem
from learnboard.presentation.closing import DOES_IT_GO_ON, LEARNED, came_to, score_text
from learnboard.presentation.messages import sentence
from learnboard.presentation.options import OPTIONS
from learnboard.ui.cycles.closing.answers import COMPUTED
from learnboard.ui.toolkit.fields import Choice, FormField, Long, Values
from learnboard.ui.toolkit.form import FormScreen, WrongField
from learnboard.ui.toolkit.number_fields import Amount
from learnboard.ui.toolkit.text import simplified

Texts = Mapping[str, str]
Save = Callable[[Texts], bool]
_SCORE_HINT: Final = "0 to 1, or nothing for the computed one"


class ScoreForm(FormScreen):
    """An own score with its reason, or the sentence about what was committed; its command is texts of the draft."""

    def __init__(
        self,
        card: Card,
        own: OwnScore,
        intro: Sequence[str],
        *,
        short: bool,
        typed: str,
        save: Save,
        draft: Texts | None = None,
    ) -> None:
        """Show a score, or what was typed to begin one; `short` says that the computed one wants a sentence."""
        self._card, self._short = card, short
        score = Amount("score", "score", _SCORE_HINT, beside=f"computed: {score_text(card.figures.score)}")
        reason = FormField("reason", "because", "one sentence")
        opened = {"score": score.text_of(own.score), "reason": own.reason}
        super().__init__(simplified(card.key_result.title), [score, reason], opened, save=save, draft=draft)
        self.intro = tuple(intro)
        if typed:
            self._form_state = self._form_state.pasted(typed)
        elif short and own.score is None:
            self._form_state = self._form_state.gone("reason")

    def judged(self, values: Values) -> Mapping[str, str]:
        """Return what is wrong with a score: it is 0 to 1, with at most two decimals."""
        score: Number | None = values.get("score")
        row = replace(self._card.key_result, own_score=score)
        found = problem(row)
        return {"score": sentence(found.message)} if found and found.field == "own_score" else {}

    def command(self, values: Values) -> Texts:
        """Return the score and its reason.

        Raises:
            WrongField: if the sentence is missing.
        """
        score: Number | None = values["score"]
        computed = self._card.figures.score
        if score is not None and computed is not None and score.fraction == computed:
            score = None  # it is the computed one
        reason = values["reason"]
        if not reason and score is not None:
            raise WrongField("reason", "Say in a sentence why it is not the computed score.")
        if not reason and self._short:
            raise WrongField("reason", "It was committed and is below 1.00: say in a sentence how that came.")
        return {
            f"score.{self._card.id}": COMPUTED if score is None else score.text,
            f"reason.{self._card.id}": reason,
        }


class TextsForm(FormScreen):
    """A form of texts that become fields of the draft, by their names."""

    def __init__(
        self,
        title: str,
        fields: Sequence[FormField],
        opened: Texts,
        *,
        names: Mapping[str, str],
        save: Save,
        intro: Sequence[str] = (),
        draft: Texts | None = None,
    ) -> None:
        """Show the fields; `names` are those of the draft by the form's."""
        self._names = names
        super().__init__(title, fields, opened, save=save, draft=draft)
        self.intro = tuple(intro)

    def command(self, values: Values) -> Texts:
        """Return the texts by their names in the draft."""
        return {self._names[name]: value for name, value in values.items()}


def learned_form(
    objective: str, title: str, texts: tuple[str, str], *, cause: bool, save: Save, draft: Texts
) -> TextsForm:
    """Return the form of what was learned from an objective; with a field for one cause, if that is asked."""
    fields: list[FormField] = [Long("learned", "learned", "what you know now, and did not before")]
    if cause:
        fields.append(FormField("cause", "one cause", "too much at once, not mine to decide, no time kept free, …"))
    names = {"learned": f"learned.{objective}", "cause": f"cause.{objective}"}
    opened = {"learned": texts[0], "cause": texts[1]}
    return TextsForm(LEARNED, fields, opened, names=names, save=save, intro=[simplified(title)], draft=draft)


def verdict_form(objective: str, title: str, verdict: str | None, *, save: Save, draft: Texts) -> TextsForm:
    """Return the form of the verdict on an objective."""
    field = Choice("verdict", "verdict", OPTIONS["objectives", "verdict"])
    names, opened = {"verdict": f"verdict.{objective}"}, {"verdict": field.text_of(verdict)}
    return TextsForm(DOES_IT_GO_ON, [field], opened, names=names, save=save, intro=[simplified(title)], draft=draft)


def reflection_form(title: str, text: str, question: str, *, save: Save, draft: Texts) -> TextsForm:
    """Return the form of the reflection on a cycle."""
    field = Long("reflection", "in a few words", "what it was, and what you would tell yourself at its beginning")
    opened, names = {"reflection": text}, {"reflection": "reflection"}
    return TextsForm(simplified(title), [field], opened, names=names, save=save, intro=[question], draft=draft)


class NumbersForm(FormScreen):
    """What a metric goes from and to in the next cycle; its command is texts of the draft."""

    def __init__(self, card: Card, row: KeyResult, *, save: Save, draft: Texts | None = None) -> None:
        """Show the numbers of a key result as it would go on."""
        self._card, self._row = card, row
        self._fields = [
            Amount("start", "starts at", "where you are now", unit=row.unit or None, beside=row.unit, needed=True),
            Amount("target", "target", "where you want to be", unit=row.unit or None, beside=row.unit, needed=True),
        ]
        opened = {field.name: field.text_of(getattr(row, field.name)) for field in self._fields}
        super().__init__(simplified(row.title), self._fields, opened, save=save, draft=draft)

    def command(self, values: Values) -> Texts:
        """Return the numbers.

        Raises:
            WrongField: if the start is the target.
        """
        found = problem(replace(self._row, **values))
        if found:
            name = found.field if found.field in values else "target"
            raise WrongField(name, sentence(found.message))
        return {f"{name}.{self._card.id}": value.text for name, value in values.items()}


def score_intro(card: Card, day: date, *, short: bool) -> list[str]:
    """Return what the form of a score says first: what the key result came to, and that a sentence is wanted."""
    texts = [f"It came to: {came_to(card, day)}." if came_to(card, day) else ""]
    texts += (
        ["Committed, and below 1.00: one sentence about how that came, for whoever reads the year."] if short else []
    )
    return [simplified(text) for text in texts if text]
