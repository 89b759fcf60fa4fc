"""Rendering of the list of goals: a row each, with all that is known of the one under the cursor."""

from collections.abc import Mapping, Sequence
from typing import Final

from learnboard.domain.board import Board
from learnboard.domain.goal_search import option_lines, own_answers
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import GoalStatus
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.goals import OPTIONS_QUESTION, goal_details, goal_facts, sections, told_answers
from learnboard.presentation.values import HEALTH, count_of
from learnboard.service.queries.goals import GoalEntry
from learnboard.ui.goals.goal_list import GoalList
from learnboard.ui.toolkit.dialog_layout import page_edge
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.text import (
    GAP,
    INDENT,
    Line,
    StyledText,
    cell_len,
    clipped,
    cut,
    fitted,
    heading,
    paragraph_lines,
    simplified,
    with_margin,
)

_MARGIN: Final = 3
_LEAST_BESIDE: Final = 30
"""Least cells of a statement beside its facts; if there is less room, the facts go below."""
_SIGNS: Final[Mapping[GoalStatus, tuple[str, str]]] = {
    "active": ("→", "accent"),
    "exploring": (HEALTH["pending"].sign, "muted"),
    "achieved": (HEALTH["achieved"].sign, "good"),
    "set_aside": (HEALTH["dropped"].sign, "muted"),
    "retired": (HEALTH["dropped"].sign, "muted"),
}


class TypedGoal(NamedTuple):
    """The statement that is being typed, with the caret in it; `goal` is None for a new candidate."""

    text: str
    goal: Id | None = None


class GoalsContext(NamedTuple):
    """What rendering depends on besides the list: width, window height, board, keys and footer."""

    width: int
    height: int
    board: Board
    keys: Mapping[str, str]
    typed: TypedGoal | None = None
    foot: Sequence[Line] = ()


class RenderedGoals(NamedTuple):
    """The page, and for each line of its body the place of the goal drawn there, if any."""

    content: PageContent
    places: Sequence[int | None]


def render_goals(goal_list: GoalList, context: GoalsContext) -> RenderedGoals:
    """Render the whole page in lines of at most `context.width` cells."""
    width = context.width - 2 * _MARGIN
    lines: list[Line] = []
    places: list[int | None] = []
    current = keep = range(0)

    def add(block: Sequence[Line], place: int | None = None, *, marked: bool = False) -> None:
        lines.extend(with_margin(clipped(line, width), _MARGIN, marked=marked) for line in block)
        places.extend([place] * len(block))

    typed = context.typed
    is_new = typed is not None and typed.goal is None
    for section in sections(context.keys):
        rows = [(place, entry) for place, entry in enumerate(goal_list.entries) if entry.goal.status == section.status]
        new_here = is_new and section.status == "exploring"
        if not rows and not section.empty:
            continue
        start = len(lines)
        add([*([[]] if lines else []), heading(section.title, str(len(rows)) if rows else "")])
        if not rows and not new_here:
            add([line for text in section.empty for line in paragraph_lines(text, width, "muted", INDENT)])
        for place, entry in rows:
            here = place == goal_list.at and not is_new
            top = len(lines)
            add(_row(entry, goal_list, context, width, current=here), place, marked=here)
            if here:
                current = range(top, len(lines))
                keep = range(start if rows[0][0] == place else top, len(lines))
        if new_here and typed:
            top = len(lines)
            add([[StyledText(f"{_SIGNS['exploring'][0]} ", "muted"), StyledText(typed.text)]], marked=True)
            current = keep = range(top, len(lines))
    if goal_list.search.loose:
        add([[], heading("Noted while searching")])
        add([line for pair in told_answers(goal_list.search.loose) for line in _answer(pair, width)])
    foot = [with_margin(line, _MARGIN) for line in context.foot]
    edge = page_edge(context.height)
    title = [*edge, with_margin([StyledText("Goals", "title")], _MARGIN), []]
    keep = range(min(keep.start, current.stop - 1), current.stop) if current else keep
    return RenderedGoals(PageContent(lines, title, [[], *foot, *edge], keep=keep, lifted=current), places)


def _row(entry: GoalEntry, goal_list: GoalList, context: GoalsContext, width: int, *, current: bool) -> list[Line]:
    goal, typed = entry.goal, context.typed
    sign, style = _SIGNS[goal.status]
    lead = StyledText("= ", "accent") if goal_list.marked == goal.id else StyledText(f"{sign} ", style)
    if typed and typed.goal == goal.id:
        return [[lead, StyledText(typed.text)]]
    if current:
        return _whole(entry, lead, context, width)
    facts, text = simplified(goal_facts(goal, len(entry.answers))), simplified(goal.statement)
    room = width - cell_len(lead.text) - cell_len(facts) - len(GAP)
    if room < min(_LEAST_BESIDE, cell_len(text)):
        below = [StyledText(INDENT), StyledText(cut(facts, width - len(INDENT)), "muted")]
        return [[lead, StyledText(cut(text, width - cell_len(lead.text)))], below]
    return [[lead, StyledText(fitted(text, room)), StyledText(GAP), StyledText(facts, "muted")]]


def _whole(entry: GoalEntry, lead: StyledText, context: GoalsContext, width: int) -> list[Line]:
    """Return all that is known of a goal."""
    goal = entry.goal
    first, *rest = paragraph_lines(simplified(goal.statement), width, "text", INDENT)
    lines: list[Line] = [[lead, *first[1:]], *rest]
    if horizon := simplified((goal.horizon or "").strip()):
        lines += paragraph_lines(f"Horizon: {horizon}", width, "muted", INDENT)
    for text in goal_details(goal, entry.objectives, context.board):
        lines += paragraph_lines(text, width, "muted", INDENT)
    for pair in told_answers(entry.answers):
        lines += _answer(pair, width)
    return [*lines, *paragraph_lines(offers(entry, context.keys), width, "accent", INDENT)]


def _answer(pair: tuple[str, str], width: int) -> list[Line]:
    question, text = pair
    return [
        *paragraph_lines(simplified(question), width, "heading", INDENT),
        *paragraph_lines(text, width, "text", INDENT * 2),
    ]


def offers(entry: GoalEntry, keys: Mapping[str, str]) -> str:
    """Return what can be done with a goal. `keys` are the keys of the page's actions by id."""
    known = own_answers(entry.answers)
    options = len(option_lines(known[OPTIONS_QUESTION].text)) if OPTIONS_QUESTION in known else 0
    achieve, choose = f"{keys['goals.achieve']} marks it achieved", f"{keys['goals.choose']} chooses it"
    parts = [
        achieve if entry.goal.status == "active" else choose,
        f"{keys['goals.walk']} asks four questions",
        f"{keys['goals.compare']} puts it beside another",
    ]
    if options:
        parts.append(f"{keys['goals.draft_objectives']} drafts {count_of(options, 'objective')} from the options")
    return ", ".join(parts)
