"""The page of a person by keys: what it tells, its forms, and what its lines open."""

from datetime import date

import pytest

from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.people import Action, Agreement, Meeting, Person
from learnboard.presentation.agreements import HELPS, WISHES
from learnboard.service.board_service import BoardService
from learnboard.service.commands import DeleteRow
from learnboard.service.export.agreement import agreement_document
from learnboard.service.queries.agreements import agreement_states
from learnboard.storage.store import Store
from learnboard.ui import features
from learnboard.ui.app import LearnboardApp
from learnboard.ui.card.screen import CardScreen
from learnboard.ui.people.agreement_form import AgreementForm
from learnboard.ui.people.page import PersonScreen
from learnboard.ui.toolkit.text import cell_len
from tests.builders import feedback, meeting, metric, person, year_of
from tests.ui.form_apps import go_to, texts, type_in
from tests.ui.screen import lines, pressed, settled

SIZES = [(80, 24), (160, 45)]
DAY = date(2026, 6, 26)


def app_on(service):
    return LearnboardApp(service, lambda: DAY, "")


async def opened(app, pilot, id_="p-mentor"):
    await settled(pilot)
    features.open_person(app.screen, id_)
    await settled(pilot)
    assert isinstance(app.screen, PersonScreen)


def shown(app):
    return "\n".join(line.rstrip() for line in lines(app))


def message(app):
    return app.screen.message[0]


async def walk_to(app, pilot, id_):
    while app.screen.row.id != id_:
        before = app.screen.row.id
        await pressed(pilot, "j")
        assert app.screen.row.id != before
    return app.screen.row


async def typed(pilot, field, text):
    await go_to(pilot, field)
    await type_in(pilot, text)


@pytest.mark.parametrize("size", SIZES)
async def test_it_begins_with_the_comfort_zone_and_is_read_to_its_end(service, size):
    app = app_on(service)
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        text = shown(app)
        assert "Rowan Teal   ◆ primary mentor, peer, external · since 12 Jan" in text
        assert "✓ agreed 12 Jan 2026" in text
        assert text.index("How do you want to leave your comfort zone?") < text.index("every 6 weeks, 1 h each")
        assert "4 of 5 about development" in text
        seen = set()
        for _ in app.screen.rows():
            seen |= set(lines(app))
            assert all(cell_len(line.rstrip()) <= size[0] for line in lines(app))
            await pressed(pilot, "j")
        seen = "\n".join(seen)
        for words in ("I did not say how tired I am (only you)", "ask the fraud team", "approved Speaker coaching"):
            assert words in seen
        for words in (
            "introduced Sorrel Vale to you",
            "kinder than the questions sound",
            "none yet: n asks what helps",
        ):
            assert words in seen


async def test_a_text_longer_than_the_screen_is_scrolled_before_the_cursor_goes_on(tmp_path):
    note = "\n".join(f"line {number} of it" for number in range(1, 61))
    board = year_of(person(private_note=note))
    with Store.create(tmp_path / "b.db", board.board_info, board) as store, BoardService(store) as service:
        app = app_on(service)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, "p1")
            await walk_to(app, pilot, "private_note")
            seen = shown(app)
            while app.screen.row.id == "private_note":
                await pressed(pilot, "j")
                seen += shown(app)
            assert all(f"line {number} of it" in seen for number in range(1, 61))


@pytest.mark.parametrize("size", SIZES)
async def test_an_agreement_is_written_and_waits_for_consent(service, size):
    app = app_on(service)
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot, "p-buddy")
        assert "none written yet: a asks what belongs into it" in shown(app)
        await pressed(pilot, "a")
        assert isinstance(app.screen, AgreementForm)
        assert "How do you want to leave your comfort zone?" in shown(app)
        assert texts(app)["cadence_days"] == "every 6 weeks"
        await typed(pilot, "comfort_zone", "on a stage")
        await typed(pilot, "cadence_days", "every other week")
        assert "14 days" in shown(app)
        await typed(pilot, "length_minutes", "45")
        await pressed(pilot, "ctrl+s")
        found = service.store.row(Person, "p-buddy").agreement
        assert (found.comfort_zone, found.cadence_days, found.length_minutes) == ("on a stage", 14, 45)
        assert (found.confidential, found.ask_before_call_out, found.ends_on) == (True, True, None)
        assert message(app).startswith("Wrote the agreement with “Juniper Stone”")
        assert "not agreed yet: waits for Juniper Stone" in shown(app)
        await pressed(pilot, "u")
        assert service.store.row(Person, "p-buddy").agreement is None


async def test_a_change_is_said_to_wait_and_what_cannot_be_read_is_asked_at_its_field(service):
    app = app_on(service)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pressed(pilot, "enter")
        await typed(pilot, "cadence_days", "often")
        await pressed(pilot, "ctrl+s")
        assert "as in every 6 weeks" in shown(app)
        await typed(pilot, "cadence_days", "ctrl")
        await pressed(pilot, "ctrl+u ctrl+s")
        assert "Write how often you meet, as in every 6 weeks." in shown(app)
        await type_in(pilot, "monthly")
        await pressed(pilot, "ctrl+s")
        assert "changed since agreed: waits for Rowan Teal" in shown(app)
        assert "every month, 1 h each" in shown(app)
        (state,) = agreement_states(service.store, [service.store.row(Person, "p-mentor")]).values()
        assert state.waits


async def test_notes_are_written_changed_and_deleted(service):
    app = app_on(service)
    async with app.run_test(size=(120, 50)) as pilot:
        await opened(app, pilot, "p-sup")
        await pressed(pilot, "n")
        await typed(pilot, "helps", "she asks first")
        await typed(pilot, "wishes", "a week of notice")
        await pressed(pilot, "ctrl+s")
        notes = {row.question: row.text for row in service.store.rows(Reflection, occasion="upward")}
        assert notes == {HELPS: "she asks first", WISHES: "a week of notice"}
        assert "What do I wish for? a week of notice" in shown(app)
        await pressed(pilot, "G enter")
        await typed(pilot, "wishes", ", please")
        await pressed(pilot, "ctrl+s")
        assert "a week of notice, please" in shown(app)
        await pressed(pilot, "G delete")
        assert message(app) == "Deleted the note of 26 Jun."
        assert "please" not in shown(app)
        await pressed(pilot, "u g delete")
        assert message(app) == "Only an upward note can be deleted here."
        assert len(service.store.rows(Reflection, occasion="upward")) == 2


async def test_a_line_opens_its_card_and_an_action_is_done(service):
    app = app_on(service)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await walk_to(app, pilot, "action-a5")
        await pressed(pilot, "enter")
        assert isinstance(app.screen, CardScreen)
        assert app.screen.card.id == "k11"
        await pressed(pilot, "escape x")
        assert service.store.row(Action, "a5").done_on == DAY
        assert all(row.id != "action-a5" for row in app.screen.rows())
        await pressed(pilot, "g j j j j j j j j j enter")
        assert "This line has no page of its own" in message(app)
        await pressed(pilot, "x")
        assert message(app).startswith("This is no action")


async def test_a_meeting_that_was_held_is_corrected(tmp_path):
    held = meeting(id="m1", on="2026-06-20", with_ids=["p1"], next_on="2026-08-01", notes="good", pulse=4)
    board = year_of(person(name="Rowan Teal"), held)
    with Store.create(tmp_path / "b.db", board.board_info, board) as store, BoardService(store) as service:
        app = app_on(service)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, "p1")
            await walk_to(app, pilot, "meeting-m1")
            await pressed(pilot, "enter")
            assert "The meeting of 20 Jun with Rowan Teal" in shown(app)
            assert (texts(app)["notes"], texts(app)["pulse"]) == ("good", "4")
            await typed(pilot, "notes", ", and honest")
            await typed(pilot, "on", "27 jun 2026")
            await pressed(pilot, "ctrl+s")
            assert "27 Jun 2026 is still to come" in shown(app)
            await pressed(pilot, "ctrl+u")
            await typed(pilot, "on", "19 jun")
            await pressed(pilot, "ctrl+s")
            row = store.row(Meeting, "m1")
            assert (row.on, row.notes, row.pulse, row.held) == (date(2026, 6, 19), "good, and honest", 4, True)
            assert row.next_on == date(2026, 8, 1)
            await pressed(pilot, "u")
            assert store.row(Meeting, "m1").notes == "good"


async def test_the_agreement_is_copied_as_markdown(service):
    app = app_on(service)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pressed(pilot, "y")
        assert app.clipboard.startswith("# Agreement of Alder Finch and Rowan Teal\n\n*agreed 12 Jan 2026*\n")
        assert message(app) == "Copied the agreement with “Rowan Teal” as Markdown."
        await pressed(pilot, "escape")
        await opened(app, pilot, "p-sup")
        await pressed(pilot, "y")
        assert message(app).startswith("There is no agreement with Hazel Brook yet")


async def test_feedback_and_its_answers_stand_there_whatever_is_written_in_them(tmp_path):
    board = year_of(
        metric(),
        person(name="Ro[b]wan\x1b[31m"),
        feedback(text="[bold]honest\u202e", answer="done", reply="thanks"),
        feedback(id="f2", kind="suggestion", text="an hour is short", target={"kind": "person", "id": "p1"}),
    )
    with Store.create(tmp_path / "b.db", board.board_info, board) as store, BoardService(store) as service:
        app = app_on(service)
        async with app.run_test(size=(120, 40)) as pilot:
            await opened(app, pilot, "p1")
            assert "comment on key result “something to learn”: [bold]honest" in shown(app)
            assert "✓ thanks: thanks" in shown(app)
            assert "you answered 1 of 2" in shown(app)
            assert "asks for a change: an hour is short" in shown(app)
            assert "\x1b" not in shown(app)


async def test_it_closes_when_the_person_is_gone(service):
    app = app_on(service)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "p-rev1")
        app.screen.session.execute(DeleteRow(service.store.row(Person, "p-rev1")))
        await settled(pilot)
        assert not isinstance(app.screen, PersonScreen)


async def test_who_accepted_in_a_line_has_agreed_to_nothing_that_nobody_wrote(tmp_path):
    board = year_of(metric())
    with Store.create(tmp_path / "b.db", board.board_info, board) as store, BoardService(store) as service:
        app = app_on(service)
        async with app.run_test(size=(80, 24)) as pilot:
            await pressed(pilot, "P n")
            await type_in(pilot, "Wren Ode, mentor, monthly, accepted")
            await pressed(pilot, "enter enter")
            text = shown(app)
            assert "not agreed yet: waits for Wren Ode" in text
            assert "Meetings: every month" in text
            assert not any(words in text for words in ("✓ agreed", "Confidential", "Call-outs"))
            (wren,) = service.store.rows(Person)
            assert wren.accepted_on is not None
            printed = agreement_document(service.store, wren.id).decode()
            assert "*not agreed yet: waits for Wren Ode*" in printed
            assert "- **Meetings:** every month" in printed
            assert not any(words in printed for words in ("Confidential", "Call-outs"))
            await pressed(pilot, "a")
            assert (texts(app)["cadence_days"], texts(app)["confidential"]) == ("every month", "yes")
            await pressed(pilot, "ctrl+s")
            (wren,) = service.store.rows(Person)
            assert wren.agreement == Agreement(30, confidential=True, comfort_zone="", ask_before_call_out=True)
            assert message(app).startswith("Wrote the agreement with “Wren Ode”: it waits for their consent")
            text = shown(app)
            assert "not agreed yet" in text
            assert "Confidential" in text
