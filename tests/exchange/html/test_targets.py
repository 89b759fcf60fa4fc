"""What is requested of the reader, and what is open beside it."""

from learnboard.exchange.html.targets import requests_view
from tests import builders
from tests.exchange.html import pages
from tests.exchange.html.pages import source_of


def test_only_the_actions_of_the_reader_are_requested_of_them() -> None:
    wanted = requests_view(pages.asking_source())
    assert [(one.text[:12], one.who) for one in wanted.actions] == [("read the dra", "you")]
    assert [(one.text[:12], one.who) for one in wanted.others] == [
        ("give a week ", "Hazel Brook"),
        ("ask the frau", "Alder Finch"),
        ("restart “Rai", "Alder Finch"),
    ]
    assert wanted.others[0].due == ("overdue since 22 May", "35 days ago", "bad")
    assert (wanted.decisions, len(wanted.actions)) == (2, 1)


def test_approvals_and_proposals_offer_the_decision_first() -> None:
    wanted = requests_view(pages.asking_source())
    ((approval, to_approve),), ((consent, _, to_consent),) = wanted.approvals, wanted.consents
    assert approval.proposed
    assert (approval.amount, approval.proposed.text) == ("249.00 EUR", "proposed 22 Jun")
    assert approval.balance == "651.60 EUR left in the budget, 402.60 EUR left after it"
    assert approval.purpose == "for “Finish the queueing theory course, five modules”"
    assert to_approve.first == ("approve", "decline")
    assert (consent.ask, consent.closes.text) == ("asks for time, 2 h a week", "closes 3 Jul")
    assert to_consent.first == ("consent", "objection")
    assert [(row.author, row.text) for row in consent.responses] == [("Linden Marsh", "Until when?")]


def test_only_the_latest_check_in_says_what_stands_in_the_way() -> None:
    ((_, blocker_text, _),) = requests_view(pages.june_source()).blocked
    assert blocker_text.reason == "dependency: fraud team's call is synchronous"
    assert blocker_text.next_action.endswith(", due 3 Jul")
    blocker = {"kind": "clarity", "text": "what is good?", "next_action": "", "due_on": None}
    stuck = builders.check_in("2026-05-01", "1", 5, blocker=blocker)
    free = builders.check_in("2026-06-01", "2", 5)
    assert requests_view(source_of(builders.year_of(builders.metric(), stuck, free))).blocked == ()
