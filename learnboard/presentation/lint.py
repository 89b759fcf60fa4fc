"""How the hints of a board are told: each in sentences that say what was found and what could be done about it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from learnboard.domain.lint import Lint, LintFinding, Load, Rule
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import in_quotes
from learnboard.presentation.messages import StepText
from learnboard.presentation.values import count_of, duration, listed, quoted, value_text

RULES: Final[Mapping[Rule, str]] = {
    "no_key_result": "no key result",
    "too_many_objectives": "many objectives",
    "too_many_key_results": "many key results",
    "objective_number": "number in an objective",
    "objective_long": "long objective",
    "no_number": "no number",
    "output_verb": "output verb",
    "activity": "activity",
    "all_milestones": "all milestones",
    "all_lagging": "all lagging",
    "committed_confidence": "committed",
    "aspirational_mean": "aspirational",
    "mandatory": "mandatory",
    "training": "training",
    "why": "why",
    "not_accepted": "not accepted",
    "load": "load",
}
"""The names of the rules, as they stand beside what they found."""
BOARD: Final = "The board as a whole"
MONEY: Final = "Money"
DISMISSED: Final = "Dismissed"
EMPTY_PAGE: Final = (
    "No hints: nothing here could be clearer by the rules.",
    "They look at wording, balance and load, such as an objective without a key result. None of them blocks anything.",
)
"""In the place of hints on their page while there is none."""
NO_ROW: Final = "There is no hint here: v shows those that were dismissed."
NONE_DISMISSED: Final = "No hint was dismissed: del dismisses the one under the cursor for good."
NOTHING: Final = "No hints: nothing here could be clearer by the rules."
_WHY: Final = {"why_me": "to you", "why_company": "at work"}
_LACKING: Final = {"key_result": "no key result", "expected_value": "no expected value"}


class FindingText(NamedTuple):
    """A finding: the name of its rule, its place in words (empty for the heading's own), and what was found."""

    rule: str
    place: str
    text: str

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"{self.place}: {self.text} ({self.rule})" if self.place else f"{self.text} ({self.rule})"


def finding_text(finding: LintFinding) -> FindingText:
    """Tell a finding; the objective and the board are named by the heading above it."""
    place = in_quotes(finding.title) if finding.place in ("key_result", "budget_entry") else ""
    if finding.place == "goal":
        place = f"Goal {in_quotes(finding.title)}"
    return FindingText(RULES[finding.rule], place, _TEXTS[finding.rule](finding))


def heading_of(finding: LintFinding, titles: Mapping[str, str]) -> str:
    """Return what findings stand under: the title of their objective, the board, or its money."""
    if finding.objective:
        return titles.get(finding.objective, "")
    return MONEY if finding.place == "budget_entry" else BOARD


def hints_count(count: int) -> str:
    """How many hints are open: `3 hints`."""
    return count_of(count, "hint")


def objective_hints(own: Sequence[LintFinding], below: int) -> Sequence[str]:
    """What stands beside an objective that is being edited: its own hints, and how many its key results have."""
    texts = [finding_text(each).line for each in own]
    return (*texts, f"{hints_count(below)} on its key results: F on the board lists them.") if below else texts


def brief_hints(own: Sequence[LintFinding], below: int) -> str:
    """The same where there is room for one line; empty if there is no hint."""
    count = len(own) + below
    return f"{hints_count(count)} on this objective: F on the board lists them." if count else ""


def lint_head(lint: Lint, *, titled: bool = False) -> str:
    """How many hints are open, and how many were dismissed: `3 hints, 1 dismissed`; `3 open` below a title of them."""
    parts = [f"{len(lint.findings):,} open" if titled else hints_count(len(lint.findings))] if lint.findings else []
    parts += [f"{len(lint.dismissed):,} dismissed"] if lint.dismissed else []
    return ", ".join(parts)


def load_texts(load: Load) -> Sequence[str]:
    """How much there is to do, in sentences: open key results by objective and in all, and time on them."""
    by_objective = ", ".join(str(count) for _, count in load.open)
    spread = f", by objective {by_objective}" if len(load.open) > 1 else ""
    own = f", and {duration(load.own)} of your own time" if load.own else ""
    there = f"of {duration(load.entitled)} that there are by today" if load.entitled else "and none is agreed on"
    return (
        f"{count_of(load.in_all, 'open key result')}{spread}.",
        f"{duration(load.on_open)} of learning time went into them, {there}{own}.",
    )


def dismissed_step(finding: LintFinding, *, dismissed: bool = True) -> StepText:
    """What dismissing a finding for good is called, or showing it again."""
    rule = in_quotes(RULES[finding.rule])
    name = f"the hint {rule}" + (f" on {quoted(finding.title)}" if finding.title else "")
    if dismissed:
        return StepText(f"Dismissed {name} for good.", f"dismiss {name}")
    return StepText(f"Shows {name} again.", f"show {name} again")


# -- what was found ---------------------------------------------------------------------------------------------------


def _over(noun: str) -> Callable[[LintFinding], str]:
    def told(finding: LintFinding) -> str:
        return f"{finding.found} {noun}, and you wanted at most {finding.limit}. What can wait, or go?"

    return told


def _verb(finding: LintFinding) -> str:
    made = "what is made" if finding.rule == "output_verb" else "what is done"
    return f"{in_quotes(finding.found)} names {made}. What changes by it, and how would you see that?"


def _whys(finding: LintFinding) -> str:
    return f"It does not say why it matters {' or '.join(_WHY[name] for name in finding.found.split())}."


def _training(finding: LintFinding) -> str:
    return f"It has {listed([_LACKING[name] for name in finding.found.split()])}. What is it for?"


def _load(finding: LintFinding) -> str:
    spent, there = duration(int(finding.found)), duration(finding.limit)
    return f"{spent} went into the open key results, more than the {there} that there are. What can wait?"


_TEXTS: Final[Mapping[Rule, Callable[[LintFinding], str]]] = {
    "no_key_result": lambda _: "It has no key result yet. How would you see that you are there?",
    "too_many_objectives": _over("objectives"),
    "too_many_key_results": _over("key results"),
    "objective_number": lambda _: "There is a number in its title. Numbers belong into its key results.",
    "objective_long": lambda finding: f"Its title has {finding.found} words. Up to 18 are easily remembered.",
    "no_number": lambda _: "There is no number in its title. From what to what, or within what?",
    "output_verb": _verb,
    "activity": _verb,
    "all_milestones": lambda _: "All its key results are done or not. A number would show the way between.",
    "all_lagging": lambda _: "All its key results are lagging. A leading one shows early where it goes.",
    "committed_confidence": lambda finding: (
        f"Your confidence is {finding.found}; a committed objective wants {finding.limit} or more. Is it still one?"
    ),
    "aspirational_mean": lambda finding: (
        f"Your confidence is {finding.found} on average; an aspirational objective may reach further."
    ),
    "mandatory": lambda _: "Mandatory work is part of the job: not for this board.",
    "training": _training,
    "why": _whys,
    "not_accepted": lambda finding: (
        f"It came as {in_quotes(value_text(finding.found))} and is not accepted yet: until then it does not count."
    ),
    "load": _load,
}
