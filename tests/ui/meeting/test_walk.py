"""The walk before a meeting: what is done stays and is marked, and the cursor goes on to what is open."""

import pytest

from learnboard.ui.meeting.preparation import Preparation
from tests.ui.meeting.examples import action, entry, open_items, stale

WHOLE = open_items([stale("k1"), stale("k2")], [entry("f1"), entry("f2")], [], [], [action("a1")])
EMPTY = open_items()


def keys(preparation):
    return [(row.section, row.id) for row in preparation.shown]


def at(preparation):
    return preparation.row.key


def test_it_begins_with_the_first_thing_that_is_open_and_ends_with_the_export():
    preparation = Preparation.begun(WHOLE)
    sections = ["stale", "stale", "feedback", "feedback", "actions", "export"]
    assert [section for section, _ in keys(preparation)] == sections
    assert at(preparation) == ("stale", "k1")
    assert preparation.counts == (5, 5)


def test_with_nothing_to_do_it_begins_with_the_export():
    preparation = Preparation.begun(EMPTY)
    assert at(preparation) == ("export", "")
    assert preparation.counts == (0, 0)


def test_what_is_done_stays_marked_and_the_cursor_goes_on():
    preparation = Preparation.begun(WHOLE).renewed(WHOLE._replace(stale=WHOLE.stale[1:]))
    assert [row.done for row in preparation.shown] == [True, False, False, False, False, False]
    assert at(preparation) == ("stale", "k2")
    assert preparation.counts == (4, 5)


def test_done_one_after_the_other_it_ends_at_the_export():
    preparation, now = Preparation.begun(WHOLE), WHOLE
    for section, left in [
        ("stale", {"stale": WHOLE.stale[1:]}),
        ("stale", {"stale": ()}),
        ("feedback", {"inbox": WHOLE.inbox._replace(unanswered=WHOLE.inbox.unanswered[1:], answered=(entry("f1"),))}),
        ("feedback", {"inbox": WHOLE.inbox._replace(unanswered=(), answered=(entry("f1"), entry("f2")))}),
        ("actions", {"actions": ()}),
    ]:
        assert preparation.row.section == section
        now = now._replace(**left)
        preparation = preparation.renewed(now)
    assert at(preparation) == ("export", "")
    assert preparation.counts == (0, 5)


def test_what_was_left_out_is_not_gone_back_to():
    preparation = Preparation.begun(WHOLE).to(4)
    assert at(preparation.renewed(WHOLE._replace(actions=()))) == ("export", "")


def test_what_is_done_elsewhere_leaves_the_cursor_where_it_is():
    preparation = Preparation.begun(WHOLE).to(2)
    assert at(preparation.renewed(WHOLE._replace(stale=(), actions=()))) == ("feedback", "f1")


def test_what_is_open_again_has_the_cursor():
    done = Preparation.begun(WHOLE).renewed(WHOLE._replace(stale=WHOLE.stale[1:]))
    preparation = done.to(4).renewed(WHOLE)
    assert at(preparation) == ("stale", "k1")
    assert preparation.counts == (5, 5)


def test_an_answer_is_seen_in_its_place_and_not_twice():
    inbox = WHOLE.inbox._replace(unanswered=WHOLE.inbox.unanswered[1:], answered=(entry("f1", answer="done"),))
    preparation = Preparation.begun(WHOLE).renewed(WHOLE._replace(inbox=inbox))
    assert [row.subject.feedback.answer for row in preparation.of("feedback")] == ["done", "unanswered"]
    assert preparation.of("answered") == ()
    assert Preparation.begun(WHOLE._replace(inbox=inbox)).of("answered")


def test_feedback_that_arrives_has_the_cursor_and_goes_with_undo():
    preparation = Preparation.begun(EMPTY).renewed(open_items(unanswered=[entry("f1"), entry("f2")]))
    assert at(preparation) == ("feedback", "f1")
    assert preparation.counts == (2, 2)
    assert keys(preparation.renewed(EMPTY)) == [("export", "")]


def test_an_action_made_here_goes_with_undo_and_stays_when_it_is_finished():
    made = Preparation.begun(EMPTY).renewed(open_items(actions=[action("a9")]))
    assert keys(made.renewed(EMPTY)) == [("export", "")]
    finished = made.renewed(EMPTY, frozenset({"a9"}))
    assert [(row.id, row.done) for row in finished.of("actions")] == [("a9", True)]


@pytest.mark.parametrize("place", [0, 1])
def test_what_was_answered_before_is_folded_until_it_is_wanted(place):
    preparation = Preparation.begun(open_items(answered=[entry("f1", answer="done")], unattached=[entry("f2")]))
    assert keys(preparation) == [("export", "")]
    unfolded = preparation.turned()
    assert keys(unfolded) == [("export", ""), ("unattached", "f2"), ("answered", "f1")]
    assert at(unfolded) == ("unattached", "f2")
    assert at(unfolded.to(1 + place).turned()) == ("export", "")


def test_the_cursor_stays_within_what_is_shown():
    preparation = Preparation.begun(WHOLE)
    assert preparation.to(-5).at == 0
    assert at(preparation.to(99)) == ("export", "")
