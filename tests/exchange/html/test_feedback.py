"""Feedback written in a page by hand, saved, and read."""

import json
import re
from pathlib import Path
from typing import Any

from learnboard.exchange.feedback import read_feedback
from tests.exchange.html import pages

_UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def _say(page: Any, place: str, kind: str, text: str) -> None:
    """Open the form at a place, choose a kind, write, and leave the form open."""
    page.click(f"{place} .begin:not(.main)")
    page.click(f"{place} .kinds input[value={kind}]")
    page.click(f"{place} textarea")
    page.type(text)


def _keep(page: Any, place: str) -> None:
    page.click(f"{place} form button.main")


def _saved(page: Any, folder: Path) -> tuple[str, bytes]:
    """Save, and answer the name and the bytes of the file."""
    page.downloads_to(folder)
    if page.evaluate("document.querySelector('.panel').hidden"):
        page.click(".toggle")
    page.click(".author button.main")
    name = page.downloaded()
    return name, (folder / name).read_bytes()


def _card(key_result: str) -> str:
    return f".card .say[data-id={key_result}]"


def test_what_is_written_by_hand_comes_out_as_a_feedback_file(opened: Any, tmp_path: Path) -> None:
    page = opened(pages.asking_page())
    snapshot = pages.asking()[0]
    _say(page, _card("k11"), "comment", "What if “it” stays? <b>\nTwo lines")
    _keep(page, _card("k11"))
    _say(page, _card("k22"), "suggestion", "Ask for less first")
    page.click(f"{_card('k22')} [name=action]")
    page.type("write twice")
    page.press("Tab")
    page.type("07102026")
    _keep(page, _card("k22"))
    page.click("#asked .say[data-id=b9] .begin.main")
    _keep(page, "#asked .say[data-id=b9]")

    name, data = _saved(page, tmp_path)
    document = json.loads(data)
    items = {item["target"]["id"]: item for item in document["items"]}

    assert name == "rowan-teal-alder-finch-2026-06-26.feedback.json"
    assert page.evaluate("document.querySelector('.json').value").encode() == data
    assert data == (json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
    assert document["author"] == {"name": "Rowan Teal", "person_id": "p-mentor"}
    assert (document["format"], document["version"], document["minor"]) == ("learnboard.feedback", 1, 0)
    assert (document["board_id"], document["snapshot_id"]) == (snapshot.board_id, "snp-2026-06-26")
    assert document["snapshot_hash"].encode() in pages.asking_page()
    assert [item["id"] for item in document["items"]] == sorted(item["id"] for item in document["items"])
    assert all(_UUID7.fullmatch(id_) for id_ in [document["feedback_id"], *(item["id"] for item in items.values())])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", document["written_at"])
    assert _said(items["k11"]) == ("comment", "What if “it” stays? <b>\nTwo lines", None, 1)
    action = {"text": "write twice", "due_on": "2026-07-10"}
    assert _said(items["k22"]) == ("suggestion", "Ask for less first", action, 1)
    assert _said(items["b9"]) == ("approve", "", None, 1)
    assert items["b9"]["target"] == {"kind": "budget_entry", "id": "b9"}


def _said(item: dict[str, Any]) -> tuple[Any, ...]:
    return item["kind"], item["text"], item["action"], item["revision"]


def test_learnboard_reads_what_a_page_saves(opened: Any, tmp_path: Path) -> None:
    page = opened(pages.asking_page())
    for place, kind in (
        (_card("k24"), "question"),
        (".objective .say[data-id=o2]", "kudos"),
        ("#asked .say[data-id=pr9]", "objection"),
    ):
        _say(page, place, kind, f"a {kind}")
        _keep(page, place)
    for place, kind in ((".goal .say", "offer"), ("#board > .say", "call_out"), ("#money .say[data-id=b3]", "comment")):
        _say(page, place, kind, f"a {kind}")
        _keep(page, place)

    document = read_feedback(_saved(page, tmp_path)[1], "the page's")

    assert {(item.target.kind, item.target.id, item.kind) for item in document.items} == {
        ("key_result", "k24", "question"),
        ("objective", "o2", "kudos"),
        ("proposal", "pr9", "objection"),
        ("goal", "g1", "offer"),
        ("board", "brd-2026-af", "call_out"),
        ("budget_entry", "b3", "comment"),
    }
    assert {item.text for item in document.items} == {f"a {item.kind}" for item in document.items}


def test_what_was_changed_after_it_was_saved_is_a_new_revision(opened: Any, tmp_path: Path) -> None:
    page = opened(pages.june_page())
    for key_result in ("k11", "k12"):
        _say(page, _card(key_result), "comment", "first")
        _keep(page, _card(key_result))
    first = json.loads(_saved(page, tmp_path)[1])
    assert "all saved to a file" in page.text(".status")

    page.click(".items button")
    page.until("document.activeElement.name === 'text'")
    page.press("End")
    page.type(", then more")
    page.press("Enter", modifiers=2)
    assert "1 not saved to a file" in page.text(".status")
    second = json.loads(_saved(page, tmp_path)[1])

    assert [item["revision"] for item in first["items"]] == [1, 1]
    assert {item["text"]: item["revision"] for item in second["items"]} == {"first, then more": 2, "first": 1}
    assert [item["id"] for item in second["items"]] == [item["id"] for item in first["items"]]
    assert second["feedback_id"] == first["feedback_id"]


def test_drafts_and_half_a_sentence_survive_a_reload_which_warns(opened: Any, tmp_path: Path) -> None:
    page = opened(pages.june_page())
    _say(page, _card("k11"), "question", "kept")
    _keep(page, _card("k11"))
    _say(page, _card("k12"), "offer", "half a sen")

    assert page.reload() == ["beforeunload"]

    assert page.text(".status") == "1 remark · 1 not saved to a file · 1 half written"
    page.click(f"{_card('k12')} textarea")
    page.press("End")
    page.type("tence")
    _keep(page, _card("k12"))
    document = json.loads(_saved(page, tmp_path)[1])
    assert {(item["kind"], item["text"]) for item in document["items"]} == {
        ("question", "kept"),
        ("offer", "half a sentence"),
    }
    assert page.reload() == []


def test_what_was_removed_is_gone_and_escape_keeps_what_was_typed(opened: Any) -> None:
    page = opened(pages.june_page())
    _say(page, _card("k11"), "comment", "never mind")
    page.press("Escape")
    assert page.text(f"{_card('k11')} .said-here") == "half written"
    page.click(f"{_card('k11')} .begin")
    assert page.evaluate(f"document.querySelector('{_card('k11')} textarea').value") == "never mind"
    _keep(page, _card("k11"))
    page.click(".toggle")
    page.click(".items button", 1)

    assert page.evaluate("document.querySelectorAll('.items li').length") == 0
    assert not page.evaluate("document.querySelector('.tray').checkVisibility()")
    assert page.reload() == []


def test_nothing_is_saved_without_words_or_a_name(opened: Any) -> None:
    page = opened(pages.june_page())
    page.click(f"{_card('k11')} .begin")
    _keep(page, _card("k11"))
    assert page.text(f"{_card('k11')} .problem") == "Write a few words first."
    page.type("now")
    _keep(page, _card("k11"))
    page.click(".toggle")
    page.evaluate("document.querySelector('.author input').select()")
    page.press("Backspace")
    page.click(".author button.main")

    assert page.text(".panel > .problem") == "Write your name, so that it is known who speaks."
    assert page.evaluate("document.querySelector('.saved').hidden")


def test_somebody_else_who_got_the_file_does_not_speak_as_its_reader(opened: Any, tmp_path: Path) -> None:
    page = opened(pages.june_page())
    _say(page, _card("k11"), "comment", "hello")
    _keep(page, _card("k11"))
    page.click(".toggle")
    page.evaluate("document.querySelector('.author input').select()")
    page.paste("Juniper\u202e Stone")

    name, data = _saved(page, tmp_path)

    assert json.loads(data)["author"] == {"name": "Juniper Stone", "person_id": None}
    assert name.startswith("juniper-stone-alder-finch-")


def test_control_characters_and_stacked_marks_are_taken_out_of_what_is_written(opened: Any, tmp_path: Path) -> None:
    page = opened(pages.june_page())
    _say(page, _card("k11"), "comment", "")
    page.paste("a\u202eb\x1b[2Jc\u0085 👩‍🚀 שלום e" + "\u0301" * 9)
    _keep(page, _card("k11"))

    document = json.loads(_saved(page, tmp_path)[1])

    assert document["items"][0]["text"] == "ab[2Jc 👩‍🚀 שלום e" + "\u0301" * 4


def test_the_empty_field_asks_what_fits_the_state(opened: Any) -> None:
    page = opened(pages.june_page())
    for key_result, prompt in (("k11", "Confidence fell."), ("k24", "said to be on track"), ("k34", "dropped")):
        page.click(f"{_card(key_result)} .begin")
        asked = page.evaluate(f"document.querySelector('{_card(key_result)} textarea').placeholder")
        assert prompt in asked


def test_a_page_without_a_place_to_keep_drafts_still_saves(opened: Any, tmp_path: Path) -> None:
    page = opened(pages.june_page())
    page.evaluate("Storage.prototype.setItem = () => { throw new Error('full'); }")
    _say(page, _card("k11"), "comment", "all the same")
    _keep(page, _card("k11"))

    assert "this browser keeps no drafts, so save before you leave" in page.text(".status")
    assert json.loads(_saved(page, tmp_path)[1])["items"][0]["text"] == "all the same"
