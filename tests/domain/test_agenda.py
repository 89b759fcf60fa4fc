"""Topics proposed for a meeting."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.agenda import (
    MOST_OF_A_KIND,
    PROPOSAL_KINDS,
    STANDING,
    CardNews,
    ProposedTopic,
    narrower,
    propose_topics,
)
from learnboard.domain.board import Card
from learnboard.domain.model.fields import Number
from learnboard.presentation.meetings import proposed_text
from tests.builders import metric
from tests.ui.example_cards import card

FIGURES = card().figures


def news(
    id_="k1", *, before=None, now=0, confidence=(None, None), blocked=False, visibility="shared", told=True, **fields
):
    row = metric(id=id_, title=id_, **({"visibility": "shared"} | fields))
    then = None if before is None else FIGURES._replace(raw=Fraction(before, 100), confidence=confidence[0])
    value = Number("1") if told else None  # where nothing was told, the value is the one of before
    figures = FIGURES._replace(raw=Fraction(now, 100), value=value, confidence=confidence[1], health="on_track")
    return CardNews(Card(row, figures, blocked=blocked), then, visibility, "waiting" if blocked else "")


def kinds(*rows, wanted=(), settled=()):
    return [(topic.kind, topic.id) for topic in propose_topics(rows, wanted, settled)]


def test_what_moved_comes_before_what_went_backward_and_the_question_last():
    rows = [news("k1", before=40, now=20), news("k2", before=10, now=30), news("k3", before=5, now=5)]
    assert kinds(*rows) == [("moved", "k2"), ("backward", "k1"), ("better", "")]


def test_confidence_that_fell_by_two_went_backward_even_where_the_value_rose():
    assert kinds(news(before=10, now=20, confidence=(8, 6)))[0] == ("backward", "k1")
    assert kinds(news(before=10, now=20, confidence=(8, 7)))[0] == ("moved", "k1")


def test_what_rose_is_not_told_to_have_gone_backward_where_only_its_confidence_fell():
    (rose, *_) = propose_topics([news(before=0, now=61, confidence=(7, 4))], (), ())
    (fell, *_) = propose_topics([news(before=61, now=20, confidence=(7, 4))], (), ())
    assert proposed_text(rose) == "“k1”: confidence fell 7 → 4"
    assert proposed_text(fell).startswith("“k1” went backward: ")


def test_what_is_only_held_against_another_target_did_not_move():
    assert kinds(news(before=40, now=50, told=False)) == [("better", "")]
    assert kinds(news(before=40, now=50)) == [("moved", "k1"), ("better", "")]


def test_what_is_done_moved_without_a_percentage():
    done = card("binary", id="k1", title="give a talk", done_on="2026-06-20")
    each = CardNews(done, card("binary", id="k1").figures, "shared")
    topic, _ = propose_topics([each], (), ())
    assert proposed_text(topic) == "“give a talk” moved: not done → done"


def test_what_is_in_the_way_and_help_wanted_are_told_with_their_words():
    topics = propose_topics([news(blocked=True), news("k2", ask="an introduction")], (), ())
    assert [(topic.kind, topic.detail) for topic in topics[:-1]] == [
        ("in_the_way", "waiting"),
        ("asked_for", "an introduction"),
    ]


def test_who_sees_a_topic_sees_its_key_result_too():
    (topic, _) = propose_topics([news(ask="help", visibility="private")], (), ())
    assert topic.visibility == "private"
    assert narrower("mentor", "shared") == narrower("shared", "mentor") == "mentor"


def test_those_that_moved_most_come_first_and_one_dropped_makes_room():
    rows = [news(f"k{number}", before=0, now=number) for number in range(1, 6)]
    assert kinds(*rows)[:-1] == [("moved", "k5"), ("moved", "k4"), ("moved", "k3")]
    assert kinds(*rows, settled={"moved k5", "better"}) == [("moved", "k4"), ("moved", "k3"), ("moved", "k2")]


wanted = st.lists(
    st.builds(
        lambda kind, id_: ProposedTopic(kind, id_, "t"),
        st.sampled_from(["unanswered", "approval", "consent"]),
        st.sampled_from("abcdef"),
    ),
    max_size=10,
    unique_by=lambda topic: topic.key,
)


@given(wanted, st.sets(st.sampled_from(["unanswered a", "approval b", "consent c", "better"])))
def test_they_stand_in_order_and_nothing_settled_comes_back(topics, settled):
    found = propose_topics((), topics, settled)
    places = [PROPOSAL_KINDS.index(topic.kind) for topic in found]
    assert places == sorted(places)
    assert settled.isdisjoint(topic.key for topic in found)
    assert (STANDING in found) == ("better" not in settled)
    assert all([topic.kind for topic in found].count(kind) <= MOST_OF_A_KIND for kind in PROPOSAL_KINDS)
