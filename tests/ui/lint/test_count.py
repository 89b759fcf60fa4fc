"""How hints are counted on a large board: in slices, and later only where something was touched."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from learnboard.domain.board import Changes
from learnboard.domain.lint import LintFacts
from learnboard.service.queries.lint import lint_facts
from learnboard.ui.lint import count
from learnboard.ui.lint.count import HintCounter
from tests.builders import metric, objective, year_of
from tests.domain.test_lint import board_of

WHYS = {"why_me": "I like it", "why_company": "fewer incidents"}


class Service:
    """Counts how often money and learning time are read."""

    def __init__(self):
        self.read_facts = 0

    def read(self, query, _board):
        assert query is lint_facts
        self.read_facts += 1
        return LintFacts()

    def query(self, _query):
        return frozenset()


def test_a_large_board_is_looked_at_in_slices_and_counted_without_looking_again(monkeypatch):
    rows = [objective(id="o1", **WHYS), objective(id="o2", position=1, **WHYS)]
    cards = [metric(id=f"k{n}", position=n, objective_id=f"o{1 + n % 2}", title=f"Build {n} more") for n in range(900)]
    board = board_of(year_of(*rows, *cards), date(2026, 6, 26))
    session = SimpleNamespace(board=board, service=Service())
    looked_at = []
    lint_column = count.lint_column

    def counted(column, settings, titles):
        looked_at.append(column.id)
        return lint_column(column, settings, titles)

    monkeypatch.setattr(count, "lint_column", counted)
    counter = HintCounter(session)
    assert len([*counter.prepare()]) == 2 * (3 + 1)  # 450 cards each: three slices of at most 200, and the column
    assert looked_at == ["o1", "o2"]
    assert counter.count(anew=True) == 900 + 2  # each begins with an output verb, and 450 are more than 5
    assert (looked_at, session.service.read_facts) == (["o1", "o2"], 1)
    column = board.columns[0]
    assert counter.below(column, board.settings, ()) == 450
    assert counter.below(column, board.settings, {f"output_verb {column.cards[0].id}"}) == 449
    session.board = board.with_changes(board_changes(board, "k1"))
    assert counter.count(anew=False) == 899 + 2
    assert (looked_at, session.service.read_facts) == (["o1", "o2", "o2"], 1)
    assert counter.count(anew=True) == 899 + 2
    assert session.service.read_facts == 2


def board_changes(board, id_):
    """The card with another title."""
    column, place = board.find(id_)
    card = board.columns[column].cards[place]
    named = replace(card, key_result=replace(card.key_result, title="Raise it from 0 to 10"))
    return Changes((named,))
