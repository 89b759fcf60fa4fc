"""Asks and offers of several people, as far as everybody may see them."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from learnboard.exchange.asks_markdown import asks_markdown
from learnboard.presentation.shared_asks import ASKS, OFFERS, PersonAsks, ask_rows, counted
from learnboard.service.mentor.asks import asks_in
from tests.builders import budget_entry, metric, objective, person
from tests.service.mentor.snapshots import snapshot

SEEN = ("private", "mentor", "shared")
SHARED = objective(visibility="shared")


def asking(text, name="k1", title="Cut latency", **changes):
    return metric(**{"id": name, "title": title, "ask": text, "visibility": "shared", **changes})


def offering(title, name="b1", **changes):
    plain = budget_entry(id=name, title=title, kind="workshop", estimate="0", with_id="owner", state="idea")
    return replace(plain, **{"key_result_id": None, "expected_value": "", "visibility": "shared", **changes})


def found(title, giver="p1", **changes):
    return offering(title, **{"name": "b9", "with_id": giver, "key_result_id": "k1", **changes})


def sharing(name, *rows, board=""):
    """Somebody with the asks and offers of a snapshot of these rows."""
    return PersonAsks(board or name, name, asks_in(snapshot("s", "2026-06-26", *rows, board=board or "brd")))


@pytest.mark.parametrize("profile", ["full", "mentor", "shared"])
def test_only_what_is_shared_is_listed_whatever_the_file_holds(profile):
    for its_objective, own, given, giver in product(SEEN, repeat=4):
        rows = (
            objective(visibility=its_objective),
            asking("a review of k1", visibility=own),
            found("pairing", visibility=given),
            offering("a workshop", visibility=given),
            person(id="p1", name="Rowan Teal", visibility=giver),
        )
        written = replace(snapshot("s", "2026-06-26", *rows), profile=profile)
        told = asks_markdown(ask_rows([PersonAsks("b", "Alder Finch", asks_in(written))])).decode()
        everybody = own == its_objective == "shared"
        assert ("a review of" in told) == everybody
        assert ("found: pairing, with Rowan Teal" in told) == (everybody and given == giver == "shared")
        assert ("Rowan" in told) <= (giver == "shared")
        assert ("a workshop" in told) == (given == "shared")


def test_what_has_words_or_labels_in_common_may_help_the_most_of_them_first_and_never_oneself():
    people = [
        sharing("Cedar", SHARED, asking("load tests", labels=["sql"]), offering("load tests")),
        sharing("Alder", SHARED, offering("SQL by example")),
        sharing("Briony", SHARED, offering("Load testing, day one", kind="other", happens_on=date(2026, 8, 3))),
    ]
    ask, alder, briony, cedar = ask_rows(people)
    assert [row.name for row in (ask, alder, briony, cedar)] == ["Cedar", "Alder", "Briony", "Cedar"]
    assert (ask.section, ask.text, ask.facts) == (ASKS, "load tests", "for “Cut latency”")
    assert ask.suggested == "may help: Alder: SQL by example (sql); Briony: Load testing, day one (load)"
    assert (alder.section, alder.facts, alder.suggested) == (OFFERS, "workshop", "may help: Cedar (sql)")
    assert (briony.text, briony.facts) == ("Load testing, day one", "3 Aug")
    assert cedar.suggested == ""
    assert counted((ask, alder, briony, cedar)) == "1 ask and 3 offers of 3 people"


def test_where_help_was_found_only_what_its_giver_offers_is_suggested():
    rowan = person(id="p1", name="Rowan Teal", visibility="shared")
    people = [
        sharing("Alder", SHARED, rowan, asking("load tests"), found("an hour of pairing")),
        sharing("Briony", SHARED, offering("load tests")),
        sharing("rowan teal", SHARED, offering("Fridays in the lab")),
    ]
    ask, briony, _ = ask_rows(people)
    assert ask.found == ("found: an hour of pairing, with Rowan Teal",)
    assert ask.suggested == "may help: rowan teal: Fridays in the lab"
    assert briony.suggested == ""


def test_what_is_achieved_or_dropped_or_of_a_closed_cycle_is_asked_no_more():
    done = asking("a word", kind="binary", start=None, target=None, done_on="2026-06-01")
    dropped = asking("a word", name="k2", dropped_on="2026-06-01")
    assert sharing("Alder", SHARED, done, dropped).shared.asks == ()


def test_the_list_is_sent_as_markdown_in_which_nothing_is_markup():
    people = [sharing("*Alder*", SHARED, asking("a <b>look</b>\n# at this")), sharing("B", SHARED)]
    told = asks_markdown(ask_rows(people)).decode()
    assert "- **\\*Alder\\***: a &lt;b&gt;look&lt;/b&gt;\\\n  \\# at this, for “Cut latency”" in told
    assert told.startswith(
        "# Asks and offers\n\nOnly what each of them shares with everybody.\n\n## Who asks for help\n"
    )


def test_an_empty_list_says_how_something_comes_into_it():
    told = asks_markdown(ask_rows([sharing("Alder", SHARED)])).decode()
    assert "Nobody here asks for help or offers any that everybody may see." in told
    assert "workshop on load tests 0 with me" in told
