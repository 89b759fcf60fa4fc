"""The list of goals: the chosen one, the candidates, and those that are achieved, set aside or retired."""

from dataclasses import replace
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.domain.goal_search import own_answers
from learnboard.domain.model.goals import Goal
from learnboard.presentation.goals import EXAMPLES, OPTIONS_QUESTION
from learnboard.presentation.values import quoted
from learnboard.service import factory
from learnboard.service.commands import AddRow, ChangeRow, DeleteRow, DraftObjectives, MoveGoal
from learnboard.service.queries.goals import GoalEntry, GoalSearch, read_goals
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.key_result_actions import NEXT_VISIBILITY
from learnboard.ui.editing.title_edit import EditedTitle, Titled, add_titles, rename
from learnboard.ui.goals.actions import GoalActions
from learnboard.ui.goals.compare import CompareScreen
from learnboard.ui.goals.forms import open_goal
from learnboard.ui.goals.goal_list import GoalList
from learnboard.ui.goals.questions import open_walk
from learnboard.ui.goals.render import GoalsContext, TypedGoal, render_goals
from learnboard.ui.keys.list_bindings import GOAL_LIST
from learnboard.ui.session import Session
from learnboard.ui.toolkit.keys import Move, rows_moved
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.styles import CaretView, with_caret
from learnboard.ui.toolkit.text_buffer import TextBuffer

_BEFORE_STATEMENT: Final = 10
"""Cells of the page's width that a statement being typed cannot have: margins, sign and scroll bar."""


class GoalsScreen(GoalActions):
    """List of the goals of the session's board."""

    BINDINGS: ClassVar[list[BindingType]] = [*GOAL_LIST]

    def __init__(self, session: Session, search: GoalSearch) -> None:
        super().__init__(session)
        self._list = GoalList(search)
        self._typed: tuple[EditedTitle, str] | None = None
        """The statement being typed, with the caret in it."""

    # -- showing --------------------------------------------------------------------------------------------------

    @property
    def entry(self) -> GoalEntry | None:
        """The goal under the cursor."""
        return self._list.entry

    @property
    def search(self) -> GoalSearch:
        """All goals, as they were read last."""
        return self._list.search

    def become(self, search: GoalSearch) -> None:
        """Show the goals as they are now, with the cursor on the same one."""
        self._go(self._list.renewed(search))

    def _go(self, goal_list: GoalList) -> None:
        self._list = goal_list
        self.redraw()

    def content(self, width: int) -> PageContent:
        """Return the goals, with all that is known of the one under the cursor."""
        context = GoalsContext(
            width, self.app.size.height, self.session.board, self.first_keys(), self._shown_title, self.footer(width)
        )
        rendered = render_goals(self._list, context)
        self.places = rendered.places
        return rendered.content

    # -- moving ---------------------------------------------------------------------------------------------------

    def action_move(self, move: Move) -> None:
        """Move the cursor, or scroll at either end of the list."""
        before = self._list.at
        self._go(self._list.to(before + rows_moved(move)))
        if self._list.at == before:
            self.scroll(move)

    def row_clicked(self, place: int, *, double: bool) -> None:
        """Move the cursor to the clicked goal; open its form on a double click."""
        if not self.typing:
            self._go(self._list.to(place))
            if double:
                self.action_open_form()

    # -- a statement being typed ----------------------------------------------------------------------------------

    @property
    def _shown_title(self) -> TypedGoal | None:
        if self._typed is None:
            return None
        edited, text = self._typed
        return TypedGoal(text, None if edited.place is not None else edited.row.id)

    def show_title(self, edited: EditedTitle, entry: TextBuffer) -> CaretView:
        """Show the statement being typed in its place."""
        seen = with_caret(entry, max(_BEFORE_STATEMENT, self.page.size.width - _BEFORE_STATEMENT))
        self._typed = edited, seen.text
        self.redraw()
        return seen

    def hide_title(self) -> None:
        """Show the page without a statement being typed."""
        self._typed = None
        self.redraw()

    def present(self, row: Titled) -> Titled | None:
        """Return a goal as it is now."""
        entry = self.search.find(row.id)
        return entry.goal if entry else None

    # -- actions --------------------------------------------------------------------------------------------------

    def action_new_goal(self) -> None:
        """Prompt for new candidates, which nobody else sees; a form of one that was left half filled opens again."""
        self.session.keep_up()
        if self.session.draft("goal", ""):
            open_goal(self, None)
            return
        place = len(self.search.entries)

        def add(statement: str) -> bool:
            row = factory.new_candidate(statement)
            added = self.session.execute(AddRow(row))
            self._go(self._list.on(row.id))
            return added

        def hint(statement: str) -> str:
            return "" if statement else f"only you see it; such as: {EXAMPLES[0]}, {EXAMPLES[-1]}"

        edited = EditedTitle(factory.new_candidate(), place)
        add_titles(self, "new goal", edited, add=add, go_on=self.action_new_goal, hint=hint)

    def action_edit_title(self) -> None:
        """Edit the statement in place."""
        if entry := self.need_goal():
            rename(self, entry.goal, name="goal")

    def action_open_form(self) -> None:
        """Open the goal's form."""
        if entry := self.need_goal():
            open_goal(self, entry.goal)

    def action_achieve(self) -> None:
        """Mark the goal achieved."""
        if entry := self.need_goal():
            if entry.goal.status == "achieved":
                self.say(f"{quoted(entry.goal.statement)} is achieved already: x chooses it again.")
            else:
                self._change(entry.goal, replace(entry.goal, status="achieved"))

    def action_turn_visibility(self) -> None:
        """Change the visibility to the next of private, mentor and shared."""
        if entry := self.need_goal():
            self._change(entry.goal, replace(entry.goal, visibility=NEXT_VISIBILITY[entry.goal.visibility]))

    def _change(self, before: Goal, after: Goal) -> None:
        self.session.execute(ChangeRow(before, after))

    def action_delete(self) -> None:
        """Delete the goal with the answers about it, without asking, since this can be undone."""
        if entry := self.need_goal():
            self.session.execute(DeleteRow(entry.goal))

    def action_carry(self, by: int) -> None:
        """Move the goal before or after its neighbour of the same status."""
        if entry := self.need_goal():
            place = self._list.carried(by)
            if place is not None:
                self.session.execute(MoveGoal(entry.goal.id, place))

    def action_walk(self) -> None:
        """Ask the four questions of GROW about the goal."""
        if entry := self.need_goal():
            open_walk(self, entry)

    def action_draft_objectives(self) -> None:
        """Make each option of the goal a draft objective of the cycle on the board."""
        if entry := self.need_goal():
            cycle_context = self.session.board.cycle_context
            if OPTIONS_QUESTION not in own_answers(entry.answers):
                self.say(f"There are no options for {quoted(entry.goal.statement)} yet: w asks for them.")
            elif cycle_context is None:
                self.say("There is no cycle to put objectives into yet: go back, press C and make one, then N here.")
            else:
                self.session.execute(DraftObjectives(entry.goal.id, cycle_context.cycle.id))

    def action_compare(self) -> None:
        """Mark the goal, or put it beside the marked one; on the marked one itself take the mark back."""
        if entry := self.need_goal():
            marked, here = self._list.marked, entry.goal.id
            name = quoted(entry.goal.statement)
            self._go(self._list._replace(marked=here if marked is None else None))
            if marked is None:
                self.say(f"{name} waits: press = on another goal to put the two side by side.")
            elif marked == here:
                self.say(f"{name} is no longer marked.")
            else:
                self.say("")
                self.app.push_screen(CompareScreen(self.session, self.search, (marked, here)))


def open_goals(screen: EditorScreen) -> None:
    """Open the list of goals."""
    session = screen.session
    if not session.read_all():
        return
    try:
        search = session.service.read(read_goals, session.board)
    except LearnboardError as error:
        screen.refuse(error)
        return
    screen.app.push_screen(GoalsScreen(session, search))
