"""Every table and every field of a file stands somewhere in its page; what has no better place at its end."""

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from learnboard.domain.model.fields import fields_of
from learnboard.domain.model.records import Records
from learnboard.domain.profiles import apply_profile
from learnboard.domain.text import clean_line, inner_quotes
from learnboard.exchange.documents import encode_snapshot, open_snapshot
from learnboard.exchange.html import html_page
from learnboard.presentation.labels import field_label
from learnboard.presentation.mentions import Mentions
from tests import builders
from tests.exchange.html import pages
from tests.exchange.html.writing import remark, saved
from tests.sentinels import EVERY, LAST_DAY, board, exported_leaves, one, spoken, wanted

OTHER_WORDS: dict[str, Callable[[Any], str]] = {
    "ask_before_call_out": lambda _: "only after asking",
    "confidential": lambda _: "what is said stays between the two",
    "cadence_days": lambda days: f"every {days} days" if days % 7 else f"every {days // 7} weeks",
    "length_minutes": lambda minutes: f"{minutes // 60} h {minutes % 60} each",
}
"""What a section of its own calls the value of a field."""


def _shown(page: bytes) -> str:
    """What a reader sees of a page with every description open, without the identities at its foot."""
    body = page.decode().partition("<body")[2].partition("<footer>")[0]
    body = re.sub(r"<(script|style|template|svg)\b.*?</\1>", " ", body, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def _page(records: Records, profile: Any) -> tuple[Records, str]:
    outgoing, withheld = apply_profile(records, profile, person=one("people"))
    snapshot = replace(
        pages.june()[0], records=outgoing, withheld=withheld, profile=profile, as_of=LAST_DAY, previous=None
    )
    reader = outgoing.people[0]
    return outgoing, _shown(html_page(snapshot, encode_snapshot(snapshot)[0], reader=reader))


def _told(name: str, value: Any, field: Any, records: Records, text: str) -> bool:
    """Whether a value is read in a page: behind its label, or in the words of a section of its own."""
    said = wanted(value, field, own=False)
    if isinstance(value, dict):  # beside the level that somebody else gave
        return all(re.search(rf"\b{axis}\b\W[^:]*\b{level}\b", text) for axis, level in value.items())
    reader = records.people[0].name
    known = {said, said.replace(f"“{reader}”", "you"), *(("you",) if said == reader else ())}
    if isinstance(value, date):
        known.add(spoken(value).rpartition(" ")[0])  # a day of this year is told without it
    if name in OTHER_WORDS:
        known.add(OTHER_WORDS[name](value))
    if isinstance(value, bool):
        known.remove(said)
        known.add(f"{field_label(name)}: {said}")
    return any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text, re.IGNORECASE) for each in known)


def _open(records: Records) -> Records:
    """The same board with its cycle running, and nothing done, dropped or decided."""
    (key_result,), (cycle,), (action,) = records.key_results, records.cycles, records.actions
    return replace(
        records,
        cycles=(replace(cycle, starts_on=date(2026, 1, 1), ends_on=LAST_DAY, status="active", closed_on=None),),
        key_results=(replace(key_result, kind="metric", done_on=None, dropped_on=None, drop_reason=""),),
        actions=(replace(action, done_on=None),),
    )


def _earlier(records: Records) -> Records:
    """The same board with a later cycle, so that nothing of the first one is on the board."""
    later = builders.cycle(id="c9", title="later", starts_on="2026-12-01", ends_on="2026-12-31")
    return replace(records, cycles=(*records.cycles, later))


@pytest.mark.parametrize("profile", ["full", "mentor", "shared"])
@pytest.mark.parametrize("changed", [lambda records: records, _open, _earlier])
def test_every_field_of_a_file_is_read_in_its_page(profile: str, changed: Callable[[Records], Records]) -> None:
    records, text = _page(changed(board()), profile)
    missing = [
        (table, *path)
        for table in EVERY
        for path, field, value in exported_leaves(records, table)
        if not _told(path[-1], value, field, records, text)
    ]
    assert missing == []


def _texts(row: Any) -> Iterator[str]:
    """The texts of a row that anybody wrote, of what is nested in it too."""
    for field in fields_of(type(row)):
        value = getattr(row, field.name)
        if is_dataclass(value):
            yield from _texts(value)
        elif field.base is str and not field.refers and field.name != "id" and value:
            yield clean_line(value)


@pytest.mark.parametrize("profile", ["full", "mentor", "shared"])
def test_no_text_of_the_example_year_is_seen_nowhere(profile: Any) -> None:
    full = open_snapshot(builders.EXAMPLE_BOARD)
    outgoing, _ = apply_profile(full.records, profile, person="p-mentor")
    snapshot = replace(full, records=outgoing, profile=profile)
    text = _shown(html_page(snapshot, encode_snapshot(snapshot)[0], reader=pages.reader_of(full)))
    mentions = Mentions(outgoing)
    missing = [
        (name, row.id, words)
        for name, rows in outgoing.tables()
        for row in rows
        for words in _texts(row)
        if not any(told in text for told in (words, mentions.read(words), inner_quotes(mentions.read(words))))
    ]
    assert missing == []


def test_something_is_said_of_a_stretch_and_of_an_assessment(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.june_page())
    remark(page, "#stretches", text="well prepared")
    remark(page, "#assessments .ask:first-of-type", text="I would say more")
    items = json.loads(saved(page, tmp_path)[1])["items"]
    assert {(item["target"]["kind"], item["target"]["id"], item["text"]) for item in items} == {
        ("stretch", "s1", "well prepared"),
        ("assessment", "as01", "I would say more"),
    }
