"""The page of a card: everything that is known of it is told, in any size, whatever the words are."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from learnboard.domain.errors import BoardBusy
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import CheckIn, KeyResult
from learnboard.service.commands import ChangeRow, CheckInKeyResult
from learnboard.service.demo import DEMO_DAY
from learnboard.service.queries.card import CardDetails, HistoryLine
from learnboard.ui.card.render import CardContext, card_page
from learnboard.ui.card.screen import CardScreen
from learnboard.ui.toolkit.form import FormScreen
from tests import builders
from tests.builders import check_in, milestone
from tests.hostile import HOSTILE
from tests.ui.example_cards import DAY, card, text_of, width_of
from tests.ui.frames import GlassApp, typed
from tests.ui.screen import cards, cursor_card, lines, pressed, said

SIZE = (120, 40)
SIZES = [(80, 24), (112, 28), (130, 55), (40, 12), (20, 6)]
BLOCKER = {"kind": "dependency", "text": "their call is slow", "next_action": "ask them", "due_on": "2026-07-03"}


def details(kind="metric", *, check_ins=(), milestones=(), parts=(), objective=(), **fields):
    """All that is known of a card, told newest first as the desk tells it."""
    made = card(kind, check_ins=check_ins, milestones=milestones, **fields)
    nothing = dict.fromkeys(
        ("log_entries", "budget_entries", "evaluations", "feedback", "history", "target_changes"), ()
    )
    known = {
        "ilo": False,
        "ilo_since": None,
        "minutes": 0,
        "objective": builders.objective(**({"title": "be called when it is slow"} | dict(objective))),
    }
    return CardDetails(
        key_result=made.key_result,
        cycle=builders.cycle(),
        figures=made.figures,
        check_ins=tuple(check_ins)[::-1],
        milestones=tuple(milestones),
        **(nothing | known | dict(parts)),
    )


def content(of, size=(112, 40), **context):
    return card_page(of, CardContext(*size, DAY, Settings(), **context))


def words(of, size=(100, 40)):
    """The page as one text without blanks that only lay it out."""
    shown = content(of, size)
    return " ".join(" ".join(text_of(line) for line in (*shown.head, *shown.body)).split())


def latency(**fields):
    told = [check_in("2026-05-15", "590", 6), check_in("2026-06-19", "610", 4, note="a new check")]
    return details("metric", start="850", target="400", unit="ms", **({"check_ins": told} | fields))


# What is told


@pytest.mark.parametrize("size", [(80, 24), (112, 40)])
def test_a_metric_tells_where_it_stands(size):
    told = words(latency(weight="2", indicator="lagging", labels=["speed", "at the till"], due_on="2026-10-31"), size)
    for fact in (
        "something to learn",
        "be called when it is slow",
        "metric from 850 to 400 ms, now 610 ms",
        "53 %",  # (850 − 610) / 450
        "expected 58 %",  # 177 of the 304 days until it is due
        "! at risk",
        "confidence 4 ↓2 since the check-in before",
        "score 0.53, yellow",
        "due 31 Oct, in 127 days",
        "weight 2",
        "lagging indicator",
        "#speed",
        "#at the till",
        "your mentor sees it",
        "19 Jun 610 ms conf 4 ↓2 a new check",
        "15 May 590 ms conf 6",
    ):
        assert fact in told
    assert "on pace" not in told  # that goes without saying


@pytest.mark.parametrize(
    ("kind", "fields", "told"),
    [
        (
            "maintain",
            {"maximum": "4", "unit": "incidents"},
            "keep at most 4 incidents each month, none kept yet",
        ),
        (
            "maintain",
            {"bound": "between", "minimum": "3", "maximum": "5"},
            "keep between 3 and 5 each month, none kept yet",
        ),
        (
            "maintain",
            {"bound": "at_least", "minimum": "3", "period": "week"},
            "keep at least 3 each week, none kept yet",
        ),
        (
            "milestone",
            {"milestones": [milestone(id="a", done_on="2026-02-01"), milestone()]},
            "step by step, 1 of 2 steps",
        ),
        ("binary", {}, "done or not: not done"),
        ("binary", {"done_on": "2026-06-01"}, "done on 1 Jun"),
        ("baseline", {}, "a number to find out"),
        ("baseline", {"unit": "%", "check_ins": [check_in("2026-02-27", "22")]}, "a number to find out, now 22 %"),
    ],
)
def test_every_kind_is_told_in_words(kind, fields, told):
    assert told in words(details(kind, **fields))


@pytest.mark.parametrize(
    ("own", "objective", "told"),
    [
        ("private", "shared", "only you see it"),
        ("shared", "shared", "everybody you share with sees it"),
        ("shared", "private", "only you see it, since its objective is private"),
    ],
)
def test_who_sees_it_is_never_more_than_see_its_objective(own, objective, told):
    assert told in words(latency(visibility=own, objective={"visibility": objective}))


def test_a_dropped_card_says_since_when_and_why():
    told = words(latency(dropped_on="2026-05-15", drop_reason="nobody needs it any more"))
    assert "– dropped on 15 May: nobody needs it any more" in told
    assert "score" not in told


def test_the_ilo_says_since_when():
    told = words(latency(parts={"ilo": True, "ilo_since": date(2026, 4, 1)}))
    assert "★ your Individual Learning Objective since 1 Apr" in told


def test_what_is_overdue_says_for_how_long():
    assert "overdue since 1 Jun, 25 days ago" in words(details("binary", due_on="2026-06-01"))


def test_the_private_note_says_that_it_is_for_nobody_else():
    assert "Private note only you I will look elsewhere" in words(latency(private_note="I will look elsewhere"))


def test_the_blocker_of_the_latest_check_in_stands_in_the_way_and_older_ones_did():
    once = check_in("2026-05-01", "600", blocker=BLOCKER | {"text": "no machine"})
    now = check_in("2026-06-19", "610", blocker=BLOCKER)
    told = words(latency(check_ins=[once, now]))
    assert "In the way dependency: their call is slow next: ask them, due 3 Jul reported 19 Jun, 7 days ago" in told
    assert "Once in the way dependency: no machine" in told
    over = words(latency(check_ins=[once, check_in("2026-06-19", "610")]))
    assert "In the way" not in over
    assert "Once in the way dependency: no machine" in over


def test_a_status_its_owner_chose_stands_with_the_check_in():
    told = words(latency(check_ins=[check_in("2026-06-19", "610", 4, status="off_track", note="it slips")]))
    assert "✗ off track it slips" in told


def test_learning_time_tells_its_sum_and_the_last_entries():
    entries = [
        builders.log_entry(id=f"l{day}", on=f"2026-03-{day:02}", minutes=90, text=f"day {day}")
        for day in range(12, 0, -1)
    ]
    told = words(latency(parts={"log_entries": tuple(entries), "minutes": 1080}))
    assert "Learning time 18 h 12 Mar 1 h 30 day 12" in told
    assert "and 4 earlier, 6 h" in told


def test_money_tells_state_amounts_and_what_it_was_worth():
    entry = builders.budget_entry(
        title="two days", kind="conference", state="evaluated", actual="612.50", spent_on="2026-05-06"
    )
    rating = builders.evaluation(level="learning", rating=4, note="tail latency")
    told = words(latency(parts={"budget_entries": (entry,), "evaluations": (rating,)}))
    assert "Money two days conference, evaluated, spent 6 May, 612.50 EUR, 100.00 EUR planned" in told
    assert "learning 4 of 5: tail latency" in told


def test_feedback_tells_who_said_what_and_what_was_answered():
    asked = builders.feedback(
        kind="question", text="why so slow?", action={"text": "measure it", "due_on": "2026-07-01"}
    )
    done = builders.feedback(id="f2", answer="will_do", reply="in July", text="honest")
    told = words(latency(parts={"feedback": (asked, done)}))
    assert "28 Mar Rowan Teal, question why so slow? to do: measure it, by 1 Jul not answered yet" in told
    assert "Rowan Teal, comment honest will do: in July" in told


def test_history_is_told_in_the_time_of_the_place(monkeypatch):
    at = datetime(2026, 6, 20, 14, 5, tzinfo=UTC)
    told = words(latency(parts={"history": (HistoryLine(at, "check in “X”"),)}))
    assert f"History {at.astimezone().day} Jun {at.astimezone():%H:%M} check in “X”" in told


def test_sections_without_content_are_left_out_and_an_empty_card_invites():
    told = words(details("milestone"))
    for absent in ("Learning", "Money", "Feedback", "History", "Private", "In the way"):
        assert absent not in told
    assert "No check-ins yet: space makes one." in told
    assert "No steps yet: n adds the first." in told


# Descriptions

MARKDOWN = """# Why

It is **slow**; see [the board](https://example.org/p95) and `perf record`.

- measure
- change

```sh
k6 run  checkout.js
```
"""


def test_a_description_is_shown_as_markdown():
    shown = content(latency(description=MARKDOWN), (80, 60))
    spans = {span.text.strip(): span.style for line in shown.body for span in line}
    assert spans["Why"] == spans["slow"] == "title"
    assert spans["https://example.org/p95"] == "muted"
    assert spans["perf record"] == "accent"
    told = "\n".join(text_of(line) for line in shown.body)
    assert "k6 run  checkout.js" in told
    assert "• measure" in told
    assert not {"#", "**", "`"} & {sign for sign in ("#", "**", "`") if sign in told}


def test_a_description_of_words_keeps_its_lines():
    told = [text_of(line).strip() for line in content(latency(description="one thing\nand another"), (80, 60)).body]
    assert told[told.index("one thing") + 1] == "and another"


@pytest.mark.parametrize(
    "text", ["<script>alert('x')</script> **b**", "a & b <b>bold</b> *c*", "![alt](https://x.org/y.png)"]
)
def test_no_word_of_a_description_is_lost_for_being_html(text):
    told = words(latency(description=text))
    for word in ("script", "alert", "bold", "alt"):
        assert (word in told) == (word in text)


@pytest.mark.parametrize(
    "text",
    [
        "&#x202e;evil *x*",
        "&#8238; &#x200b; *x*",
        "a&#27;[2J *x*",
        "[x](javascript:alert(1))",
        "> " * 5000 + "x",
        "[" * 5000,
        "* " * 3000,
    ],
)
def test_markdown_that_breaks_others_is_text(text):
    for size in SIZES:
        assert_only_words(content(latency(description=text), size), size[0])


# Any words in any size


def assert_only_words(shown, width):
    for line in (*shown.head, *shown.body, *shown.foot):
        assert width_of(line) <= width
        assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") for sign in text_of(line))


def everything(text):
    """A card that says the same everywhere."""
    steps = [milestone(id="a", title=text), milestone(id="b", title=text, due_on="2026-03-01")]
    told = [check_in("2026-06-19", None, 4, note=text, blocker=BLOCKER | {"text": text, "next_action": text})]
    parts = {
        "log_entries": (builders.log_entry(text=text),),
        "minutes": 60,
        "budget_entries": (builders.budget_entry(title=text),),
        "evaluations": (builders.evaluation(note=text),),
        "feedback": (builders.feedback(author=text, text=text, reply=text, action={"text": text, "due_on": None}),),
        "history": (HistoryLine(datetime(2026, 6, 20, tzinfo=UTC), text),),
    }
    own = {
        "title": text,
        "description": text,
        "private_note": text,
        "drop_reason": text,
        "labels": [text],
        "unit": text,
    }
    return details(
        "milestone",
        check_ins=told,
        milestones=steps,
        parts=parts,
        objective={"title": text},
        dropped_on="2026-05-01",
        **own,
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", HOSTILE)
def test_the_words_of_strangers_are_words_in_every_size(text, size):
    assert_only_words(content(everything(text), size, at=1), size[0])


@pytest.mark.parametrize("size", SIZES)
def test_a_long_title_is_wrapped_and_never_cut(size):
    told = words(latency(title="word " * 49 + "end"), size)
    assert told.count("word") == 49
    assert "end" in told


@pytest.mark.parametrize("width", [80, 112, 130])
def test_every_fact_of_the_demo_year_is_in_one_column_and_in_two(year, width):
    for column in year.columns:
        for each in column.cards:
            made = details(parts={"objective": column.objective})._replace(
                key_result=each.key_result, figures=each.figures
            )
            assert_only_words(content(made, (width, 40)), width)
            assert " ".join(each.key_result.title.split()) in words(made, (width, 40))


def test_a_wide_page_has_two_columns_and_a_narrow_one_has_one():
    def beside(size):
        return any("Check-ins" in text_of(line)[40:] for line in content(latency(), size).body)

    assert beside((112, 40))
    assert not beside((80, 40))


def test_the_chart_is_in_view_without_scrolling_at_80_by_24():
    shown = content(latency(), (80, 24))
    room = 22 - len(shown.head) - 2  # lines without the edges, the head and the two lines below
    assert any("● value" in text_of(line) for line in shown.body[: room - 7])


# The screen


async def opened(app, pilot, key_result="k11"):
    await pilot.pause()
    app.push_screen(CardScreen(app.session, key_result))
    await pilot.pause()


def told(app):
    return "\n".join(lines(app))


async def test_enter_opens_the_card_under_the_cursor_and_escape_goes_back(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "j enter")
        assert "Raise teams that run a load test" in told(demo_app)
        assert "metric from 1 to 6 teams, now 3 teams" in told(demo_app)
        await pressed(pilot, "escape")
        assert demo_app.screen is demo_app.screen_stack[0]
        assert cursor_card(demo_app) == "k12"


async def test_a_check_in_from_the_page_is_told_on_it(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, "space")
        assert isinstance(demo_app.screen, FormScreen)
        await pressed(pilot, "5 7 5 enter")
        assert isinstance(demo_app.screen, CardScreen)
        assert len(service.store.rows(CheckIn, key_result_id="k11", on=DAY)) == 1
        assert "now 575" in told(demo_app)
        assert "53 % → 61 %" in told(demo_app)
        assert "u undo" in told(demo_app)


async def test_the_title_is_typed_in_its_place_and_undone(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        before = service.store.row(KeyResult, "k11").title
        await pressed(pilot, "e ! !")
        assert "400 ms!!▏" in told(demo_app)
        await pressed(pilot, "enter")
        assert cards(demo_app)["k11"].key_result.title == f"{before}!!"
        await pressed(pilot, "u")
        assert cards(demo_app)["k11"].key_result.title == before


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("t 3 0 . 1 1 enter", "due 30 Nov, in 157 days"),
        ("number_sign n e w enter", "#new"),
        ("p", "shared with your mentor only, since its objective is"),
        ("d n o enter", "– dropped on 26 Jun"),
    ],
)
async def test_the_keys_of_the_board_work_on_the_page(demo_app, keys, shown):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, keys)
        assert shown in told(demo_app)


async def test_i_ends_that_a_card_is_the_ilo(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot, "k32")
        assert "★ your Individual Learning Objective since" in told(demo_app)
        await pressed(pilot, "i m enter")
        assert "★" not in told(demo_app)
        assert "1 Apr to 25 Jun, own interest, helped by Hazel" in told(demo_app)
        assert "learned by 26 Jun: m" in told(demo_app)


async def test_markdown_is_shown_once_it_can_be_read(demo_app, service):
    with service.store.step("elsewhere") as record:
        record.put(replace(service.store.row(KeyResult, "k11"), description="it is **slow**"))
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        demo_app.screen._show_markdown()
        await pilot.pause()
        assert "it is slow" in told(demo_app)


async def test_enter_opens_the_form_of_the_card(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, "enter")
        assert isinstance(demo_app.screen, FormScreen)
        await pressed(pilot, "escape")
        assert isinstance(demo_app.screen, CardScreen)


async def test_a_deleted_card_closes_its_page_and_u_brings_it_back(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, "delete")
        assert demo_app.screen is demo_app.screen_stack[0]
        assert said(demo_app).startswith("Deleted “Cut p95")
        assert "k11" not in cards(demo_app)
        await pressed(pilot, "u")
        assert "k11" in cards(demo_app)


async def test_a_card_that_another_program_deleted_is_said_to_be_gone(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        with service.store.step("elsewhere") as record:
            record.remove(KeyResult, "k11")
        demo_app.session._stale = True
        await pressed(pilot, "e")
        assert demo_app.screen is demo_app.screen_stack[0]
        assert "is no longer on this board" in said(demo_app)


async def test_a_card_that_goes_under_a_form_closes_after_the_form(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)
        await pressed(pilot, "space")
        with service.store.step("elsewhere") as record:
            record.remove(KeyResult, "k11")
        demo_app.session._stale = True
        demo_app.session.keep_up()
        await pressed(pilot, "escape")
        assert demo_app.screen is demo_app.screen_stack[0]


async def test_a_card_that_is_gone_before_it_opens_is_said_to_be_gone(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot, "never-there")
        assert demo_app.screen is demo_app.screen_stack[0]
        assert "no longer on the board" in said(demo_app)


async def test_a_board_that_is_locked_leaves_the_page_as_it_was(demo_app, service, monkeypatch):
    async with demo_app.run_test(size=SIZE) as pilot:
        await opened(demo_app, pilot)

        def busy(*_):
            raise BoardBusy("Another program has the board.")

        monkeypatch.setattr(service, "details", busy)
        demo_app.session._show(demo_app.session.board)
        await pilot.pause()
        assert isinstance(demo_app.screen, CardScreen)
        assert "now 610" in told(demo_app)


async def test_the_next_card_is_shown_and_the_board_goes_along(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "enter l")
        assert "Raise teams that run a load test" in told(demo_app)
        await pressed(pilot, "l l l")
        assert "Raise average talk feedback" in told(demo_app)
        await pressed(pilot, "h h q")
        assert cursor_card(demo_app) == "k13"


async def test_the_page_scrolls_as_far_as_it_goes(demo_app):
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await opened(demo_app, pilot)
        top = lines(demo_app)
        await pressed(pilot, "j")
        assert lines(demo_app) != top
        await pressed(pilot, "G")
        assert "coordinated omission" in told(demo_app)
        await pressed(pilot, "pageup pageup pageup pageup")
        assert lines(demo_app)[:6] == [line.replace("▌", " ") for line in top[:6]]
        await pressed(pilot, "end home")
        assert lines(demo_app) == top


@pytest.mark.parametrize("size", [(80, 24), (120, 30), (160, 45), (200, 60), (40, 10), (20, 6)])
async def test_the_page_stands_within_every_window(demo_app, size):
    async with demo_app.run_test(size=size) as pilot:
        await opened(demo_app, pilot)
        region = demo_app.screen.page.region
        assert region.width <= 130
        assert demo_app.screen.region.contains_region(region)
        if size[1] >= 24:
            assert "esc back" in told(demo_app)
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert demo_app.screen.region.contains_region(demo_app.screen.page.region)
        assert "metric from 850" in told(demo_app)


async def test_without_a_key_nothing_is_painted(service):
    app = GlassApp(service, SIZE)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        await typed(pilot, [])
        frames = app.frames
        await pilot.pause()
        assert app.frames == frames


async def test_a_burst_of_keys_over_page_and_form_is_done_in_its_order(service):
    app = GlassApp(service, SIZE)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["enter", "e", "!", "enter", "space", *"575", "enter", "t", *"30.11", "enter", "q", "j"])
        row = service.store.row(KeyResult, "k11")
        assert row.title.endswith("ms!")
        assert row.due_on == date(2026, 11, 30)
        assert [str(one.value) for one in service.store.rows(CheckIn, key_result_id="k11", on=DAY)] == ["575"]
        assert cursor_card(app) == "k12"


async def test_a_hostile_title_is_words_while_it_is_typed(service):
    with service.store.step("elsewhere") as record:
        record.put(
            replace(service.store.row(KeyResult, "k11"), title="\x1b[31mred\x1b]0;title\x07 [/] 👨‍👩‍👧 \u202eevil")
        )
    app = GlassApp(service, SIZE)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        await typed(pilot, ["e", "x"])
        assert not any(sign in line for line in app.text() for sign in "\x1b\x07\u202e")
        assert any("red]0;title [/]" in line for line in app.text())


async def test_very_small_numbers_are_written_out_on_the_card_and_on_its_page(demo_app, service):
    row = service.store.row(KeyResult, "k11")
    small = replace(row, start=Number("0.000000009"), target=Number("0.000000001"), weight=Number("0.000000005"))
    async with demo_app.run_test(size=(200, 50)) as pilot:
        demo_app.session.execute(ChangeRow(row, small))
        demo_app.session.execute(CheckInKeyResult("k11", DEMO_DAY, value=Number("0.000000002")))
        await pressed(pilot, "escape")
        assert any("0.000000002 ms" in line for line in lines(demo_app))
        await pressed(pilot, "enter")
        page = "\n".join(lines(demo_app))
        assert "metric from 0.000000009 to 0.000000001 ms, now 0.000000002 ms" in page
        assert "weight 0.000000005" in page
        assert "E-" not in page
        await pressed(pilot, "enter")
        assert "0.000000009" in "\n".join(lines(demo_app))


def test_help_that_is_wanted_stands_with_the_offers_of_it():
    offers = (
        builders.feedback(id="f2", kind="offer", author="Ash Rivers", text="I know one"),
        builders.feedback(id="f3", kind="offer", text="two hours", answer="done"),
    )
    told = words(latency(ask="a reviewer", parts={"feedback": offers}))
    assert "help wanted: a reviewer offer of Rowan Teal: taken up offer of Ash Rivers: not answered yet" in told
    assert "offer of" not in words(latency(parts={"feedback": offers}))
