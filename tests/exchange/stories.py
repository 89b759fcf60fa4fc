"""Stories of the example year, and of one in which every text is a hostile one."""

from collections.abc import Callable
from dataclasses import is_dataclass, replace
from datetime import date
from functools import cache
from itertools import count
from typing import Any

from learnboard.domain.model.fields import fields_of
from learnboard.domain.model.records import Records
from learnboard.domain.report import BoardReport, board_report
from learnboard.presentation.story import Story, story_of
from tests import builders

DAY = date(2026, 12, 31)
_NO_TEXTS = {"id", "currency", "snapshot_id"}
MARKDOWN = (
    "# a heading",
    "- an item",
    "1. first",
    "1) first",
    "+ plus",
    "* star",
    "> quoted",
    "---",
    "===",
    "``` \nrm -rf",
    "    code",
    "`code` ``more``",
    "*em* **strong** _em_ __strong__ ~~gone~~",
    "[text](javascript:alert(1)) ![picture](https://example.org/x.png)",
    "[a]: https://example.org",
    "<https://example.org> https://example.org www.example.org me@example.org",
    "<script>alert(1)</script> <b onclick=x>",
    "<!-- gone",
    "&lt;b&gt; &#60;i&#62; &amp;amp;",
    "| a | b |\n| - | - |\n| 1 | 2 |",
    "ends with a backslash \\",
    "two  \nlines\\\nthree",
    "$x^2$ and ==marked== :smile: [^1]",
    "{{ 7*7 }} {% raw %}",
    "C #",
    "**",
    "***",
)


@cache
def example(cycle: str = "c2026") -> tuple[Story, BoardReport]:
    """The story of a cycle of the example year, and its report."""
    return told(builders.records_in(builders.document(builders.EXAMPLE_BOARD)), cycle)


def told(records: Records, cycle: str = "c2026") -> tuple[Story, BoardReport]:
    """The story of a board's cycle, with all that is in it."""
    report = board_report(records, DAY, cycle)
    return story_of(report, reader="Rowan Teal", private=True), report


def with_texts(text_of: Callable[[int], str]) -> Records:
    """The example year, closed, with other texts: that of each place is made from its number."""
    records = builders.records_in(builders.document(builders.EXAMPLE_BOARD))
    numbers = count()

    def rewritten(value: Any) -> Any:
        changes: dict[str, Any] = {}
        for field in fields_of(type(value)):
            found = getattr(value, field.name)
            if field.base is str and field.refers is None and field.name not in _NO_TEXTS:
                changes[field.name] = text_of(next(numbers))[:250]
            elif is_dataclass(found) and field.name not in ("about", "target", "settings"):
                changes[field.name] = rewritten(found)
        return replace(value, **changes)

    tables = {name: tuple(map(rewritten, rows)) for name, rows in records.tables()}
    return Records(rewritten(records.board_info), **tables)
