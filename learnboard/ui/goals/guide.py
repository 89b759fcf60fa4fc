"""The guide to a first board: small, skippable forms for the goal, the cycle, an objective and its key results."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from learnboard.domain.board import Board
from learnboard.domain.cycles import CycleDays
from learnboard.domain.model.goals import CycleKind, Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.text import in_quotes
from learnboard.presentation.options import OPTIONS, Option, first_cycle_options
from learnboard.presentation.people import WHO_IS_MENTOR
from learnboard.service import factory
from learnboard.service.accounts import offered_name
from learnboard.service.commands import AddRow, ChangeRow, CheckInKeyResult
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.title_edit import NEW_KEY_RESULT
from learnboard.ui.goals.guide_steps import FILLED, LINES, PERIOD, CycleStep, GuideStep, KeyResultLine, KeyResultsStep
from learnboard.ui.goals.mentor_line import MentorLine, mentor_row
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Values
from learnboard.ui.toolkit.number_fields import Whole

SHOW_DEMO = "demo"
"""Exit value of the app that asks for the example year."""
_HIGHEST = 10
_READY = "Your board is ready: space checks in, n adds a key result, N an objective."


class Guide:
    """Sequence of steps from an empty board to one with key results; skips whatever exists already."""

    def __init__(self, screen: EditorScreen) -> None:
        self._screen = screen
        self._demo = False
        self._left = ""
        """What is to be told at the end about a key result that was left half typed."""
        self._steps = self._ask()

    def go_on(self, _: object = None) -> None:
        """Open the next step, or show that the board is ready."""
        step = next(self._steps, None)
        if step is not None:
            name, make = step
            self._screen.open_form(f"guide: {name}", "", make, then=self.go_on)
        elif self._board.columns:
            self._screen.say(self._left or _READY)

    @property
    def _board(self) -> Board:
        return self._screen.session.board

    def _ask(self) -> Iterator[tuple[str, Callable[[Mapping[str, str]], GuideStep]]]:
        """Yield the remaining steps: a name and a function that creates the form from its draft."""
        if self._board.goal is None and self._board.cycle_context is None:
            yield "welcome", lambda _: self._welcome()
            if self._demo:
                return
            yield "name", self._name
        if self._board.goal is None:
            yield "goal", self._goal
        if self._board.cycle_context is None:
            yield "cycle", self._cycle
        if not self._board.columns:
            yield "objective", self._objective
        if self._board.columns and not self._board.columns[0].cards:
            objective = self._board.columns[0].objective
            yield "key results", lambda draft: self._key_results(objective, draft)
        begun = self._board.goal is not None or self._board.cycle_context is not None
        if begun and self._board.lacks_mentor:
            yield "mentor", self._mentor

    # -- steps ----------------------------------------------------------------------------------------------------

    def _welcome(self) -> GuideStep:
        intro = (
            "A long-term goal, objectives for a year, and key results that show",
            "how far you have come. Two minutes; you can skip or change anything.",
        )
        ways = (
            Option(False, "my own board", "begin with where you want to go"),
            Option(True, "the example year", "look around first, in a copy"),
        )

        def begin(values: Values) -> bool:
            self._demo = values["way"]
            if self._demo:
                self._screen.app.exit(SHOW_DEMO)
            return True

        return GuideStep("Welcome to learnboard", intro, [Choice("way", "begin with", ways)], begin, {"way": False})

    def _name(self, draft: Mapping[str, str]) -> GuideStep:
        session = self._screen.session
        board_info = session.service.board_info()
        intro = ("What are you called? Your mentor, and whoever else you export to,", "will read it on your board.")

        def rename(values: Values) -> bool:
            owner = replace(board_info.owner, name=values["owner"])
            return owner == board_info.owner or session.execute(ChangeRow(board_info, replace(board_info, owner=owner)))

        first = {"owner": offered_name(board_info.owner.name)}
        return GuideStep("Your name", intro, [FormField("owner", "name", "Ada Finch")], rename, first, draft)

    def _goal(self, draft: Mapping[str, str]) -> GuideStep:
        intro = (
            "What do you want to become, over some years? One sentence is enough,",
            "and still searching is fine. “I want to be a performance expert.”",
        )
        fields = [
            FormField("statement", "goal", "I want to …"),
            Choice("status", "status", OPTIONS["goals", "status"][:2]),
        ]

        def make(values: Values) -> bool:
            return self._add(replace(factory.new_goal(values["statement"]), status=values["status"]))

        return GuideStep("1 of 5   Your long-term goal", intro, fields, make, {"status": "exploring"}, draft)

    def _cycle(self, draft: Mapping[str, str]) -> GuideStep:
        day = self._board.day
        options = first_cycle_options(day)
        late = len(options) > 1
        usual: CycleDays = options[0].value
        skipped = f"it is {options[0].label}" if late else "it is the calendar year"
        intro = (
            "What period are your objectives for? A year is usual,",
            f"a quarter is fine. If you skip this, {skipped}.",
            *(["The year is nearly over: twelve months from today leave time enough."] if late else []),
        )
        fields = [
            *([Choice(PERIOD, "period", options)] if late else []),
            FormField("title", "name"),
            Day("starts_on", "from", day, near=True, needed=True),
            Day("ends_on", "to", day, needed=True),
        ]

        def make(values: Values) -> bool:
            chosen: CycleDays = values.get(PERIOD, usual)
            days = CycleDays(_kind(chosen, values), values["title"], values["starts_on"], values["ends_on"])
            return self._add(factory.new_cycle(day, days))

        first = {PERIOD: usual, **{name: getattr(usual, name) for name in FILLED}}
        step = CycleStep if late else GuideStep
        return step("2 of 5   Your cycle", intro, fields, make, first, draft)

    def _objective(self, draft: Mapping[str, str]) -> GuideStep:
        intro = (
            "What do you want to be able to do by the end of it? It becomes a column.",
            "“Become the person teams call when it is slow.”",
        )
        fields = [
            FormField("title", "objective", "Become, understand, explain, build …"),
            Choice("okr_type", "type", OPTIONS["objectives", "okr_type"]),
        ]

        def make(values: Values) -> bool:
            # A cycle still waiting to be written is not on the board yet.
            known, year = self._board.cycle_context, factory.new_cycle(self._board.day)
            if known is None and not self._add(year):
                return False
            row = factory.new_objective(values["title"], known.cycle.id if known else year.id, self._board.goal)
            return self._add(replace(row, okr_type=values["okr_type"]))

        return GuideStep("3 of 5   A first objective", intro, fields, make, {"okr_type": "aspirational"}, draft)

    def _key_results(self, objective: Objective, draft: Mapping[str, str]) -> GuideStep:
        intro = (
            "How will you know? By numbers that move, or things you get done.",
            "They become cards; press enter on a card later to choose another kind.",
        )
        hints = ("Cut p95 latency from 850 ms to 400 ms", "Speak at one external meetup", "Raise … from 1 to 6")
        lines = [KeyResultLine(name, hint, objective, self._board) for name, hint in zip(LINES, hints, strict=True)]
        fields: list[FormField] = [
            *lines,
            Whole(
                "confidence", "confidence", 1, _HIGHEST, beside="1 to 10, that you get there", needed=False, gap=True
            ),
        ]

        made: set[str] = set()

        def make(values: Values) -> bool:
            for line in lines:
                title, name = values[line.name], line.name
                if title and name not in made and not self._add_card(line.row(title), values["confidence"]):
                    return False
                made.add(name)  # do not create it again if the next one is refused
            return True

        title = f"4 of 5   Key results of {in_quotes(objective.title)}"
        return KeyResultsStep(title, intro, fields, make, draft=draft, keep_row=self._keep_row)

    def _mentor(self, draft: Mapping[str, str]) -> GuideStep:
        day = self._board.day
        fields = [
            MentorLine(day),
            Choice("kind", "kind", OPTIONS["people", "kind"]),
            Choice("accepted", "accepted", OPTIONS["people", "accepted"]),
        ]

        def make(values: Values) -> bool:
            return self._add(mentor_row(values["mentor"], values["kind"], day, accepted=values["accepted"]))

        first = {"kind": "team_lead", "accepted": False}
        return GuideStep("5 of 5   Your mentor", WHO_IS_MENTOR, fields, make, first, draft)

    def _keep_row(self, title: str) -> None:
        """Leave a half typed key result to the prompt for new ones: this step is not shown again."""
        session = self._screen.session
        before = session.draft(NEW_KEY_RESULT, "").get("title", "")
        session.keep_draft(NEW_KEY_RESULT, "", {"title": f"{before}; {title}" if before else title})
        self._left = f"Kept as a draft, n brings it back: {in_quotes(title)}."
        self._screen.say(self._left)

    # -- creating -------------------------------------------------------------------------------------------------

    def _add(self, row: Any) -> bool:
        return self._screen.session.execute(AddRow(row))

    def _add_card(self, row: KeyResult, confidence: int | None) -> bool:
        """Add a key result, with a first check-in if a confidence was given."""
        session = self._screen.session
        if not self._add(row):
            return False
        return confidence is None or session.execute(CheckInKeyResult(row.id, session.board.day, confidence=confidence))


def _kind(days: CycleDays, values: Values) -> CycleKind:
    """Return the kind of what was suggested if its dates are unchanged, otherwise "custom"."""
    return days.kind if (values["starts_on"], values["ends_on"]) == (days.starts_on, days.ends_on) else "custom"


def open_guide(screen: EditorScreen) -> None:
    """Open the guide at the first missing part of the board, unless it is open already."""
    if not any(isinstance(open_screen, GuideStep) for open_screen in screen.app.screen_stack):
        Guide(screen).go_on()
