"""Marks in the folder of drafts: which form is being typed in, in which window, for as long as that window lives."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from learnboard.domain.model.fields import Id
from learnboard.service.factory import new_id

_PREFIX: Final = ".window-"
_LONGEST: Final = 1024
"""Bytes of the name of a form, which has two ids at most."""


class WindowMark:
    """The mark of this window: a file that is locked while a form is typed in here, with the form's name in it.

    The system unlocks it however the program ends, so that nobody takes what was left for what is being typed. Where
    nothing can be written or locked, there are no marks.
    """

    def __init__(self, folder: Path) -> None:
        self.id: Id = new_id()
        self._folder = folder
        self._path = folder / f"{_PREFIX}{self.id}"
        self._descriptor: int | None = None
        self._form = ""

    def types_in(self, form: str) -> None:
        """Mark a form as being typed in here; `""` for none."""
        if form == self._form:
            return
        self._form = form
        with suppress(OSError):
            if not form:
                self._remove()
                return
            if self._descriptor is None:
                self._descriptor = self._locked()
            os.ftruncate(self._descriptor, 0)
            os.pwrite(self._descriptor, form.encode()[:_LONGEST], 0)

    def others(self) -> frozenset[str]:
        """Return the forms that are being typed in in other windows, and remove the marks of those that are gone."""
        return frozenset(form for path in self._marks() if path != self._path and (form := _form_in(path)))

    def _marks(self) -> Iterator[Path]:
        with suppress(OSError):
            yield from sorted(self._folder.glob(f"{_PREFIX}*"))

    def _locked(self) -> int:
        """A new mark, which has its name only once it is locked: an unlocked one is that of a window that is gone."""
        beginning = self._folder / f".begin-{self.id}"
        descriptor = os.open(beginning, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            beginning.rename(self._path)
        except OSError:
            os.close(descriptor)
            beginning.unlink(missing_ok=True)
            raise
        return descriptor

    def _remove(self) -> None:
        if self._descriptor is not None:
            self._path.unlink(missing_ok=True)
            os.close(self._descriptor)
            self._descriptor = None


def _form_in(path: Path) -> str:
    """The form that a mark names; empty if its window is gone."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink(missing_ok=True)
        except BlockingIOError:
            return os.pread(descriptor, _LONGEST, 0).decode(errors="replace")
        finally:
            os.close(descriptor)
    return ""
