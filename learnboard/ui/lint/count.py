"""The number of hints of a board, counted anew where a command has touched it."""

from learnboard.domain.board import Column
from learnboard.domain.lint import LintFacts, LintFinding, column_findings, lint
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Id
from learnboard.service.queries.lint import dismissed_findings, lint_facts
from learnboard.ui.session import Session


class HintCounter:
    """Counts the hints of a session's board. Columns that were not touched since are not looked at again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._facts: LintFacts | None = None
        self._known: dict[Id, tuple[Column, Settings, tuple[LintFinding, ...]]] = {}

    def count(self, *, anew: bool) -> int:
        """Return the number of open hints; `anew` if money or learning time may have changed.

        Raises:
            LearnboardError: if the board cannot be read now.
        """
        board, service = self._session.board, self._session.service
        if anew or self._facts is None:
            self._facts = service.read(lint_facts, board)
        found = lint(board, self._facts, service.query(dismissed_findings), self._findings)
        self._known = {column.id: self._known[column.id] for column in board.columns if column.id in self._known}
        return len(found.findings)

    def _findings(self, column: Column, settings: Settings) -> tuple[LintFinding, ...]:
        known = self._known.get(column.id)
        if known is None or known[0] is not column or known[1] != settings:
            known = self._known[column.id] = column, settings, column_findings(column, settings)
        return known[2]
