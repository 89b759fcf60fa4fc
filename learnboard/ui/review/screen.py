"""The walk through a review, an objective a page. What is answered is a draft until the last page records it."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.action_line import known_persons
from learnboard.domain.errors import LearnboardError
from learnboard.domain.metrics.progress import ZERO
from learnboard.domain.model.fields import Verdict
from learnboard.domain.model.goals import Cycle
from learnboard.presentation.cycles import closed_refusal, due_words
from learnboard.presentation.key_results import objective_kind
from learnboard.presentation.review import (
    NO_CYCLE,
    NO_OBJECTIVES,
    VERDICTS,
    day_outside_text,
    earlier_text,
    last_review_text,
    progress_text,
    spent_text,
)
from learnboard.presentation.values import percent, quoted, verdict
from learnboard.service.commands import Result
from learnboard.service.export.invite import prepare_review_at
from learnboard.service.queries.review import ObjectiveReview, read_review
from learnboard.ui import features
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.invite import Inviting
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.keys.growth_bindings import REVIEW_PAGE
from learnboard.ui.review.answers import RECORDED, ReviewAnswers
from learnboard.ui.review.forms import InviteForm, notes_form, verdict_form
from learnboard.ui.review.render import offers, review_row_lines
from learnboard.ui.review.rows import ReviewRow, objective_rows, record_rows
from learnboard.ui.session import Session
from learnboard.ui.toolkit.form import FormScreen
from learnboard.ui.toolkit.styles import CALM, TONE_STYLES, bar
from learnboard.ui.toolkit.text import GAP, Line, StyledText, paragraph_lines, simplified

FORM: Final = "review"
"""The name of the draft that holds the answers; its row is the cycle."""
_BAR: Final = 24
_NOT_HERE: Final = "There is nothing to take back here: enter opens what was written."
_CHANGE_IT: Final = "Enter on a key result changes its target; an easier one asks for the reason."
Texts = Mapping[str, str]


class ReviewScreen(ListPage[ReviewRow]):
    """The pages of a review: what each objective came to so far, what becomes of it, and the record."""

    BINDINGS: ClassVar[list[BindingType]] = [*REVIEW_PAGE]

    def __init__(self, session: Session, cycle: Cycle) -> None:
        """Begin at the first objective without an answer."""
        super().__init__(session)
        self._cycle = cycle
        self._leaving = False
        self._answers = self._read()
        objectives = self._answers.board.objectives
        first = (number for number, each in enumerate(objectives) if not self._answers.is_said(each))
        self._number = next(first, len(objectives))
        self._current_id = self._first_id

    def _read(self) -> ReviewAnswers:
        board = self.session.service.query(read_review, self._cycle.id, self.session.board.day)
        return ReviewAnswers.of(board, self.session.draft(FORM, self._cycle.id))

    # -- showing --------------------------------------------------------------------------------------------------

    @property
    def _objective(self) -> ObjectiveReview | None:
        """The objective of the page; None on the last one."""
        objectives = self._answers.board.objectives
        return objectives[self._number] if self._number < len(objectives) else None

    @property
    def is_empty(self) -> bool:
        """Whether there is no objective to review."""
        return not self._answers.board.objectives

    @property
    def _first_id(self) -> str:
        """The row that the cursor of a page begins on."""
        if self._objective:
            return "verdict"
        objectives = self._answers.board.objectives
        return next((each.column.id for each in objectives if self._answers.verdict(each) is None), "record")

    def rows(self) -> Sequence[ReviewRow]:
        """Return the rows of the page."""
        objective = self._objective
        return objective_rows(self._answers, objective) if objective else record_rows(self._answers)

    def section(self, row: ReviewRow) -> str:
        """Return the part of the page that a row is in."""
        return row.section

    def title_text(self) -> str:
        """Return the objective, or what the last page does."""
        objective = self._objective
        return simplified(objective.column.objective.title) if objective else f"Review of {quoted(self._cycle.title)}"

    def head_text(self) -> str:
        """Return which page it is."""
        whole = len(self._answers.board.objectives)
        return f"{self._number + 1} of {whole}" if self._objective else progress_text(self._answers.said, whole)

    def summary(self, width: int) -> Sequence[Line]:
        """Return the objective's line against what is expected, what went into it, and what was said last time."""
        objective = self._objective
        if objective is None:
            return self._last_summary(width)
        figures = objective.column.roll_up(self.session.board.settings)
        assert figures
        state = verdict(figures.health, ended=objective.column.ended)
        lines: list[Line] = [
            [
                *bar(figures.progress, figures.expected, _BAR, f"{TONE_STYLES[state.tone]}{CALM}"),
                StyledText(f"  {percent(figures.progress)}, expected {percent(figures.expected)}"),
                StyledText(f"{GAP}{state.text}", TONE_STYLES[state.tone]),
            ]
        ]
        about = [objective_kind(objective.column.objective), self._spent(objective)]
        lines.append([StyledText(GAP.join(filter(None, about)), "muted")])
        for row in objective.earlier:
            said = earlier_text(row.on, row.name, row.verdict, row.text, self._answers.board.day)
            lines += paragraph_lines(simplified(said), width, "muted")
        return lines

    def _spent(self, objective: ObjectiveReview) -> str:
        spent: dict[str, Fraction] = {}
        for each in objective.cards:
            for currency, amount in each.spent.items():
                spent[currency] = spent.get(currency, ZERO) + amount
        return spent_text(sum(each.minutes for each in objective.cards), spent)

    def _last_summary(self, width: int) -> Sequence[Line]:
        board = self._answers.board
        said = []
        if board.due:
            which = "The review is" if board.due < board.day else "The next review is due"
            said.append(f"{which} {due_words(board.due, board.day)}.")
        if board.last:
            said.append(last_review_text(board.last.on, board.names_of(board.last), board.day))
        return [line for text in said for line in paragraph_lines(text, width, "muted")]

    def row_lines(self, row: ReviewRow, width: int, *, here: bool) -> Sequence[Line]:
        """Return a row; under the cursor in full, and with what can be done."""
        return review_row_lines(row, width, offers(row, self.first_keys()) if here else "", here=here)

    def show(self, result: Result | None) -> None:  # noqa: ARG002 - any change
        """Show the cycle as it is now; leave if it was closed or deleted in another window."""
        if self._leaving:
            return
        objective = self._objective
        try:
            self._answers = self._read()
        except LearnboardError as error:
            self._leave()
            self.session.refuse(error)
            return
        if self._answers.board.cycle.closed:
            self._leave()
            self.session.say(closed_refusal(self._cycle.title))
            return
        ids = [each.column.id for each in self._answers.board.objectives]
        if objective and objective.column.id in ids:
            self._number = ids.index(objective.column.id)
        self._number = min(self._number, len(ids))
        self.redraw()

    # -- pages ----------------------------------------------------------------------------------------------------

    def key_words(self) -> Sequence[tuple[str, str]]:
        """Return the keys for the footer, and what they do: no verdict where none is asked for."""
        words = super().key_words()
        return words if self._objective else [(key, word) for key, word in words if word not in VERDICTS.values()]

    def action_turn(self, by: int) -> None:
        """Go to the next page, or to the one before."""
        self._go_to_page(self._number + by)

    def _go_to_page(self, page: int) -> None:
        self._number = max(0, min(page, len(self._answers.board.objectives)))
        self.go_to(self._first_id)
        self._moved = False  # the page begins at its top, whose keys need no cursor
        self.redraw()
        self.scroll("first")

    # -- answers --------------------------------------------------------------------------------------------------

    def _answer(self, texts: Texts) -> bool:
        """Keep texts in the draft, beside what another window may have put there."""
        known = ReviewAnswers.of(self._answers.board, self.session.draft(FORM, self._cycle.id)).texts
        kept = {**self._answers.texts, **known, **texts}
        kept.pop(RECORDED, None)
        self.session.keep_draft(FORM, self._cycle.id, kept)
        self._answers = self._answers._replace(texts=kept)
        self.redraw()
        return True

    def action_judge(self, verdict: Verdict) -> None:
        """Say what becomes of the objective, and ask why; one to change opens its form after that."""
        objective = self._objective
        if objective is None:
            self.say("This page is about all objectives: h goes back to the last of them.")
            return
        self._answer({f"verdict.{objective.column.id}": verdict})
        self._ask_why(objective)

    def _ask_why(self, objective: ObjectiveReview) -> None:
        row, said = objective.column.objective, (self._answers.verdict(objective), self._answers.text(objective))

        def then(saved: bool) -> None:
            if not saved:
                return
            if self._answers.verdict(objective) == "change":
                features.open_objective(self, row)
                self.say(_CHANGE_IT)
            elif not objective.answers and self._answers.is_said(objective):
                self.action_turn(1)

        self._open_form(
            row.id, lambda draft: verdict_form(row.id, row.title, said, save=self._answer, draft=draft), then
        )

    def action_settle(self) -> None:
        """Do what is next for the row under the cursor."""
        self.session.keep_up()
        row, objective = self.row, self._objective
        if row is None:
            return
        if row.kind == "card" and row.card:
            features.open_key_result(self, row.card)
        elif objective:
            self._ask_why(objective)
        elif row.kind == "objective":
            ids = [each.column.id for each in self._answers.board.objectives]
            self._go_to_page(ids.index(row.id))
        elif row.kind == "invited":
            self.action_invite()
        elif row.kind == "notes":
            text = self._answers.notes
            self._open_form("notes", lambda draft: notes_form(text, save=self._answer, draft=draft))
        else:
            self._record()

    def action_open(self) -> None:
        """Do what a double click asks for."""
        self.action_settle()

    def action_take_back(self) -> None:
        """Take the answer about the objective back."""
        objective = self._objective
        if objective and self.row and self.row.kind == "verdict":
            self._answer({f"verdict.{objective.column.id}": "", f"text.{objective.column.id}": ""})
        else:
            self.say(_NOT_HERE)

    def _open_form(
        self, name: str, make: Callable[[Texts], FormScreen], then: Callable[[bool], object] = lambda _: None
    ) -> None:
        """Open a form whose own draft belongs to this page of this cycle's review."""
        self.open_form(f"{FORM} {name}", self._cycle.id, make, then)

    # -- those invited, and the record -------------------------------------------------------------------------------

    def action_invite(self) -> None:
        """Ask whom to invite, and for which day."""
        self.session.keep_up()
        board = self._answers.board
        planned = board.meeting if board.meeting and not board.meeting.held else None
        on = planned.on if planned else max(board.due or board.day, board.day)
        invited = [person.id for person in board.invited] if planned else []
        people = known_persons(board.people, board.day)

        def form(draft: Texts) -> InviteForm:
            return InviteForm(self._cycle.id, on, invited, people, board.day, save=self.session.execute, draft=draft)

        self._open_form("invite", form, self._write_invitations)

    def _write_invitations(self, saved: bool) -> None:
        """Write a file and a page for each of those invited, once somebody is."""
        meeting = self._answers.board.meeting
        if saved and meeting and not meeting.held and meeting.with_ids:
            Inviting(self, partial(prepare_review_at, meeting.id)).ask()

    def _record(self) -> None:
        self._leaving = True
        if not self.session.execute(self._answers.command()):
            self._leaving = False
            self.show(None)
            return
        # It stays for whoever undoes the record to change a word.
        kept = {**self._answers.texts, RECORDED: self._answers.board.day.isoformat()}
        self.session.keep_draft(FORM, self._cycle.id, kept)
        self._leave()

    def _leave(self) -> None:
        self._leaving = True
        self.action_close()


def open_review(screen: EditorScreen) -> None:
    """Open the review of the cycle whose board is shown."""
    session = screen.session
    cycle, day = session.board.cycle, session.board.day
    if cycle is None:
        screen.say(NO_CYCLE)
    elif cycle.closed:
        screen.say(closed_refusal(cycle.title))
    elif not cycle.starts_on <= day <= cycle.ends_on:
        screen.say(day_outside_text(cycle, day))
    else:
        try:
            page = ReviewScreen(session, cycle)
        except LearnboardError as error:
            screen.refuse(error)
            return
        if page.is_empty:
            screen.say(NO_OBJECTIVES)
        else:
            screen.app.push_screen(page)
