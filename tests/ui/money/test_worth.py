"""Looks back at value: what is due, ratings by digits, worth by kind, successes and how they were shared."""

from dataclasses import replace

import pytest

from learnboard.domain.model.money import BudgetEntry, Evaluation
from learnboard.service.demo import DEMO_DAY
from learnboard.service.resource_commands import EvaluateEntry, Rating
from learnboard.ui import features
from learnboard.ui.app import LearnboardApp
from learnboard.ui.keys.help import keys_of
from learnboard.ui.money.worth_form import EvaluationForm
from tests.builders import budget_entry, evaluation
from tests.hostile import HOSTILE
from tests.readme import key_table
from tests.ui.form_apps import type_in
from tests.ui.screen import lines, pressed, settled

WIDE = (160, 45)


def text(app):
    """The screen without what folds it."""
    return " ".join(" ".join(lines(app)).split())


def ratings(service, entry):
    rows = service.query(lambda store: store.rows(Evaluation, budget_entry_id=entry))
    return sorted((row.level, row.rating, row.note) for row in rows)


def entry(service, id_="b2"):
    return service.query(lambda store: store.row(BudgetEntry, id_))


async def opened(pilot):
    features.open_worth(pilot.app.screen)
    await settled(pilot)


@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_what_is_due_is_rated_by_digits_in_one_step_and_the_cursor_goes_on(demo_app, service, size):
    async with demo_app.run_test(size=size) as pilot:
        await opened(pilot)
        shown = text(demo_app)
        # 612.50 of 738.40 went into the conference, which was rated 5 and 4 by 26 June
        assert "conference" in shown
        assert "612.50 EUR █████████· 4.5 of 5" in shown
        assert "45.90 EUR not rated" in shown
        assert "Book on queueing" in shown  # 14 days after 9 January
        assert "since 23 Jan, 154 days ago" in shown
        await pressed(pilot, "4 tab")
        await type_in(pilot, "good exercises")
        await pressed(pilot, "tab 5 tab tab 3 enter")
        assert ratings(service, "b2") == [("behaviour", 3, ""), ("learning", 5, ""), ("reaction", 4, "good exercises")]
        assert entry(service).state == "evaluated"
        assert "“Book on queueing” is rated 4.0 of 5: a success." in text(demo_app)
        assert demo_app.screen.row.id == "b6"
        await pressed(pilot, "u")
        assert ratings(service, "b2") == []
        assert entry(service).state == "spent"
        assert [row.id for row in demo_app.screen.rows()][:2] == ["b2", "b6"]


async def test_nothing_typed_is_lost(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pressed(pilot, "enter enter")
        assert "Nothing is rated yet: type a digit from 1 to 5." in text(demo_app)
        await pressed(pilot, "tab")
        await type_in(pilot, "without a rating")
        await pressed(pilot, "enter")
        assert "The note on reaction needs a rating from 1 to 5." in text(demo_app)
        await pressed(pilot, "7 enter")
        assert "Reaction is a whole number from 1 to 5" in text(demo_app)
        await pressed(pilot, "5 escape enter")
        assert "kept from before" in text(demo_app)
        assert "without a rating" in text(demo_app)
        # another window rates the same level meanwhile
        service.execute(EvaluateEntry("b2", (Rating("reaction", 1),)), service.open(DEMO_DAY))
        await pressed(pilot, "enter")
        assert isinstance(demo_app.screen, EvaluationForm)
        assert ratings(service, "b2") == [("reaction", 1, "")]


async def test_what_was_rated_is_corrected_and_a_note_of_several_lines_stays(demo_app, service):
    with service.store.step("note") as record:
        (row,) = service.store.rows(Evaluation, budget_entry_id="b4")
        record.put(replace(row, note="found\nRowan"))
    async with demo_app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pressed(pilot, "G 3 enter")
        assert ratings(service, "b4") == [("results", 3, "found\nRowan")]
        assert "is rated 3.0 of 5." in text(demo_app)


async def test_a_success_is_copied_and_how_it_was_shared_is_kept(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert "not shared with others yet" in text(demo_app)
        await pressed(pilot, "y")
        assert "“Book on queueing” is not rated yet: from 4 of 5 on it is a success" in text(demo_app)
        assert demo_app.clipboard == ""
        await pressed(pilot, "G k")  # the conference of 5 May: two months after it
        assert "look back on 4 Jul, in 8 days: Are you still using it?" in text(demo_app)
        assert "shared as talk on 21 May" in text(demo_app)
        await pressed(pilot, "G y")
        assert demo_app.clipboard.startswith("# Membership of a practitioners' network")
        assert "results 5 of 5: found Rowan" in demo_app.clipboard
        await pressed(pilot, "h")
        await type_in(pilot, "lunch session @nowhere")
        await pressed(pilot, "enter")
        assert "no day: write one" in text(demo_app)
        for _ in "nowhere":
            await pressed(pilot, "backspace")
        await type_in(pilot, "1 jan 2019")
        await pressed(pilot, "enter")
        assert "It was only on 12 Jan 2026: write a day from then on." in text(demo_app)
        await pressed(pilot, "backspace " * 10)
        await type_in(pilot, "thu")
        assert "Thu 25 Jun 2026, yesterday" in text(demo_app)
        await pressed(pilot, "enter")
        assert (entry(service, "b4").shared_as, str(entry(service, "b4").shared_on)) == ("lunch session", "2026-06-25")
        await pressed(pilot, "h enter")  # as it is: its day stays
        assert str(entry(service, "b4").shared_on) == "2026-06-25"
        await pressed(pilot, "u")
        assert entry(service, "b4").shared_as is None


async def test_on_a_cards_page_enter_looks_back_at_money_that_was_spent(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        features.open_card(demo_app.screen, "k31")
        await settled(pilot)
        await pressed(pilot, "G" + " j" * len(demo_app.screen.lines))  # the last line is the book
        assert demo_app.screen.line.id == "b2"
        for key in ("e", "x", "t", "delete"):
            await pressed(pilot, key)
            assert "enter looks back at what it was worth" in text(demo_app)
        await pressed(pilot, "enter 4 enter")
        assert ratings(service, "b2") == [("reaction", 4, "")]
        assert "reaction 4 of 5" in text(demo_app)


async def test_hostile_words_are_drawn_as_words(service):
    with service.store.step("hostile") as record:
        for number, words in enumerate(HOSTILE):
            spent = {"state": "spent", "spent_on": "2026-06-01", "cycle_id": "c2026", "key_result_id": None}
            texts = {"expected_value": words, "shared_as": words}
            record.put(budget_entry(id=f"h{number}", title=words or "-", **spent, **texts))
            record.put(evaluation(id=f"e{number}", budget_entry_id=f"h{number}", note=words, rating=5))
    app = LearnboardApp(service, lambda: DEMO_DAY)
    async with app.run_test(size=(80, 60)) as pilot:
        await opened(pilot)
        for _ in app.screen.rows():
            await pressed(pilot, "j")
            assert "\x1b" not in "".join(lines(app))
        await pressed(pilot, "enter")
        assert "\x1b" not in "".join(lines(app))


async def test_without_anything_spent_it_says_what_will_be_asked(service):
    with service.store.step("empty") as record:
        for row in service.store.rows(BudgetEntry):
            record.remove(BudgetEntry, row.id)
    app = LearnboardApp(service, lambda: DEMO_DAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "Nothing is spent yet" in text(app)
        await pressed(pilot, "enter 3 h y")
        assert "Nothing is spent yet: there is nothing to look back at." in text(app)
        told = {(keys, what) for group, keys, what in keys_of(app.screen) if group == "Money"}
        assert told == {*key_table("worth keys")}
