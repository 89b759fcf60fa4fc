"""The export: for whom, what of the board, in which form, as of when and where to; and what exactly would leave."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final

from textual.binding import Binding, BindingType

from learnboard.domain.errors import BoardBusy, FileRefused, LearnboardError
from learnboard.domain.people import Acquaintance
from learnboard.service.handover.parcels import Handover, Kind, Parcel, file_name
from learnboard.service.handover.readers import profile_for
from learnboard.ui.file_names import free, is_folder, path_of, short, taken
from learnboard.ui.forms.fields import Choice, Day, Field, Option, Values
from learnboard.ui.forms.filling import ALL, Filling
from learnboard.ui.forms.form import FormScreen, WrongField
from learnboard.ui.forms.occasion import Occasion, Order, last_folder, packed, same, sentence, written
from learnboard.ui.forms.parcel import parcel_lines
from learnboard.ui.forms.rare_fields import Unchosen, distinct
from learnboard.ui.forms.words import OPTIONS
from learnboard.ui.keys import CARD
from learnboard.ui.session import TRY_AGAIN
from learnboard.ui.spans import Line, Span
from learnboard.ui.text import simplified

_CHOSEN: Final = ("person", "profile", "as_of")
"""The fields that decide what leaves."""
_ASKED: Final = ("replace", "anyway")
"""What is asked only when something stands in the way; never kept."""
_LOW: Final = 30
_IS_THERE: Final = "There is a file of this name already: replace it, or choose another name."
_IS_PRIVATE: Final = "Private words would leave, as told below: look at them again, or export all the same."
_NOBODY: Final = Option(None, "nobody", "for whoever gets the file")


class ExportScreen(FormScreen):
    """Asks what to export and writes it, both in threads; answers True once a file is written.

    `wrote` is told the sentence and what else is to be said.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "export", id="form.save", group=CARD),
        Binding("ctrl+s", "save", "export", id="form.save_anywhere", group=CARD),
    ]

    def __init__(
        self,
        occasion: Occasion,
        *,
        wrote: Callable[[str, Sequence[str]], object],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._occasion = occasion
        self._wrote = wrote
        self._people = {person.id: person for person in occasion.people}
        self._folder = last_folder(occasion.earlier)
        self._wanted: Handover | None = None
        self._looked_at: Handover | None = None
        self._parcel: Parcel | None = None
        self._trouble: LearnboardError | None = None
        self._packing = self._writing = self._hasty = False
        fields = self._fields()
        super().__init__("Export", fields, self._opened(fields), save=self._write_later, draft=draft)

    # -- the fields -----------------------------------------------------------------------------------------------

    def _fields(self) -> list[Field]:
        names = distinct([simplified(person.name) or "somebody" for person in self._occasion.people], ("nobody",))
        people = zip(self._occasion.people, names, strict=True)
        return [
            Choice("person", "for", (*(Option(one.id, name, one.relation) for one, name in people), _NOBODY)),
            Choice("profile", "what", OPTIONS["exports", "profile"], gap=True),
            Choice("format", "as a", OPTIONS["exports", "format"]),
            Day("as_of", "as of", self._occasion.day, hint="all there is, or as known on a day", past=True),
            Field("file", "file", "…", gap=True),
            Unchosen("replace", "is there", OPTIONS["exports", "replace"], _IS_THERE, applies=self._is_taken),
            Unchosen("anyway", "private", OPTIONS["exports", "anyway"], _IS_PRIVATE, applies=self._leaks),
        ]

    def _opened(self, fields: Sequence[Field]) -> dict[str, str]:
        """What is offered: as it was the last time."""
        last = next(iter(self._occasion.earlier), None)
        reader = next((one for one in self._occasion.people if last and one.name == last.person_name), None)
        if last is None and self._occasion.people:
            reader = self._occasion.people[0]
        kind: Kind = "json" if last and last.file and last.file.endswith(".json") else "html"
        values = {"person": reader.id if reader else None, "profile": self._usual(reader), "format": kind}
        return {field.name: field.text_of(values[field.name]) if field.name in values else "" for field in fields}

    def _usual(self, reader: Acquaintance | None) -> str:
        """The profile that was written for somebody the last time, or that they get unless told otherwise."""
        name = reader.name if reader else ""
        return next((one.profile for one in self._occasion.earlier if one.person_name == name), profile_for(reader))

    def _is_taken(self, _: Values) -> bool:
        return self._parcel is not None and taken(self._path(self._filling))

    def _leaks(self, _: Values) -> bool:
        return self._parcel is not None and bool(self._parcel.leaks)

    # -- what follows from what is chosen ---------------------------------------------------------------------------

    @property
    def draft(self) -> dict[str, str]:
        """What was typed and chosen, but for what was agreed to."""
        return {name: text for name, text in super().draft.items() if name not in _ASKED}

    def on_mount(self) -> None:
        """See what would leave."""
        super().on_mount()
        self._look()

    def _show(self, filling: Filling) -> None:
        before, self._filling = self._filling, self._followed(filling)
        if before.texts != self._filling.texts:
            self._hasty = False
        self._look()
        self._filling = self._named(self._filling)
        super()._show(_where_it_is_asked(self._filling))

    def _followed(self, filling: Filling) -> Filling:
        """The profile goes with the person; what was agreed to holds for what was seen then."""
        texts, before = dict(filling.texts), self._filling.texts
        if texts["person"] != before["person"]:
            person = self._people.get(filling.values()[0]["person"])
            texts["profile"] = _label("profile", self._usual(person))
        if any(texts[name] != before[name] for name in _CHOSEN):
            texts["anyway"] = ""
        if texts["file"] != before["file"]:
            texts["replace"] = ""
        return filling._replace(texts=texts)

    def _named(self, filling: Filling) -> Filling:
        """The file's name goes with what is chosen, until one is typed."""
        texts, parcel = filling.texts, self._parcel
        if parcel is None:
            return filling
        if filling.values()[0].get("replace") is False:
            name = short(free(self._path(filling)))
            texts = {**texts, "file": name, "replace": ""}
            return filling._replace(texts=texts).gone("file")
        typed = texts["file"] not in ("", filling.opened["file"])
        if typed or (filling.at == "file" and not texts["file"] and filling.opened["file"]):
            return filling
        name = short(self._folder / file_name(parcel, filling.values()[0]["format"]))
        if name == texts["file"]:
            return filling
        named = filling._replace(texts={**texts, "file": name, "replace": ""}, opened={**filling.opened, "file": name})
        return named.gone("file")._replace(left=named.left) if filling.at == "file" else named

    def _path(self, filling: Filling) -> Path:
        """Where the file would be; in a folder that was named it has its usual name."""
        text = filling.texts["file"] or filling.opened["file"]
        path = path_of(text)
        return path / Path(filling.opened["file"]).name if is_folder(path) else path

    # -- looking at what would leave --------------------------------------------------------------------------------

    def _look(self) -> None:
        """Have what would leave put together, unless that is what is known already or on its way."""
        values, wrong = self._filling.values()
        chosen = "as_of" not in wrong
        self._wanted = Handover(values["profile"], values["person"], values["as_of"]) if chosen else None
        if self._wanted != self._looked_at:
            self._parcel = self._trouble = None
            if not self._packing and self._wanted:
                self._packing = True
                self.run_worker(self._pack(), group="pack")

    async def _pack(self) -> None:
        """Put together what is wanted, and again if that is something else by then: typing never waits for it."""
        while (wanted := self._wanted) and wanted != self._looked_at:
            found = await asyncio.to_thread(packed, self._occasion, wanted)
            self._looked_at = wanted
            if wanted == self._wanted:
                self._arrived(found)
        self._packing = False

    def _arrived(self, found: Parcel | LearnboardError) -> None:
        if isinstance(found, BoardBusy):
            self.set_timer(TRY_AGAIN, self._look_again)
        if isinstance(found, LearnboardError):
            self._trouble = found
        else:
            self._parcel = found
        hasty, self._hasty = self._hasty, False
        self._show(self._filling)
        if hasty:
            self.action_save()

    def _look_again(self) -> None:
        self._looked_at = None
        self._look()

    def preview(self, width: int) -> Sequence[Line]:
        """What would leave, or that it is being looked at, or written."""
        if self._writing:
            return [[Span("Writing …", "accent")]]
        if self._trouble:
            return [[Span(simplified(str(self._trouble)), "warn")]]
        if self._parcel is None:
            return [[Span("…", "muted")]] if self._wanted else ()
        return parcel_lines(self._parcel, self._occasion.day, width, low=self.app.size.height < _LOW)

    # -- writing ------------------------------------------------------------------------------------------------------

    def take_key(self, key: str, character: str | None) -> bool:
        """Type into the current field, or choose in it; not while the file is being written."""
        return self._writing or super().take_key(key, character)

    def action_save(self) -> None:
        """Write the file; where it is not known yet what would leave, as soon as it is."""
        if self._parcel is None and self._trouble is None and not self._judged()[1]:
            self._hasty = True
        else:
            super().action_save()

    def wish(self, values: Values) -> Order:
        """What is to be written.

        Raises:
            LearnboardError: if it cannot be told what would leave.
            WrongField: if something stands in the way.
        """
        if self._parcel is None:
            raise self._trouble or WrongField("as_of", "That is no day.")
        if self._parcel.leaks and not values["anyway"]:
            raise WrongField("anyway", _IS_PRIVATE)
        path = self._path(self._filling)
        if same(path, self._occasion.path):
            raise WrongField("file", "That is the board itself: choose another name.")
        return Order(self._parcel, values["format"], path, bool(values.get("replace")), bool(values.get("anyway")))

    def _write_later(self, order: Order) -> bool:
        """Begin to write, with a word about it."""
        self._writing = True
        self._page.redraw()
        self.run_worker(self._write(order), group="write")
        return False

    async def _write(self, order: Order) -> None:
        """Write in a thread; a refusal stays in the form, with all that was typed."""
        try:
            notices = await asyncio.to_thread(written, self._occasion.path, order)
        except LearnboardError as error:
            self._writing = False
            self._look_again()  # the number may be taken by another program
            told = {"file": error.on_screen} if isinstance(error, FileRefused) else {ALL: str(error)}
            self._show(self._filling.telling(told))
            self.app.bell()
            return
        self._writing = False
        self.dismiss(True)
        self._wrote(sentence(order), notices)

    def action_leave(self) -> None:
        """Close the form without writing, unless it is being done."""
        if not self._writing:
            super().action_leave()


def _label(field: str, value: Any) -> str:
    return next(each.label for each in OPTIONS["exports", field] if each.value == value)


def _where_it_is_asked(filling: Filling) -> Filling:
    """The caret in a field that is shown: a question may be gone with its reason."""
    return filling if filling.field in filling.shown else filling.gone("file")
