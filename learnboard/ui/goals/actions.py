"""What both screens of goals do: read the goals, and choose one."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.presentation.values import quoted
from learnboard.service.commands import ChangeRow, ChooseGoal, Result
from learnboard.service.queries.goals import GoalEntry, GoalSearch, read_goals
from learnboard.ui.editing.editor_screen import EditorPage
from learnboard.ui.keys.list_bindings import CHOOSE_GOAL
from learnboard.ui.toolkit.questions import confirmation


class GoalActions(EditorPage):
    """A page over the board with a goal under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*CHOOSE_GOAL]
    NO_GOAL: ClassVar[str] = "There is no goal here yet: n adds a candidate."

    @property
    def entry(self) -> GoalEntry | None:
        """The goal under the cursor, with what is known of it."""
        raise NotImplementedError

    @property
    def search(self) -> GoalSearch:
        """All goals, as they were read last."""
        raise NotImplementedError

    def become(self, search: GoalSearch) -> None:
        """Show the goals as they are now."""
        raise NotImplementedError

    def show(self, result: Result | None) -> None:  # noqa: ARG002 - any change
        """Read the goals again, and show them."""
        try:
            search = self.session.service.read(read_goals, self.session.board)
        except LearnboardError as error:
            self.refuse(error)
            return
        self.become(search)

    def need_goal(self) -> GoalEntry | None:
        """Return the goal under the cursor, after reading changes by other programs; say so if there is none."""
        self.session.keep_up()
        if self.entry is None:
            self.say(self.NO_GOAL)
        return self.entry

    def action_close(self) -> None:
        """Go back to the screen below."""
        self.stop_observing()
        self.dismiss()

    def action_choose(self) -> None:
        """Choose the goal; of a private one, ask once whether the mentor may see it."""
        if entry := self.need_goal():
            goal = entry.goal
            ask = goal.visibility == "private" and goal.id not in self.search.asked and goal.status != "active"
            if self.session.execute(ChooseGoal(goal.id)) and ask:
                self._ask_to_show(goal.id)

    def _ask_to_show(self, goal: Id) -> None:
        """Ask whether the mentor may see a goal that was just chosen."""
        entry = self.search.find(goal)
        if entry is None or entry.goal.status != "active":  # the command waits for another program
            return

        def show() -> None:
            self.prompt(None)
            now = self.search.find(goal)
            if now and now.goal.visibility == "private":
                self.session.execute(ChangeRow(now.goal, replace(now.goal, visibility="mentor")))

        question = f"May your mentor see {quoted(entry.goal.statement)}?"
        self.prompt(confirmation(question, "show", "hide", show, lambda: self.prompt(None)))
