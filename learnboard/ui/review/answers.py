"""What was answered so far at a review: the texts of its draft, over what was recorded on the day."""

from collections.abc import Mapping
from typing import Final, get_args

from learnboard.domain.model.fields import Id, Verdict
from learnboard.domain.named_tuple import NamedTuple
from learnboard.service.growth_commands import OwnVerdict, RecordReview
from learnboard.service.queries.review import ObjectiveReview, ReviewBoard

NOTES: Final = "notes"
RECORDED: Final = "recorded"
"""Set in a draft once it was recorded, to the day: after an undo it is all there again."""
_VERDICTS: Final[Mapping[str, Verdict]] = {verdict: verdict for verdict in get_args(Verdict)}


class ReviewAnswers(NamedTuple):
    """The texts of a draft by field, such as `verdict.o1`, over what the board says already."""

    board: ReviewBoard
    texts: Mapping[str, str]

    @classmethod
    def of(cls, board: ReviewBoard, texts: Mapping[str, str]) -> "ReviewAnswers":
        """Return the answers of a draft; one that was recorded counts only on its day, and while that is undone."""
        recorded = texts.get(RECORDED)
        over = recorded and (recorded != board.day.isoformat() or any(each.own for each in board.objectives))
        return cls(board, {} if over else texts)

    def verdict(self, objective: ObjectiveReview) -> Verdict | None:
        """Return the owner's verdict on an objective."""
        text = self.texts.get(f"verdict.{objective.column.id}")
        if text is not None:
            return _VERDICTS.get(text)
        return objective.own.verdict if objective.own else None

    def text(self, objective: ObjectiveReview) -> str:
        """Return the owner's sentence about an objective."""
        return self.texts.get(f"text.{objective.column.id}", objective.own.text if objective.own else "")

    def is_said(self, objective: ObjectiveReview) -> bool:
        """Whether the owner has said what becomes of an objective, and why."""
        return self.verdict(objective) is not None and bool(self.text(objective))

    @property
    def said(self) -> int:
        """How many objectives have a verdict."""
        return sum(self.verdict(each) is not None for each in self.board.objectives)

    @property
    def notes(self) -> str:
        """What was noted of the talk with those invited."""
        meeting = self.board.meeting
        return self.texts.get(NOTES, meeting.notes if meeting else "")

    def command(self) -> RecordReview:
        """Return the command that records the review, also what was said of objectives that are gone."""
        said: dict[Id, OwnVerdict] = {
            each.column.id: OwnVerdict(self.verdict(each), self.text(each)) for each in self.board.objectives
        }
        for name, text in self.texts.items():
            kind, _, id_ = name.partition(".")
            if kind == "verdict" and text and id_ not in said:
                said[id_] = OwnVerdict(_VERDICTS.get(text), self.texts.get(f"text.{id_}", ""))
        return RecordReview(self.board.cycle.id, self.board.day, said, self.notes)
