"""The number of hints in the header: it is counted once what was changed is painted, so that no key waits for it."""

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol

from learnboard.domain.errors import LearnboardError
from learnboard.service.commands import Result
from learnboard.service.queries.board import USUAL_SIZE
from learnboard.ui import features

if TYPE_CHECKING:
    from textual.timer import Timer

    from learnboard.ui.editing.editor_screen import EditorScreen

_PAUSE: Final = 0.5
"""Seconds without a change until the hints of a large board are counted."""
_BETWEEN_SLICES: Final = 0.002


class _Counter(Protocol):
    def prepare(self) -> Iterator[None]: ...

    def count(self, *, anew: bool) -> int: ...


class HeaderHints:
    """Keeps the number of hints up to date for a screen that shows it by `show`."""

    def __init__(self, screen: "EditorScreen", show: Callable[[int], object]) -> None:
        self._screen = screen
        self._show = show
        self._waits = self._anew = False
        self._timer: Timer | None = None

    @cached_property
    def _counter(self) -> _Counter:
        counter: _Counter = features.count_hints(self._screen.session)
        return counter

    @property
    def _is_large(self) -> bool:
        return sum(len(column.cards) for column in self._screen.session.board.columns) > USUAL_SIZE

    def count_first(self) -> None:
        """Count what was opened, once it is painted; of a large board when the rest of it is read."""
        if self._screen.session.board.complete and not self._is_large:
            self._count()

    def changed(self, result: Result | None) -> None:
        """Count again, soon; `result` is that of the command behind the change, None for one from elsewhere."""
        if not self._screen.session.board.complete:
            return
        self._anew |= result is None or result.changes.reload or bool(result.changes.minutes_left)
        if self._is_large:
            self._wait(_PAUSE, self._count_in_slices)
        elif not self._waits:
            self._waits = True
            self._screen.call_after_refresh(self._count)

    def _wait(self, seconds: float, call: Callable[[], None]) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self._screen.set_timer(seconds, call)

    def _count_in_slices(self, work: Iterator[None] | None = None) -> None:
        """Look at a large board, one slice in each turn of the event loop; the next change begins again."""
        work = self._counter.prepare() if work is None else work
        if any(True for _ in islice(work, 1)):
            self._wait(_BETWEEN_SLICES, partial(self._count_in_slices, work))
        else:
            self._count()

    def _count(self) -> None:
        self._waits = False
        try:
            count = self._counter.count(anew=self._anew)
        except LearnboardError:  # another program is writing: the next change counts
            return
        self._anew = False
        self._show(count)
