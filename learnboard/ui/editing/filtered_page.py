"""A list of rows of the board that a filter of words makes shorter while it is typed."""

from collections.abc import Sequence
from typing import ClassVar, Final, Generic

from learnboard.domain.model.fields import Id
from learnboard.domain.text import folded
from learnboard.presentation.messages import filtered_text
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.session import Session
from learnboard.ui.toolkit.row_page import R
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text import simplified
from learnboard.ui.toolkit.text_buffer import TextBuffer

_HIDES_ALL: Final = "The filter hides all: esc shows them."
_NOTHING: Final = "Nothing matches the filter."


class FilteredPage(ListPage[R], Generic[R]):
    """A list page whose rows are those that have all words of a filter."""

    SEARCHED: ClassVar[str]
    """Says what the words are looked for in: `words of the title, kind or day`."""
    NOUNS: ClassVar[tuple[str, str]]
    """What one row is called, and several are."""
    NO_ROW: ClassVar[str]
    """Says that there is no row under the cursor, and what to do."""

    def __init__(self, session: Session, first: Id | None = None) -> None:
        super().__init__(session, first)
        self.filter_text = ""
        """What is looked for, as it was typed."""

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words that are looked for, folded; none if all rows are shown."""
        return tuple(folded(self.filter_text).split())

    def filter_rows(self) -> None:
        """Choose the rows anew by the words that are looked for."""

    def filter_told(self, shown: int, of: int) -> str:
        """Return what the filter shows, as so many rows of all."""
        return filtered_text(simplified(self.filter_text), shown, of, *self.NOUNS)

    def empty(self) -> Sequence[str]:
        """Return that nothing matches, or what the list begins with."""
        return [_NOTHING] if self.words else super().empty()

    @property
    def no_row(self) -> str:
        """Return why there is no row under the cursor, and what to do."""
        return _HIDES_ALL if self.words else self.NO_ROW

    # -- actions --------------------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Prompt for words; rows that have all of them are shown while they are typed."""
        self.session.keep_up()
        before = self.filter_text

        def leave(_: str) -> bool:
            self._look_for(before)
            return True

        self.prompt(
            Prompt(
                "filter",
                TextBuffer.of(before, selected=True),
                lambda _: True,
                leave=leave,
                changed=lambda entry: self._look_for(entry.text),
                hint=lambda text: "" if text.strip() else self.SEARCHED,
                keys=(("enter", "keep it"), ("escape", "as before")),
            )
        )

    def action_close(self) -> None:
        """Show all rows again if a filter hides some, else return to the screen below."""
        if self.words:
            self._look_for("")
            self.say("The filter is cleared.")
        else:
            super().action_close()

    def _look_for(self, text: str) -> None:
        self.filter_text = text
        self.filter_rows()
        self.redraw()
