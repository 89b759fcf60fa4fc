"""A proposal is told in the same words to its owner and to its readers: page, mentor's view, file and plain text."""

import html
import re
from dataclasses import replace
from pathlib import Path

from learnboard.domain.model.records import Records
from learnboard.domain.report import board_report
from learnboard.exchange.documents import encode_snapshot
from learnboard.exchange.html import html_page
from learnboard.exchange.plain_text import board_text
from learnboard.exchange.record_markdown import record_markdown
from learnboard.service.board_service import BoardService
from learnboard.service.export.record import record_of
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.service.mentor.snapshot_view import open_snapshot_view
from learnboard.storage.store import Store
from learnboard.ui import features
from learnboard.ui.app import LearnboardApp
from learnboard.ui.mentor.requests import requests_blocks
from tests import builders
from tests.exchange.html import pages
from tests.invitations import invitation
from tests.service.conftest import DAY
from tests.service.mentor.snapshots import put
from tests.ui.example_cards import text_of
from tests.ui.screen import lines, pressed, settled

SAID = (
    builders.response("p-buddy", "consent", "2026-06-25", id="rs97", proposal_id="pr9"),
    builders.response("p-rev1", "concern", "2026-06-24", id="rs98", proposal_id="pr1", text="July is full"),
)
"""A consent of somebody who is not invited, and a concern two days after the close."""
OPEN = (
    "on mission",
    "time and cost, 2 h a week",
    "closes 3 Jul",
    "2 consents and no objection",
    "“Speaker coaching, three sessions”, 360.00 EUR, approved 24 Jun",
    "https://example.org/playbook",
    "Linden Marsh (no word yet), Ash Rivers (asked anew)",
    "Until when?",
    "Until the end of August.",
    "taken back by an amendment, asked anew",
    "wish for a change",
    "answers the wish for a change of Linden Marsh, 23 Jun",
    "It pauses in release weeks.",
    "not invited, so it is no consent of those who are asked",
)
CONSENTED = (
    "consented",
    "closed 22 Jun",
    "Linden Marsh (consent), Ash Rivers (consent)",
    "consented by Ash Rivers and Linden Marsh",
    "time and cost granted",
    "18 Dec 2026",
    "answers the objection of Ash Rivers, 11 Jun",
    "after the close, so it counts for nothing",
)
LAPSED = (
    "on mission",
    "time, 5 h a week",
    "closed 16 Mar",
    "lapsed, silence is no consent: 1 consent of 2 (Linden Marsh)",
)
FACTS = (*OPEN, *CONSENTED, *LAPSED)


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


async def _owners_pages(records: Records, path: Path) -> str:
    """The pages of the three proposals on the owner's board."""
    shown = []
    with Store.create(path, records.board_info, records) as store, BoardService(store) as service:
        app = LearnboardApp(service, lambda: DAY)
        async with app.run_test(size=(160, 60)) as pilot:
            await settled(pilot)
            for proposal in ("pr9", "pr1", "pr2"):
                features.open_proposal(app.screen, proposal)
                await settled(pilot)
                shown.append(_plain(" ".join(lines(app))))
                await pressed(pilot, "escape")
    return " ".join(shown)


def _records(records: Records, path: Path) -> str:
    """The records of the three proposals, whose days have their year."""
    with Store.create(path, records.board_info, records) as store:
        texts = [record_markdown(record_of(store, id_, DAY)).decode() for id_ in ("pr9", "pr1", "pr2")]
    return _plain(re.sub(r"(?<=\w{3}) 2026", "", " ".join(texts)).replace("\\", "")).replace("18 Dec", "18 Dec 2026")


def _mentors_view(path: Path) -> str:
    blocks = requests_blocks(
        open_snapshot_view(find_snapshots([path]).mentees[0], today=DAY), FeedbackDraft("fb1"), 200
    )
    return _plain(" ".join(text_of(blocks.line(number, marked=False)) for number in range(blocks.height)))


async def test_a_proposal_is_told_alike_to_its_owner_and_to_its_readers(tmp_path: Path) -> None:
    snapshot = invitation(*SAID, mentor=True)
    page = html_page(snapshot, encode_snapshot(snapshot)[0], reader=pages.reader_of(snapshot, "p-mentor")).decode()
    page = re.sub(
        r"<(script|style|template)\b.*?</\1>", " ", page.partition('<section id="further"')[0], flags=re.DOTALL
    )
    report = replace(board_report(snapshot.records, snapshot.as_of), reader="p-mentor")
    told = {
        "owner": await _owners_pages(snapshot.records, tmp_path / "board.db"),
        "record": _records(snapshot.records, tmp_path / "other.db"),
        "mentor": _mentors_view(put(tmp_path, snapshot)),
        "page": _plain(html.unescape(re.sub(r"<[^>]+>", "", page))),
        "plain": _plain(board_text(report)),
    }
    missing = [(name, fact) for name, text in told.items() for fact in FACTS if fact not in text]
    assert missing == []
