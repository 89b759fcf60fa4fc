"""Time, money and earlier feedback in a page, and pages of boards with little on them."""

from dataclasses import replace

import pytest

from learnboard.domain.model.records import Records
from learnboard.exchange.html import html_page
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.view import entries, hours, proposals
from learnboard.presentation.feedback import earlier_feedback
from learnboard.presentation.requests import AgendaText, agenda
from learnboard.presentation.resources import ledger_text
from tests import builders
from tests.exchange.html import pages
from tests.exchange.html.pages import source_of


def test_time_and_money_are_those_of_the_report() -> None:
    of = pages.june_source()
    time = hours(of)
    assert time
    # 4,355 of 4,680 minutes in the mentor's report.
    assert time.text.text == "72 h 35 of 78 h due by 26 Jun used, 5 h 25 not yet"
    (ledger,) = map(ledger_text, of.context.report.ledgers)
    assert dict(ledger.sums) == {
        "allocated": "1,750.00 EUR",
        "spent": "738.40 EUR",
        "committed": "360.00 EUR",
        "left": "651.60 EUR",
    }
    assert ledger.others == ("49.00 USD spent beside it",)
    entry, _ = entries(of)[0]
    assert entry.title == "Speaker coaching, three sessions"
    assert entry.decision == "approved by you on 24 Jun after 16 days"
    assert [shown.text.state.label for shown in proposals(of)] == ["consented", "lapsed"]


def test_earlier_feedback_has_its_answer() -> None:
    text = earlier_feedback(pages.asking_source().context)[-1]
    assert (text.author, text.kind, text.answer_text) == ("you", "suggestion", "done: p99 is on the wall")
    assert text.about == "for key result “Cut p95 latency of the checkout service from 850 ms to 400 ms”"
    assert text.action == "to do: add p99 to the dashboard, by 1 May"


def _agenda(of: PageSource) -> AgendaText | None:
    return agenda(of.context)


def test_the_agenda_is_that_of_the_day_or_of_the_next_meeting() -> None:
    today = _agenda(pages.june_source())
    assert today
    assert today.heading == "Mentor meeting with you, 26 Jun 2026"
    assert today.topics == (
        "“Cut p95 latency of the checkout service from 850 ms to 400 ms” went backwards",
        "pace of work until the holiday",
    )
    meeting = builders.meeting(on="2026-07-10", held=False)
    topic = builders.topic(text="pager rota", tag="operational")
    coming = _agenda(source_of(builders.year_of(meeting, topic)))
    assert coming
    assert (coming.heading, coming.topics) == ("Mentor meeting, 10 Jul 2026", ("pager rota (operational)",))
    bare = _agenda(source_of(builders.year_of(meeting)))
    assert bare
    assert bare.heading == "Next meeting: 10 Jul"


@pytest.mark.parametrize("records", [builders.records(), builders.year_of(), builders.year_of(builders.binary())])
def test_a_nearly_empty_board_has_a_page(records: Records) -> None:
    page = pages.page_of(records).decode()
    assert "<h1>Alder Finch’s board</h1>" in page
    assert "snapshot" in page


def test_an_agreement_to_ask_before_a_call_out_is_in_the_page() -> None:
    snapshot, baseline, reader = pages.june()
    assert reader.agreement
    asks_first = replace(reader, agreement=replace(reader.agreement, ask_before_call_out=True))
    assert b'data-ask-first=""' in pages.june_page()
    page = html_page(snapshot, pages.JUNE.read_bytes(), baseline=baseline, reader=asks_first)
    assert b'data-ask-first="yes"' in page
