"""`T` shows learning time: figures, weeks as bars, entries by week; `P` the policies."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.model.learning import HoursPolicy, LogEntry
from learnboard.service.board_service import BoardService
from learnboard.service.demo import DEMO_DAY
from learnboard.storage.connection import BoardFile
from learnboard.ui.app import LearnboardApp
from learnboard.ui.keys.help import keys_of
from learnboard.ui.learning import screen as learning_screen
from learnboard.ui.learning.screen import LearningScreen
from tests.builders import log_entry
from tests.hostile import HOSTILE
from tests.readme import key_table
from tests.ui.form_apps import go_to, type_in
from tests.ui.screen import lines, pressed, settled
from tests.years import year_store

WIDE = (160, 60)
SIZES = [(80, 24), (160, 45)]


@pytest.fixture
def service(monkeypatch):
    """The example year with what is logged by its day: later entries are listed, and would come first."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    with year_store() as store, BoardService(store) as service:
        with store.step("as known") as record:
            for row in store.rows(LogEntry):
                if row.on > DEMO_DAY:
                    record.remove(LogEntry, row.id)
        yield service


def text(app):
    """The screen without what folds it."""
    return " ".join(" ".join(lines(app)).split())


def entries(service):
    return {row.id: row for row in service.query(lambda store: store.rows(LogEntry))}


def policies(service):
    rows = service.query(lambda store: store.rows(HoursPolicy))
    return sorted((str(row.from_on), str(row.to_on), row.minutes_per_week) for row in rows)


async def test_the_figures_are_those_of_the_report(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "T")
        shown = text(demo_app)
    # report-2026-06-26.json; 180 minutes are agreed on, l12 had 60 of them and g26 105
    for part in (
        "this week 3 h agreed, 2 h 45 used, 15 min left",
        "cycle 73 h 35 of 78 h due by 26 Jun used, 4 h 25 not yet",
        "weeks 25 of 26 weeks with time of the budget, 1 without; 6 weeks in a row with an entry",
        "mode experience 58 h, formal 10 h 50, social 6 h 15",
        "source learning budget 73 h 35, own time 1 h, project time 30 min",
        "Jun 3.3 of 5",  # l10, l11 and l12: 4, 4 and 2
        "policy 3 h a week from 1 Jan 2026 on, https://example.org/learning-time",
    ):
        assert part in shown


async def test_what_the_time_costs_is_reckoned_by_week_month_and_year(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "T")
        # 3 × 60 a week; 52 of these a year, and a twelfth of that
        assert "cost 180.00 EUR a week, 780.00 EUR a month, 9,360.00 EUR a year of 52 weeks" in text(demo_app)


async def test_the_cost_of_an_hour_is_a_setting_of_the_board(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "comma")
        await go_to(pilot, "cost_per_hour")
        await type_in(pilot, "33")
        await pressed(pilot, "enter T")
        # 3 × 33 a week; 52 of these a year, and a twelfth of that
        assert "cost 99.00 EUR a week, 429.00 EUR a month, 5,148.00 EUR a year of 52 weeks, at 33.00" in text(demo_app)


async def test_more_than_was_agreed_on_is_told_as_a_fact(service):
    app = LearnboardApp(service, lambda: date(2026, 3, 27))
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "T")
        assert "cycle 39 h 50 of 39 h due by 27 Mar used, 50 min more than that" in text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_bars_stand_against_the_line_of_the_policy(demo_app, size):
    async with demo_app.run_test(size=size) as pilot:
        await pressed(pilot, "T")
        (line,) = [line for line in lines(demo_app) if " 3 h █" in line]
        assert "█─█─█" in line
        (foot,) = [line for line in lines(demo_app) if " Jan  " in line and " Feb  " in line and " Jun" in line]
        assert foot.index("Jan") == line.index("█")


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_is_deleted_that_is_out_of_view(demo_app, service, size):
    async with demo_app.run_test(size=size) as pilot:
        before = entries(service)
        await pressed(pilot, "T")
        in_view = any("weekly block" in line for line in lines(demo_app))
        await pressed(pilot, "delete")
        assert (len(entries(service)) < len(before)) == in_view
        assert any("Deleted 1 h 45 on Fri 26 Jun." in line or "▌ Fri 26 Jun" in line for line in lines(demo_app))


async def test_entries_stand_by_week_the_newest_first(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "T")
        shown = [line.strip(" ▕▌") for line in lines(demo_app)]
        at = shown.index("week 26, 22 Jun to 28 Jun · 2 h 45")
        assert shown[at + 1].startswith("Fri 26 Jun       1 h 45   new technology")
        # the cursor is on the first, so that its facts stand between them
        assert shown[at + 3].startswith("Wed 24 Jun       1 h      membership pathway")
        assert "week 25, 15 Jun to 21 Jun · 3 h" in shown


async def test_an_entry_is_changed_in_its_form_and_back(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "T j enter")
        await go_to(pilot, "minutes")
        await type_in(pilot, "1h30")
        await pressed(pilot, "enter")
        assert entries(service)["l12"].minutes == 90
        assert "Changed 1 h on Wed 24 Jun: minutes." in text(demo_app)
        await pressed(pilot, "u")
        assert entries(service)["l12"].minutes == 60


@pytest.mark.parametrize("wrong", ["961m", "soon"])
async def test_a_time_that_is_none_stays_in_the_form(demo_app, service, wrong):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "T j enter")
        await go_to(pilot, "minutes")
        await type_in(pilot, wrong)
        await pressed(pilot, "enter")
        assert not isinstance(demo_app.screen, LearningScreen)
        assert entries(service)["l12"].minutes == 60


async def test_an_entry_is_shown_to_others_deleted_and_back(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "T j p")
        assert entries(service)["l12"].visibility == "mentor"
        await pressed(pilot, "delete")
        assert "l12" not in entries(service)
        assert "Deleted 1 h on Wed 24 Jun." in text(demo_app)
        await pressed(pilot, "u u")
        assert entries(service)["l12"].visibility == "private"


async def test_the_filter_looks_for_words_wherever_they_stand(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "T slash")
        await type_in(pilot, "FORMAL queueing")
        await pressed(pilot, "enter")
        shown = text(demo_app)
        assert "module 3" in shown  # l09, on k31
        assert "weekly block" not in shown
        await pressed(pilot, "escape")
        assert "weekly block" in text(demo_app)
        await pressed(pilot, "escape")
        assert not isinstance(demo_app.screen, LearningScreen)


async def test_the_log_line_stands_over_the_list_and_its_entry_gets_the_cursor(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "T j j plus")
        await type_in(pilot, "20m queueing @yesterday")
        assert "Thu 25 Jun · 20 min · training programme" in text(demo_app)
        await pressed(pilot, "enter")
        assert any("▌ Thu 25 Jun" in line for line in lines(demo_app))


async def test_an_empty_list_invites():
    with year_store() as store, BoardService(store) as service:
        with store.step("empty") as record:
            for row in store.rows(LogEntry):
                record.remove(LogEntry, row.id)
            record.remove(HoursPolicy, "hp1")
        app = LearnboardApp(service, lambda: date(2026, 6, 26))
        async with app.run_test(size=WIDE) as pilot:
            await pressed(pilot, "T")
            assert "Nothing is logged yet. + logs time in a line, on every screen, such as: 1h30 queueing ch 4" in text(
                app
            )
            assert "no learning time is agreed on: P agrees on some" in text(app)
            await pressed(pilot, "P")
            assert "No learning time is agreed on yet. n agrees on some from a day on" in text(app)


async def test_thousands_of_entries_are_read_at_once_and_worded_as_they_come_into_view(monkeypatch):
    drawn, worded, asked = [], [], []
    draw, word, ask = LearningScreen.row_lines, learning_screen.entry_line, BoardFile.query
    monkeypatch.setattr(LearningScreen, "row_lines", lambda *of, **more: drawn.append(of[1].id) or draw(*of, **more))
    monkeypatch.setattr(learning_screen, "entry_line", lambda *of: worded.append(of[0].id) or word(*of))
    monkeypatch.setattr(BoardFile, "query", lambda *of: asked.append(of[1]) or ask(*of))
    with year_store() as store, BoardService(store) as service:
        with store.step("many") as record:
            for number in range(2000):
                record.put(log_entry(id=f"many{number}", on="2025-06-26", text=f"entry {number}"))
        app = LearnboardApp(service, lambda: date(2026, 6, 26))
        async with app.run_test(size=(160, 45)) as pilot:
            await settled(pilot)
            asked.clear()
            await pressed(pilot, "T")
            assert len([query for query in asked if "log_entries" in query]) == 1
            assert len(asked) < 20
            assert len(drawn) < 100
            assert len(worded) < 100
            await pressed(pilot, "G")
            assert len(drawn) < 200
            assert len(worded) < 200


async def test_hostile_words_are_drawn_as_words(service):
    with service.store.step("hostile") as record:
        for number, words in enumerate(HOSTILE):
            record.put(log_entry(id=f"hostile{number}", on="2026-06-26", text=words, visibility="private"))
    app = LearnboardApp(service, lambda: DEMO_DAY)
    async with app.run_test(size=(100, 200)) as pilot:
        await pressed(pilot, "T")
        for _ in HOSTILE:
            await pressed(pilot, "j")
            assert "\x1b" not in "".join(lines(app))
        assert isinstance(app.screen, LearningScreen)


# -- policies -----------------------------------------------------------------------------------------------------


async def test_other_time_from_a_day_on_ends_what_was_agreed_before(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "T P n")
        await type_in(pilot, "4h")
        await pressed(pilot, "tab")
        await type_in(pilot, "1 jun")
        told = "3 h a week ends on 31 May 2026: weeks that are over count against 4 h from then on."
        assert told in text(demo_app)
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "1 jul")
        assert "3 h a week ends on 30 Jun 2026." in text(demo_app)
        await go_to(pilot, "proposal_id")
        await type_in(pilot, "fund")
        await pressed(pilot, "enter")
        assert service.query(lambda store: store.rows(HoursPolicy, from_on=date(2026, 7, 1)))[0].proposal_id == "pr1"
        assert policies(service) == [("2026-01-01", "2026-06-30", 180), ("2026-07-01", "None", 240)]
        assert "Agreed on 4 h a week from 1 Jul 2026 on." in text(demo_app)
        await pressed(pilot, "u")
        assert policies(service) == [("2026-01-01", "None", 180)]


async def test_a_pause_is_a_gap(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "T P x")
        await type_in(pilot, "6 jul")
        await pressed(pilot, "tab")
        await type_in(pilot, "30 aug")
        await pressed(pilot, "enter")
        assert policies(service) == [("2026-01-01", "2026-07-05", 180), ("2026-08-31", "None", 180)]
        await pressed(pilot, "u")
        assert policies(service) == [("2026-01-01", "None", 180)]


async def test_a_policy_says_which_proposal_agreed_on_it_and_where_it_is_written(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        with service.store.step("agreed") as record:
            record.put(replace(service.store.row(HoursPolicy, "hp1"), proposal_id="pr1"))
        await pressed(pilot, "T P")
        shown = text(demo_app)
        assert "3 h a week from 1 Jan 2026 on in force" in shown
        assert "agreed by “Fund time and cost of speaker coaching”" in shown
        assert "https://example.org/learning-time" in shown
        await pressed(pilot, "enter")
        assert "agreed by Fund time and cost of" in text(demo_app)


async def test_a_policy_ends_on_a_day_and_is_deleted(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "T P X")
        await type_in(pilot, "eom")
        await pressed(pilot, "enter")
        assert policies(service) == [("2026-01-01", "2026-06-30", 180)]
        await pressed(pilot, "delete")
        assert policies(service) == []
        await pressed(pilot, "u u")
        assert policies(service) == [("2026-01-01", "None", 180)]


async def test_two_policies_never_hold_at_once(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "T P n")
        await type_in(pilot, "4h")
        await pressed(pilot, "tab")
        await type_in(pilot, "1 jan 2026")
        await pressed(pilot, "enter escape escape")
        assert policies(service) == [("2026-01-01", "None", 180)]


@pytest.mark.parametrize(("keys", "name"), [("T", "learning keys"), ("T P", "policy keys")])
async def test_the_keys_in_the_readme_are_those_of_the_page(demo_app, keys, name):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, keys)
        told = {(keys, what) for group, keys, what in keys_of(demo_app.screen) if group in ("Learning time", "Find")}
        assert {row for row in told if row[0] != "esc q"} == {*key_table(name)}
