"""Feedback written in a page by hand, saved, and read."""

import json
import re
from pathlib import Path
from typing import Any

from learnboard.exchange.documents import read_feedback
from learnboard.presentation.feedback import WAYS_TO_REMARK
from tests.exchange.html import pages
from tests.exchange.html.writing import ENTRY, PROPOSAL, card, keep, open_panel, press, remark, save, saved, say, status

_UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def test_typed_feedback_is_saved_as_a_feedback_file(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.asking_page())
    snapshot = pages.asking()[0]
    say(page, card("k11"), "comment", "")
    page.type("What if “it” stays? <b>\nTwo lines")
    keep(page, card("k11"))
    say(page, card("k22"), "suggestion", "Ask for less first")
    page.click(f"{card('k22')} [name=action]")
    page.paste("write twice")
    page.press("Tab")
    page.type("07102026")
    keep(page, card("k22"))
    press(page, ENTRY, "Approve")

    name, data = saved(page, tmp_path)
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
    assert "By 10 Jul" in page.text(".items")


def _said(item: dict[str, Any]) -> tuple[Any, ...]:
    return item["kind"], item["text"], item["action"], item["revision"]


def test_learnboard_reads_what_a_page_saves(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.asking_page())
    for place, kind in (
        (card("k24"), "question"),
        (".objective .say[data-id=o2]", "kudos"),
        (".goal .say", "offer"),
        ("#board > .say", "call_out"),
        ("#money .say[data-id=b3]", "comment"),
    ):
        remark(page, place, kind, f"a {kind}")
    press(page, PROPOSAL, "Object")
    page.paste("a objection")
    keep(page, PROPOSAL)

    document = read_feedback(saved(page, tmp_path)[1], "the page's")

    assert {(item.target.kind, item.target.id, item.kind) for item in document.items} == {
        ("key_result", "k24", "question"),
        ("objective", "o2", "kudos"),
        ("proposal", "pr9", "objection"),
        ("goal", "g1", "offer"),
        ("board", "brd-2026-af", "call_out"),
        ("budget_entry", "b3", "comment"),
    }
    assert {item.text for item in document.items} == {f"a {item.kind}" for item in document.items}


def test_an_item_changed_after_saving_is_a_new_revision(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.june_page())
    for key_result in ("k11", "k12"):
        remark(page, card(key_result), text="first")
    first = json.loads(saved(page, tmp_path)[1])
    assert "all saved" in status(page)

    press(page, ".items", "Edit")
    page.press("End")
    page.paste(", then more")
    page.press("Enter", modifiers=2)
    assert "1 not saved" in status(page)
    second = json.loads(saved(page, tmp_path)[1])

    assert [item["revision"] for item in first["items"]] == [1, 1]
    assert {item["text"]: item["revision"] for item in second["items"]} == {"first, then more": 2, "first": 1}
    assert [item["id"] for item in second["items"]] == [item["id"] for item in first["items"]]
    assert second["feedback_id"] == first["feedback_id"]


def test_drafts_survive_a_reload_which_warns(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.june_page())
    remark(page, card("k11"), "question", "kept")
    say(page, card("k12"), "offer", "half a sen")

    assert page.reload() == ["beforeunload"]

    assert status(page) == "1 remark · 1 not saved · 1 half written"
    press(page, card("k12"), "Go on writing")
    page.press("End")
    page.paste("tence")
    keep(page, card("k12"))
    document = json.loads(saved(page, tmp_path)[1])
    assert {(item["kind"], item["text"]) for item in document["items"]} == {
        ("question", "kept"),
        ("offer", "half a sentence"),
    }
    assert page.reload() == []


def test_a_suggestion_may_be_an_action_alone_and_a_past_day_is_confirmed(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.june_page())
    say(page, card("k11"), "suggestion", "")
    page.press("Tab")
    page.press("Tab")
    page.type("0501")
    keep(page, card("k11"))
    assert page.text(f"{card('k11')} .problem") == "Write the whole day, or none."
    page.press("Tab")
    page.press("Tab")
    page.type("2026")
    keep(page, card("k11"))
    assert page.text(f"{card('k11')} .problem") == "Say what is to be done by that day."
    assert page.evaluate("document.activeElement.name") == "action"
    page.paste("measure the tail")
    assert page.text(f"{card('k11')} .problem") == ""
    keep(page, card("k11"))
    assert page.text(f"{card('k11')} .problem").startswith("1 May is before the day of this board, 26 Jun.")
    assert page.evaluate("document.activeElement.name") == "due"
    keep(page, card("k11"))

    (item,) = json.loads(saved(page, tmp_path)[1])["items"]

    assert _said(item)[1:3] == ("measure the tail", {"text": "measure the tail", "due_on": "2026-05-01"})


def test_a_text_that_is_too_long_is_refused_and_kept_whole(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.june_page())
    say(page, card("k11"), "comment", "x" * 100_001)
    keep(page, card("k11"))
    assert page.text(f"{card('k11')} .problem") == "These are 100001 characters: shorten them to 100000."
    page.press("Backspace")
    keep(page, card("k11"))

    document = read_feedback(saved(page, tmp_path)[1], "the page's")

    assert document.items[0].text == "x" * 100_000


def test_nothing_is_saved_without_a_text_or_a_name(in_tab: Any) -> None:
    page = in_tab(pages.june_page())
    page.click(f"{card('k11')} .say-it")
    keep(page, card("k11"))
    assert page.text(f"{card('k11')} .problem") == "Write a few words first."
    page.type("now")
    assert page.text(f"{card('k11')} .problem") == ""
    keep(page, card("k11"))
    open_panel(page)
    page.evaluate("document.querySelector('.author input').select()")
    page.press("Backspace")
    save(page)

    assert page.text(".foot .problem") == "Write your name, so that the owner knows who wrote it."
    assert page.evaluate("document.activeElement.name") == "name"
    assert page.evaluate("document.querySelector('.saved').hidden")


def test_another_author_does_not_decide_as_the_reader_and_is_warned(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.asking_page())
    remark(page, card("k11"))
    open_panel(page)
    page.evaluate("document.querySelector('.author input').select()")
    page.paste("Juniper\u202e Stone")
    assert page.text(".other") == ""
    page.press("Escape")
    press(page, ENTRY, "Approve")
    open_panel(page)
    assert page.text(".other") == "Under another name, what you decide does not count as Rowan Teal’s."

    name, data = saved(page, tmp_path)

    assert json.loads(data)["author"] == {"name": "Juniper Stone", "person_id": None}
    assert name.startswith("juniper-stone-alder-finch-")


def test_control_characters_and_stacked_marks_are_removed_from_texts(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.june_page())
    remark(page, card("k11"), text="a\u202eb\x1b[2Jc\u0085 👩‍🚀 שלום e" + "\u0301" * 9 + " ve\u0301lo")

    document = json.loads(saved(page, tmp_path)[1])

    assert (
        document["items"][0]["text"] == "abc 👩‍🚀 שלום é" + "\u0301" * 3 + " vélo"
    )  # four accents, and all of it in NFC


def test_each_kind_is_explained_once_it_is_chosen(in_tab: Any) -> None:
    page = in_tab(pages.asking_page())
    page.click(f"{card('k11')} .say-it")
    for way in WAYS_TO_REMARK:
        page.click(f"{card('k11')} .kinds input[value={way.kind}]")
        assert page.text(f"{card('k11')} .hint") == f"{way.name}: {way.hint}"


def test_the_prompt_fits_the_situation_and_the_kind(in_tab: Any) -> None:
    page = in_tab(pages.june_page())
    for key_result, prompt in (
        ("k11", "Confidence fell from 6 to 4."),
        ("k24", "said to be on track"),
        ("k34", "dropped"),
    ):
        page.click(f"{card(key_result)} .say-it")
        asked = f"document.querySelector('{card(key_result)} textarea').placeholder"
        assert prompt in page.evaluate(asked)
        page.click(f"{card(key_result)} .kinds input[value=question]")
        assert page.evaluate(asked) == "What would you like to know?"
    assert page.evaluate("document.activeElement.name") == "text"
    kinds = page.text(".kinds").splitlines()[1:]
    assert [line.split(" ")[0] for line in kinds] == ["Comment", "Question", "Suggestion", "Kudos", "Offer", "Call-out"]
    assert kinds[-1] == "Call-out"


def test_a_page_without_a_place_to_keep_drafts_still_saves(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.june_page())
    page.evaluate("Storage.prototype.setItem = () => { throw new Error('full'); }")
    remark(page, card("k11"), text="all the same")

    assert "this browser keeps no drafts, so save before you leave" in status(page)
    assert json.loads(saved(page, tmp_path)[1])["items"][0]["text"] == "all the same"
