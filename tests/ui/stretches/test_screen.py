"""`!` lists stretches: prepared, begun once they are safe, talked about, ended with a look back."""

from dataclasses import replace

import pytest

from learnboard.domain.model.growth import Reflection, Stretch
from learnboard.service.demo import DEMO_DAY
from learnboard.ui.keys.help import keys_of
from learnboard.ui.stretches.form import StretchForm
from tests.builders import feedback
from tests.hostile import HOSTILE
from tests.readme import key_table
from tests.ui.form_apps import go_to, texts, type_in
from tests.ui.screen import card_ids, cards, lines, pressed

SIZES = [(80, 24), (160, 45)]
OUTAGE = "s1"


def text(app):
    """The screen without what folds it."""
    return " ".join(" ".join(lines(app)).split())


def stretches(service):
    return {row.id: row for row in service.query(lambda store: store.rows(Stretch))}


async def fill(pilot, **texts):
    for name, value in texts.items():
        await go_to(pilot, name)
        await type_in(pilot, value)


@pytest.mark.parametrize("size", SIZES)
async def test_a_stretch_from_a_card_is_prepared_begun_and_ended(demo_app, service, size):
    async with demo_app.run_test(size=size) as pilot:
        await pressed(pilot, "exclamation_mark n")
        await fill(pilot, title="Chair the guild", comfort_zone="forty people")
        await pressed(pilot, "ctrl+s")
        (made,) = (row for row in stretches(service).values() if row.id != OUTAGE)
        assert (made.title, made.key_result_id, made.visibility) == ("Chair the guild", "k11", "private")
        assert "Being prepared" in text(demo_app)
        assert "0 of 3 safety answers written" in text(demo_app)
        assert "only you see it" in text(demo_app)

        await pressed(pilot, "x")
        assert "Write it down before you begin." in text(demo_app)
        await pressed(pilot, "ctrl+s")  # it cannot begin without them
        assert isinstance(demo_app.screen, StretchForm)
        assert stretches(service)[made.id].from_on is None
        await fill(pilot, failure_looks_like="nobody speaks", job_safe_by_id="h", plan_b="a panel")
        await fill(pilot, trusted_person_id="jun", check_in_every_days="daily", confidence_before="4")
        await pressed(pilot, "enter")
        begun = stretches(service)[made.id]
        assert (begun.from_on, begun.failure_looks_like, begun.plan_b) == (DEMO_DAY, "nobody speaks", "a panel")
        assert begun.job_safe_by_id in ("p-sup", "p-lead")  # both are called Hazel Brook
        assert begun.trusted_person_id == "p-buddy"
        assert (begun.check_in_every_days, begun.confidence_before) == (1, 4)
        assert "since 26 Jun, talk due 27 Jun" in text(demo_app)
        assert cards(demo_app)["k11"].stretched

        await pressed(pilot, "x")
        assert "You began with confidence 4 of 10." in text(demo_app)
        await fill(pilot, confidence_after="7", safety="4", safety_from="Rowan said so")
        await fill(pilot, retro_went_well="Hazel asked the first question")
        assert "This names Hazel Brook: what happened and why helps more than who." in text(demo_app)
        await pressed(pilot, "ctrl+s")
        ended = stretches(service)[made.id]
        assert (ended.to_on, ended.confidence_after, ended.safety) == (DEMO_DAY, 7, 4)
        shown = text(demo_app)
        assert "26 Jun to 26 Jun, confidence 4 → 7, safety 4 of 5" in shown
        assert not cards(demo_app)["k11"].stretched
        await pressed(pilot, "x")
        assert "“Chair the guild” is over: enter changes what you wrote." in text(demo_app)
        await pressed(pilot, "u u u")
        assert stretches(service).keys() == {OUTAGE}


async def test_the_example_year_has_one_that_is_on_and_what_it_was_afterwards(demo_app, service):
    async with demo_app.run_test(size=(160, 45)) as pilot:
        assert {id_ for id_, card in cards(demo_app).items() if card.stretched} == {"k14"}
        assert any("⇡" in line for line in lines(demo_app))
        await pressed(pilot, "exclamation_mark")
        shown = text(demo_app)
        for part in (
            "On now ▌ ⇡ Lead the incident review of the June outage",
            "since 22 Jun, talk due since 24 Jun",
            "t keeps that you talked with Juniper Stone today, x ends it",
            "beyond comfort speaking while people are upset",
            "failing looks like the review names a person or ends without an action",
            "the job is safe by Hazel Brook",
            "plan B Hazel takes over the chair after 15 minutes",
            "talks with Juniper Stone every 2 days",
            "confidence 4 → 7 of 10",
            "safety 4 of 5: Hazel said before the whole team that nobody's place depends on this review",
        ):
            assert part in shown
        await pressed(pilot, "t")
        await type_in(pilot, "timeline drawn")
        await pressed(pilot, "escape t enter")  # left and found again
        (talk,) = service.query(lambda store: store.rows(Reflection, occasion="stretch"))
        assert (talk.text, talk.on, talk.visibility) == ("timeline drawn", DEMO_DAY, "private")
        assert "26 Jun: timeline drawn" in text(demo_app)
        assert "talk due 28 Jun" in text(demo_app)
        await pressed(pilot, "p")
        assert "everybody you share with sees it" in text(demo_app)
        told = {(keys, what) for group, keys, what in keys_of(demo_app.screen) if group == "Stretches"}
        assert told == {*key_table("stretches keys")}
        await pressed(pilot, "delete")
        assert "n prepares one: what failing would look like" in text(demo_app)
        await pressed(pilot, "enter x t p delete")
        assert "There is no stretch yet: n prepares one." in text(demo_app)


async def test_hostile_words_are_only_text(demo_app, service):
    row = stretches(service)[OUTAGE]
    with service.store.step("hostile") as record:
        words = " ".join(HOSTILE)
        record.put(replace(row, title=words[:200], plan_b="\n".join(HOSTILE), retro_went_well=words))
    async with demo_app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "exclamation_mark x escape enter escape")
        assert "On now" in text(demo_app)


async def test_a_talk_that_is_due_stands_in_the_preparation_of_the_meeting(demo_app, service):
    async with demo_app.run_test(size=(100, 60)) as pilot:
        await pressed(pilot, "m")
        preparation = demo_app.screen.preparation
        (row,) = preparation.of("talks")
        assert "Stretches to talk about 1" in text(demo_app)
        assert "with Juniper Stone, due since 24 Jun, 2 days ago" in text(demo_app)
        await pressed(pilot, " ".join("j" * (preparation.shown.index(row) - preparation.at)))
        assert "enter keeps that you talked with Juniper Stone" in text(demo_app)
        await pressed(pilot, "o")  # its key result
        assert "Publish a performance playbook" in text(demo_app)
        await pressed(pilot, "escape enter")
        await type_in(pilot, "all drawn up")
        await pressed(pilot, "enter")
        assert demo_app.screen.preparation.of("talks")[0].done
        (talk,) = service.query(lambda store: store.rows(Reflection, occasion="stretch"))
        assert talk.text == "all drawn up"
        await pressed(pilot, "u")
        assert not demo_app.screen.preparation.of("talks")[0].done


async def test_an_offer_of_help_stands_under_the_stretch_and_a_filter_finds_its_card(demo_app, service):
    offer = feedback(
        id="of1",
        target={"kind": "stretch", "id": OUTAGE},
        kind="offer",
        author="Rowan Teal",
        text="I can sit beside you",
        written_at="2026-06-25T09:00:00Z",
    )
    with service.store.step("an offer") as record:
        record.put(offer)
    async with demo_app.run_test(size=(160, 60)) as pilot:
        await pressed(pilot, "exclamation_mark")
        assert "offer of Rowan Teal" in text(demo_app) or "Rowan Teal, offer" in text(demo_app)
        assert "I can sit beside you" in text(demo_app)
        await pressed(pilot, "escape slash")
        await type_in(pilot, "is:stretch")
        await pressed(pilot, "enter")
        assert [card for column in card_ids(demo_app) for card in column] == ["k14"]


async def test_a_stretch_may_be_for_a_card_that_is_done_or_for_none(demo_app, service):
    async with demo_app.run_test(size=(120, 40)) as pilot:
        await pressed(pilot, "l j j exclamation_mark n")  # k23 is achieved
        assert texts(demo_app)["key_result_id"].startswith("Measure how many engineers")
        await type_in(pilot, "Show it to all")
        await go_to(pilot, "key_result_id")
        await pressed(pilot, "home enter")
        (made,) = (row for row in stretches(service).values() if row.id != OUTAGE)
        assert (made.title, made.key_result_id) == ("Show it to all", None)
