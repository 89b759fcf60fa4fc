"""How a person writes feedback in a page: by clicks and keys."""

from pathlib import Path

from tests.browser import Page

ENTRY = "#ask-b9"
"""An approval that is wanted, and a proposal that is open."""
PROPOSAL = "#ask-pr9"


def card(key_result: str) -> str:
    """Where something is said of a key result on the board."""
    return f".card .say[data-id={key_result}]"


def say(page: Page, place: str, kind: str, text: str) -> None:
    """Open the form at a place, choose a kind, write, and leave the form open."""
    page.click(f"{place} .say-it")
    if kind != "comment":
        page.click(f"{place} .kinds input[value={kind}]")
    page.paste(text)


def keep(page: Page, place: str) -> None:
    """Keep what is in the form at a place."""
    page.click(f"{place} form button.main")


def remark(page: Page, place: str, kind: str = "comment", text: str = "a word") -> None:
    """Say something and keep it."""
    say(page, place, kind, text)
    keep(page, place)


def press(page: Page, place: str, label: str) -> None:
    """Press the button at a place that is labelled so."""
    number = page.evaluate(
        f"Array.from(document.querySelectorAll('{place} button')).findIndex((each) => each.textContent === '{label}')"
    )
    assert number >= 0, f"no button {label} at {place}"
    page.click(f"{place} button", number)


def buttons(page: Page, place: str) -> list[str]:
    """The labels of the buttons that are seen at a place."""
    return list(
        page.evaluate(
            f"Array.from(document.querySelectorAll('{place} button')).filter((each) => each.checkVisibility())"
            ".map((each) => each.textContent)"
        )
    )


def status(page: Page) -> str:
    """What the tray says in its strip."""
    return page.text(".status").replace("\u00a0", " ")


def open_panel(page: Page) -> None:
    """Open the tray's panel if it is closed."""
    if page.evaluate("document.querySelector('.panel').hidden"):
        page.click(".toggle")


def save(page: Page) -> None:
    """Press Save in the panel."""
    open_panel(page)
    page.click(".author button.main")


def saved(page: Page, folder: Path) -> tuple[str, bytes]:
    """Save, and answer the name and the bytes of the file."""
    page.downloads_to(folder)
    save(page)
    name = page.downloaded()
    return name, (folder / name).read_bytes()


def seen(page: Page, selector: str) -> bool:
    """Whether all of an element is in view and nothing, as the tray, lies over its top or its bottom."""
    return bool(
        page.evaluate(
            f"""(() => {{
              const element = document.querySelector({selector!r});
              const box = element.getBoundingClientRect();
              const rows = [box.top + 2, box.bottom - 2];
              const middle = box.left + box.width / 2;
              return box.height > 0 && rows.every((y) => element.contains(document.elementFromPoint(middle, y)));
            }})()"""
        )
    )
