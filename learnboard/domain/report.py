"""The report: every figure of a board on a day, as plain data (FORMAT.md §3)."""

from fractions import Fraction
from typing import Any

from learnboard.domain.board import Card, Column
from learnboard.domain.identity import Settings
from learnboard.domain.money import Ledger
from learnboard.domain.rounding import half_up, money
from learnboard.domain.standing import BoardReport

_RATIO_PLACES = 6
_SCORE_PLACES = 2


def plain_report(report: BoardReport) -> dict[str, Any]:
    """The report of a board: ratios with six decimals, scores with two, money with its currency's."""
    return {
        "as_of": report.as_of.isoformat(),
        "cycle": report.cycle.id if report.cycle else None,
        "elapsed": _ratio(report.elapsed),
        "goals": [
            {"id": goal.id, "progress": _ratio(figures.progress), "expected": _ratio(figures.expected)}
            for goal, figures in report.goals
        ],
        "objectives": [_objective(column, report.records.board_info.settings) for column in report.columns],
        "hours": {
            "entitled_minutes": report.hours.entitled,
            "used_minutes": report.hours.used,
            "balance_minutes": report.hours.balance,
        },
        "budgets": [_budget(ledger) for ledger in report.ledgers],
        "proposals": [{"id": proposal.id, "state": state} for proposal, state in report.proposals],
    }


def _objective(column: Column, settings: Settings) -> dict[str, Any]:
    figures = column.roll_up(settings)
    assert figures is not None
    return {
        "id": column.id,
        "counted": figures.counted,
        "progress": _ratio(figures.progress),
        "shown": figures.shown,
        "expected": _ratio(figures.expected),
        "pace": figures.pace,
        "health": figures.health,
        "score": _ratio(figures.score, _SCORE_PLACES),
        "band": figures.band,
        "key_results": [_key_result(card) for card in column.cards],
    }


def _key_result(card: Card) -> dict[str, Any]:
    figures = card.figures
    held = figures.held
    return {
        "id": card.id,
        "counted": figures.counted,
        "raw": _ratio(figures.raw),
        "progress": _ratio(figures.progress),
        "shown": figures.shown,
        "expected": _ratio(figures.expected),
        "pace": figures.pace,
        "confidence": figures.confidence,
        "health": figures.health,
        "divergent": figures.divergent,
        "score": _ratio(figures.score, _SCORE_PLACES),
        "band": figures.band,
        "held": {"met": held.met, "seen": held.seen, "total": held.total} if held else None,
    }


def _budget(ledger: Ledger) -> dict[str, Any]:
    currency = ledger.budget.currency
    return {
        "currency": currency,
        "allocated": money(ledger.allocated, currency),
        "spent": money(ledger.spent, currency),
        "committed": money(ledger.committed, currency),
        "remaining": money(ledger.remaining, currency),
        "other_currencies": {code: money(amount, code) for code, amount in sorted(ledger.others.items())},
    }


def _ratio(ratio: Fraction | None, places: int = _RATIO_PLACES) -> str | None:
    return None if ratio is None else half_up(ratio, places)
