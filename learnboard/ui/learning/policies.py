"""The learning time that was agreed on: so much a week, from a day on."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.dates import parse_day
from learnboard.domain.errors import InvalidValue, LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.model.learning import HoursPolicy
from learnboard.domain.model.proposals import Proposal
from learnboard.domain.row_rules import ended_by
from learnboard.presentation.learning import ended_before_text, pause_problem, policy_name, policy_state
from learnboard.presentation.options import Option
from learnboard.presentation.values import describe_day, quoted, short_name
from learnboard.service.commands import ChangeRow, DeleteRow
from learnboard.service.factory import new_id
from learnboard.service.queries.learning import read_learning, read_proposals
from learnboard.service.resource_commands import PauseHours
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.editing.time_fields import WeeklyTime
from learnboard.ui.keys.list_bindings import POLICY_LIST
from learnboard.ui.session import Session
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Values
from learnboard.ui.toolkit.form import FormScreen, WrongField
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, distinct_labels, fitted, paragraph_lines, simplified
from learnboard.ui.toolkit.text_buffer import TextBuffer

_NAME: Final = 50
_USUAL: Final = 120
"""Minutes a week that a first policy suggests."""
_KINDS: Final = ("policy", "plan")
"""The kinds of proposals that can be about learning time."""


class PoliciesScreen(ListPage[HoursPolicy]):
    """The policies of learning time, the newest first."""

    TITLE = "Learning time agreed on"
    EMPTY = (
        "No learning time is agreed on yet.",
        "n agrees on some from a day on, such as 2 h a week: what is used is counted against it, and never scolded.",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*POLICY_LIST]

    def __init__(self, session: Session, policies: Sequence[HoursPolicy]) -> None:
        super().__init__(session)
        self._policies = policies
        self._proposals: Mapping[Id, Proposal] = {}
        self._read_proposals()

    def _read_proposals(self) -> None:
        with suppress(LearnboardError):  # the policies can be read without them
            self._proposals = {row.id: row for row in self.session.service.query(read_proposals)}

    @property
    def _day(self) -> date:
        return self.session.board.day

    def rows(self) -> Sequence[HoursPolicy]:
        """Return the policies, the newest first."""
        return self._policies[::-1]

    def reread(self) -> None:
        """Read the policies again."""
        self._policies = self.session.service.read(read_learning, self.session.board).policies
        self._read_proposals()

    def row_lines(self, row: HoursPolicy, width: int, *, here: bool) -> Sequence[Line]:
        """Return how much a week, from when, and whether it holds; under the cursor where it is written."""
        state = policy_state(row, self._day)
        name = StyledText(fitted(policy_name(row), _NAME), "title" if here else "text")
        lines: list[Line] = [[name, StyledText(state.text, TONE_STYLES[state.tone])]]
        proposal = self._proposals.get(row.proposal_id or "")
        agreed = f"agreed by {quoted(proposal.title)}" if proposal else ""
        for text in (agreed, row.link) if here else ():
            lines += paragraph_lines(simplified(text), width, "muted", INDENT)
        return lines

    # -- actions --------------------------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Open the form of other time from a day on; the policy before it ends on the day before."""
        self.session.keep_up()
        last = self._policies[-1] if self._policies else None
        minutes = last.minutes_per_week if last else _USUAL
        self._open_form(HoursPolicy(new_id(), minutes, self._day, None), new=True)

    def action_open(self) -> None:
        """Open the form of the policy under the cursor."""
        if row := self._need():
            self._open_form(row)

    def _open_form(self, row: HoursPolicy, *, new: bool = False) -> None:
        proposals = sorted(self._proposals.values(), key=lambda each: each.kind not in _KINDS)
        labels = distinct_labels([simplified(short_name(each.title)) or each.id for each in proposals], ("none",))
        known = (Option(each.id, label) for each, label in zip(proposals, labels, strict=True))
        none = Option(None, "none", "" if proposals else "N on the money page ($) writes a proposal")
        options = [none, *known]
        fields: list[FormField] = [
            WeeklyTime("minutes_per_week", "a week", "2h"),
            Day("from_on", "from", self._day, hint="today, 1 jan", near=True, needed=True),
            Day("to_on", "until", self._day, hint="empty: until something else is agreed on"),
            FormField("link", "link", "where it is written", gap=True),
            Choice("proposal_id", "agreed by", options),
        ]

        def form(draft: Mapping[str, str]) -> RowForm:
            title = "Agree on learning time" if new else "Learning time agreed on"
            made = _PolicyForm(title, row, fields, save=self.session.execute, draft=draft, new=new)
            made.day, made.others = self._day, self._policies if new else ()
            return made

        self.open_form("hours policy", "" if new else row.id, form)

    def action_pause(self) -> None:
        """Open the form of a pause."""
        if row := self._need():
            self.open_form("pause hours", row.id, lambda draft: PauseForm(row, self.session, draft))

    def action_end(self) -> None:
        """Prompt for the last day of the policy under the cursor."""
        row = self._need()
        if row is None:
            return
        day = self._day

        def hint(text: str) -> str:
            try:
                return describe_day(parse_day(text, day), day)
            except InvalidValue as error:
                return str(error)

        def enter(text: str) -> bool:
            try:
                changed = replace(row, to_on=parse_day(text, day))
            except InvalidValue:
                self.app.bell()  # the hint says why
                return False
            return changed == row or self.session.execute(ChangeRow(row, changed))

        self.prompt(Prompt("last day", TextBuffer.of("today", selected=True), enter, hint=hint))

    def action_delete(self) -> None:
        """Delete the policy under the cursor, without asking, since this can be undone."""
        if row := self._need():
            self.session.execute(DeleteRow(row))

    def _need(self) -> HoursPolicy | None:
        """Return the policy under the cursor, after reading changes by other programs; say so if there is none."""
        self.session.keep_up()
        if self.row is None:
            self.say("Nothing is agreed on yet: n agrees on some time a week.")
        return self.row


class _PolicyForm(RowForm):
    """The form of a policy, which says what a new one ends."""

    day: date
    others: Sequence[HoursPolicy] = ()

    def preview(self, width: int) -> Sequence[Line]:
        """Return which policies end with this one, and that it counts for weeks that are over."""
        values, wrong = self.form_state.values()
        if {"minutes_per_week", "from_on"} & wrong.keys():
            return ()
        row = self.whole(self.row, values)
        return paragraph_lines(ended_before_text(row, ended_by(row, self.others), self.day), width, "warn")


class PauseForm(FormScreen):
    """A form for the first and the last day of a pause."""

    def __init__(self, policy: HoursPolicy, session: Session, draft: Mapping[str, str]) -> None:
        self._policy = policy
        day = session.board.day
        fields = [
            Day("from_on", "from", day, hint="mon, 1 jul", needed=True),
            Day("to_on", "until", day, hint="31 aug", needed=True),
        ]
        super().__init__("Pause", fields, {"from_on": "", "to_on": ""}, save=session.execute, draft=draft)
        self.intro = ("No time is granted on these days; after them it goes on as it was.",)

    def command(self, values: Values) -> PauseHours:
        """Return the pause.

        Raises:
            WrongField: if it does not lie within the policy.
        """
        if found := pause_problem(self._policy, values["from_on"], values["to_on"]):
            raise WrongField("to_on", found)
        return PauseHours(self._policy.id, values["from_on"], values["to_on"])
