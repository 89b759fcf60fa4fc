"""What schema 2 and format minor 0 left on the disk is all there again: rows, history, drafts, letters, own keys."""

import gzip
import json
import shutil
import sqlite3
import tomllib
from contextlib import asynccontextmanager, closing
from datetime import date
from pathlib import Path

import pytest

from learnboard.cli.main import run
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import fields_of, plain_default, since
from learnboard.domain.model.records import TABLES as RECORDS
from learnboard.service.board_service import BoardService
from learnboard.service.mentor.draft_store import DraftStore
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.service.opening import open_default
from learnboard.settings import read_settings
from learnboard.ui.app import LearnboardApp
from learnboard.ui.keys.former_ids import FORMER_IDS
from learnboard.ui.mentor.app import MentorApp
from tests.ui.screen import lines, pressed, settled

KEPT = Path(__file__).parent / "data" / "kept"
EARLIER = KEPT.parent / "example-year" / "mentor-2026-03-27.learnboard.json"
EXPECTED = json.loads(gzip.decompress((KEPT / "board.expected.json.gz").read_bytes()))
STEPS, DONE = EXPECTED["steps"], EXPECTED["done"]
TABLES = {table for change in EXPECTED["changes"] for table in change}
YEAR_END = "2026-12-31"
DAY = date(2026, 6, 26)
LARGE, SMALL = (140, 44), (90, 16)
AGAIN = "kept from before"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An empty home, which is the working folder too; nobody's own board or settings are near."""
    home = tmp_path / "home"
    home.mkdir()
    for name, value in {"HOME": home, "XDG_DATA_HOME": home / "data", "XDG_CONFIG_HOME": home / "config"}.items():
        monkeypatch.setenv(name, str(value))
    for name in ("LEARNBOARD_FILE", "LEARNBOARD_SETTINGS", "LEARNBOARD_MENTOR_FOLDER", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(home)
    return home


def unpacked(name, home):
    """A kept file that is packed, in the home; like every board it is its owner's alone."""
    path = home / name
    path.touch(mode=0o600)
    path.write_bytes(gzip.decompress((KEPT / f"{name}.gz").read_bytes()))
    return path


@pytest.fixture
def board(home, monkeypatch):
    """The kept board, which is the one that commands are about."""
    path = unpacked("board.db", home)
    monkeypatch.setenv("LEARNBOARD_FILE", str(path))
    return path


@pytest.fixture
def learnboard(capsys):
    """Run a command that is to succeed; answers what it prints."""

    def command(*words):
        code = run([str(word) for word in words])
        said = capsys.readouterr()
        assert code == 0, (words, said)
        return said.out

    return command


# -- rows and steps ---------------------------------------------------------------------------------------------------


def holds(expected, found):
    """Whether all that was recorded is there; an object may have more fields by now."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(name in found and holds(value, found[name]) for name, value in expected.items())
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(holds, expected, found))
    return bool(expected == found)


def rows_after(count):
    """The rows of the board after so many steps, by table and id."""
    rows = {table: {} for table in TABLES}
    for change in EXPECTED["changes"][: count + 1]:
        for table, changed in change.items():
            rows[table] = {id_: row for id_, row in {**rows[table], **changed}.items() if row is not None}
    return rows


def rows_of(document):
    """The rows of a full snapshot, by table and id."""
    tables = {name: {row["id"]: row for row in rows} for name, rows in document.items() if isinstance(rows, list)}
    board_info = {"id": document["board_id"], "owner": document["owner"], "settings": document["settings"]}
    return {**tables, "identity": {"": board_info}}


def exported(learnboard):
    """The rows of the board as they leave in a full copy."""
    return rows_of(json.loads(learnboard("export", "--profile", "full", "-o", "-")))


def check(count, learnboard):
    """The board has just the rows that it had after so many steps, and the figures, where they were recorded."""
    found = exported(learnboard)
    for table, expected in rows_after(count).items():
        assert found[table].keys() == expected.keys(), table
        for id_, row in expected.items():
            assert holds(row, found[table][id_]), (table, row, found[table][id_])
    if report := EXPECTED["reports"].get(str(count)):
        assert holds(measured(report), measured(json.loads(learnboard("show", "--json", "--as-of", YEAR_END))))


def measured(report):
    """What was measured, by key result. Minor 1 expects it by other days, and counts other periods of a maintain."""
    cards = (card for column in report["objectives"] for card in column["key_results"] if not card["held"])
    return {card["id"]: {name: card[name] for name in ("raw", "progress", "shown", "confidence")} for card in cards}


def test_the_board_opens_with_the_rows_and_the_figures_it_had(board, learnboard):
    check(DONE, learnboard)
    assert "Become the person teams call when a service is slow" in learnboard("show")


def test_what_minor_1_brought_has_its_defaults(board, learnboard):
    found = exported(learnboard)
    for name, record in {**RECORDS, "identity": BoardInfo}.items():
        added = {field.name: plain_default(field) for field in fields_of(record) if field.since}
        assert not since(record) or found[name] == {}
        for row in found[name].values():
            assert {field: row[field] for field in added} == added, name
    agreements = [row["agreement"] for row in found["people"].values() if row["agreement"]]
    assert [agreement["length_minutes"] for agreement in agreements] == [None] * len(agreements)
    assert agreements
    assert found["identity"][""]["settings"]["cost_per_hour"] is None


def test_steps_from_before_are_history_and_the_board_as_it_was_is_in_a_backup(board, capsys, learnboard):
    before = board.read_bytes()
    for command in ("undo", "redo"):
        assert run([command]) == 1
        assert f"There is nothing to {command}" in capsys.readouterr().err
    check(DONE, learnboard)
    (backup,) = board.with_name(f"{board.name}.backups").iterdir()
    assert backup.name.endswith("-migration.db")
    with (
        closing(sqlite3.connect(f"{backup.as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(board)) as new,
    ):
        assert old.execute("PRAGMA user_version").fetchone() == (2,)
        labels = "SELECT label FROM steps WHERE undone = 0 ORDER BY id"
        assert new.execute(labels).fetchall() == old.execute(labels).fetchall() == [(step,) for step in STEPS[:DONE]]
        assert old.execute("SELECT label FROM steps WHERE undone = 1 ORDER BY id").fetchall() == [
            (step,) for step in STEPS[DONE:]
        ]
    assert len(before) == backup.stat().st_size


def test_a_step_of_today_is_undone_and_redone_over_the_history(board, learnboard, capsys):
    learnboard("check-in", "k11", "610", "--on", DAY)
    for command in ("undo", "redo", "undo"):
        learnboard(command)
    check(DONE, learnboard)
    assert run(["undo"]) == 1
    assert "nothing to undo: earlier steps are kept as history only." in capsys.readouterr().err


def test_the_next_snapshot_for_the_mentor_follows_the_one_before(board, learnboard):
    document = json.loads(learnboard("export", "--for", "rowan", "--as-of", DAY, "-o", "-"))
    assert document["sequence"] == 2
    assert document["previous"] == EXPECTED["exported"]


def test_the_mentors_feedback_is_taken_in(board, learnboard):
    learnboard("import", KEPT / "rowan.feedback.json")
    items = json.loads((KEPT / "rowan.feedback.json").read_text(encoding="utf-8"))["items"]
    found = exported(learnboard)["feedback"]
    assert len(items) == 3
    for item in items:
        assert holds(item | {"author": "Rowan Teal", "answer": "unanswered", "attached": True}, found[item["id"]])


# -- drafts -----------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def program(path, size=LARGE, settings=None):
    """The program on a board, on the day the drafts were left."""
    with BoardService(open_default(path, wait=1)) as service:
        app = LearnboardApp(service, lambda: DAY, preferences=read_settings(settings))
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            yield pilot


async def looked_at(pilot, keys):
    """Press keys and wait for what is read in threads; the screen, with blanks as single ones."""
    await pressed(pilot, keys)
    await pilot.app.workers.wait_for_complete()
    await settled(pilot)
    return " ".join(" ".join(lines(pilot.app)).split())


FORMS = {
    "check-in": (
        "space",
        ("590▏", "cache before the tax lookup", "resource", "ask for a second machine", AGAIN),
        (
            "check_ins",
            {"key_result_id": "k11", "value": "590", "confidence": 6, "note": "a cache before the tax lookup"},
        ),
    ),
    "key result": (
        "l enter enter",
        ("Raise the feedback on my talks▏", "4.4", "between us: the room was cold", AGAIN),
        (
            "key_results",
            {
                "id": "k21",
                "title": "Raise the feedback on my talks",
                "target": "4.4",
                "private_note": "between us: the room was cold",
            },
        ),
    ),
    "objective": (
        "o",
        ("I sleep better", "committed", AGAIN),
        ("objectives", {"id": "o1", "okr_type": "committed", "why_me": "I sleep better"}),
    ),
    "goal": (
        "O enter",
        ("expert, and teach it▏", "achieved", AGAIN),
        ("goals", {"id": "g1", "statement": "I want to be a performance expert, and teach it", "status": "achieved"}),
    ),
    "cycle": (
        "C enter",
        ("2026, the year of talks▏", "31 jan 2027", AGAIN),
        ("cycles", {"id": "c2026", "title": "2026, the year of talks", "ends_on": "2027-01-31"}),
    ),
    "board settings": (
        "comma",
        ("0.15 0.30", AGAIN),
        ("identity", {"settings": {"grace_days": 5, "pace_gaps": ["0.15", "0.30"]}}),
    ),
    "answer": (
        "m j a",
        ("will do", "Two more people read one aloud", AGAIN),
        ("feedback", {"id": "f2", "answer": "will_do", "reply": "Two more people read one aloud"}),
    ),
    "title": (
        "l e",
        ("Raise what listeners", "say of my talks▏"),
        ("key_results", {"id": "k21", "title": "Raise what listeners say of my talks"}),
    ),
    "new key result": (
        "n",
        ("Halve the cold starts", "from 40 to 20 a day▏"),
        ("key_results", {"objective_id": "o1", "title": "Halve the cold starts, from 40 to 20 a day", "start": "40"}),
    ),
    "new objective": (
        "N",
        ("Understand what a query", "costs▏"),
        ("objectives", {"cycle_id": "c2026", "title": "Understand what a query costs"}),
    ),
}
"""For each form: the keys that open it, what stands in it again, and the row it is saved as."""


@pytest.mark.parametrize("form", FORMS)
async def test_a_draft_stands_in_its_form_again_and_is_saved_from_there(form, board, learnboard):
    opens, words, (table, row) = FORMS[form]
    async with program(board) as pilot:
        shown = await looked_at(pilot, opens)
        assert [word for word in words if word not in shown] == []
        await looked_at(pilot, "ctrl+s" if AGAIN in words else "enter")
    async with program(board) as pilot:
        assert AGAIN not in await looked_at(pilot, opens)
    assert [each for each in exported(learnboard)[table].values() if holds(row, each)]


async def test_a_draft_of_an_export_stands_in_its_form_again(board, home):
    async with program(board) as pilot:
        shown = await looked_at(pilot, "ctrl+e")
        for word in ("Ash Rivers", "shared", "1.6.2026", "ash-in-june.html", AGAIN):
            assert word in shown
        # What was asked for then is told before it is written: a file is what its name says.
        assert "A file that ends in .html is a page" in await looked_at(pilot, "ctrl+s")
    assert not (home / "ash-in-june.html").exists()


GUIDE = (
    ("enter escape", "build tools that people enjoy▏"),
    ("escape", "The second half▏"),
    ("escape", "Know whom it helps▏"),
    ("enter", "from 0 to 30 users a week▏"),
)
"""The keys that go from step to step of the guide, and what stands in each again."""


async def test_drafts_of_the_guide_stand_in_its_steps_again(home):
    async with program(unpacked("new-board.db", home)) as pilot:
        for key, words in GUIDE:
            shown = await looked_at(pilot, key)
            assert words in shown
            assert AGAIN in shown
        assert "Talk to five users" in shown


@pytest.mark.parametrize(
    ("key", "words"),
    [("O n", "a maker of tools, once I know which▏"), ("C n", "A trial quarter▏")],
    ids=["goal", "cycle"],
)
async def test_a_draft_of_something_new_stands_in_its_form_again(key, words, home):
    async with program(unpacked("new-board.db", home)) as pilot:
        shown = await looked_at(pilot, f"enter{6 * ' escape'} {key}")
        assert words in shown
        assert AGAIN in shown


def test_what_was_undone_on_a_new_board_is_gone_but_for_the_backup(home, capsys):
    board = unpacked("new-board.db", home)
    assert run(["--board", str(board), "redo"]) == 1
    assert "There is nothing to redo" in capsys.readouterr().err
    (backup,) = board.with_name(f"{board.name}.backups").iterdir()
    with closing(sqlite3.connect(f"{backup.as_uri()}?mode=ro", uri=True)) as old:
        steps = old.execute("SELECT label FROM steps WHERE undone = 1 ORDER BY id").fetchall()
    assert steps == [("add “2026”",), ("add “Ship a tool of my own”",)]


# -- the mentor's letters ---------------------------------------------------------------------------------------------


@asynccontextmanager
async def mentor(home, size=LARGE, settings=None, *others):
    """The mentor's program on the snapshot that was written about and others, with the folder that was kept."""
    folder = home / "mentor"
    if not folder.exists():
        shutil.copytree(KEPT / "mentor", folder)
    snapshot = home / "mentor-2026-06-26.learnboard.json"
    if not snapshot.exists():
        unpacked(snapshot.name, home)
    app = MentorApp(find_snapshots([snapshot, *others]), DraftStore(folder), lambda: DAY, read_settings(settings))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot


async def test_what_a_mentor_wrote_is_there_again(home):
    async with mentor(home) as pilot:
        shown = await looked_at(pilot, "4")
    for words in (
        "4 items, 2 not in a file yet",
        "What would you do if the fraud call stayed?",
        "Ask for a lightning slot first, ten minutes are enough",
        "to do: write to two organisers, by 10 Jul",
        "You say what went wrong before anybody asks",
        "Three teams are a third of the way to a habit",
        "Ask about the summer: she seems tired of the rota",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("1 c", ("comment", "The step back is honest, but")),
        ("4 enter", ("What would you do if the fraud call stayed? And if it went",)),
        ("o", ("Ask about the summer: she seems tired of the rota. Or of me?",)),
        ("w", ("Rowan T.", "~/rowan-t-alder-finch-2026-06-26.feedback.json")),
    ],
    ids=["feedback", "a change of feedback", "own note", "the feedback file"],
)
async def test_a_form_that_a_mentor_left_half_filled_is_there_again(keys, words, home):
    async with mentor(home) as pilot:
        shown = await looked_at(pilot, keys)
        for each in (*words, AGAIN):
            assert each in shown


async def test_the_feedback_file_goes_on_from_the_one_that_was_written(home):
    async with mentor(home) as pilot:
        await looked_at(pilot, "w ctrl+s")
    before = json.loads((KEPT / "rowan.feedback.json").read_text(encoding="utf-8"))
    after = json.loads((home / "rowan-t-alder-finch-2026-06-26.feedback.json").read_text(encoding="utf-8"))
    same = ("feedback_id", "board_id", "snapshot_id", "snapshot_hash")
    assert [after[name] for name in same] == [before[name] for name in same]
    assert after["author"] == {"name": "Rowan T.", "person_id": "p-mentor"}
    earlier = {item["id"]: item for item in before["items"]}
    revisions = [item["revision"] - earlier[item["id"]]["revision"] for item in after["items"] if item["id"] in earlier]
    assert sorted(revisions) == [0, 0, 1]
    assert len(after["items"]) == 4


# -- own keys ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def settings(home, monkeypatch):
    """The kept settings of a machine."""
    path = Path(shutil.copy(KEPT / "settings.toml", home))
    monkeypatch.setenv("LEARNBOARD_SETTINGS", str(path))
    return path


def _keys_in(table, before=""):
    """The names of all keys of a table and of those in it, with dots between."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _keys_in(value, f"{before}{name}.")
        else:
            yield before + name, value


def test_no_setting_is_a_problem(settings, learnboard):
    found = tomllib.loads(learnboard("settings"))
    assert (found["theme"], found["density"]) == ("learnboard-light", "compact")
    kept = {name for name, *_ in _keys_in(tomllib.loads(settings.read_text(encoding="utf-8"))["keys"])}
    assert kept & FORMER_IDS.keys()
    assert found["keys"].keys() == {FORMER_IDS.get(name, name) for name in kept}


def body(pilot):
    """The screen without the lines at the bottom, which say what was done and can be done."""
    return lines(pilot.app)[:-2]


def steps(pilot):
    """The left column of a card's page: the right one ends with the history, which tells both moves."""
    return [line[:64] for line in body(pilot)[:-4]]


FEEDBACK = "feedback.json"
UP_AND_DOWN = (("s", "r"), ("Z", "T"), ("ctrl+d", "ctrl+u"))
THERE_AND_BACK = {
    "board": ("", LARGE, (*UP_AND_DOWN, ("F", "P"), ("S", "R"), ("}", "{"), ("W", "Q"), ("}", "ctrl+y"))),
    "page of a card": ("enter", SMALL, (*UP_AND_DOWN, ("F", "P"))),
    "steps of a card": ("s s s enter s", LARGE, (("S", "R"), ("s", "r"))),
    "help": ("question_mark", SMALL, (("s", "r"), ("ctrl+d", "ctrl+u"))),
    "meeting": ("m", LARGE, UP_AND_DOWN),
    "what arrives": (f"I ctrl+u {' '.join(FEEDBACK)} enter", SMALL, UP_AND_DOWN),
    "backups": ("B b, b, s r", LARGE, UP_AND_DOWN),
    "jump": ("f", LARGE, (("ctrl+g", "ctrl+t"),)),
    "form": ("c", LARGE, (("ctrl+g", "ctrl+t"),)),
}
"""For each screen: the keys that open it (a comma waits for what they do), its size, and pairs of own keys of which
the second takes the first back."""


@pytest.mark.parametrize("place", THERE_AND_BACK)
async def test_own_keys_lead_there_and_back(place, board, home, settings):
    shutil.copy(KEPT / "rowan.feedback.json", home / FEEDBACK)
    keys, size, pairs = THERE_AND_BACK[place]
    seen = steps if place == "steps of a card" else body
    async with program(board, size, settings) as pilot:
        for each in keys.split(","):
            await looked_at(pilot, each)
        for there, back in pairs:
            before = seen(pilot)
            await looked_at(pilot, there)
            assert seen(pilot) != before, there
            await looked_at(pilot, back)
            assert seen(pilot) == before, (there, back)


CLOSED = {
    "page of a card": "enter",
    "help": "question_mark",
    "meeting": "m",
    "backups": "B",
    "what arrives": f"I ctrl+u {' '.join(FEEDBACK)} enter",
    "a whole board": "I ctrl+u f u l l enter",
}
"""The keys that open each screen."""


@pytest.mark.parametrize("place", CLOSED)
async def test_an_own_key_closes_what_was_opened(place, board, home, settings, learnboard):
    shutil.copy(KEPT / "rowan.feedback.json", home / FEEDBACK)
    learnboard("export", "--profile", "full", "-o", "full")
    async with program(board, LARGE, settings) as pilot:
        before = body(pilot)
        await looked_at(pilot, CLOSED[place])
        assert body(pilot) != before
        await looked_at(pilot, "X")
        assert body(pilot) == before


OF_MENTOR = {
    # Rows of several lines: a screenful up may stop short of where the one down began.
    "what changed": ("", (*UP_AND_DOWN[:2], ("ctrl+d", "ctrl+u T"), ("v", "V")), ()),
    "the board": ("2", (*UP_AND_DOWN, ("F", "P")), ()),
    "page of a card": ("1 enter", (*UP_AND_DOWN, ("F", "P")), ()),
    "two snapshots": ("", (("y", "Y"),), (EARLIER,)),
}


@pytest.mark.parametrize("place", OF_MENTOR)
async def test_own_keys_lead_there_and_back_in_the_mentors_view(place, home, settings):
    keys, pairs, others = OF_MENTOR[place]
    async with mentor(home, SMALL, settings, *others) as pilot:
        await looked_at(pilot, keys)
        for there, back in pairs:
            before = body(pilot)
            await looked_at(pilot, there)
            assert body(pilot) != before, there
            await looked_at(pilot, back)
            assert body(pilot) == before, (there, back)


async def test_an_own_key_closes_the_page_of_a_card_and_then_the_mentors_view(home, settings):
    async with mentor(home, LARGE, settings) as pilot:
        await looked_at(pilot, "1")
        before = body(pilot)
        await looked_at(pilot, "enter")
        assert body(pilot) != before
        await looked_at(pilot, "X")
        assert body(pilot) == before
        assert "2 items are not written to a file yet" in await looked_at(pilot, "X")
        await looked_at(pilot, "X")
        assert not pilot.app.is_running
