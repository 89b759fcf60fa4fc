"""A fact is worded once: the page, the mentor's view, the card's page and plain text say the same of the example year.

The facts are written out from the year's documents and its published reports.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from learnboard.domain.report import board_report
from learnboard.exchange.html import opening
from learnboard.exchange.plain_text import board_text
from learnboard.service import files
from learnboard.service.descriptions import describe
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.service.mentor.snapshot_view import SnapshotView, open_snapshot_view, snapshot_details
from learnboard.ui.board.header import header_facts
from learnboard.ui.card.render import CardContext, card_page
from learnboard.ui.mentor.changes import changes_blocks
from learnboard.ui.mentor.feedback_list import feedback_blocks
from learnboard.ui.mentor.requests import requests_blocks
from learnboard.ui.mentor.since import first_blocks
from tests import builders
from tests.exchange.html import pages
from tests.service.mentor.snapshots import JUNE, MARCH, put
from tests.ui.example_cards import text_of

WIDE = 150
CARDS: dict[str, tuple[str, ...]] = {
    "k11": (
        "metric from 850 to 400 ms",
        "53 %",  # (850 − 610) / 450
        "expected 48 %",  # 177 of 365 days
        "610 ms",
        "at risk",
        "confidence 4 ↓2 since the check-in before",
    ),
    "k13": ("keep at most 2 incidents each quarter", "1 of 1 kept", "on track", "confidence 8"),
    "k22": ("done or not", "not done", "at risk", "confidence 5 ↓2 since the check-in before", "due 31 Oct"),
    "k23": ("a number to find out", "22 %", "achieved", "done on 27 Feb"),
    "k24": ("metric from 22 to 60 %", "21 %", "far behind", "said to be on track, but far behind"),
    "k31": ("step by step", "60 %", "3 of 5 steps"),
    "k32": ("not done", "due 31 Jul", "Individual Learning Objective since 1 Apr"),
    "k34": ("dropped on 15 May: the vendor changed the exam; the playbook matters more",),
}
"""What the page, the card's page and plain text say of a key result."""
CHECK_INS: dict[str, tuple[str, ...]] = {
    "k11": (
        "new fraud check added 20 ms; not mine to remove",
        "dependency: fraud team's call is synchronous",
        "due 3 Jul",
    ),
    "k31": ("no time in June",),
}
"""What the page and the card's page say beside that."""
CHANGES: dict[str, tuple[str, ...]] = {
    "k11": (
        "47 % → 53 %",
        "640 → 610 ms",
        "confidence 6 → 4 since then",
        "at risk",
        "backward at the last check-in, 590 → 610 ms, not since then",
    ),
    "k22": ("not done", "confidence 7 → 5 since then", "at risk"),
    "k24": ("0 % → 21 %", "22 → 30 %", "far behind"),
    "k41": ("17 % → 42 %", "confidence 8 → 7 since then", "5 of 6 kept, May missed"),
    "k33": ("0 % → 19 %", "4 → 7 exercises", "at risk"),
}
"""What the page, the mentor's view and plain text say of what changed since March."""
HEADINGS = (
    "What changed since the snapshot of 27 Mar 2026",
    "At risk",
    "Said to be on track, but far behind",
    "Missed a period",
    "Confidence fell",
    "Moved forward",
    "Reported, the number is the same",
    "Nothing new",
    "Dropped",
)
RESOURCES = (
    "72 h 35 of 78 h due by 26 Jun used, 5 h 25 not yet",  # 4,355 of 4,680 minutes
    "1 h 15 left in the week of 26 Jun",
    "49.00 USD spent beside it",
    "lapsed, silence is no consent",
    "consented",
    "Something was withheld from this snapshot: its figures are of what is in it.",
)
"""What the page, the mentor's view and plain text say of time and money."""
SUMS = (("1,750.00 EUR", "allocated"), ("738.40 EUR", "spent"), ("360.00 EUR", "committed"), ("651.60 EUR", "left"))
REQUESTS = (
    "1 approval, 1 consent and 1 action",
    "249.00 EUR",
    "proposed 22 Jun",
    "651.60 EUR left in the budget, 402.60 EUR left after it",
    "expected value: finish modules 4 and 5 with a teacher",
    "for “Finish the queueing theory course, five modules”",
    "asks for time, 2 h a week",
    "closes 3 Jul",
    "needs 2 consents and no objection",
    "Linden Marsh, question, 25 Jun",
    "read the draft",
    "overdue since 22 May",
    "due 10 Jul",
    "approved by you on 24 Jun after 16 days",
)
"""What the page and the mentor's view say of what is requested."""
FEEDBACK = ("Measure the tail before the mean", "to do: add p99 to the dashboard, by 1 May", "done: p99 is on the wall")
"""What the page, the mentor's view and the card's page say of earlier feedback."""
SINCE = (
    "Since we met on 27 Mar 2026",
    "Your actions",
    "introduce the meetup organiser",
    "done 8 Apr",
    "Alder Finch’s actions",
    "due 3 Jul",
    "restart “Raise profiling exercises solved unaided from 4 to 20”: two exercises a week",
    "done 15 May",
    "Actions of others",
    "overdue since 22 May",
    "Hazel Brook",
    "What came of your remarks",
    "Alder Finch answered 1 of 1",
    "done: p99 is on the wall",
    "Agenda",
    "Mentor meeting with you, 26 Jun 2026",
    "“Cut p95 latency of the checkout service from 850 ms to 400 ms” went backwards",
    "Worth talking about",
    "“Speak at one external meetup”: confidence fell from 7 to 5",
    "What happened, and what would help it up again?",
)
"""What the page, the mentor's view and plain text say first, in this order."""
FORMER = (
    "promised",
    "too many",
    "not heard of",
    "yet far behind",
    "said on track",
    "you will do it",
    "will do it",
    "no answer yet",
    "nobody yet",
    "fell by",
    "towards",
    "of an expected",
    "agreed by",
    "2026-0",
)
"""How one or the other of them once worded one of these facts."""


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def _page_text(page: str) -> str:
    """What a reader sees of a part of a page, without tags, script and style, and without the rows at its end."""
    page = page.partition('<section id="further"')[0].partition("<footer>")[0]
    shown = re.sub(r"<(script|style|template)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return _plain(html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"(?=<(p|div|li|h\d|d[td])\b)", " ", shown))))


def _lines(blocks: object) -> Iterator[str]:
    return (text_of(blocks.line(number, marked=False)) for number in range(blocks.height))  # type: ignore[attr-defined]


@cache
def june_view() -> SnapshotView:
    """The second snapshot of the year in the mentor's view, held against the first."""
    return open_snapshot_view(find_snapshots([MARCH, JUNE]).mentees[0])


@pytest.fixture(scope="module")
def asking_view(tmp_path_factory: pytest.TempPathFactory) -> SnapshotView:
    """The same with something requested and with feedback answered, as the page of `pages.asking` shows it."""
    path = put(tmp_path_factory.mktemp("asking"), pages.asking()[0])
    return open_snapshot_view(find_snapshots([path]).mentees[0])


def mentor_text(view: SnapshotView) -> str:
    """All that the mentor's view shows beside the board."""
    draft = FeedbackDraft("fb1")
    lists = (first_blocks(view, draft, WIDE), requests_blocks(view, draft, WIDE), feedback_blocks(view, draft, WIDE))
    return _plain(" ".join(line for blocks in lists for line in _lines(blocks)))


def card_text(view: SnapshotView, key_result: str) -> str:
    """A card's page as a mentor reads it."""
    context = CardContext(90, 60, view.board.day, view.board.settings, own=False, relative=view.relative)
    shown = card_page(snapshot_details(view, key_result), context)
    return _plain(" ".join(text_of(line) for line in (*shown.head, *shown.body)))


@cache
def plain_board() -> str:
    """The board in plain text."""
    return board_text(june_view().report)


@cache
def plain_changes() -> str:
    """The comparison in plain text."""
    return describe(files.compare_files(MARCH, JUNE))


def page_card(key_result: str) -> str:
    """A card of the page."""
    page = pages.june_page().decode()
    return _page_text(page[page.index(f'id="card-{key_result}"') :].split("</article>")[0])


def page_row(key_result: str) -> str:
    """A row of what changed in the page."""
    page = pages.june_page().decode()
    return _page_text(page[page.index(f'id="row-{key_result}"') :].split("</li>")[0])


def plain_item(text: str, key_result: str) -> str:
    """The line under the title of a key result in plain text."""
    title = next(row.title for row in june_view().report.records.key_results if row.id == key_result)
    return re.split(rf"- {re.escape(title)}(?:  \[{key_result}])?\n", text)[1].split("\n")[0]


def mentor_row(key_result: str) -> str:
    """The lines of a key result among the changes of the mentor's view."""
    lines = [*_lines(changes_blocks(june_view(), FeedbackDraft("fb1"), WIDE))]
    titles = {row.id: row.title for row in june_view().report.records.key_results}
    name = titles[key_result][:52]
    at = next(number for number, line in enumerate(lines) if name in line)
    return _plain(" ".join(lines[at : at + 2]))


@pytest.mark.parametrize("key_result", CARDS)
def test_a_key_result_is_told_alike_by_the_page_the_cards_page_and_plain_text(key_result: str) -> None:
    texts = {
        "page": page_card(key_result),
        "card": card_text(june_view(), key_result),
        "plain": plain_item(plain_board(), key_result),
    }
    missing = [(name, fact) for name, text in texts.items() for fact in CARDS[key_result] if fact not in text]
    assert not missing, texts


@pytest.mark.parametrize("key_result", CHECK_INS)
def test_its_check_ins_and_blockers_are_told_alike_by_the_page_and_the_cards_page(key_result: str) -> None:
    for text in (page_card(key_result), card_text(june_view(), key_result)):
        assert [fact for fact in CHECK_INS[key_result] if fact not in text] == []


@pytest.mark.parametrize("key_result", CHANGES)
def test_what_changed_is_told_alike_by_the_page_the_mentors_view_and_plain_text(key_result: str) -> None:
    texts = {
        "page": page_row(key_result),
        "mentor": mentor_row(key_result),
        "plain": plain_item(plain_changes(), key_result),
    }
    missing = [(name, fact) for name, text in texts.items() for fact in CHANGES[key_result] if fact not in text]
    assert not missing, texts


def test_changes_stand_under_the_same_headings() -> None:
    for text in (_page_text(pages.june_page().decode()), mentor_text(june_view()), plain_changes()):
        section = text[text.index(HEADINGS[0]) :]  # a page names some of them in short before
        places = [section.index(heading) for heading in HEADINGS]
        assert places == sorted(places)


def test_time_and_money_are_told_alike_by_the_page_the_mentors_view_and_plain_text() -> None:
    page, mentor = _page_text(pages.june_page().decode()), mentor_text(june_view())
    for text in (page, mentor, plain_board()):
        assert [fact for fact in RESOURCES if fact not in text] == []
    for number, label in SUMS:
        assert f"{label} {number}" in page  # a list with the label over the amount
        assert f"{number} {label}" in mentor
        assert f"{number} {label}" in plain_board()


def test_what_is_requested_is_told_alike_by_the_page_and_the_mentors_view(asking_view: SnapshotView) -> None:
    for text in (_page_text(pages.asking_page().decode()), mentor_text(asking_view)):
        assert [fact for fact in REQUESTS if fact not in text] == []


def test_the_long_term_goal_is_whole_on_the_page_and_in_plain_text() -> None:
    statement = "I want to be the person whom teams ask first when a service is slow, " * 4 + "wherever the time goes"
    board = builders.year_of(builders.goal(id="g1", statement=statement, status="active", visibility="shared"))
    assert f"Goal (active): {statement}" in board_text(board_report(board, date(2026, 6, 26)))
    (shown,) = opening.goals(pages.source_of(board))
    assert shown.text.statement == statement


FROM_TODAY = ("due 3 Jul, in 7 days", "closes 3 Jul, in 7 days", "proposed 22 Jun, 4 days ago")
FAR_AWAY = re.compile(r"\b(in \d+ days|\d+ days ago|tomorrow|yesterday)\b")


@pytest.mark.parametrize(("today", "told"), [(date(2026, 6, 26), True), (date(2026, 6, 29), False)])
def test_how_far_away_a_day_is_is_told_by_a_file_of_today_alone(
    asking_view: SnapshotView, today: date, *, told: bool
) -> None:
    view = open_snapshot_view(asking_view.mentee, 0, today)
    texts = {
        "mentor": mentor_text(view),
        "header": text_of(header_facts(view.board, own=False).facts),  # never: the board may stay open over midnight
        "card": card_text(view, "k11"),
        "shown": board_text(replace(view.report, reader="p-mentor"), today),
        "compared": describe(files.compare_files(MARCH, view.file.path), today),
    }
    for name in ("mentor", "card", "shown", "compared"):
        assert bool(FAR_AWAY.search(texts[name])) == told, name
    assert not FAR_AWAY.search(texts["header"])
    assert [fact for fact in FROM_TODAY if (fact in texts["mentor"]) != told] == []


def test_feedback_and_answers_are_told_alike_everywhere(asking_view: SnapshotView) -> None:
    page, mentor = _page_text(pages.asking_page().decode()), mentor_text(asking_view)
    for text in (page, mentor, card_text(asking_view, "k11")):
        assert [fact for fact in FEEDBACK if fact not in text] == []
    heading = "you, suggestion for key result “Cut p95 latency of the checkout service from 850 ms to 400 ms”"
    assert heading in page
    assert heading in mentor


def test_what_became_of_the_last_meeting_is_told_alike_and_first_by_the_page_the_mentors_view_and_plain_text(
    asking_view: SnapshotView,
) -> None:
    report = replace(asking_view.report, reader="p-mentor")
    first = {
        "page": _page_text(pages.asking_page().decode()).split("In short")[1],
        "mentor": _plain(" ".join(_lines(first_blocks(asking_view, FeedbackDraft("fb1"), WIDE)))),
        "plain": board_text(report).partition("\n1. ")[0],
        "compared": describe(files.compare_files(MARCH, asking_view.file.path)).partition("What changed")[0],
    }
    for name, text in first.items():
        assert [fact for fact in SINCE if fact not in text] == [], name
        at = 0
        for fact in SINCE:
            at = text.index(fact, at)


SPEAKERS: dict[str, Callable[[SnapshotView], str]] = {
    "page": lambda _: _page_text(pages.asking_page().decode()),
    "mentor": mentor_text,
    "card": lambda view: " ".join(card_text(view, key_result) for key_result in CARDS),
    "plain": lambda _: plain_board() + plain_changes(),
}


@pytest.mark.parametrize("name", SPEAKERS)
def test_no_fact_is_told_in_its_former_words(name: str, asking_view: SnapshotView) -> None:
    text = SPEAKERS[name](asking_view)
    assert [words for words in FORMER if words in text] == []
