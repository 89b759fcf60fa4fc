"""Questions about a goal, one a page: what is written stays a draft until the last page is saved."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from learnboard.domain.goal_search import own_answers
from learnboard.domain.model.goals import Goal
from learnboard.presentation.goals import GROW, TUESDAY, GoalQuestion
from learnboard.presentation.values import quoted
from learnboard.service.commands import AnswerQuestions
from learnboard.service.queries.goals import GoalEntry
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.toolkit.fields import Long, Rule, Values
from learnboard.ui.toolkit.form import NO_CHANGE, FormScreen
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.keys import form_keys
from learnboard.ui.toolkit.text import Line, StyledText


class QuestionsForm(FormScreen):
    """A form that shows one field at a time: a question and its answer. Its command is AnswerQuestions.

    It begins at the first question with a draft, else at the first without an answer, else at the first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*form_keys("go on")]

    def __init__(
        self,
        goal: Goal,
        questions: Sequence[GoalQuestion],
        answers: Mapping[str, str],
        *,
        save: Callable[[Any], bool],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        """Ask questions about a goal; `answers` are those known already, by the names of the questions."""
        self._goal = goal
        self._questions = tuple(questions)
        self._place = 0
        fields = [Long(each.name, each.name, each.hint, applies=self._is_open(each.name)) for each in questions]
        opened = {each.name: answers.get(each.name, "") for each in questions}
        super().__init__("", fields, opened, save=save, draft=draft)
        names, form_state = [each.name for each in questions], self._form_state
        first = next((name for name in names if name in form_state.draft or not form_state.texts[name]), names[0])
        self._form_state = form_state.gone(next(iter(form_state.draft), first))._replace(left=frozenset())
        self._tell(names.index(self._form_state.at))

    def _is_open(self, name: str) -> Rule:
        return lambda _: self._questions[self._place].name == name

    def _tell(self, place: int) -> None:
        """Show a page: its question above the field."""
        self._place, question = place, self._questions[place]
        of = f"   {place + 1} of {len(self._questions)}" if len(self._questions) > 1 else ""
        self._title_text = f"{question.name[:1].upper()}{question.name[1:]}{of}"
        self.intro = tuple(text for text in (quoted(self._goal.statement), question.text, question.note) if text)

    def _turn(self, by: int) -> bool:
        """Turn some pages on; return False at either end."""
        place = self._place + by
        if not 0 <= place < len(self._questions):
            return False
        self._tell(place)
        self._show(self._form_state.gone(self._questions[place].name))
        return True

    def values(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the answers of all pages."""
        texts = self._form_state.texts
        return {field.name: field.parse(texts[field.name]) for field in self._form_state.fields}, {}

    def below(self, form_state: FormState) -> Line | None:  # noqa: ARG002 - the same on every page
        """Return how to turn the pages."""
        if len(self._questions) == 1:
            return None
        return [StyledText("tab: the next question; shift+tab: the one before; an empty answer is fine", "muted")]

    def action_step(self, by: int) -> None:
        """Turn to the next or previous question."""
        self._turn(by)

    def action_save(self) -> None:
        """Go on to the next question; after the last one keep all answers."""
        if not self._turn(1):
            super().action_save()

    def command(self, values: Values) -> AnswerQuestions | object:
        """Return the command for the answers that changed, or NO_CHANGE."""
        changed = {each.text: values[each.name] for each in self._questions if each.name in self._form_state.draft}
        return AnswerQuestions(self._goal.id, changed) if changed else NO_CHANGE


def _open(screen: EditorScreen, entry: GoalEntry, name: str, questions: Sequence[GoalQuestion]) -> None:
    known = own_answers(entry.answers)
    answers = {each.name: known[each.text].text for each in questions if each.text in known}

    def form(draft: Mapping[str, str]) -> QuestionsForm:
        return QuestionsForm(entry.goal, questions, answers, save=screen.session.execute, draft=draft)

    screen.open_form(name, entry.goal.id, form)


def open_walk(screen: EditorScreen, entry: GoalEntry) -> None:
    """Ask the four questions of GROW about a goal."""
    _open(screen, entry, "grow", GROW)


def open_tuesday(screen: EditorScreen, entry: GoalEntry) -> None:
    """Ask what a Tuesday in the job is like that a goal leads to."""
    _open(screen, entry, "tuesday", (TUESDAY,))
