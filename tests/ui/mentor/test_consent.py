"""Who is invited to consent sees that first and answers it by keys; who is not is told so."""

from datetime import date

import pytest

from learnboard.service.mentor.draft_store import DraftStore
from learnboard.service.mentor.snapshot_files import FIRST_FILES, SnapshotFinder
from learnboard.settings import Preferences
from learnboard.ui.mentor.app import MentorApp
from learnboard.ui.mentor.forms import DecisionForm, FeedbackForm
from tests import builders
from tests.invitations import invitation
from tests.service.mentor.snapshots import put
from tests.ui.form_apps import go_to, seen, texts, type_in
from tests.ui.mentor.apps import NARROW, WIDE, Desk, subject, written
from tests.ui.screen import lines, pressed, said, settled


def shown(app):
    return [line.strip(" ▕▌▐█▏") for line in lines(app)]


def desk(tmp_path, *more, **how):
    return Desk(tmp_path, put(tmp_path, invitation(*more, **how)))


async def test_who_is_invited_sees_the_proposal_first_and_answers_it_in_every_way(tmp_path):
    invited = desk(tmp_path)
    app = invited.app()
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        assert subject(app) == ("proposal", "pr9")
        page = shown(app)
        first = page.index("You are asked to consent by 3 Jul")
        assert page[first + 2 : first + 13] == [
            "Two hours a week for the playbook",
            "on mission, asks for time and cost, 2 h a week, closes 3 Jul, needs 2",
            "consents and no objection",
            "A playbook for our load tests, written with the people on call, an hour",
            "on Tuesdays and one on Thursdays.",
            "“Speaker coaching, three sessions”, 360.00 EUR, approved 24 Jun",
            "https://example.org/playbook",
            "invited: Linden Marsh (no word yet), Ash Rivers (asked anew)",
            "Linden Marsh, question, 21 Jun: Until when?",
            "Alder Finch, answer, 23 Jun: Until the end of August.",
            "Ash Rivers, consent, 22 Jun, taken back by an amendment, asked anew",
        ]
        await pressed(pilot, "c")
        assert isinstance(app.screen, FeedbackForm)
        assert texts(app) == {"kind": "question", "text": ""}
        await go_to(pilot, "kind")
        await pressed(pilot, "right right right")
        assert texts(app)["kind"] == "concern"
        assert any("What worries you, even if it need not stop it?" in line for line in seen(app))
        await go_to(pilot, "text")
        await type_in(pilot, "Who covers for you?")
        await pressed(pilot, "ctrl+s O")
        assert isinstance(app.screen, DecisionForm)
        await type_in(pilot, "on-call is short of hands")
        await pressed(pilot, "tab")
        await type_in(pilot, "a swap with Ash")
        await pressed(pilot, "enter")
        assert written(invited, app) == [
            ("concern", "pr9", "Who covers for you?"),
            (
                "objection",
                "pr9",
                "on-call is short of hands\n\nWhat would take it away? a swap with Ash",
            ),
        ]
        await pressed(pilot, "O")
        assert texts(app) == {"text": "on-call is short of hands", "cure": "a swap with Ash"}
        await pressed(pilot, "escape C enter")
        assert written(invited, app)[1][:2] == ("consent", "pr9")
        assert any(line.startswith("You were asked to consent") for line in shown(app))
        assert any(line.startswith("✓ your consent") for line in shown(app))


async def test_what_closes_while_the_view_is_open_over_midnight_is_told_so(tmp_path):
    days, finder = [date(2026, 7, 3)], SnapshotFinder([put(tmp_path, invitation())])
    app = MentorApp(finder.read_first(FIRST_FILES), DraftStore(tmp_path), lambda: days[0], Preferences(), finder)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert "You are asked to consent by 3 Jul" in " ".join(shown(app))
        days[0] = date(2026, 7, 4)
        app.keep_up()
        await settled(pilot)
        assert "! It closed on 3 Jul: an answer is kept, and counts for nothing." in shown(app)
        assert "You are asked" not in " ".join(shown(app))


async def test_who_is_not_invited_reads_it_among_the_others_and_can_only_comment(tmp_path):
    app = desk(tmp_path, mentor=True).app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert subject(app) != ("proposal", "pr9")
        assert not any("Asked of you" in line and "consent" in line for line in lines(app))
        await pressed(pilot, "C")
        assert said(app) == "C consents to proposals, and none waits for you here: c gives feedback instead."
        await pressed(pilot, "3")
        assert subject(app) == ("proposal", "pr9")
        told = "– You are not invited: you can comment on it, but a consent or an objection would count for nothing."
        assert told in shown(app)
        await pressed(pilot, "O")
        assert said(app).startswith("Your consent is not asked for here")
        await pressed(pilot, "c")
        assert texts(app) == {"kind": "question", "text": ""}


@pytest.mark.parametrize(
    ("more", "changes", "told"),
    [
        ((), {"closes_on": date(2026, 6, 28)}, "! It closed on 28 Jun: an answer is kept, and counts for nothing."),
        (
            (builders.response("p-mentor", "consent", "2026-06-25", id="rs96", proposal_id="pr9"),),
            {"invited_ids": ("p-mentor", "p-rev2")},
            "✓ You consented on 25 Jun.",
        ),
        (
            (builders.response("p-mentor", "consent", "2026-06-23", id="rs90", proposal_id="pr9"),),
            {"invited_ids": ("p-mentor", "p-rev2")},
            "! It was amended on 24 Jun, so your consent no longer stands: you are asked again.",
        ),
    ],
    ids=["it closed since", "they consented", "it was amended since"],
)
async def test_the_reader_is_told_what_became_of_it(tmp_path, more, changes, told):
    app = desk(tmp_path, *more, mentor=bool(more), **changes).app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert subject(app) == ("proposal", "pr9")
        assert told in shown(app)
        asked = any(line.startswith("You are asked to consent by 3 Jul") for line in shown(app))
        assert asked == ("again" in told)
