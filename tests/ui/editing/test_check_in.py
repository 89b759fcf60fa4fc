"""The check-in form: what it says before it is saved, what it keeps, and what it will not take."""

from datetime import date

import pytest

from learnboard.domain.errors import BoardBusy
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import Blocker, CheckIn, KeyResult
from learnboard.service.commands import CheckInKeyResult
from learnboard.service.demo import DEMO_DAY
from learnboard.ui import session
from learnboard.ui.editing.check_in_form import CheckInScreen
from tests.ui.form_apps import burst, go_to, line_with, seen, texts, type_in
from tests.ui.screen import cards, cursor_card, lines, pressed, said, settled

SIZE = (120, 30)


def fields(app):
    """What stands in the fields a check-in begins with."""
    return {name: text for name, text in texts(app).items() if name in ("value", "confidence", "note")}


def preview(app):
    """What the form says of what saving would do."""
    shown = seen(app)
    return shown[line_with(app, "enter save") - 2].strip()


def told(service, card="k11"):
    return service.store.rows(CheckIn, key_result_id=card)


def latest(service, card="k11"):
    return max((one for one in told(service, card) if one.on <= DEMO_DAY), key=lambda one: (one.on, one.id))


def is_open(app):
    return isinstance(app.screen, CheckInScreen)


async def fill(pilot, field, text):
    """Type a text where another stood."""
    await go_to(pilot, field)
    await pilot.press("end", "ctrl+u")
    await type_in(pilot, text)


async def test_the_form_opens_with_the_last_value_and_confidence_filled_in(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space")
        assert fields(demo_app) == {"value": "610", "confidence": "4", "note": ""}
        shown = "\n".join(lines(demo_app))
        assert "Cut p95 latency of the checkout service from 850 ms to 400 ms" in shown
        assert "610▏   ms" in shown


async def test_what_saving_would_change_stands_there_while_typing(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        before = told(service)
        await pressed(pilot, "space 5 7 5")
        assert preview(demo_app).startswith("53 % → 61 %, expected 48 %")  # (850 − 575) / 450, 177 of 365 days
        await fill(pilot, "confidence", "7")
        assert "! at risk → ● on track" in preview(demo_app)  # 7 after 4, and an aspirational objective
        await go_to(pilot, "status")
        await pressed(pilot, "o")
        assert "! at risk → ● on track" in preview(demo_app)
        await pressed(pilot, "o")
        assert "! at risk → ✗ off track" in preview(demo_app)
        assert told(service) == before


async def test_enter_saves_and_u_takes_it_back(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space 5 7 5 tab 6 tab o k enter")
        assert not is_open(demo_app)
        row = next(one for one in told(service) if f"{one.on}" == "2026-06-26")
        assert (str(row.value), row.confidence, row.note, row.status) == ("575", 6, "ok", None)
        assert cards(demo_app)["k11"].figures.shown == "61%"
        assert any("575 ms   61 %" in line for line in lines(demo_app))
        assert any("⊘ ● on track" in line for line in lines(demo_app))
        assert said(demo_app).endswith("53 % → 61 %, on pace.")
        assert said(demo_app).startswith("“Cut p95 latency")
        await pressed(pilot, "u")
        assert cards(demo_app)["k11"].figures.shown == "53%"
        assert cursor_card(demo_app) == "k11"
        await pressed(pilot, "space")
        assert fields(demo_app) == {"value": "610", "confidence": "4", "note": ""}


async def test_a_status_and_a_blocker_go_with_it(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "j space")
        assert "text" not in texts(demo_app)
        await go_to(pilot, "status")
        await pressed(pilot, "a")
        await go_to(pilot, "blocker")
        await pressed(pilot, "d")
        await fill(pilot, "text", "no test data")
        await fill(pilot, "next_action", "ask Teal")
        await fill(pilot, "due_on", "fri")
        assert "Fri 3 Jul 2026, in 7 days" in "\n".join(seen(demo_app))
        await pressed(pilot, "enter")
        row = latest(service, "k12")
        assert row.status == "at_risk"
        assert row.blocker == Blocker("dependency", "no test data", "ask Teal", row.blocker.due_on)
        assert str(row.blocker.due_on) == "2026-07-03"


async def test_a_blocker_that_was_taken_back_is_not_saved(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space")
        await go_to(pilot, "blocker")
        await pressed(pilot, "r")
        await fill(pilot, "text", "money")
        await go_to(pilot, "blocker")
        await pressed(pilot, "n enter")
        assert (is_open(demo_app), latest(service).blocker) == (False, None)


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        ("tab tab tab tab tab tab", ["value", "confidence", "note", "on", "status", "blocker", "value"]),
        ("shift+tab shift+tab", ["value", "blocker", "status"]),
        ("down down up", ["value", "confidence", "note", "confidence"]),
    ],
)
async def test_tab_goes_from_field_to_field_and_round(demo_app, keys, names):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "j space")
        found = [demo_app.screen.form_state.at]
        for key in keys.split():
            await pressed(pilot, key)
            found.append(demo_app.screen.form_state.at)
        assert found == names


async def test_all_keys_of_a_burst_are_done_in_their_order(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await burst(pilot, " ", *"575", "tab", "9", "tab", *"went well", "enter", "j", " ", *"4", "enter", "j")
        first, second = latest(service), latest(service, "k12")
        assert (str(first.value), first.confidence, first.note) == ("575", 9, "went well")
        assert str(second.value) == "4"
        assert (is_open(demo_app), cursor_card(demo_app)) == (False, "k13")


async def test_what_was_typed_is_there_again_for_that_card_alone(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        before = told(service)
        await pressed(pilot, "space 5 7 5 tab tab h m escape")
        assert (is_open(demo_app), told(service)) == (False, before)
        await pressed(pilot, "j space")
        assert fields(demo_app) == {"value": "3", "confidence": "6", "note": ""}
        await pressed(pilot, "escape k space")
        assert fields(demo_app) == {"value": "575", "confidence": "4", "note": "hm"}
        assert "kept from before" in "\n".join(seen(demo_app))
        await pressed(pilot, "escape space")
        assert fields(demo_app)["note"] == "hm"
        await pressed(pilot, "enter space")
        assert fields(demo_app) == {"value": "575", "confidence": "4", "note": ""}


async def test_a_card_with_steps_keeps_its_draft_too(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "l l space 9 tab h m escape space")
        assert fields(demo_app) == {"confidence": "9", "note": "hm"}


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        ("value", ["1e5", "1e400", "NaN", "-", "12345678901234567890", "١", "0.1234567891"], "is not a number"),
        ("confidence", ["11", "0", "x", "-3", "7.5", "٣", "1" * 500], "Confidence is a whole number from 1 to 10"),
    ],
)
async def test_what_cannot_be_saved_is_said_at_its_field_and_enter_saves_nothing(
    demo_app, service, field, wrong, words
):
    async with demo_app.run_test(size=SIZE) as pilot:
        before = told(service)
        await pressed(pilot, "space")
        for text in wrong:
            await fill(pilot, field, text)
            await pressed(pilot, "enter")
            shown = seen(demo_app)
            below = line_with(demo_app, f"   {field} ") + 1
            assert any(words in line for line in shown[below : below + 8])
            assert (is_open(demo_app), told(service)) == (True, before)
            assert demo_app.screen.form_state.at == field
        await fill(pilot, field, "5")
        assert words not in "\n".join(seen(demo_app))
        await pressed(pilot, "enter")
        assert not is_open(demo_app)


async def test_a_value_is_typed_as_people_write_numbers_and_shown_as_understood(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space")
        await fill(pilot, "value", "0,575k")
        assert any("0,575k▏   575 ms" in line for line in lines(demo_app))
        assert preview(demo_app).startswith("53 % → 61 %, expected 48 %")  # (850 − 575) / 450, 177 of 365 days
        await fill(pilot, "value", "1,200 ms")
        await pressed(pilot, "enter")
        shown = seen(demo_app)
        assert "“1,200 ms” can be 1200 or 1.2: write 1200 or 1.2." in shown[line_with(demo_app, "   value ") + 1]
        await fill(pilot, "value", "575 ms")
        await pressed(pilot, "enter")
        assert latest(service).value.text == "575"


async def test_a_last_value_that_could_be_misread_stands_there_so_that_it_reads_back(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        demo_app.session.execute(CheckInKeyResult("k11", DEMO_DAY, value=Number("600.125")))
        await pressed(pilot, "space")
        assert fields(demo_app)["value"] == "600.1250"
        await pressed(pilot, "enter")
        assert latest(service).value == Number("600.125")


async def test_an_empty_form_is_refused(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        before = told(service)
        await pressed(pilot, "space")
        await fill(pilot, "value", "")
        await fill(pilot, "confidence", "")
        assert "There is nothing to check in yet" in preview(demo_app)
        await fill(pilot, "note", "   ")
        await pressed(pilot, "enter")
        assert (is_open(demo_app), told(service)) == (True, before)
        assert "! There is nothing to check in yet" in "\n".join(seen(demo_app))


async def test_a_note_alone_is_a_check_in(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space")
        await fill(pilot, "value", "")
        await fill(pilot, "confidence", "")
        await fill(pilot, "note", "holiday")
        await pressed(pilot, "enter")
        row = next(one for one in told(service) if one.note == "holiday")
        assert (row.value, row.confidence) == (None, None)
        assert (cards(demo_app)["k11"].figures.shown, cards(demo_app)["k11"].figures.confidence) == ("53%", 4)


@pytest.mark.parametrize(("keys", "card"), [("l j", "k22"), ("l l", "k31"), ("l l j", "k32")])
async def test_a_card_without_a_value_to_report_asks_for_none(demo_app, service, keys, card):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, keys)
        await pressed(pilot, "space")
        assert list(fields(demo_app)) == ["confidence", "note"]
        await pressed(pilot, "9 enter")
        assert cards(demo_app)[card].figures.confidence == 9


@pytest.mark.parametrize("keys", ["j", "G", "l", "l j", "l l"])
async def test_the_form_has_room_in_a_very_small_window(demo_app, keys):
    async with demo_app.run_test(size=(40, 12)) as pilot:
        await pressed(pilot, keys)
        await pressed(pilot, "space")
        shown = lines(demo_app)
        for field in demo_app.screen.form_state.shown:
            assert any(line.lstrip().startswith(f"{field.label.strip()} ") for line in shown), field.label
        assert any(" %, " in line or "not done  " in line for line in shown)
        assert "save" in "".join(shown)


async def test_a_check_in_that_had_to_wait_leaves_no_draft(demo_app, service, monkeypatch):
    monkeypatch.setattr(session, "TRY_AGAIN", 0.001)
    do, busy = service.execute, [BoardBusy("Another program is writing.")]

    def once_busy(command, board):
        if busy:
            raise busy.pop()
        return do(command, board)

    monkeypatch.setattr(service, "execute", once_busy)
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space 5 7 5 tab tab h m enter")
        await pilot.pause()
        assert cards(demo_app)["k11"].figures.shown == "61%"
        await pressed(pilot, "space")
        assert fields(demo_app)["note"] == ""


async def test_every_field_is_in_view_once_the_caret_is_there_however_many_there_are(demo_app):
    async with demo_app.run_test(size=(40, 12)) as pilot:
        await pressed(pilot, "space")
        assert len(demo_app.screen.form_state.shown) == 9  # with those of the blocker
        for field in demo_app.screen.form_state.shown:
            await go_to(pilot, field.name)
            assert any(line.lstrip().startswith(field.label.strip()) for line in lines(demo_app)), field.label


# The day


async def test_the_day_is_today_and_words_mean_a_day_that_is_over(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space")
        assert texts(demo_app)["on"] == "today"
        await fill(pilot, "value", "600")
        await fill(pilot, "on", "thu")
        assert "Thu 25 Jun 2026, yesterday" in "\n".join(seen(demo_app))
        await pressed(pilot, "enter")
        assert (str(latest(service).on), str(latest(service).value)) == ("2026-06-25", "600")


async def test_a_day_in_words_is_kept_in_a_draft_as_the_day_that_it_meant(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space")
        await fill(pilot, "on", "yesterday")
        await pressed(pilot, "escape")
        assert service.draft("check in", "k11") == {"on": "2026-06-25"}


# Slips


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        ("value", "57500", "57500 ms is far outside the range from 850 to 400 ms."),
        ("value", "-5", "-5 ms is negative, and no number of this key result is."),
        ("on", "tomorrow", "Sat 27 Jun 2026 is still to come, tomorrow: the check-in counts from then on."),
        ("on", "2020-01-01", "Wed 1 Jan 2020 is before the cycle begins, on 1 Jan 2026."),
    ],
)
async def test_a_likely_slip_is_asked_about_once_and_kept_by_enter(demo_app, service, field, text, why):
    async with demo_app.run_test(size=(200, 45)) as pilot:
        before = told(service)
        await pressed(pilot, "space")
        await fill(pilot, field, text)
        await pressed(pilot, "enter")
        shown = " ".join(" ".join(seen(demo_app)).split())
        assert f"! Really? {why} Press enter again to keep it." in shown
        assert (is_open(demo_app), told(service)) == (True, before)
        await pressed(pilot, "enter")
        assert (is_open(demo_app), len(told(service))) == (False, len(before) + 1)


async def test_another_slip_is_asked_about_anew(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        before = told(service)
        await pressed(pilot, "space")
        for text in ("57500", "-5", "57500"):
            await fill(pilot, "value", text)
            await pressed(pilot, "enter")
            assert "Really?" in "\n".join(seen(demo_app))
        assert told(service) == before


# Blockers


async def test_the_open_blocker_stands_there_and_stays_open_unless_it_is_taken_out(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        is_in_the_way = latest(service).blocker
        await pressed(pilot, "space")
        assert texts(demo_app)["text"] == "fraud team's call is synchronous"
        await pressed(pilot, "6 0 0 enter")
        assert (str(latest(service).value), latest(service).blocker) == ("600", is_in_the_way)
        await pressed(pilot, "space")
        await go_to(pilot, "blocker")
        await pressed(pilot, "n enter")
        assert latest(service).blocker is None
        assert told(service)[-1].on > DEMO_DAY  # those of later days keep what they had


# A card that has gone


async def test_the_form_of_a_card_that_was_deleted_says_so_without_an_id(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "space 6")
        with service.store.step("elsewhere") as record:
            record.remove(KeyResult, "k11")
        await pressed(pilot, "0 0 enter")
        shown = " ".join(" ".join(seen(demo_app)).split())
        assert "! This key result is no longer on the board: it may have been deleted in another window." in shown
        assert "k11" not in shown


async def test_that_another_check_in_still_counts_is_read_in_a_narrow_window(demo_app):
    async with demo_app.run_test(size=(80, 24)) as pilot:
        demo_app.session.execute(CheckInKeyResult("k11", date(2026, 6, 1), confidence=5))
        await settled(pilot)
        told = " ".join(" ".join(lines(demo_app)[-3:-1]).split())
        assert "The check-in of 19 Jun 2026 still counts: checked in “Cut" in told
        assert told.endswith("for 1 Jun 2026. u undo")
