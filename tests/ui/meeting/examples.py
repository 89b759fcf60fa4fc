"""What waits before a meeting, made for tests; and the example year with its mentor's feedback taken in."""

from learnboard.domain.model.people import Action
from learnboard.domain.report import OpenRequests
from learnboard.service.commands import ImportFeedback
from learnboard.service.files import read_any
from learnboard.service.queries.open_items import Inbox, InboxItem, OpenAction, OpenItems, StaleCard
from tests import builders
from tests.ui.example_cards import DAY, card
from tests.ui.screen import settled

FEEDBACK_FILE = builders.EXAMPLE_YEAR / "mentor-2026-06-26.feedback.json"


_NOTHING_ASKED = OpenRequests((), (), ())


def stale(id_="k1", reason="no word for 40 days", **fields):
    return StaleCard(card(id=id_, **fields), "learn", reason)


def entry(id_="f1", kind="comment", *, about="faster", actions=(), effect="", **fields):
    row = builders.feedback(id=id_, kind=kind, **({"text": "well done"} | fields))
    return InboxItem(row, about, actions, effect)


def action(id_="a1", *, who="Rowan Teal", mine=False, late=False, **fields):
    row: Action = builders.action(id=id_, **fields)
    return OpenAction(row, who, mine, late)


def open_items(stale=(), unanswered=(), answered=(), unattached=(), actions=(), *, requests=_NOTHING_ASKED, last=()):
    inbox = Inbox(tuple(unanswered), tuple(answered), tuple(unattached))
    return OpenItems(tuple(stale), inbox, tuple(actions), requests, tuple(last))


def take_in(service, path=FEEDBACK_FILE):
    """The mentor's feedback on the board."""
    return service.execute(ImportFeedback(read_any(path)), service.open(DAY))


async def worked(pilot):
    """Wait until the threads are done with what they were given, and that is shown."""
    await settled(pilot)
    context = 0
    while context < 2:  # one may begin another, and what the last one said is still to be shown
        context = context + 1 if all(worker.is_finished for worker in pilot.app.workers) else 0
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
