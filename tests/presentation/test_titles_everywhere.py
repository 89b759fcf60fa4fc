"""An id in whatever text somebody wrote reads as the title of its row, wherever the text is shown."""

import html
import re
from dataclasses import is_dataclass, replace
from functools import cache
from typing import Any

from learnboard.domain.model.fields import LONGEST_TEXT, fields_of
from learnboard.domain.model.records import Records
from learnboard.domain.model.snapshot import Snapshot
from learnboard.exchange.documents import encode_snapshot
from learnboard.exchange.html import html_page
from learnboard.exchange.plain_text import board_text
from learnboard.exchange.story_markdown import story_markdown
from learnboard.presentation.person import person_page
from learnboard.service.board_service import BoardService
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.service.mentor.snapshot_view import open_snapshot_view, snapshot_details, with_titles
from learnboard.service.queries.card import CardDetails
from learnboard.service.queries.person import read_person
from learnboard.storage.store import Store
from learnboard.ui.card.render import CardContext, card_page
from tests.exchange import stories
from tests.exchange.html import pages
from tests.presentation.test_one_wording import mentor_text
from tests.service.mentor.snapshots import put
from tests.ui.example_cards import text_of

TITLE = "Cut p95 latency"
_BARE = re.compile(r".{0,60}\bk11\b.{0,20}")
_NO_SENTENCE = {"id", "unit", "currency", "horizon", "name", "role", "author", "link", "instrument", "snapshot_id"}


def _mentioning(row: Any) -> Any:
    """A row in whose every text, but titles and names, a key result is mentioned by its id."""
    changes: dict[str, Any] = {}
    for field in fields_of(type(row)):
        value = getattr(row, field.name)
        long = field.filled is None or (field.filled.most == LONGEST_TEXT and field.name != "statement")
        if field.base is str and long and not field.refers and field.name not in _NO_SENTENCE:
            changes[field.name] = f"as for k11: {value}"
        elif is_dataclass(value) and field.name not in ("target", "about"):
            changes[field.name] = _mentioning(value)
    return replace(row, **changes)


@cache
def _snapshot() -> Snapshot:
    snapshot = pages.asking()[0]
    tables = {name: tuple(map(_mentioning, rows)) for name, rows in snapshot.records.tables()}
    return replace(snapshot, records=Records(snapshot.records.board_info, **tables))


def _bare(text: str) -> list[str]:
    """The places where the id itself is read."""
    assert TITLE in text
    return _BARE.findall(text)


def _card(details: CardDetails, context: CardContext) -> str:
    """A card's page without the journal, whose steps are called as they were."""
    shown = card_page(details._replace(history=()), context)
    return " ".join(text_of(line) for line in (*shown.head, *shown.body))


def test_on_the_page() -> None:
    _, baseline, reader = pages.asking()
    page = html_page(_snapshot(), encode_snapshot(_snapshot())[0], baseline=baseline, reader=reader).decode()
    body = re.sub(r"<(script|style|template)\b.*?</\1>", " ", page.partition("<body")[2], flags=re.DOTALL)
    assert _bare(html.unescape(re.sub(r"<[^>]+>", " ", body))) == []


def test_in_the_mentors_view_and_in_plain_text(tmp_path: Any) -> None:
    view = open_snapshot_view(find_snapshots([put(tmp_path, _snapshot())]).mentees[0])
    assert _bare(mentor_text(view)) == []
    for each in ("k12", "k14", "k31"):
        details = with_titles(snapshot_details(view, each), view.snapshot.records)
        assert _bare(_card(details, CardContext(100, 60, view.board.day, view.board.settings, own=False))) == []
    told = [line.replace("[k11]", "") for line in board_text(view.report).splitlines()]  # ids beside the titles
    assert _bare("\n".join(told)) == []


def test_on_the_owners_pages_and_what_is_edited_keeps_what_was_written(tmp_path: Any) -> None:
    records, day = _snapshot().records, _snapshot().as_of
    with Store.create(tmp_path / "board.db", records.board_info, records) as store:
        service = BoardService(store)
        board = service.open(day)
        details = service.details("k14", board)
        assert _bare(_card(details, CardContext(100, 60, day, board.settings))) == []
        assert details.check_ins[0].note.startswith("as for k11: ")
        person = read_person(store, "p-mentor", board)
        lines = person_page(person, day).lines
        assert _bare(" ".join(part for row in lines for part in (row.text, *(fact.text for fact in row.more)))) == []


def test_in_a_story() -> None:
    story, _ = stories.told(_snapshot().records)
    assert _bare(story_markdown(story).decode()) == []
