"""What is asked when the board's file was moved, deleted or replaced while it is open: where it is to go on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Final, NamedTuple

from textual.app import App
from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.presentation.options import Option
from learnboard.ui.session import Session
from learnboard.ui.toolkit.fields import Choice, FormField, Values
from learnboard.ui.toolkit.file_names import free, path_of, short, taken
from learnboard.ui.toolkit.form import FormScreen, WrongField
from learnboard.ui.toolkit.form_state import WHOLE_FORM
from learnboard.ui.toolkit.keys import form_keys

_SAVE: Final = Option("save", "save as", "what you see here, in a file of its own")
_BACK: Final = Option("back", "put it back", "what you see here, under its old name")
_OTHER: Final = Option("other", "the other file", "this one goes to the backups")


class NextFile(NamedTuple):
    """How to go on: with the board at a path, which is to be written there first; else what is seen is backed up."""

    path: Path
    write: bool


class LostFileForm(FormScreen):
    """Asks how to go on, and goes on: with all that stands on the screens under it."""

    BINDINGS: ClassVar[list[BindingType]] = [*form_keys("go on", "not now")]

    def __init__(self, session: Session) -> None:
        self._session = session
        path = session.service.path
        self._offered = free(path)
        there = taken(path)
        ways = (_SAVE, _OTHER) if there else (_BACK, _SAVE)
        fields: list[FormField] = [
            Choice("way", "go on with", ways),
            FormField("file", "file", "…", gap=True, applies=_saves),
        ]
        opened = {"way": ways[0].label, "file": short(self._offered)}
        title = "Another file has taken the place of this board" if there else "The file of this board is gone"
        super().__init__(title, fields, opened, save=self._go_on)
        what = "replaced" if there else "moved or deleted"
        self.intro = (
            f"{short(path)} was {what} while it was open.",
            "Nothing is written into it any more. What you see is as it was, and is not lost.",
        )

    def command(self, values: Values) -> NextFile:
        """How to go on.

        Raises:
            WrongField: if no file is named.
        """
        path = self._session.service.path
        if values["way"] == "save":
            if not values["file"].strip():
                raise WrongField("file", "Name a file.")
            return NextFile(path_of(values["file"], (self._offered,)), write=True)
        return NextFile(path, write=values["way"] == "back")

    def _go_on(self, way: Any) -> bool:
        """Write the board where it is to be, and go on with it; a refusal stays in the form."""
        try:
            if way.write:
                self._session.service.save_as(way.path)
            else:
                self._session.service.back_up()
            self._session.go_on_with(way.path)
        except LearnboardError as error:
            where = "file" if self.form_state.texts["way"] == _SAVE.label else WHOLE_FORM
            self._show(self.form_state.with_problems({where: str(error)}))
            self.app.bell()
            return False
        message = f"This is {short(way.path)} from now on"
        self._session.say(message if way.write else f"{message}; what you saw before is the newest backup")
        return True

    def action_leave(self) -> None:
        """Leave it for now; the next thing that would be written asks again."""
        super().action_leave()
        self._session.say("Nothing is written while the board's file is gone: the next change asks again")


def _saves(values: Values) -> bool:
    return bool(values.get("way") == "save")


def open_lost_file(app: App[Any], session: Session, answered: Callable[[bool | None], None]) -> None:
    """Ask what is to become of the board, once; `answered` is told whether it goes on in a file."""
    if not any(isinstance(screen, LostFileForm) for screen in app.screen_stack):
        app.push_screen(LostFileForm(session), answered)
