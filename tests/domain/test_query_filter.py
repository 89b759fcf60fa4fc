"""A filtered board is the board with the cards that match, and remembers where they belong."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnboard.domain.board import Board, Changes
from learnboard.domain.days import months_later
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.key_results import IloRelation
from learnboard.domain.model.money import EntryState
from learnboard.domain.query import ILO_RELATIONS, MONEY_STATES, parse_query
from learnboard.domain.query_filter import IncrementalFilter
from learnboard.domain.report import board_report
from tests.builders import EXAMPLE_BOARD, document, records_in
from tests.domain.test_query import matches
from tests.ui.example_cards import DAY, board, card, column, key_result

QUICK = settings(deadline=None, database=None, max_examples=80)

YEAR = Board(Settings(), DAY, columns=board_report(records_in(document(EXAMPLE_BOARD)), DAY).columns)
TERMS = (  # noqa: SIM905  # a list would be one term a line
    "a talk -the #team is:at-risk -is:on-track is:ilo kind:m due:<30d due:none conf:<7 -conf:none p:<50 is: is:behind"
).split()
QUERIES = st.lists(st.sampled_from([*TERMS, '"to the']), max_size=4).map(" ".join)


@QUICK
@given(QUERIES)
def test_every_column_stays_with_the_cards_that_pass_and_its_figures(text):
    query = parse_query(text, DAY)
    shown = IncrementalFilter().apply(YEAR, query)
    assert len(shown.columns) == len(YEAR.columns)
    for before, after in zip(YEAR.columns, shown.columns, strict=True):
        kept = tuple(one for one in before.cards if matches(query, one))
        assert after == replace(before, cards=kept, hidden=len(before.cards) - len(kept))


@QUICK
@given(st.lists(st.tuples(QUERIES, st.integers(0, 2**16)), min_size=1, max_size=6))
def test_what_a_filter_remembers_changes_no_answer(steps):
    incremental_filter, now = IncrementalFilter(), YEAR
    for text, seed in steps:
        assert incremental_filter.filter_by(now, text)[0] == IncrementalFilter().apply(now, parse_query(text, DAY))
        column_ = now.columns[seed % len(now.columns)]
        if column_.cards:
            one = column_.cards[seed % len(column_.cards)]
            titled = replace(one.key_result, title=f"a talk {seed}", due_on=None)
            elsewhere = replace(titled, objective_id=now.columns[seed % 3].id, position=seed)
            now = now.with_changes(Changes(cards=(replace(one, key_result=elsewhere, ilo=not one.ilo),)))


def test_what_did_not_change_stays_the_same_value():
    now = board(
        column([key_result(id="k1", title="talk"), key_result(id="k2", title="demo")]),
        column([key_result(id="k3", objective_id="o2", title="a talk")], id="o2"),
    )
    incremental_filter = IncrementalFilter()
    assert incremental_filter.filter_by(now, "is:")[0] is now
    (first, whole) = incremental_filter.filter_by(now, "tal")[0].columns
    assert whole is now.columns[1]
    changed = now.with_changes(Changes(cards=(replace(now.columns[1].cards[0], ilo=True),)))
    after = incremental_filter.filter_by(changed, "talk")[0].columns
    assert after[0] is first
    assert after[1] is changed.columns[1]


def test_a_filtered_column_knows_how_many_cards_are_hidden_whatever_comes_and_goes():
    (shown,) = (
        IncrementalFilter()
        .apply(
            board(column([key_result(id=f"k{at}", title=f"talk {at}", position=at) for at in range(5)])),
            parse_query("-4 -3", DAY),
        )
        .columns
    )
    assert (len(shown.cards), shown.hidden) == (3, 2)
    assert shown.without(1).hidden == 2
    assert shown.with_card(card(id="k9", position=9)).hidden == 2
    assert replace(shown, more=1).with_more([card(id="k9")]).hidden == 2


def place_among(cards, shown, place, moving):
    """Slowly: the whole column with the card put in, then where it stands."""
    others = [one for one in cards if one != moving]
    among = [one for one in shown if one != moving]
    if not among:
        return cards.index(moving) if moving in cards else len(cards)
    if place < len(among):
        return others.index(among[place])
    return others.index(among[-1]) + 1


@QUICK
@given(st.data())
def test_a_place_among_the_shown_cards_is_one_in_the_whole_column(data):
    names = [f"k{at}" for at in range(data.draw(st.integers(0, 8)))]
    hidden = data.draw(st.sets(st.sampled_from(names))) if names else set()
    moving = data.draw(st.sampled_from([*names, "new"]))
    place = data.draw(st.integers(0, 10))
    whole = column([key_result(id=name, position=at) for at, name in enumerate(names)])
    shown = [one for one in whole.cards if one.id not in hidden]
    expected = place_among(names, [one.id for one in shown], place, moving)
    assert whole.place_among(shown, place, moving) == expected


def test_a_card_carried_down_among_shown_ones_passes_the_hidden_ones_before_the_next():
    whole = column([key_result(id=name, position=at) for at, name in enumerate("abcd")])
    shown = [whole.cards[0], whole.cards[2], whole.cards[3]]  # b is hidden
    assert whole.place_among(shown, 1, "a") == 2  # b c [a] d
    assert whole.place_among(shown, 9, "a") == 3
    assert whole.place_among(shown, 0, "d") == 0


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("logged:<7d", ["today", "week"]),
        ("logged:<1w -talk", ["today", "week"]),
        ("logged:7", ["today", "week"]),
        ("logged:<=6d", ["today"]),
        ("logged:>7d", ["month"]),
        ("logged:>=7d", ["week", "month"]),
        ("logged:<1m", ["today", "week", "month"]),
        ("logged:>9999m", []),
        ("logged:<9999m", ["today", "week", "month"]),
        ("logged:none", ["never"]),
        ("-logged:any", ["never"]),
        ("-logged:<7d", ["month", "never"]),
    ],
)
def test_time_logged_within_a_time_or_longer_ago(text, kept):
    now = board(
        column([key_result(id=name, position=at) for at, name in enumerate(("today", "week", "month", "never"))])
    )
    days = {"today": DAY, "week": DAY - timedelta(days=7), "month": months_later(DAY, -1)}
    read = []
    incremental_filter = IncrementalFilter(lambda fact: read.append(fact) or days)
    shown, query = incremental_filter.filter_by(now, text)
    assert (query.problem, read) == ("", ["logged"])
    assert [one.id for one in shown.columns[0].cards] == kept
    incremental_filter.filter_by(now, "is:at-risk")
    assert read == ["logged"]  # nothing is read for other terms


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("money:proposed", ["two"]),
        ("money:sp", ["two", "one"]),
        ("-money:spent", ["none"]),
        ("money:any", ["two", "one"]),
        ("money:none", ["none"]),
        ("money:booked", []),
    ],
)
def test_money_is_found_by_the_state_of_its_entries(text, kept):
    now = board(column([key_result(id=name, position=at) for at, name in enumerate(("two", "one", "none"))]))
    states = {"two": frozenset(("proposed", "spent")), "one": frozenset(("spent",))}
    shown, query = IncrementalFilter(lambda _: states).filter_by(now, text)
    assert query.problem == ""
    assert [one.id for one in shown.columns[0].cards] == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ilo:team", ["both"]),
        ("ilo:team_need", ["both"]),
        ("ilo:own", ["both", "own"]),
        ("ilo:o -ilo:team", ["own"]),
        ("ilo:unrelated", []),
        ("ilo:any", ["both", "own"]),
        ("ilo:none", ["none"]),
    ],
)
def test_what_was_the_ilo_is_found_by_what_it_had_to_do_with(text, kept):
    assert {*get_args(IloRelation)} == {*ILO_RELATIONS.values()}
    now = board(column([key_result(id=name, position=at) for at, name in enumerate(("both", "own", "none"))]))
    relations = {"both": frozenset(("own_interest", "team_need")), "own": frozenset(("own_interest",))}
    shown, query = IncrementalFilter(lambda _: relations).filter_by(now, text)
    assert query.problem == ""
    assert [one.id for one in shown.columns[0].cards] == kept


def test_a_relation_that_there_is_not_is_said():
    assert parse_query("ilo:mine", DAY).problem == "“ilo:mine” is unknown: use team, own, unrelated, any or none."
    assert parse_query("ilo:", DAY).problem == "“ilo:” can be team, own, unrelated, any or none."


def test_a_state_of_money_that_there_is_not_is_said():
    assert {*get_args(EntryState)} == {*MONEY_STATES}
    assert parse_query("money:lost", DAY).problem == (
        "“money:lost” is unknown: use idea, proposed, approved, booked, spent, evaluated, declined, cancelled, any or "
        "none."
    )


def test_what_is_logged_meanwhile_counts():
    now, days = board(column([key_result(id="k1")])), {}
    incremental_filter = IncrementalFilter(lambda _: days)
    assert incremental_filter.filter_by(now, "logged:any")[0].columns[0].cards == ()
    days["k1"] = DAY
    assert incremental_filter.filter_by(now, "logged:any")[0].columns[0].cards == now.columns[0].cards


def test_a_time_that_is_not_understood_is_said():
    assert parse_query("logged:soon", DAY).problem == (
        "“logged:soon” is not understood: write logged:<7d, logged:>2w, logged:<3m, logged:none or logged:any."
    )
