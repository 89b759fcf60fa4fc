"""The form of a meeting to come: its kind, its day and whom it is with."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from learnboard.domain.model.people import Meeting
from learnboard.domain.upcoming import UpcomingMeeting
from learnboard.presentation.meetings import reviewers_warning
from learnboard.presentation.options import OPTIONS
from learnboard.service.commands import PlanMeeting
from learnboard.service.factory import new_id
from learnboard.service.queries.agenda import MeetingAgenda
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.people_field import People
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Values
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.text import Line, StyledText


class PlanForm(RowForm):
    """A form for a meeting to come; one that is no row yet is added."""

    def __init__(self, meeting: Meeting, agenda: MeetingAgenda, day: date, **options: Any) -> None:
        fields: list[FormField] = [
            Choice("kind", "kind", OPTIONS["meetings", "kind"]),
            Day("on", "day", day, needed=True, gap=True),
            People("with_ids", "with", agenda.people),
            Choice("visibility", "who sees it", OPTIONS["meetings", "visibility"], gap=True),
        ]
        super().__init__("New meeting" if options.get("new") else "Meeting", meeting, fields, **options)

    def below(self, form_state: FormState) -> Line | None:
        """Return a warning if too few are invited to a progress review."""
        values, wrong = form_state.values()
        if {"kind", "with_ids"} & wrong.keys():
            return None
        warning = reviewers_warning(values["kind"], len(values["with_ids"]))
        return [StyledText(warning, "warn")] if warning else None

    def command(self, values: Values) -> object:
        """Return the command that plans the meeting, or changes it."""
        command = super().command(values)
        return PlanMeeting(self.whole(self.row, values)) if self._new else command


def planned_row(upcoming: UpcomingMeeting) -> Meeting:
    """Return the row of a meeting to come, or the one that planning it makes."""
    if upcoming.meeting:
        return upcoming.meeting
    return Meeting(new_id(), upcoming.kind, upcoming.on, upcoming.with_ids, False, None, None, "", visibility="mentor")


def open_plan(screen: EditorScreen, agenda: MeetingAgenda, upcoming: UpcomingMeeting | None) -> None:
    """Open the form of a meeting to come, or of a new one."""
    session, day = screen.session, screen.session.board.day
    if upcoming is None:
        first = tuple(person.id for person in agenda.people[1:2])
        row = Meeting(new_id(), "mentor", day, first, False, None, None, "", visibility="mentor")
    else:
        row = planned_row(upcoming)
    new = upcoming is None or upcoming.meeting is None

    def form(draft: Mapping[str, str]) -> PlanForm:
        return PlanForm(replace(row), agenda, day, save=session.execute, draft=draft, new=new)

    screen.open_form("meeting", upcoming.key if upcoming else "", form)
