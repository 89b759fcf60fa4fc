"""The long-term goals and the search for one, as texts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from learnboard.domain.board import Board
from learnboard.domain.metrics.figures import GoalFigures
from learnboard.domain.model.goals import Goal, GoalStatus
from learnboard.domain.model.growth import Reflection
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.labels import labelled_texts, visibility_text
from learnboard.presentation.values import count_of, percent, value_text

EXAMPLES: Final = ("agile coach", "performance expert", "team lead", "data engineer")


class GoalQuestion(NamedTuple):
    """A question about a goal: its name, the question as it is kept, a hint for the empty answer, and a note."""

    name: str
    text: str
    hint: str
    note: str = ""


GROW: Final = (
    GoalQuestion(
        "goal",
        "What would you like to be able to do, and how would you notice that you can?",
        "in a year, I …",
    ),
    GoalQuestion(
        "reality",
        "Where do you stand today, and what have you tried so far?",
        "what you know, who has helped, what did not work",
    ),
    GoalQuestion(
        "options",
        "What could you do?",
        "pair with …, read …, give a talk about …",
        "One option a line, also those you would not choose: each line can become a draft objective later.",
    ),
    GoalQuestion(
        "way forward",
        "What will you do first, by when, and who can help you?",
        "this week, I …",
    ),
)
"""The four questions of GROW, one a page."""
TUESDAY: Final = GoalQuestion(
    "a Tuesday",
    "What does a Tuesday in that job look like?",
    "from the first coffee on: with whom, at what, what tires you",
)
OPTIONS_QUESTION: Final = GROW[2].text


class GoalSection(NamedTuple):
    """The goals of a status: the heading, and what stands there while there is none; empty for a hidden section."""

    status: GoalStatus
    title: str
    empty: tuple[str, ...] = ()


def sections(keys: Mapping[str, str]) -> tuple[GoalSection, ...]:
    """Return the sections of the list in their order; `keys` are the keys of its actions by id."""
    choose, new = keys.get("goals.choose", "x"), keys.get("goals.new", "n")
    return (
        GoalSection(
            "active",
            "Chosen",
            (f"still searching, which is fine: the board works without. {choose} chooses the one under the cursor",),
        ),
        GoalSection(
            "exploring",
            "Candidates",
            (
                f"none: {new} adds one that only you see; it may lead out of the company",
                f"try: {', '.join(EXAMPLES)}",
            ),
        ),
        GoalSection("achieved", "Achieved"),
        GoalSection("set_aside", "Set aside"),
        GoalSection("retired", "Retired"),
    )


def goal_facts(goal: Goal, answers: int) -> str:
    """What stands beside a goal: `2029 · 3 answers · private`."""
    parts = ((goal.horizon or "").strip(), count_of(answers, "answer") if answers else "", goal.visibility)
    return " · ".join(part for part in parts if part)


def goal_details(goal: Goal, objectives: int, board: Board) -> tuple[str, ...]:
    """What is known of a goal in sentences; only a chosen one has figures."""
    facts = [visibility_text(goal.visibility)]
    if objectives:
        facts.append(f"{count_of(objectives, 'objective')} {'leads' if objectives == 1 else 'lead'} to it")
    figures = board.goal_figures() if board.chosen_goal and board.chosen_goal.id == goal.id else None
    if figures and figures.progress is not None:
        facts.append(f"{percent(figures.progress)}, expected {percent(figures.expected)}")
    whys = map(told, labelled_texts(goal, ("why_me", "why_company")))
    return ("; ".join(facts), *whys)


def told_answers(answers: Iterable[Reflection]) -> tuple[tuple[str, str], ...]:
    """Return questions and answers: those of GROW first, in their order, then the others by their days."""
    order = {question.text: place for place, question in enumerate((*GROW, TUESDAY))}
    ordered = sorted(answers, key=lambda row: (order.get(row.question, len(order)), row.on, row.id))
    return tuple((row.question.strip() or "Noted", row.text) for row in ordered)


def told(pair: tuple[str, str]) -> str:
    """A label or a question, and the text that belongs to it: `Why for me: …`, `What could you do? …`."""
    label, text = pair
    return f"{label}{'' if label.endswith('?') else ':'} {text}"


class GoalText(NamedTuple):
    """The facts of a long-term goal. Only a chosen one has `reached`, and without progress it has no `expected`."""

    statement: str
    status: str
    horizon: str
    reached: str
    expected: str
    about: tuple[tuple[str, str], ...]


def goal_text(goal: Goal, figures: GoalFigures, answers: Iterable[Reflection] = ()) -> GoalText:
    """The facts of a long-term goal, with what was answered about it."""
    chosen, begun = goal.status == "active", figures.progress is not None
    reached = percent(figures.progress) if begun else "no progress yet"
    return GoalText(
        statement=goal.statement,
        status=value_text(goal.status),
        horizon=(goal.horizon or "").strip(),
        reached=reached if chosen else "",
        expected=f"expected {percent(figures.expected)}" if chosen and begun else "",
        about=(*labelled_texts(goal, ("why_me", "why_company")), *told_answers(answers)),
    )


class Compared(NamedTuple):
    """One line of two goals side by side: what it is about, and what is known of the left and of the right one."""

    label: str
    texts: tuple[str, str]


def side_by_side(goals: Sequence[Goal], tuesdays: Sequence[str]) -> tuple[Compared, ...]:
    """Return what two goals are compared by; an empty text is not known."""
    left, right = goals
    return (
        Compared("Why for me", (left.why_me.strip(), right.why_me.strip())),
        Compared("Why for the company", (left.why_company.strip(), right.why_company.strip())),
        Compared("Horizon", ((left.horizon or "").strip(), (right.horizon or "").strip())),
        Compared("A Tuesday in that job", (tuesdays[0].strip(), tuesdays[1].strip())),
    )


def status_label(goal: Goal) -> str:
    """The status of a goal, and who sees it: `exploring, private`."""
    return f"{value_text(goal.status)}, {goal.visibility}"
