"""The walk through the close of a cycle. What is answered is a draft until the last row closes the cycle."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Verdict
from learnboard.domain.model.goals import Cycle
from learnboard.presentation.closing import (
    DOES_IT_GO_ON,
    NO_CYCLE,
    REFLECTION,
    already_closed,
    not_over_question,
    open_count,
)
from learnboard.presentation.cycles import cycle_state
from learnboard.presentation.values import quoted
from learnboard.service.commands import AddRow, Result
from learnboard.service.queries.closing import read_closing
from learnboard.ui.cycles.closing.answers import CLOSED, COMPUTED, NEXT, YES, Answers
from learnboard.ui.cycles.closing.forms import (
    NumbersForm,
    ScoreForm,
    learned_form,
    reflection_form,
    score_intro,
    verdict_form,
)
from learnboard.ui.cycles.closing.render import close_row_lines, offers
from learnboard.ui.cycles.closing.rows import (
    CloseRow,
    carried_key_result,
    close_rows,
    open_rows,
    toggled,
    wants_sentence,
)
from learnboard.ui.cycles.form import CycleForm
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.keys.list_bindings import CLOSING_PAGE
from learnboard.ui.session import Session
from learnboard.ui.toolkit.form import FormScreen
from learnboard.ui.toolkit.questions import confirmation
from learnboard.ui.toolkit.text import GAP, Line, cell_len, cut, heading, simplified

FORM: Final = "close"
"""The name of the draft that holds the answers; its row is the cycle."""
_NEXT_FIELDS: Final = ("title", "kind", "starts_on", "ends_on", "planned_sessions")
_SCORE_KEYS: Final = ".0123456789"
Texts = Mapping[str, str]


class ClosingScreen(ListPage[CloseRow]):
    """The rows of a close: what each key result came to, verdicts, what was learned, and the next cycle."""

    BINDINGS: ClassVar[list[BindingType]] = [*CLOSING_PAGE]

    def __init__(self, session: Session, cycle: Cycle) -> None:
        """Begin at the first row that is not answered."""
        super().__init__(session)
        self._cycle = cycle
        self._leaving = False
        self._answers = Answers.of(
            session.service.query(read_closing, cycle.id, session.board.day), session.draft(FORM, cycle.id)
        )
        self._rows = close_rows(self._answers)
        self._current_id = self._next_open(-1).id

    # -- showing --------------------------------------------------------------------------------------------------

    def rows(self) -> Sequence[CloseRow]:
        """Return the rows in order."""
        return self._rows

    def title_text(self) -> str:
        """Return what the page is about."""
        return f"Close {quoted(self._cycle.title)}"

    def section(self, row: CloseRow) -> str:
        """Return the objective that a row is about, or the part of the close."""
        return row.section

    def section_line(self, section: str, width: int) -> Line:
        """Return a title, and beside it what is to be known of it."""
        title, _, beside = section.partition("\n")
        return heading(cut(simplified(title), width - cell_len(beside) - len(GAP)), beside)

    def head_text(self) -> str:
        """Return when the cycle ends, and how much is not answered."""
        return f"{cycle_state(self._cycle, self.session.board.day).text}   {open_count(*open_rows(self._rows))}"

    def row_lines(self, row: CloseRow, width: int, *, here: bool) -> Sequence[Line]:
        """Return a row; under the cursor in full, and with what can be done."""
        offered = offers(row, self._keys()) if here else ""
        return close_row_lines(row, width, offered, here=here)

    def key_words(self) -> Sequence[tuple[str, str]]:
        """Return the keys for the footer and their descriptions."""
        keys = self._keys()
        words = {
            "closing.settle": "answer",
            "closing.keep": "keep",
            "closing.change": "change",
            "closing.let_go": "let go",
            "closing.take_back": "take back",
            "board.help": "help",
            "page.close": "back, kept as a draft",
        }
        return [(keys[id_], word) for id_, word in words.items() if id_ in keys]

    def _keys(self) -> Mapping[str, str]:
        """Return the first key of each action of the page by id."""
        found: dict[str, str] = {}
        for active in self.active_bindings.values():
            if active.binding.id:
                key = self.app.get_key_display(active.binding)
                found.setdefault(active.binding.id, key)
        return found

    def show(self, result: Result | None) -> None:  # noqa: ARG002 - any change
        """Show the cycle as it is now; leave if it was closed or deleted in another window."""
        if self._leaving:
            return
        try:
            board = self.session.service.query(read_closing, self._cycle.id, self.session.board.day)
        except LearnboardError as error:
            self._leave()
            self.session.refuse(error)
            return
        self._cycle = board.cycle
        if board.cycle.closed:
            self._leave()
            self.session.say(already_closed(board.cycle))
            return
        self._become(Answers.of(board, {**self._answers.texts, **self._drafted}))

    def _become(self, answers: Answers) -> None:
        self._answers, self._rows = answers, close_rows(answers)
        self.redraw()

    # -- answers --------------------------------------------------------------------------------------------------

    def _answer(self, texts: Texts, *, go_on: bool = True) -> bool:
        """Keep texts in the draft, beside what another window may have put there; go on to the next open row."""
        kept = {**self._answers.texts, **self._drafted, **texts}
        kept.pop(CLOSED, None)
        self.session.keep_draft(FORM, self._cycle.id, kept)
        self._become(self._answers._replace(texts=kept))
        if go_on:
            rows = self._rows
            self.go_to(self._next_open(next((at for at, row in enumerate(rows) if row.id == self._current_id), -1)).id)
        return True

    @property
    def _drafted(self) -> Texts:
        """The draft as it is now: another window may have answered something."""
        return Answers.of(self._answers.board, self.session.draft(FORM, self._cycle.id)).texts

    def _next_open(self, at: int) -> CloseRow:
        """Return the next row that is not answered, else the last, which closes the cycle."""
        return next((row for row in self._rows[at + 1 :] if not row.done), self._rows[-1])

    def action_settle(self) -> None:
        """Do what is next for the row under the cursor."""
        self.session.keep_up()
        row = self.row
        assert row
        answers: Mapping[str, Callable[[CloseRow], object]] = {
            "score": self._keep_score,
            "verdict": self._ask_verdict,
            "learned": self._ask_learned,
            "reflection": lambda _: self._ask_reflection(),
            "next": lambda _: self._ask_next(),
            "carried": self._ask_numbers,
            "close": lambda _: self._ask_close(),
        }
        if row.kind in answers:
            answers[row.kind](row)
        else:
            self._go_on()

    def _go_on(self) -> None:
        self.go_to(self._next_open(self._place(self._rows)).id)

    def _keep_score(self, row: CloseRow) -> None:
        """Keep the computed score; ask for the sentence that is missing, or show the one that is there."""
        assert row.card
        own = self._answers.own(row.card)
        if own.score is not None or own.reason or wants_sentence(row):
            self._ask_score(row)
        else:
            self._answer({f"score.{row.card.id}": COMPUTED})

    def _ask_score(self, row: CloseRow, typed: str = "") -> None:
        assert row.card
        card, own, short, day = row.card, self._answers.own(row.card), wants_sentence(row), self.session.board.day
        intro = score_intro(card, day, short=short)
        self._open_form(
            row.id, lambda draft: ScoreForm(card, own, intro, short=short, typed=typed, save=self._answer, draft=draft)
        )

    def _ask_verdict(self, row: CloseRow) -> None:
        assert row.column
        objective, verdict = row.column.objective, self._answers.verdict(row.column.objective)
        self._open_form(
            row.id, lambda draft: verdict_form(objective.id, objective.title, verdict, save=self._answer, draft=draft)
        )

    def _ask_learned(self, row: CloseRow) -> None:
        assert row.column
        objective, texts = row.column.objective, self._answers.learned(row.column.objective)
        cause = bool(row.facts) or bool(texts[1])
        self._open_form(
            row.id,
            lambda draft: learned_form(
                objective.id, objective.title, texts, cause=cause, save=self._answer, draft=draft
            ),
        )

    def _ask_reflection(self) -> None:
        title, text = f"Looking back on {quoted(self._cycle.title)}", self._answers.reflection
        self._open_form(
            "reflection", lambda draft: reflection_form(title, text, REFLECTION, save=self._answer, draft=draft)
        )

    def _ask_next(self) -> None:
        """Confirm the next cycle, whose title and days can be changed if it is new."""
        board = self._answers.board
        if board.next_cycle:
            self._answer({NEXT: YES})
            return
        row = self._answers.next_cycle

        def save(command: AddRow) -> bool:
            texts = {f"next.{name}": str(getattr(command.row, name)) for name in _NEXT_FIELDS}
            return self._answer({NEXT: YES, **texts})

        self._open_form(NEXT, lambda draft: CycleForm(row, board.cycles, board.day, save=save, draft=draft, new=True))

    def _ask_numbers(self, row: CloseRow) -> None:
        assert row.card
        if row.card.key_result.kind != "metric" or self._answers.is_left_out(row.card):
            self._go_on()
            return
        card, carried = row.card, carried_key_result(self._answers, row.card)
        self._open_form(row.id, lambda draft: NumbersForm(card, carried, save=self._answer, draft=draft))

    def _open_form(self, name: str, make: Callable[[Texts], FormScreen]) -> None:
        """Open a form whose own draft belongs to this row of this cycle."""
        self.open_form(f"{FORM} {name}", self._cycle.id, make)

    # -- keys -----------------------------------------------------------------------------------------------------

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Begin a score with the first digit typed on a key result."""
        if super().on_typed_key(key, character):
            return True
        row = self.row
        if row is None or row.kind != "score" or not character or character not in _SCORE_KEYS:
            return False
        self.session.keep_up()
        self._ask_score(row, character)
        return True

    def action_begin_score(self) -> None:
        """Give a key result a score; on other rows say where that is done."""
        row = self.row
        if row and row.kind == "score":
            self._ask_score(row)
        else:
            self.say("A score is for a key result: go to one, and type a number from 0 to 1.")

    def action_judge(self, verdict: Verdict) -> None:
        """Give the objective under the cursor a verdict."""
        row = self.row
        if row and row.kind in ("verdict", "learned") and row.column:
            self._answer({f"verdict.{row.column.id}": verdict}, go_on=row.kind == "verdict")
        else:
            self.say(f"This is not about an objective: go to “{DOES_IT_GO_ON}” below its key results.")

    def action_take_back(self) -> None:
        """Take the row's answer back; leave a key result out of the next cycle, or take it in again."""
        row = self.row
        texts = toggled(self._answers, row) if row else {}
        if texts:
            self._answer(texts, go_on=False)
        else:
            self.say("There is nothing to take back here: enter opens what was written.")

    def action_open(self) -> None:
        """Do what a double click asks for."""
        self.action_settle()

    # -- closing --------------------------------------------------------------------------------------------------

    def _ask_close(self) -> None:
        """Close the cycle; go to what is missing first, and ask about a cycle that has not ended."""
        if lacking := next((row for row in self._rows if row.missing), None):
            self.go_to(lacking.id)
            self.say(f"{quoted(lacking.text)}: {lacking.notes[-1]}. Enter asks for it.")
            return
        day = self.session.board.day
        if day >= self._cycle.ends_on:
            self._close()
            return

        def close() -> None:
            self.prompt(None)
            self._close()

        question = not_over_question(self._cycle, day)
        self.prompt(confirmation(question, "close", "wait", close, lambda: self.prompt(None)))

    def _close(self) -> None:
        command = self._answers.command()
        self._leaving = True
        if not self.session.execute(command):
            self._leaving = False
            self.show(None)
            return
        # It stays for whoever undoes the close, and opens it again to change a word.
        self.session.keep_draft(FORM, self._cycle.id, {**self._answers.texts, CLOSED: YES})
        self._leave()

    def _leave(self) -> None:
        self._leaving = True
        self.action_close()


def open_closing(screen: EditorScreen, cycle: Cycle | None = None) -> None:
    """Open the walk through the close of a cycle, by default of the one whose board is shown."""
    session = screen.session
    cycle = cycle or session.board.cycle
    if cycle is None:
        screen.say(NO_CYCLE)
    elif cycle.closed:
        screen.say(already_closed(cycle))
    else:
        try:
            page = ClosingScreen(session, cycle)
        except LearnboardError as error:
            screen.refuse(error)
            return
        screen.app.push_screen(page)
