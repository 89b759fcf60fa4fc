"""The example year with a proposal that invites two people, as it is handed to one of them or to the mentor."""

from dataclasses import replace
from typing import Any

from learnboard.domain.model.snapshot import Snapshot
from tests import builders
from tests.builders import document, snapshot_in
from tests.service.mentor.snapshots import JUNE

INVITING = builders.proposal(
    id="pr9",
    kind="on_mission",
    title="Two hours a week for the playbook",
    text="A playbook for our load tests, written with the people on call, an hour on Tuesdays and one on Thursdays.",
    link="https://example.org/playbook",
    funding_asked="time_and_cost",
    minutes_per_week=120,
    budget_entry_id="b3",
    invited_ids=["p-rev1", "p-rev2"],
    opened_on="2026-06-20",
    closes_on="2026-07-03",
    min_responses=2,
    visibility="mentor",
)


def _said(id_: str, by: str, kind: str, on: str, text: str = "", **more: Any) -> Any:
    return builders.response(by, kind, on, id=id_, proposal_id="pr9", text=text, **more)


RESPONSES = (
    _said("rs91", "p-rev1", "question", "2026-06-21", "Until when?"),
    _said("rs92", "p-rev2", "consent", "2026-06-22"),
    _said("rs93", "owner", "reaction", "2026-06-23", "Until the end of August.", resolves_id="rs91"),
    _said("rs94", "p-rev1", "amendment", "2026-06-23", "Not in the release week."),
    _said("rs95", "owner", "amendment", "2026-06-24", "It pauses in release weeks.", resolves_id="rs94"),
)
"""A question answered in place, and a wish that the owner made an amendment of: it takes back a consent."""


def invitation(*more: Any, mentor: bool = False, **changes: Any) -> Snapshot:
    """The second snapshot of the example year with the proposal; without `mentor`, as it is for those invited."""
    plain = snapshot_in(document(JUNE))
    records = plain.records
    people = records.people if mentor else tuple(replace(row, agreement=None) for row in records.people)
    proposals = (*records.proposals, replace(INVITING, **changes))
    responses = (*records.responses, *RESPONSES, *more)
    return replace(plain, records=replace(records, people=people, proposals=proposals, responses=responses))
