"""What somebody thought back on, and when."""

from collections.abc import Collection

from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.growth import Reflection
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.review import QUESTION, SOMEBODY
from learnboard.presentation.values import short_day, value_text


class StoryReflection(NamedTuple):
    """A reflection; `by` is empty if it is the owner's, `verdict` if there is none.

    What was said at a review is told as its record, and not as the answer to a question: `on` is `Review of 31 Mar`.
    """

    on: str
    by: str
    question: str
    verdict: str
    text: str


def reflections_about(ids: Collection[Id], context: ReaderContext) -> list[Reflection]:
    """The reflections about rows with these ids, the oldest first."""
    rows = (row for row in context.report.records.reflections if row.about and row.about.id in ids)
    return sorted(rows, key=lambda row: (row.on, row.id))


def reflection_text(row: Reflection, context: ReaderContext) -> StoryReflection:
    """A reflection."""
    row = context.read(row)
    reviewed = row.occasion == "review" and row.question.strip() in ("", QUESTION)
    return StoryReflection(
        on=f"{'Review of ' if reviewed else ''}{short_day(row.on, context.day)}",
        by="" if row.by_id == OWNER else context.name_of(row.by_id) or SOMEBODY,
        question="" if reviewed else row.question.strip(),
        verdict=value_text(row.verdict or ""),
        text=row.text.strip(),
    )
