"""The agenda in a page: topics are added and taken from what is proposed, its lines and actions are answered."""

from pathlib import Path
from typing import Any

from learnboard.exchange.documents import open_feedback
from tests.exchange.html import pages
from tests.exchange.html.writing import buttons, open_panel, press, remark, saved

MEETING = "#agenda > .say[data-kind=meeting]"
MEETUP = ".proposed .say[data-id=k22]"
TOPIC = "“Speak at one external meetup”: confidence fell from 7 to 5. What happened, and what would help it up again?"


def _items(page: Any, folder: Path) -> list[tuple[str, str, str, str]]:
    """The kind, target and text of each item in the saved file, and the kind of its target."""
    name, data = saved(page, folder)
    (folder / name).write_bytes(data)
    items = open_feedback(folder / name).items
    return sorted((item.kind, item.target.kind, item.target.id, item.text) for item in items)


def test_the_agenda_proposes_three_topics_with_a_reason_and_a_question(in_tab: Any) -> None:
    page = in_tab(pages.asking_page())
    text = page.text("#agenda").replace("\u00a0", " ")
    assert "Mentor meeting with you, 26 Jun 2026" in text
    assert "Worth talking about 3" in text
    assert "“Speak at one external meetup”: confidence fell from 7 to 5\n" in text
    assert "said to be on track, but far behind: 21 %, expected 48 %" in text
    assert "What came in between, and does the bound still fit?" in text


def test_topics_and_answers_on_actions_and_lines_come_into_the_file(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.asking_page())
    press(page, MEETUP, "Put it on the agenda")
    assert "✓ On the agenda" in page.text(MEETUP)
    press(page, MEETING, "Add a topic")
    asked = page.evaluate("document.activeElement.placeholder")
    assert asked == "What should be talked about, and what should come of it?"
    assert page.evaluate("document.querySelectorAll('#agenda form .kinds input').length") == 1
    page.paste("who reads the playbook?")
    page.click(f"{MEETING} form button.main")
    lines = "#agenda .topics li:nth-child(2) .say"
    remark(page, lines, text="slower weeks?")
    assert "1 remark kept" in page.text(lines)
    assert "kept" not in page.text("#agenda .topics li:nth-child(1) .say")
    assert "1 remark kept" in page.text(MEETING)  # the topic alone
    open_panel(page)
    headed = page.evaluate("Array.from(document.querySelectorAll('.items .about'), (each) => each.textContent)")
    assert headed[1:] == ["Topic · Mentor meeting with you, 26 Jun 2026", "Comment · pace of work until the holiday"]
    press(page, ".items li:nth-child(3)", "Edit")
    assert page.evaluate("document.querySelector('#agenda form').parentElement.dataset.title") == (
        "pace of work until the holiday"
    )
    page.click("#agenda form .cancel")
    remark(page, "#since .say[data-id=a5]", text="I know somebody there")
    assert _items(page, tmp_path) == [
        ("comment", "action", "a5", "I know somebody there"),
        ("comment", "meeting", "mt5", "On “pace of work until the holiday”: slower weeks?"),
        ("topic", "key_result", "k22", TOPIC),
        ("topic", "meeting", "mt5", "who reads the playbook?"),
    ]


def test_a_topic_is_taken_back_and_put_there_again(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.asking_page())
    press(page, MEETUP, "Put it on the agenda")
    press(page, MEETUP, "Take back")
    assert buttons(page, MEETUP) == ["Put it on the agenda", "Say something"]
    press(page, MEETUP, "Put it on the agenda")
    press(page, MEETING, "Add a topic")
    page.paste("one")
    page.click(f"{MEETING} form button.main")
    press(page, MEETING, "Add a topic")
    page.paste("two")
    page.click(f"{MEETING} form button.main")
    assert [item[3] for item in _items(page, tmp_path)] == [TOPIC, "one", "two"]


def test_what_is_half_written_about_one_line_is_not_half_written_about_another(in_tab: Any) -> None:
    page = in_tab(pages.asking_page())
    first, second = (f"#agenda .topics li:nth-child({number}) .say" for number in (1, 2))
    page.click(f"{first} .say-it")
    page.paste("half a th")
    page.evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}))")
    assert "Go on writing" in buttons(page, first)
    assert buttons(page, second) == ["Say something"]
    page.click(f"{second} .say-it")
    assert page.evaluate("document.activeElement.value") == ""
    page.evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}))")
    page.click(f"{first} .say-it")
    assert page.evaluate("document.activeElement.value") == "half a th"


def test_a_file_without_a_topic_can_be_read_by_a_board_of_before(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.asking_page())
    remark(page, "#since .say[data-id=a5]")
    assert b'"minor": 0' in saved(page, tmp_path)[1]
    press(page, MEETUP, "Put it on the agenda")
    assert b'"minor": 1' in saved(page, tmp_path)[1]
