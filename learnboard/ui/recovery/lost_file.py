"""The form shown when the file of an open board is moved, deleted or replaced."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Final

from textual.app import App
from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.options import Option
from learnboard.ui.session import Session
from learnboard.ui.toolkit.fields import Choice, FormField, Values
from learnboard.ui.toolkit.file_names import free, missing_folder, path_of, short, taken
from learnboard.ui.toolkit.form import FormScreen, WrongField
from learnboard.ui.toolkit.form_state import WHOLE_FORM
from learnboard.ui.toolkit.keys import form_keys

_SAVE: Final = Option("save", "save as", "what you see here, in a file of its own")
_BACK: Final = Option("back", "put it back", "what you see here, under its old name")
_OTHER: Final = Option("other", "the other file", "this one goes to the backups")


class NextFile(NamedTuple):
    """The board file to continue with. `write` saves the board there first; otherwise it is backed up."""

    path: Path
    write: bool


class LostFileForm(FormScreen):
    """Form that asks how to continue and then continues, keeping the screens below it."""

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
            "Nothing more is written to it. What you see is unchanged, and not lost.",
        )

    def command(self, values: Values) -> NextFile:
        """Return the file to continue with.

        Raises:
            WrongField: if no file is named.
        """
        path = self._session.service.path
        if values["way"] == "save":
            if not values["file"].strip():
                raise WrongField("file", "Name a file.")
            if missing := missing_folder(values["file"]):
                raise WrongField("file", missing)
            return NextFile(path_of(values["file"], (self._offered,)), write=True)
        return NextFile(path, write=values["way"] == "back")

    def _go_on(self, way: Any) -> bool:
        """Save or back up the board and continue with the chosen file. Show an error in the form."""
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
        message = f"This board is now {short(way.path)}."
        self._session.say(message if way.write else f"{message} What you saw before is the newest backup.")
        return True

    def action_leave(self) -> None:
        """Close the form for now. The next change asks again."""
        super().action_leave()
        self._session.say("Nothing is written while the board's file is gone: the next change asks again.")


def _saves(values: Values) -> bool:
    return bool(values.get("way") == "save")


def open_lost_file(app: App[Any], session: Session, answered: Callable[[bool | None], None]) -> None:
    """Open the form unless it is open already. `answered` gets whether the board continues in a file."""
    if not any(isinstance(screen, LostFileForm) for screen in app.screen_stack):
        app.push_screen(LostFileForm(session), answered)
