"""Help that is asked for on a key result, and the offers that answer it."""

from collections.abc import Iterable

from learnboard.domain.model.feedback import Feedback
from learnboard.presentation.feedback import answer_of
from learnboard.presentation.labels import author_label


def offers_text(feedback: Iterable[Feedback]) -> tuple[str, ...]:
    """Who offers help and what their offer came to, what is taken up first: `offer of Rowan Teal: taken up`."""
    offers = sorted(
        (row for row in feedback if row.kind == "offer"),
        key=lambda row: (row.answer not in ("done", "will_do"), row.answer == "declined", row.written_at, row.id),
    )
    return tuple(f"offer of {author_label(row.author)}: {answer_of(row).label}" for row in offers)
