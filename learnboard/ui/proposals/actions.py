"""What can be done with the proposal under the cursor, in the list and on its page."""

from dataclasses import replace
from functools import partial

from learnboard.domain.consent import CLOSED, Consultation
from learnboard.domain.errors import InvalidValue, LearnboardError
from learnboard.domain.metrics.rounding import minor_digits
from learnboard.domain.model.fields import Id, Number
from learnboard.domain.numbers import AmbiguousNumber, read_number
from learnboard.presentation.proposal_messages import NO_CONSENT_TO_MAKE, step_refusal
from learnboard.presentation.values import amount, quoted
from learnboard.service.export.invite import prepare_invitations_at
from learnboard.service.export.record import record_document
from learnboard.service.queries.proposals import Consultations, read_consultations
from learnboard.service.resource_commands import FulfilProposal, OpenProposal, WithdrawProposal, WriteProposal
from learnboard.ui.editing.editor_screen import EditorPage, EditorScreen
from learnboard.ui.editing.invite import Inviting
from learnboard.ui.editing.key_result_actions import NEXT_VISIBILITY
from learnboard.ui.proposals.forms import open_change, open_decision
from learnboard.ui.session import Session
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text_buffer import TextBuffer


class ProposalActions(EditorPage):
    """A page with a proposal that is the current one."""

    def __init__(self, session: Session, known: Consultations) -> None:
        super().__init__(session)
        self.known = known

    @property
    def no_current(self) -> str:
        """Why there is no current proposal, and what to do."""
        return ""

    @property
    def current(self) -> Consultation | None:
        """The proposal that keys are about."""
        raise NotImplementedError

    def read(self) -> bool:
        """Read the proposals again; if that fails, show why and return False."""
        try:
            self.known = self.session.service.read(read_consultations, self.session.board)
        except LearnboardError as error:
            self.refuse(error)
            return False
        return True

    def need(self) -> Consultation | None:
        """Return the current proposal, after reading changes by other programs; say so if there is none."""
        self.session.keep_up()
        if self.current is None:
            self.say(self.no_current)
        return self.current

    # -- actions --------------------------------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Open the form of the proposal."""
        if found := self.need():
            open_change(self, self.known, found.proposal)

    def action_step(self) -> None:
        """Open a draft; after the close, enter the decision."""
        found = self.need()
        if found is None:
            return
        if found.state == "draft":
            self.session.execute(OpenProposal(found.id))
        elif found.state in CLOSED:
            open_decision(self, found, self.known.around(found))
        else:
            self.say(step_refusal(found))

    def action_withdraw(self) -> None:
        """Withdraw the proposal or take it up again; of a closed one make a new draft."""
        if found := self.need():
            self.session.execute(WithdrawProposal(found.id))

    def action_turn_visibility(self) -> None:
        """Show the proposal to more people, or to none."""
        if found := self.need():
            row = found.proposal
            self.session.execute(WriteProposal(row, replace(row, visibility=NEXT_VISIBILITY[row.visibility])))

    def action_invite(self) -> None:
        """Write a file and a page for each of the invited."""
        if found := self.need():
            Inviting(self, partial(prepare_invitations_at, found.id)).ask()

    def action_copy(self) -> None:
        """Copy the record as Markdown, to the terminal's clipboard too."""
        found = self.need()
        if found is None:
            return
        try:
            data = self.session.service.query(record_document, found.id, self.session.board.day)
        except LearnboardError as error:
            self.refuse(error)
            return
        self.app.copy_to_clipboard(data.decode())
        self.say(f"Copied the record of {quoted(found.proposal.title)} as Markdown.")

    def action_fulfil(self) -> None:
        """Make the learning time or the money of what was consented to."""
        found = self.need()
        if found is None:
            return
        row = found.proposal
        lacks_entry = row.budget_entry_id is None or row.budget_entry_id not in self.known.entries
        if found.state == "consented" and (row.kind, row.decision) == ("training", "time_and_cost") and lacks_entry:
            self._ask_amount(found.id)
        elif found.state != "consented":
            self.say(NO_CONSENT_TO_MAKE)
        else:
            self.session.execute(FulfilProposal(found.id))

    def _ask_amount(self, proposal: Id) -> None:
        """Prompt for what a training costs that names no money entry."""
        currency = self.session.board.settings.currency

        def read(text: str) -> Number | str:
            try:
                number = read_number(text, minor_digits(currency))
            except (InvalidValue, AmbiguousNumber) as error:
                return str(error)
            return number if number >= 0 else "An amount is 0 or more."

        def hint(text: str) -> str:
            if not text.strip():
                return f"what it is estimated to cost, in {currency}, as in 360"
            number = read(text)
            return number if isinstance(number, str) else amount(number, currency)

        def enter(text: str) -> bool:
            number = read(text)
            if isinstance(number, str):
                self.app.bell()  # the hint says why
                return False
            return self.session.execute(FulfilProposal(proposal, number))

        self.prompt(Prompt("amount", TextBuffer(), enter, hint=hint))


def read_for(screen: EditorScreen) -> Consultations | None:
    """Read the proposals for a screen to be opened; if that fails, show why."""
    try:
        return screen.session.service.read(read_consultations, screen.session.board)
    except LearnboardError as error:
        screen.refuse(error)
        return None
