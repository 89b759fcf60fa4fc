"""Forms of the mentor that keep what is half typed by themselves, so that no sudden end takes it away."""

from collections.abc import Callable
from typing import Final

from textual.timer import Timer

from learnboard.ui.forms.filling import Filling
from learnboard.ui.forms.form import FormScreen

PAUSE: Final = 1.0
"""Seconds after the last key until what stands in a form is kept."""


class KeepingForm(FormScreen):
    """A form that has what stands in it kept whenever typing pauses; `keep` is told by who opens it."""

    keep: Callable[[], object] | None = None
    _pause: Timer | None = None

    def _show(self, filling: Filling) -> None:
        """Wait for a pause anew with every key: what is kept goes down to the disk, which no key shall wait for."""
        super()._show(filling)
        if self._pause:
            self._pause.stop()
        if self.keep:
            self._pause = self.set_timer(PAUSE, self.keep)
