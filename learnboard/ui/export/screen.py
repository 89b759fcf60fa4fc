"""The export form: reader, profile, format, day and file, with a preview of exactly what would leave."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.board import Board
from learnboard.domain.errors import BoardBusy, InvalidFile, LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Person
from learnboard.presentation.file_endings import other_format
from learnboard.presentation.options import OPTIONS, Option
from learnboard.service.export.checks import refused_leaks
from learnboard.service.export.contents import leaving
from learnboard.service.export.prepare import ExportFormat, ExportRequest, PreparedExport, file_name
from learnboard.service.queries.exports import past_exports, profile_for, readers
from learnboard.ui import features
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.export.context import ExportContext, ExportOrder, last_folder, message, prepare, same, write
from learnboard.ui.export.preview import preview_lines
from learnboard.ui.session import TRY_AGAIN
from learnboard.ui.toolkit.fields import Choice, Day, FormField, RequiredChoice, Values
from learnboard.ui.toolkit.file_names import free, is_folder, missing_folder, path_of, short, taken
from learnboard.ui.toolkit.form import FormScreen, WrongField
from learnboard.ui.toolkit.form_state import WHOLE_FORM, FormState
from learnboard.ui.toolkit.keys import form_keys
from learnboard.ui.toolkit.text import Line, StyledText, distinct_labels, simplified

_CHOSEN: Final = ("person", "profile", "as_of")
"""The fields that decide what leaves."""
_ASKED: Final = ("replace", "anyway")
"""The fields of confirmations, shown only if one is needed; never kept in the draft."""
_LOW: Final = 30
_LOOK: Final = "form.edit_outside"
_IS_THERE: Final = "There is already a file of this name: replace it, or choose another name."
_IS_PRIVATE: Final = "Private words would leave, as listed below: check them, or export anyway."
_NOBODY: Final = Option(None, "nobody", "for whoever gets the file")


class ExportScreen(FormScreen):
    """The export form, which prepares and writes in threads; returns True once a file is written.

    `wrote` receives the message and further notices.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*form_keys("export", outside="look at every row that leaves")]

    def __init__(
        self,
        context: ExportContext,
        *,
        wrote: Callable[[str, Sequence[str]], object],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._export_context = context
        self._wrote = wrote
        self._people = {person.id: person for person in context.people}
        self._folder = last_folder(context.earlier)
        self._wanted: ExportRequest | None = None
        self._prepared_for: ExportRequest | None = None
        self._prepared: PreparedExport | None = None
        self._trouble: LearnboardError | None = None
        self._preparing = self._writing = self._save_when_prepared = False
        fields = self._fields()
        super().__init__("Export", fields, self._opened(fields), save=self._write_later, draft=draft)

    # -- the fields -----------------------------------------------------------------------------------------------

    def _fields(self) -> list[FormField]:
        names = distinct_labels(
            [simplified(person.name) or "somebody" for person in self._export_context.people], ("nobody",)
        )
        people = zip(self._export_context.people, names, strict=True)
        return [
            Choice("person", "for", (*(Option(one.id, name, one.relation) for one, name in people), _NOBODY)),
            Choice("profile", "what", OPTIONS["exports", "profile"], gap=True),
            Choice("format", "as a", OPTIONS["exports", "format"]),
            Day("as_of", "as of", self._export_context.day, hint="all there is, or as known on a day", past=True),
            FormField("file", "file", "…", gap=True),
            RequiredChoice("replace", "is there", OPTIONS["exports", "replace"], _IS_THERE, applies=self._is_taken),
            RequiredChoice("anyway", "private", OPTIONS["exports", "anyway"], _IS_PRIVATE, applies=self._leaks),
        ]

    def _opened(self, fields: Sequence[FormField]) -> dict[str, str]:
        """Return the initial texts, as in the last export; the first reader if that was for one who is not here now."""
        last, people = next(iter(self._export_context.earlier), None), self._export_context.people
        reader = next((one for one in people if last and one.name == last.person_name), None)
        if reader is None and people and (last is None or last.person_name):
            reader = people[0]
        kind: ExportFormat = "json" if last and last.file and last.file.endswith(".json") else "html"
        values = {"person": reader.id if reader else None, "profile": self._usual(reader), "format": kind}
        return {field.name: field.text_of(values[field.name]) if field.name in values else "" for field in fields}

    def _usual(self, reader: Person | None) -> str:
        """Return the profile of the last export for a reader, or their default."""
        name = reader.name if reader else ""
        return next(
            (one.profile for one in self._export_context.earlier if one.person_name == name), profile_for(reader)
        )

    def _is_taken(self, _: Values) -> bool:
        return self._prepared is not None and taken(self._path(self._form_state))

    def _leaks(self, values: Values) -> bool:
        """Whether private texts are in the file in the format that is chosen."""
        prepared = self._prepared
        return prepared is not None and bool(refused_leaks(leaving(prepared, values["format"]).leaks))

    # -- dependent fields -------------------------------------------------------------------------------------------

    @property
    def draft(self) -> dict[str, str]:
        """The texts that differ from the initial ones, without confirmations."""
        return {name: text for name, text in super().draft.items() if name not in _ASKED}

    def on_mount(self) -> None:
        """Prepare the first preview."""
        super().on_mount()
        self._update()

    def _show(self, form_state: FormState) -> None:
        before, self._form_state = self._form_state, self._followed(form_state)
        if before.texts != self._form_state.texts:
            self._save_when_prepared = False
        self._update()
        self._form_state = self._named(self._form_state)
        super()._show(_where_it_is_asked(self._form_state))

    def _followed(self, form_state: FormState) -> FormState:
        """Return the state with the profile of a new person, and without confirmations of what has changed since."""
        texts, before = dict(form_state.texts), self._form_state.texts
        if texts["person"] != before["person"]:
            person = self._people.get(form_state.values()[0]["person"])
            texts["profile"] = _label("profile", self._usual(person))
        if any(texts[name] != before[name] for name in _CHOSEN):
            texts["anyway"] = ""
        if texts["file"] != before["file"]:
            texts["replace"] = ""
        return form_state._replace(texts=texts)

    def _named(self, form_state: FormState) -> FormState:
        """Return the state with a file name that follows the choices, until one is typed."""
        texts, prepared = form_state.texts, self._prepared
        if prepared is None:
            return form_state
        if form_state.values()[0].get("replace") is False:
            name = short(free(self._path(form_state)))
            texts = {**texts, "file": name, "replace": ""}
            return form_state._replace(texts=texts).gone("file")
        typed = texts["file"] not in ("", form_state.opened["file"])
        if typed or (form_state.at == "file" and not texts["file"] and form_state.opened["file"]):
            return form_state
        name = short(self._folder / file_name(prepared, form_state.values()[0]["format"]))
        if name == texts["file"]:
            return form_state
        named = form_state._replace(
            texts={**texts, "file": name, "replace": ""}, opened={**form_state.opened, "file": name}
        )
        return named.gone("file")._replace(left=named.left) if form_state.at == "file" else named

    def _path(self, form_state: FormState) -> Path:
        """Return the path of the file; if a folder was typed, with the default name in it."""
        text = form_state.texts["file"] or form_state.opened["file"]
        path = path_of(text)
        return path / Path(form_state.opened["file"]).name if is_folder(path) else path

    # -- preparing the export ---------------------------------------------------------------------------------------

    def _update(self) -> None:
        """Start to prepare what is chosen, unless it is prepared already or in progress."""
        values, wrong = self._form_state.values()
        chosen = "as_of" not in wrong
        cycle = self._export_context.cycle
        self._wanted = ExportRequest(values["profile"], values["person"], values["as_of"], cycle) if chosen else None
        if self._wanted != self._prepared_for:
            self._prepared = self._trouble = None
            if not self._preparing and self._wanted:
                self._preparing = True
                self.run_worker(self._prepare(), group="prepare")

    async def _prepare(self) -> None:
        """Prepare what is chosen, and again if that has changed meanwhile, so that typing never waits."""
        while (wanted := self._wanted) and wanted != self._prepared_for:
            found = await asyncio.to_thread(prepare, self._export_context, wanted)
            self._prepared_for = wanted
            if wanted == self._wanted:
                self._show_prepared(found)
        self._preparing = False

    def _show_prepared(self, found: PreparedExport | LearnboardError) -> None:
        if isinstance(found, BoardBusy):
            self.set_timer(TRY_AGAIN, self._prepare_again)
        if isinstance(found, LearnboardError):
            self._trouble = found
        else:
            self._prepared = found
        save, self._save_when_prepared = self._save_when_prepared, False
        self._show(self._form_state)
        if save:
            self.action_save()

    def _prepare_again(self) -> None:
        self._prepared_for = None
        self._update()

    def preview(self, width: int) -> Sequence[Line]:
        """Return the preview, or that the export is being prepared or written."""
        if self._writing:
            return [[StyledText("Writing …", "accent")]]
        if self._trouble:
            return [[StyledText(simplified(str(self._trouble)), "warn")]]
        if self._prepared is None:
            return [[StyledText("…", "muted")]] if self._wanted else ()
        low, kind = self.app.size.height < _LOW, self._form_state.values()[0]["format"]
        look = next((self.app.get_key_display(each) for each in self.own_bindings if each.id == _LOOK), "")
        return preview_lines(self._prepared, self._export_context.day, width, low=low, kind=kind, look=look)

    def action_edit_outside(self) -> None:
        """Open all that would leave, table by table: the form has no long text that an editor would be for."""
        if self._prepared:
            features.open_contents(self, self._prepared.snapshot.records, own=True)

    # -- writing ------------------------------------------------------------------------------------------------------

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Type or choose in the current field, unless the file is being written."""
        return self._writing or super().on_typed_key(key, character)

    def action_save(self) -> None:
        """Write the file, as soon as the export is prepared."""
        if self._prepared is None and self._trouble is None and not self._judged()[1]:
            self._save_when_prepared = True
        else:
            super().action_save()

    def command(self, values: Values) -> ExportOrder:
        """Return the order to write the file.

        Raises:
            LearnboardError: if the export cannot be prepared.
            WrongField: if a field is wrong or a confirmation is missing.
        """
        if self._prepared is None:
            raise self._trouble or WrongField("as_of", "That is not a day.")
        if self._leaks(values) and not values["anyway"]:
            raise WrongField("anyway", _IS_PRIVATE)
        path = self._path(self._form_state)
        if missing := missing_folder(self._form_state.texts["file"]):
            raise WrongField("file", missing)
        if same(path, self._export_context.path):
            raise WrongField("file", "That is the board itself: choose another name.")
        if other := other_format(path, values["format"]):
            raise WrongField("file", f"{other[:1].upper()}{other[1:]}: change the ending, or the format.")
        return ExportOrder(
            self._prepared, values["format"], path, bool(values.get("replace")), bool(values.get("anyway"))
        )

    def _write_later(self, order: ExportOrder) -> bool:
        """Start to write, and show that."""
        self._writing = True
        self._page.redraw()
        self.run_worker(self._write(order), group="write")
        return False

    async def _write(self, order: ExportOrder) -> None:
        """Write in a thread; if that fails, show why in the form and keep it open."""
        try:
            notices = await asyncio.to_thread(write, self._export_context.path, order)
        except LearnboardError as error:
            self._writing = False
            self._prepare_again()  # another program may have taken the number
            told = {"file": error.on_screen} if isinstance(error, InvalidFile) else {WHOLE_FORM: str(error)}
            self._show(self._form_state.with_problems(told))
            self.app.bell()
            return
        self._writing = False
        self.dismiss(True)
        self._wrote(message(order), notices)

    def action_leave(self) -> None:
        """Close the form without writing, unless the file is being written."""
        if not self._writing:
            super().action_leave()


def _label(field: str, value: Any) -> str:
    return next(option.label for option in OPTIONS["exports", field] if option.value == value)


def _where_it_is_asked(form_state: FormState) -> FormState:
    """Return the state with the caret in a field that is shown, since a confirmation may have gone."""
    return form_state if form_state.field in form_state.shown else form_state.gone("file")


def _other_cycle(board: Board) -> Id | None:
    """Return the cycle that the board shows, unless it is that of its day."""
    cycle = board.cycle_context.cycle if board.cycle_context else None
    return None if cycle is None or cycle.starts_on <= board.day <= cycle.ends_on else cycle.id


def open_export(screen: EditorScreen) -> None:
    """Open the export form over a screen; every observer shows the message."""
    session = screen.session
    service, board = session.service, session.board
    try:
        known = service.query(readers, board.day)
        people = [person for person in known if person.to_on is None or person.to_on >= board.day]
        context = ExportContext(service.path, board.day, people, service.query(past_exports), _other_cycle(board))
    except LearnboardError as error:
        screen.refuse(error)
        return

    def wrote(message: str, notices: Sequence[str]) -> None:
        session.keep_up()  # reads the export's record now, so that it is not reported as another window's change
        session.say(message)
        for notice in notices:
            screen.notify(notice, severity="warning", markup=False)

    def form(draft: Mapping[str, str]) -> ExportScreen:
        return ExportScreen(context, wrote=wrote, draft=draft)

    screen.open_form("export", "", form)
