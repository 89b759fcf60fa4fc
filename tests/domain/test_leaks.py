"""Private words in what is about to leave (FORMAT.md §1)."""

import pytest

from learnboard.domain.leaks import Leak, find_leaks
from learnboard.domain.profiles import apply_profile
from tests.builders import (
    EXAMPLE_BOARD,
    agreement,
    check_in,
    document,
    goal,
    log_entry,
    meeting,
    metric,
    person,
    records_in,
    year_of,
)


def leaked(*rows, profile="mentor", person=None):
    board = year_of(*rows)
    return find_leaks(board, apply_profile(board, profile, person=person)[0], person=person)


@pytest.mark.parametrize("profile", ["mentor", "shared"])
def test_the_example_year_has_nothing_private_in_what_leaves(profile):
    board = records_in(document(EXAMPLE_BOARD))
    for reader in (None, *(row.id for row in board.people)):
        assert find_leaks(board, apply_profile(board, profile, person=reader)[0], person=reader) == ()


def test_an_agreement_is_no_secret_to_the_one_it_was_made_with_but_to_everybody_else():
    rows = (
        person(agreement=agreement(comfort_zone="put me in front of people")),
        metric(description="I asked: put me in front of people"),
    )
    assert leaked(*rows, person="p1") == ()
    assert [leak[1:] for leak in leaked(*rows)] == [("key_results", "k1", "description")]
    assert [leak[1:] for leak in leaked(*rows, person="p2")] == [("key_results", "k1", "description")]


def test_what_is_noted_about_people_and_meetings_is_private():
    rows = (
        person(private_note="kinder than it sounds"),
        meeting(private_note="ask for more money"),
        metric(description="kinder than it sounds, and: ask for more money"),
    )
    assert {leak.text for leak in leaked(*rows)} == {"kinder than it sounds", "ask for more money"}


def test_a_private_title_in_a_note_that_leaves_is_found_with_its_place():
    found = leaked(
        metric(id="k2", title="Look elsewhere", visibility="private"),
        metric(),
        check_in("2026-03-01", "3", note="slow, since I  LOOK\nELSEWHERE on Fridays"),
    )
    assert found == (Leak("Look elsewhere", "check_ins", "ci-2026-03-01", "note"),)


@pytest.mark.parametrize(
    "private",
    [
        metric(id="k2", title="t", description="leave in autumn", visibility="private"),
        metric(id="k2", title="t", private_note="leave in autumn"),
        goal(visibility="private", why_me="leave in autumn"),
        log_entry(text="leave in autumn", visibility="private"),
        person(name="leave in autumn", visibility="private"),
    ],
    ids=lambda row: row.TABLE,
)
def test_whatever_is_private_is_looked_for(private):
    told = metric(id="k3", title="I shall leave in autumn, they say")
    assert [leak[1:] for leak in leaked(private, told)] == [("key_results", "k3", "title")]


@pytest.mark.parametrize("told", ["on part a Geneve", "ON PART À GENÈVE", "on part a\u0300 Gene\u0300ve"])
def test_a_private_text_is_found_whatever_its_accents(told):
    found = leaked(metric(id="k2", title="On part à Genève", visibility="private"), metric(id="k3", title=f"{told}!"))
    assert [leak[1:] for leak in found] == [("key_results", "k3", "title")]


def test_what_belongs_to_a_private_row_is_private_and_its_parts_are_too():
    blocker = {"kind": "clarity", "text": "nobody decides", "next_action": "", "due_on": None}
    found = leaked(
        metric(id="k2", title="t", visibility="private"),
        check_in("2026-03-01", key_result_id="k2", blocker=blocker),
        metric(description="Nobody decides."),
    )
    assert found == (Leak("nobody decides", "key_results", "k1", "description"),)


def test_every_place_is_named():
    found = leaked(
        metric(id="k2", title="Look elsewhere", visibility="private"),
        metric(description="look elsewhere", drop_reason="look elsewhere!"),
    )
    assert [leak.field for leak in found] == ["description", "drop_reason"]


@pytest.mark.parametrize(("text", "finds"), [("sevench", False), ("eightchr", True), ("  eight  ", False), ("", False)])
def test_texts_of_eight_characters_or_more_are_looked_for(text, finds):
    assert bool(leaked(metric(id="k2", title="t", private_note=text), metric(description=f"x {text} x"))) is finds


def test_words_that_a_board_uses_again_and_again_are_no_secret():
    private = metric(id="k2", title="t", labels=["performance"], unit="milliseconds", visibility="private")
    assert leaked(private, metric(labels=["performance"], unit="milliseconds")) == ()


def test_what_only_mentors_may_see_is_no_secret_of_a_shared_snapshot():
    for_mentors = log_entry(text="module one", visibility="mentor")
    assert leaked(for_mentors, metric(title="module one of five"), profile="shared") == ()


def test_a_full_copy_is_the_owners_own_and_leaks_nothing():
    assert leaked(metric(title="t", private_note="look elsewhere"), profile="full") == ()
