"""The walk before a meeting: what is done stays and is marked, and the cursor goes on to what is open."""

import pytest

from learnboard.ui.meeting.walk import Walk
from tests.ui.meeting.made import action, entry, preparation, stale

WHOLE = preparation([stale("k1"), stale("k2")], [entry("f1"), entry("f2")], [], [], [action("a1")])
EMPTY = preparation()


def keys(walk):
    return [(row.section, row.id) for row in walk.shown]


def at(walk):
    return walk.row.key


def test_it_begins_with_the_first_thing_that_is_open_and_ends_with_the_export():
    walk = Walk.begun(WHOLE)
    sections = ["stale", "stale", "feedback", "feedback", "actions", "export"]
    assert [section for section, _ in keys(walk)] == sections
    assert at(walk) == ("stale", "k1")
    assert walk.counts == (5, 5)


def test_with_nothing_to_do_it_begins_with_the_export():
    walk = Walk.begun(EMPTY)
    assert at(walk) == ("export", "")
    assert walk.counts == (0, 0)


def test_what_is_done_stays_marked_and_the_cursor_goes_on():
    walk = Walk.begun(WHOLE).renewed(WHOLE._replace(stale=WHOLE.stale[1:]))
    assert [row.done for row in walk.shown] == [True, False, False, False, False, False]
    assert at(walk) == ("stale", "k2")
    assert walk.counts == (4, 5)


def test_done_one_after_the_other_it_ends_at_the_export():
    walk, now = Walk.begun(WHOLE), WHOLE
    for section, left in [
        ("stale", {"stale": WHOLE.stale[1:]}),
        ("stale", {"stale": ()}),
        ("feedback", {"inbox": WHOLE.inbox._replace(unanswered=WHOLE.inbox.unanswered[1:], answered=(entry("f1"),))}),
        ("feedback", {"inbox": WHOLE.inbox._replace(unanswered=(), answered=(entry("f1"), entry("f2")))}),
        ("actions", {"actions": ()}),
    ]:
        assert walk.row.section == section
        now = now._replace(**left)
        walk = walk.renewed(now)
    assert at(walk) == ("export", "")
    assert walk.counts == (0, 5)


def test_what_was_left_out_is_not_gone_back_to():
    walk = Walk.begun(WHOLE).to(4)
    assert at(walk.renewed(WHOLE._replace(actions=()))) == ("export", "")


def test_what_is_done_elsewhere_leaves_the_cursor_where_it_is():
    walk = Walk.begun(WHOLE).to(2)
    assert at(walk.renewed(WHOLE._replace(stale=(), actions=()))) == ("feedback", "f1")


def test_what_is_open_again_has_the_cursor():
    done = Walk.begun(WHOLE).renewed(WHOLE._replace(stale=WHOLE.stale[1:]))
    walk = done.to(4).renewed(WHOLE)
    assert at(walk) == ("stale", "k1")
    assert walk.counts == (5, 5)


def test_an_answer_is_seen_in_its_place_and_not_twice():
    inbox = WHOLE.inbox._replace(unanswered=WHOLE.inbox.unanswered[1:], answered=(entry("f1", answer="done"),))
    walk = Walk.begun(WHOLE).renewed(WHOLE._replace(inbox=inbox))
    assert [row.thing.feedback.answer for row in walk.of("feedback")] == ["done", "unanswered"]
    assert walk.of("answered") == ()
    assert Walk.begun(WHOLE._replace(inbox=inbox)).of("answered")


def test_feedback_that_arrives_has_the_cursor_and_goes_with_undo():
    walk = Walk.begun(EMPTY).renewed(preparation(unanswered=[entry("f1"), entry("f2")]))
    assert at(walk) == ("feedback", "f1")
    assert walk.counts == (2, 2)
    assert keys(walk.renewed(EMPTY)) == [("export", "")]


def test_an_action_made_here_goes_with_undo_and_stays_when_it_is_finished():
    made = Walk.begun(EMPTY).renewed(preparation(actions=[action("a9")]))
    assert keys(made.renewed(EMPTY)) == [("export", "")]
    finished = made.renewed(EMPTY, frozenset({"a9"}))
    assert [(row.id, row.done) for row in finished.of("actions")] == [("a9", True)]


@pytest.mark.parametrize("place", [0, 1])
def test_what_was_answered_before_is_folded_until_it_is_wanted(place):
    walk = Walk.begun(preparation(answered=[entry("f1", answer="done")], unattached=[entry("f2")]))
    assert keys(walk) == [("export", "")]
    unfolded = walk.turned()
    assert keys(unfolded) == [("export", ""), ("unattached", "f2"), ("answered", "f1")]
    assert at(unfolded) == ("unattached", "f2")
    assert at(unfolded.to(1 + place).turned()) == ("export", "")


def test_the_cursor_stays_within_what_is_shown():
    walk = Walk.begun(WHOLE)
    assert walk.to(-5).at == 0
    assert at(walk.to(99)) == ("export", "")
