"""The hour with a mentor, four times in a year and on both sides: a page or a file goes out, feedback comes back.

Ada has a board, and so has Rowan, her mentor, who reads hers in a browser in spring and autumn and in his terminal in
summer and winter. What is expected was reckoned by hand from what the two do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from learnboard.cli.main import run
from learnboard.domain.action_line import ActionLine
from learnboard.domain.model.board_info import Owner
from learnboard.domain.model.feedback import Answer, Feedback
from learnboard.domain.model.fields import OWNER, Number
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Action, Meeting
from learnboard.service.board_service import BoardService
from learnboard.service.commands import (
    AnswerFeedback,
    CheckInKeyResult,
    Command,
    ConfirmDecision,
    FinishAction,
    HoldMeeting,
)
from learnboard.service.mentor.draft_store import DraftStore
from learnboard.service.mentor.snapshot_files import SnapshotFinder
from learnboard.settings import Preferences
from learnboard.storage.store import Store
from learnboard.ui.mentor.app import MentorApp
from tests import builders
from tests.exchange.html.writing import card, press, remark, saved
from tests.service.mentor.snapshots import put
from tests.ui.form_apps import go_to, type_in
from tests.ui.mentor.desks import PEOPLE, all_read, newest
from tests.ui.screen import lines, pressed, settled

SPRING, SUMMER, AUTUMN, WINTER = DAYS = tuple(
    map(date.fromisoformat, ("2026-03-20", "2026-06-19", "2026-09-18", "2026-12-11"))
)
PHONE, WINDOW = (390, 844), (1280, 900)
NARROW, WIDE = (80, 24), (160, 45)
TITLE, COURSE = "Cut p95 latency from 850 to 400 ms", "A course on queues"
PRIVATE = ("zinnober is what I think of her", "heliotrope holidays")
"""One on either board."""


def ada() -> Any:
    """Her board before the first meeting; four are planned."""
    rowan = builders.person(
        name="Rowan Teal",
        primary=True,
        accepted_on="2026-01-12",
        from_on="2026-01-12",
        visibility="shared",
        private_note=PRIVATE[0],
    )
    planned = [
        builders.meeting(id=f"m{number}", on=str(day), with_ids=["p1"], held=False) for number, day in enumerate(DAYS)
    ]
    latency = builders.metric(id="k1", title=TITLE, start="850", target="400", unit="ms")
    topic = builders.topic(id="t1", meeting_id="m2", text="k1 stands still")
    wish = builders.budget_entry(
        id="b1", cycle_id="c1", title=COURSE, state="proposed", proposed_on="2026-03-18", visibility="mentor"
    )
    return builders.year_of(rowan, *planned, latency, topic, wish)


@contextmanager
def on(day: date) -> Iterator[None]:
    """Noon of a day."""
    with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=True):
        yield


class Year:
    """Both boards, the folder that Rowan keeps, and what is done about them on a day."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "from-ada"
        self.folder.mkdir()
        self.board, self.rowans = folder / "ada.db", folder / "rowan.db"
        for path, records, owner in (
            (self.board, ada(), "Ada Finch"),
            (self.rowans, builders.year_of(builders.metric(private_note=PRIVATE[1])), "Rowan Teal"),
        ):
            info = replace(records.board_info, id=path.stem, owner=Owner(owner, ""))
            Store.create(path, info, replace(records, board_info=info)).close()

    def does(self, day: date, *commands: Command) -> None:
        """Ada does something in the program."""
        with BoardService(Store.open(self.board)) as service:
            for command in commands:
                service.execute(command, service.open(day))

    def rows(self, table: Any) -> dict[str, Any]:
        """The rows of a table of hers, by what they say."""
        with BoardService(Store.open(self.board)) as service:
            return {row.text: row for row in service.store.rows(table)}

    def export(self, day: date, kind: str) -> Path:
        """Ada exports for Rowan; nothing private of either board is in it."""
        file = self.folder / f"{day}{'.html' if kind == 'html' else '.learnboard.json'}"
        assert run(["--board", str(self.board), "export", "--for", "rowan", "--format", kind, "-o", str(file)]) == 0
        own = self.folder.parent / f"rowan-{day}.{kind}"
        mentors = ("--profile", "mentor", "--format", kind, "-o", str(own))
        assert run(["--board", str(self.rowans), "export", *mentors]) == 0
        for written in (file, own):
            assert not [words for words in PRIVATE if words in written.read_text(encoding="utf-8")]
        return file

    def imports(self, file: Path) -> None:
        """Ada takes in what came back."""
        assert run(["--board", str(self.board), "import", str(file)]) == 0

    def meets(self, number: int, remark_: str, answer: Answer, reply: str, *actions: ActionLine) -> None:
        """Ada answers what came in, and they meet."""
        with BoardService(Store.open(self.board)) as service:
            meeting = service.store.row(Meeting, f"m{number}")
        said = self.rows(Feedback)[remark_].id
        last = f"m{number - 1}" if number else None
        held = HoldMeeting(replace(meeting, held=True), last, actions=actions)
        self.does(DAYS[number], AnswerFeedback(said, answer, reply), held)

    def app(self, day: date) -> MentorApp:
        """Rowan opens the folder in his terminal."""
        finder = SnapshotFinder([self.folder])
        drafts = DraftStore(self.folder.parent / "drafts")
        return MentorApp(finder.read_first(), drafts, lambda: day, Preferences(), finder)

    def compared(self, capsys: pytest.CaptureFixture[str], old: date, new: date) -> str:
        """What `learnboard compare` prints."""
        capsys.readouterr()
        files = [str(next(self.folder.glob(f"{day}*"))) for day in (old, new)]
        assert run(["compare", *files]) == 0
        return capsys.readouterr().out


def written_in_page(page: Any, day: date, folder: Path, *, decide: bool = False, text: str) -> Path:
    """Rowan writes in the page, on the day of the meeting, and saves a file."""
    page.evaluate(
        "{ const Real = Date; globalThis.Date = class extends Real {"
        f" constructor(...given) {{ super(...(given.length ? given : ['{day}T12:30:00Z'])) }} }} }}"
    )
    remark(page, card("k1"), "question", text)
    if decide:
        press(page, "#ask-b1", "Approve")
    name, data = saved(page, folder)
    (folder / name).write_bytes(data)
    return folder / name


def fits(page: Any, size: tuple[int, int], parts: tuple[str, ...]) -> None:
    """The page at a size: the menu within reach, what matters within three screens, nothing to the side."""
    page.size(*size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    for part in parts:
        bottom = page.evaluate(f"document.querySelector('{part}').getBoundingClientRect().bottom + scrollY")
        assert bottom <= 3 * size[1], part
    page.evaluate("scrollTo({ top: document.documentElement.scrollHeight / 2, behavior: 'instant' })")
    assert page.evaluate("document.elementFromPoint(innerWidth / 2, 20).closest('nav') !== null")
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")


def told(page: Any, part: str) -> str:
    return " ".join(page.text(part).replace("\u00a0", " ").split())


def in_order(text: str, *facts: str) -> None:
    """Whether facts stand in a text one after the other."""
    at = 0
    for fact in facts:
        assert fact in text[at:], (fact, text)
        at = text.index(fact, at)


def shown(app: MentorApp) -> str:
    return " ".join(" ".join(line.strip(" ▌▕") for line in lines(app)).split())


def spring(year: Year, page_of: Any, folder: Path) -> None:
    """In a page: nothing came of anything yet, and a wish waits for a decision."""
    year.does(SPRING, CheckInKeyResult("k1", SPRING, Number("700"), 8))
    page = page_of(year.export(SPRING, "html").read_bytes(), *PHONE)
    assert page.evaluate("document.querySelector('#since')") is None
    assert "Asked of you: 1 approval" in told(page, "#short")
    file = written_in_page(page, SPRING, folder, decide=True, text="Who waits for these 700 ms?")
    year.imports(file)
    approval = next(row for row in year.rows(Feedback).values() if row.kind == "approve")
    year.does(SPRING, ConfirmDecision(approval.id, SPRING))
    promises = ActionLine("p1", "lend the book", date(2026, 4, 10)), ActionLine(OWNER, "ask the fraud team", SUMMER)
    year.meets(0, "Who waits for these 700 ms?", "done", "Both shops do.", *promises)


async def summer(year: Year, capsys: pytest.CaptureFixture[str]) -> None:
    """In a small terminal: an answer, a promise kept and one that is overdue."""
    year.does(SUMMER, FinishAction(year.rows(Action)["ask the fraud team"].id, SUMMER))
    year.does(SUMMER, CheckInKeyResult("k1", SUMMER, Number("560"), 8))
    year.export(SUMMER, "json")
    app = year.app(SUMMER)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        in_order(
            shown(app),
            "Since we met on 20 Mar 2026",
            "Your actions 1 ! lend the book overdue since 10 Apr, 70 days ago",
            "Ada Finch’s actions 1 ✓ ask the fraud team done 19 Jun",
            "What came of your remarks",
            "Ada Finch answered 2 of 2",
        )
        await pressed(pilot, "1 c")
        await go_to(pilot, "text")
        await type_in(pilot, "Try it on the small shop first.")
        await pressed(pilot, "ctrl+s w enter")
    in_order(
        year.compared(capsys, SPRING, SUMMER),
        "lend the book: overdue since 10 Apr, 70 days ago",
        "replied: Both shops do.: 20 Mar, you, question about key result",
        "What changed since the snapshot of 20 Mar 2026, until 19 Jun 2026: follows the one before.",
        "Of 1 key result: 1 moved forward.",
        f"- {TITLE}\n  33 % → 64 %; 700 → 560 ms;",  # 150 and 290 of 450
    )
    (file,) = (path for path in year.folder.parent.rglob("*.feedback.json") if str(SUMMER) in path.name)
    year.imports(file)
    year.meets(1, "Try it on the small shop first.", "will_do", "", ActionLine(OWNER, "try the small shop", AUTUMN))


def autumn(year: Year, page_of: Any, folder: Path) -> None:
    """In a page, on a phone and in a window: what fell says since when, and the agenda reads ids as titles."""
    promised = year.rows(Action)
    year.does(AUTUMN, FinishAction(promised["lend the book"].id, date(2026, 7, 1)))
    for day, value in ((date(2026, 9, 4), "500"), (AUTUMN, "530")):
        year.does(AUTUMN, CheckInKeyResult("k1", day, Number(value), 5))
    page = page_of(year.export(AUTUMN, "html").read_bytes(), *PHONE)
    since = told(page, "#since")
    in_order(
        since,
        "Since we met on 19 Jun 2026",
        "Your actions 1 lend the book ✓ done 1 Jul",
        "Ada Finch’s actions",
        "try the small shop ○ due 18 Sep",
        "What came of your remarks 3 Ada Finch answered 3 of 3",
        "● will do 19 Jun",
        "Both shops do.",
    )
    assert "“Cut p95 latency from 850 to 400 ms” stands still" in told(page, "#agenda")
    assert told(page, "#changed-title") == "What changed since the snapshot of 19 Jun 2026"
    assert "backward at the last check-in, 500 → 530 ms, not since then" in told(page, "#row-k1")
    for size in (PHONE, WINDOW):
        fits(page, size, ("#since", "#earlier", "#agenda .topics"))
    year.imports(written_in_page(page, AUTUMN, folder, text="Is it still yours?"))
    year.meets(2, "Is it still yours?", "done", "It is.", ActionLine("p1", "ask my own team", date(2026, 10, 2)))


async def winter(year: Year) -> None:
    """In a folder of ten people, and in a large terminal: the year's remarks, and what each did."""
    year.does(WINTER, CheckInKeyResult("k1", WINTER, Number("430"), 8))
    year.export(WINTER, "json")
    for number, (name, day, rows) in enumerate(PEOPLE[1:], 1):
        put(year.folder, newest(number, name, day, rows))
    app = year.app(WINTER)
    async with app.run_test(size=NARROW) as pilot:
        await all_read(app)
        await settled(pilot)
        assert "10 people   by need" in lines(app)[0]
        names = ("Ada Finch", *(name for name, _, _ in PEOPLE))
        listed = [line for line in lines(app) if any(name in line for name in names)]
        assert len(listed) == 10
        (own,) = (line for line in listed if "Ada Finch" in line)
        assert "your promise was due 2 Oct" in own
        assert own.split()[-3:] == ["1", "1", "–"]  # I owe, they owe, unheard
    for path in year.folder.glob("n*"):
        path.unlink()
    app = year.app(WINTER)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert "4 of 4" in lines(app)[0]
        in_order(
            shown(app),
            "Since we met on 18 Sep 2026",
            "ask my own team overdue since 2 Oct, 70 days ago",
            "try the small shop overdue since 18 Sep, 84 days ago",
            "What came of your remarks Ada Finch answered 4 of 4",
            "replied: It is.",
            "will do",
            "and 1 more",
        )
        await pressed(pilot, "1")
        in_order(shown(app), "What changed since the snapshot of 18 Sep 2026", "71 % → 93 %", "530 → 430 ms")


async def test_a_year_of_four_meetings_is_walked_on_both_sides(
    in_tab: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("NO_COLOR", raising=False)
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    with on(SPRING):
        year = Year(tmp_path)
        spring(year, in_tab, downloads)
    with on(SUMMER):
        await summer(year, capsys)
    with on(AUTUMN):
        autumn(year, in_tab, downloads)
    with on(WINTER):
        await winter(year)
    with BoardService(Store.open(year.board)) as service:
        assert service.store.row(BudgetEntry, "b1").state == "approved"
