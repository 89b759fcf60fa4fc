"""Commands of reviews, stretches, skills, weeks and hints; see `commands`."""

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from learnboard.domain.lint import LintFinding


class DismissFinding(NamedTuple):
    """Dismiss a hint of the board for good, or show one again that was dismissed."""

    finding: "LintFinding"
    dismissed: bool = True


GrowthCommand: TypeAlias = DismissFinding
