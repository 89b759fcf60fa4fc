"""The questions of a review to which the reader of a page is invited."""

from learnboard.domain.named_tuple import NamedTuple
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.targets import FeedbackTarget
from learnboard.presentation.key_results import objective_text
from learnboard.presentation.review_invitation import EACH, QUESTIONS, VERDICT, review_invitation


class ReviewView(NamedTuple):
    """The review: each objective with its facts and the verdict that is asked for, and questions about the whole."""

    heading: str
    intro: str
    objectives: tuple[tuple[str, str, FeedbackTarget], ...]
    whole: tuple[FeedbackTarget, ...]


def review(source: PageSource) -> ReviewView | None:
    """Return the review to which the reader is invited; None if there is none."""
    found = review_invitation(source.context)
    if found is None:
        return None
    settings = source.context.report.records.board_info.settings
    texts = {column.id: objective_text(column, settings) for column in source.context.report.columns}
    return ReviewView(
        heading=found.heading,
        intro=found.intro,
        objectives=tuple(
            (
                row.title,
                f"{texts[row.id].reached}, {texts[row.id].expected}",
                FeedbackTarget("objective", row.id, row.title, EACH, verdict=VERDICT, say="Answer"),
            )
            for row in found.objectives
        ),
        whole=tuple(
            FeedbackTarget("meeting", found.meeting, found.heading, each.prompt, lead=each.lead, say=each.say)
            for each in QUESTIONS
        ),
    )
