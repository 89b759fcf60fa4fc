"""Forms of proposals: what is asked for, an amendment, an answer, and the decision."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from learnboard.domain.action_line import known_persons
from learnboard.domain.consent import APPROVABLE, AT_LEAST, OPEN_FOR, Consultation, Voice
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.proposals import Proposal, Response
from learnboard.presentation.around import Around
from learnboard.presentation.messages import sentence
from learnboard.presentation.options import OPTIONS, Option
from learnboard.presentation.proposal_messages import past_close_text, warnings
from learnboard.presentation.proposals import entry_text, result_fact
from learnboard.presentation.responses import response_state
from learnboard.presentation.values import quoted, short_day
from learnboard.service.commands import AddRow, ChangeRow
from learnboard.service.factory import new_id
from learnboard.service.queries.proposals import Consultations
from learnboard.service.resource_commands import AmendProposal, AnswerResponse, DecideProposal, WriteProposal
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.people_field import People
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.editing.time_fields import WeeklyTime
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Long, Values
from learnboard.ui.toolkit.form import FormScreen, WrongField
from learnboard.ui.toolkit.number_fields import Whole
from learnboard.ui.toolkit.text import Line, StyledText, paragraphs, simplified

_HALF_A_YEAR: Final = timedelta(days=182)
_MOST: Final = 999
_AMENDMENT: Final = "amendment"
"""The field of what changes, which is none of the proposal."""


class TimeAsked(WeeklyTime):
    """Time a week; None if none is asked for."""

    def parse(self, text: str) -> int | None:  # type: ignore[override] # the field may be empty
        """Return the minutes, or None."""
        return super().parse(text) if text.strip() else None


class ProposalForm(RowForm):
    """The form of a proposal; its command is WriteProposal."""

    def __init__(self, row: Proposal, known: Consultations, **options: Any) -> None:
        self._day = known.board.day
        everybody = known_persons(known.people, known.board.day)
        fields: list[FormField] = [
            FormField("title", "title", "speaker coaching, three sessions"),
            Choice("kind", "kind", OPTIONS["proposals", "kind"]),
            Long("text", "text", "what you want to do, and why"),
            *asked_fields(row, known),
            People("invited_ids", "whom", everybody),
            needed_field(),
            closing_field(known),
            Choice("visibility", "who sees it", OPTIONS["proposals", "visibility"], gap=True),
        ]
        super().__init__("New proposal" if options.get("new") else "Proposal", row, fields, **options)

    def whole(self, row: Proposal, values: Values) -> Proposal:
        """Return the proposal with other values; one that comes to ask for no funding loses its time and its money."""
        return _without_unasked(row, super().whole(row, values))

    def preview(self, width: int) -> Sequence[Line]:
        """Return what there is to point out: few people, much time."""
        values, wrong = self.form_state.values()
        if {"kind", "invited_ids", "min_responses", "minutes_per_week"} & wrong.keys():
            return ()
        found = warnings(self.whole(self.row, values))
        return [[StyledText(row, "warn")] for text in found for row in paragraphs(sentence(text), width)]

    def command(self, values: Values) -> object:
        """Return the command that adds or changes the proposal.

        Raises:
            WrongField: if it would close in the past.
        """
        command = super().command(values)
        row = self.whole(self.row, values)
        if (self._new or "closes_on" in self.touched) and (found := past_close_text(row, self._day)):
            raise WrongField("closes_on", found)
        if isinstance(command, AddRow):
            return WriteProposal(None, row)
        return WriteProposal(self.row, row) if isinstance(command, ChangeRow) else command


def asked_fields(row: Proposal, known: Consultations) -> list[FormField]:
    """Return the fields of what is asked for: time, money and a link."""
    day = known.board.day
    entries = [each for each in known.entries.values() if each.state in APPROVABLE or each.id == row.budget_entry_id]
    options = [Option(None, "none"), *(Option(each.id, entry_text(each, day)) for each in entries)]
    fields: list[FormField] = [
        Choice("funding_asked", "asks for", OPTIONS["proposals", "funding_asked"], gap=True),
        TimeAsked("minutes_per_week", "time a week", "2h; empty for none", applies=_asks_funding),
    ]
    if entries:
        fields.append(Choice("budget_entry_id", "money", options, applies=_asks_funding))
    return [*fields, FormField("link", "link", "where more of it is written")]


def _asks_funding(values: Values) -> bool:
    return values.get("funding_asked") != "none"


def _without_unasked(before: Proposal, after: Proposal) -> Proposal:
    if after.funding_asked != "none" or before.funding_asked == "none":
        return after
    return replace(after, minutes_per_week=None, budget_entry_id=None)


def needed_field() -> Whole:
    """Return the field of how many have to consent."""
    return Whole("min_responses", "consents needed", 1, _MOST)


def closing_field(known: Consultations) -> Day:
    """Return the field of the closing day."""
    return Day("closes_on", "closes", known.board.day, hint="in 1 week, fri", needed=True)


class AmendForm(RowForm):
    """The form that changes what an open proposal asks for; its command is AmendProposal."""

    def __init__(self, found: Consultation, known: Consultations, resolves: Response | None, **options: Any) -> None:
        self._resolves = resolves
        row, around = found.proposal, known.around(found)
        fields: list[FormField] = [
            Long(_AMENDMENT, "what changes", "sessions move to July"),
            FormField("title", "title", gap=True),
            Long("text", "text"),
            *asked_fields(row, known),
            needed_field(),
            closing_field(known),
        ]
        super().__init__("Amend the proposal", row, fields, **options)
        anew = around.all_names(found.of_kind("consent"))
        answers = (
            f"It answers the {response_state(resolves).label} of {around.name(resolves.by_id)}. " if resolves else ""
        )
        asked = f"{anew} consented to it as it is, and will be asked anew." if anew else "Nobody has consented yet."
        self.intro = (simplified(f"{answers}{asked}"),)

    def parts(self, row: Proposal) -> Values:
        """Return the values of the proposal, and what changes."""
        return {**super().parts(row), _AMENDMENT: ""}

    def whole(self, row: Proposal, values: Values) -> Proposal:
        """Return the proposal with other values."""
        changed: Proposal = super().whole(row, {name: value for name, value in values.items() if name != _AMENDMENT})
        return _without_unasked(row, changed)

    def command(self, values: Values) -> AmendProposal:
        """Return the amendment.

        Raises:
            WrongField: if it is not said what changes.
        """
        if not values[_AMENDMENT]:
            raise WrongField(_AMENDMENT, "Write what changes, for those who are asked.")
        resolves = self._resolves.id if self._resolves else None
        return AmendProposal(self.row, self.whole(self.row, values), values[_AMENDMENT], resolves)


class ReplyForm(FormScreen):
    """The form of an answer to a response; its command is AnswerResponse."""

    def __init__(self, voice: Voice, around: Around, **options: Any) -> None:
        row = voice.response
        self._response = row.id
        before = next((each.text for each in reversed(voice.answers) if each.by_id == OWNER), "")
        title = f"Answer the {response_state(row).label} of {around.name(row.by_id)}"
        super().__init__(title, [Long("text", "answer")], {"text": before}, **options)
        self.intro = tuple(simplified(part) for part in row.text.split("\n") if part.strip())

    def command(self, values: Values) -> AnswerResponse:
        """Return the answer.

        Raises:
            WrongField: if it is empty.
        """
        if not values["text"]:
            raise WrongField("text", "The answer is empty: write what you answer.")
        return AnswerResponse(self._response, values["text"])


class GrantForm(FormScreen):
    """The form of what is granted after the close; its command is DecideProposal."""

    def __init__(self, found: Consultation, around: Around, **options: Any) -> None:
        row = found.proposal
        self._proposal = row.id
        granted = [each for each in OPTIONS["proposals", "funding_asked"] if each.value != "none"]
        none = Option("none", "nothing", "it is noted, and nothing is granted")
        if found.state == "consented" and row.funding_asked == "none":
            none = Option("none", "agreed", "it asked for neither time nor money")
        fields: list[FormField] = [
            Choice(
                "decision",
                "decision",
                [none] if found.state != "consented" or row.funding_asked == "none" else [*granted, none],
            ),
            Day("review_on", "review on", around.day, hint="in 6 months; empty for none"),
        ]
        usual = row.funding_asked if found.state == "consented" else "none"
        review = row.review_on or (row.closes_on + _HALF_A_YEAR if usual != "none" else None)
        opened = {"decision": fields[0].text_of(row.decision or usual), "review_on": fields[1].text_of(review)}
        super().__init__(f"Decide on {quoted(row.title)}", fields, opened, **options)
        told = result_fact(found, around).text
        self.intro = (simplified(f"{told[:1].upper()}{told[1:]} (closed {short_day(row.closes_on, around.day)})."),)

    def command(self, values: Values) -> DecideProposal:
        """Return the decision."""
        return DecideProposal(self._proposal, values["decision"], values["review_on"])


# -- opening ------------------------------------------------------------------------------------------------------


def open_new(screen: EditorScreen, known: Consultations) -> None:
    """Open the form of a new proposal, which closes in a week and asks whoever was asked last."""
    row = Proposal(
        id=new_id(),
        kind="training",
        title="",
        funding_asked="time_and_cost",
        minutes_per_week=None,
        opened_on=None,
        closes_on=known.board.day + OPEN_FOR,
        min_responses=AT_LEAST,
        decision=None,
        review_on=None,
        withdrawn_on=None,
        visibility="mentor",
    )
    _open(screen, "proposal", "", lambda draft: ProposalForm(row, known, save=_save(screen), draft=draft, new=True))


def open_change(screen: EditorScreen, known: Consultations, row: Proposal) -> None:
    """Open the form of a proposal."""
    _open(screen, "proposal", row.id, lambda draft: ProposalForm(row, known, save=_save(screen), draft=draft))


def open_amendment(screen: EditorScreen, known: Consultations, found: Consultation, resolves: Response | None) -> None:
    """Open the form of an amendment; `resolves` is the response that it answers."""
    _open(
        screen,
        "amendment",
        found.id,
        lambda draft: AmendForm(found, known, resolves, save=_save(screen), draft=draft),
    )


def open_reply(screen: EditorScreen, voice: Voice, around: Around) -> None:
    """Open the form of an answer."""
    _open(screen, "reply", voice.response.id, lambda draft: ReplyForm(voice, around, save=_save(screen), draft=draft))


def open_decision(screen: EditorScreen, found: Consultation, around: Around) -> None:
    """Open the form of the decision."""
    _open(screen, "decision", found.id, lambda draft: GrantForm(found, around, save=_save(screen), draft=draft))


def _save(screen: EditorScreen) -> Callable[[Any], bool]:
    return screen.session.execute


def _open(screen: EditorScreen, name: str, row: Id, make: Callable[[Mapping[str, str]], FormScreen]) -> None:
    screen.open_form(name, row, make)
