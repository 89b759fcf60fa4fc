"""What the board's keys make, find and open, each loaded when it is used first."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from learnboard.domain.errors import LearnboardError
from learnboard.service import factory
from learnboard.service.commands import DeleteRow
from learnboard.ui.board import find, title_edit

if TYPE_CHECKING:
    from learnboard.service.backups import Backup, Restored
    from learnboard.ui.board.screen import BoardScreen
    from learnboard.ui.toolkit.form import FormScreen


def column_form(screen: "BoardScreen") -> None:
    """Open the form of the objective under the cursor."""
    from learnboard.ui.goals.forms import ObjectiveForm  # noqa: PLC0415 - a form is loaded when it is opened

    column, session = screen.need_column(), screen.session
    if column:
        objective = column.objective

        def form(draft: Mapping[str, str]) -> "FormScreen":
            return ObjectiveForm(objective, session.board.day, save=session.execute, draft=draft)

        screen.open_form("objective", column.id, form)


def column_gone(screen: "BoardScreen") -> None:
    """Delete the objective under the cursor with its key results; u brings all of it back."""
    column = screen.need_column()
    if column:
        screen.session.execute(DeleteRow(column.objective))


def goal(screen: "BoardScreen") -> None:
    """Open the form of the long-term goal."""
    from learnboard.ui.goals.forms import GoalForm  # noqa: PLC0415

    session, row = screen.session, screen.board.goal

    def form(draft: Mapping[str, str]) -> "FormScreen":
        return GoalForm(
            row or factory.new_goal(), session.board.day, save=session.execute, draft=draft, new=row is None
        )

    screen.open_form("goal", row.id if row else "", form)


def cycle(screen: "BoardScreen") -> None:
    """Open the form of the cycle."""
    from learnboard.ui.goals.forms import CycleForm  # noqa: PLC0415

    session, day, cycle_context = screen.session, screen.board.day, screen.board.cycle_context
    row = cycle_context.cycle if cycle_context else factory.new_cycle(day)

    def form(draft: Mapping[str, str]) -> "FormScreen":
        return CycleForm(row, day, save=session.execute, draft=draft, new=cycle_context is None)

    screen.open_form("cycle", row.id if cycle_context else "", form)


def settings(screen: "BoardScreen") -> None:
    """Open the form of the board's own settings."""
    from learnboard.ui.goals.forms import BoardSettingsForm  # noqa: PLC0415

    session = screen.session

    def form(draft: Mapping[str, str]) -> "FormScreen":
        return BoardSettingsForm(session.service.board_info(), session.board.day, save=session.execute, draft=draft)

    screen.open_form("settings", "", form)


def guide(screen: "BoardScreen") -> None:
    """Open the guide that makes a first board."""
    from learnboard.ui.goals.guide import open_guide  # noqa: PLC0415

    open_guide(screen)


def meeting(screen: "BoardScreen") -> None:
    """Open the page that prepares the next meeting."""
    from learnboard.ui.meeting.screen import MeetingScreen  # noqa: PLC0415

    session = screen.session
    if not session.read_all():
        return
    try:
        open_items = session.service.open_items(session.board)
    except LearnboardError as error:
        screen.refuse(error)
        return
    screen.app.push_screen(MeetingScreen(session, open_items))


def export(screen: "BoardScreen") -> None:
    """Open the form of the export."""
    from learnboard.ui.export.actions import open_export  # noqa: PLC0415

    open_export(screen)


def bring_in(screen: "BoardScreen") -> None:
    """Ask for a file: feedback, or a whole board."""
    from learnboard.ui.importing.prompt import ask_for_file  # noqa: PLC0415

    exported = screen.session.service.past_exports()
    ask_for_file(screen, exported[0].file if exported else None)


def backups(screen: "BoardScreen") -> None:
    """Open the backups of the board."""
    from learnboard.ui.backups.screen import BackupsScreen  # noqa: PLC0415

    session = screen.session

    def restored(backup: "Backup", done: "Restored") -> None:
        from learnboard.service.backups import backup_time  # noqa: PLC0415

        screen.app.pop_screen()
        if done.aside:  # the file that is open is no longer the board
            session.go_on_with(session.service.path)
        session.keep_up()
        session.say(
            f"the board of {backup_time(backup, session.board.day)} is back; the one before is the newest backup"
        )

    screen.app.push_screen(BackupsScreen(session.service.path, session.board.day, restored=restored))


MAKE: Final[Mapping[str, Callable[["BoardScreen"], None]]] = {
    "card": title_edit.add_key_results,
    "card_title": title_edit.rename_key_result,
    "column": title_edit.add_objectives,
    "column_title": title_edit.rename_objective,
    "column_form": column_form,
    "column_gone": column_gone,
    "carry_to": find.carry_to,
    "filter": find.find,
    "jump": find.jump,
    "goal": goal,
    "cycle": cycle,
    "settings": settings,
    "guide": guide,
    "meeting": meeting,
    "export": export,
    "import": bring_in,
    "backups": backups,
}
