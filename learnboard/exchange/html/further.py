"""What a page shows at its end: all of the file that stands nowhere else in it."""

from typing import Final

from learnboard.exchange.html.board import MOST_CHECK_INS, MOST_DETAILED
from learnboard.exchange.html.source import PageSource
from learnboard.presentation.further import FurtherTable, ShownOnPage, further_tables

_OWN_SECTIONS: Final = frozenset[str]()
"""Tables of which another section shows every row and field."""


def further(source: PageSource) -> tuple[FurtherTable, ...]:
    """The rows of the file, by table, with their fields that stand nowhere else in the page."""
    most = MOST_CHECK_INS if len(source.context.cards) <= MOST_DETAILED else 0
    return further_tables(source.context, source.snapshot.records, ShownOnPage(_OWN_SECTIONS, most))
