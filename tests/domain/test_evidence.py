"""Topics that the evidence on a board proposes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.board import Card
from learnboard.domain.evidence import (
    MOST_TOPICS,
    CardEvidence,
    EvidenceTopic,
    WaitingRemark,
    meetings_since,
    topics_from_evidence,
)
from learnboard.domain.metrics.progress import HeldPeriods
from learnboard.domain.model.feedback import Target
from learnboard.domain.model.key_results import Blocker
from tests.builders import metric
from tests.ui.example_cards import card

EVIDENCE_KINDS = ("blocked", "confidence_fell", "far_behind", "outdated", "missed", "unanswered")
"""In the order in which they are proposed."""
FIGURES = card().figures._replace(health="on_track", divergent=False, held=None, confidence=7)
MAY = HeldPeriods(5, 6, 12, 5, (date(2026, 5, 31),))


def evidence(id_: str, *reasons: str, weight: str = "1", **changes: object) -> CardEvidence:
    """A card with what speaks for talking about it."""
    figures = FIGURES._replace(
        divergent="far_behind" in reasons,
        health="outdated" if "outdated" in reasons else "on_track",
        held=MAY if "missed" in reasons else None,
    )._replace(**{name: value for name, value in changes.items() if name in FIGURES._fields})
    return CardEvidence(
        Card(metric(id=id_, title=id_, weight=weight), figures, ended=bool(changes.get("ended"))),
        9 if "confidence_fell" in reasons else 7,
        Blocker("dependency", "their call is slow", "", None) if "blocked" in reasons else None,
    )


def about(id_: str) -> Target:
    return Target("key_result", id_)


def found(*rows: CardEvidence, remarks: tuple[WaitingRemark, ...] = (), agenda: tuple[str, ...] = ()) -> list[object]:
    topics = topics_from_evidence(rows, remarks, lambda target: target.id in agenda)
    return [(topic.kind, topic.target.id) for topic in topics]


def test_the_kinds_come_in_their_order_whatever_the_order_of_the_board() -> None:
    rows = [evidence(kind, kind) for kind in reversed(EVIDENCE_KINDS[:-1])]
    assert found(*rows) == [(kind, kind) for kind in ("blocked", "confidence_fell", "far_behind")]
    assert found(*rows, agenda=("blocked", "far_behind")) == [
        (kind, kind) for kind in ("confidence_fell", "outdated", "missed")
    ]
    waits = WaitingRemark("f1", Target("board", "b1"), 2)
    assert found(*rows, remarks=(waits,), agenda=("blocked", "confidence_fell", "far_behind")) == [
        ("outdated", "outdated"),
        ("missed", "missed"),
        ("unanswered", "b1"),
    ]


def test_ties_go_by_weight_and_then_by_the_order_of_the_board() -> None:
    rows = [evidence("k1", "outdated"), evidence("k2", "outdated", weight="2.5"), evidence("k3", "outdated")]
    assert found(*rows) == [("outdated", "k2"), ("outdated", "k1"), ("outdated", "k3")]
    remarks = (
        WaitingRemark("f1", Target("board", "b1"), 3),
        WaitingRemark("f2", about("k2"), 2),
        WaitingRemark("f3", about("k1"), 2),
    )
    rows = [evidence("k1"), evidence("k2", weight="2.5")]
    assert found(*rows, remarks=remarks) == [("unanswered", "k2"), ("unanswered", "k1"), ("unanswered", "b1")]


@pytest.mark.parametrize(("before", "now", "fell"), [(9, 7, True), (9, 8, False), (None, 1, False), (9, None, False)])
def test_confidence_has_to_fall_by_two(before: int | None, now: int | None, fell: bool) -> None:
    row = evidence("k1", confidence=now)._replace(confidence_before=before)
    assert bool(found(row)) == fell


@pytest.mark.parametrize(
    ("kind", "proposed"),
    [("dependency", True), ("external", True), ("resource", False), ("clarity", False), ("priority", False)],
)
def test_blocked_by_others_is_what_the_owner_alone_cannot_clear(kind: str, proposed: bool) -> None:
    row = evidence("k1")._replace(blocker=Blocker(kind, "", "", None))  # type: ignore[arg-type]
    assert bool(found(row)) == proposed


def test_a_period_missed_before_the_last_meeting_is_told_where_nothing_newer_takes_the_place() -> None:
    row, waits = evidence("k1", "missed"), WaitingRemark("f1", Target("board", "b1"), 2)
    before, since = (row._replace(since=date(2026, *on)) for on in ((6, 1), (5, 31)))
    assert found(since, remarks=(waits,)) == [("missed", "k1"), ("unanswered", "b1")]
    assert found(before, remarks=(waits,)) == [("unanswered", "b1"), ("missed", "k1")]
    rows = [evidence(f"k{number}", "outdated") for number in (2, 3, 4)]
    assert ("missed", "k1") not in found(before, *rows)


@pytest.mark.parametrize("over", [{"health": "achieved"}, {"health": "dropped"}, {"ended": True}])
def test_what_is_over_asks_for_nothing(over: dict[str, object]) -> None:
    assert found(evidence("k1", "blocked", "confidence_fell", "far_behind", **over)) == []


def test_a_remark_waits_over_two_meetings_held_after_its_day() -> None:
    held = [date(2026, 3, 27), date(2026, 5, 8), date(2026, 6, 26)]
    assert meetings_since(held, date(2026, 3, 27), date(2026, 6, 26)) == 2
    assert meetings_since(held, date(2026, 3, 26), date(2026, 6, 25)) == 2
    assert meetings_since(held, date(2026, 5, 8), date(2026, 6, 26)) == 1
    assert found(remarks=(WaitingRemark("f1", about("k9"), 1),)) == []


boards = st.lists(
    st.builds(
        lambda id_, reasons, weight: evidence(f"k{id_}", *reasons, weight=str(weight)),
        st.integers(0, 30),
        st.sets(st.sampled_from(EVIDENCE_KINDS[:-1])),
        st.integers(0, 3),
    ),
    max_size=8,
    unique_by=lambda each: each.card.id,
)
waiting = st.lists(
    st.builds(
        WaitingRemark, st.uuids().map(str), st.builds(about, st.integers(0, 30).map("k{}".format)), st.integers(0, 4)
    ),
    max_size=4,
)


def _rank(topic: EvidenceTopic, rows: list[CardEvidence]) -> tuple[object, ...]:
    """By kind, weight and place, reckoned from the rows themselves; what is no card weighs nothing and comes last."""
    place = next((number for number, row in enumerate(rows) if row.card.id == topic.target.id), None)
    weight = None if place is None else rows[place].card.key_result.weight.fraction
    return (
        EVIDENCE_KINDS.index(topic.kind),
        weight is None,
        -(weight or 0),
        len(rows) if place is None else place,
    )


@given(boards, waiting, st.sets(st.integers(0, 30).map("k{}".format)))
def test_at_most_three_in_order_each_target_once_and_none_of_the_agenda(
    rows: list[CardEvidence], remarks: list[WaitingRemark], agenda: set[str]
) -> None:
    topics = topics_from_evidence(rows, remarks, lambda target: target.id in agenda)
    assert len(topics) <= MOST_TOPICS
    assert len({topic.target for topic in topics}) == len(topics)
    assert not agenda & {topic.target.id for topic in topics}
    assert [_rank(topic, rows) for topic in topics] == sorted(_rank(topic, rows) for topic in topics)
    everything = {row.card.id for row in rows if found(row)} | {each.target.id for each in remarks if each.meetings > 1}
    assert len(topics) == min(MOST_TOPICS, len(everything - agenda))
