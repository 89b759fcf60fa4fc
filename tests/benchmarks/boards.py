"""Made-up boards of any size, the same for the same size and day, as snapshot documents (FORMAT.md §1)."""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate, pairwise
from typing import Any

Row = dict[str, Any]

SHARES = (40, 22, 15, 12, 8, 3)  # percent of the key results in each objective, uneven as life is
CHECK_INS = 10  # a key result
OWNER_NAME = "Alder Finch"
KINDS = ("metric", "metric", "metric", "maintain", "milestone", "binary", "baseline")
WORDS = (  # noqa: SIM905  # a list would be one word a line
    "cut raise write read teach profile measure latency throughput queueing checkout service team talk course "
    "review draft weekly plan load test cache index parser kernel report meetup demo feedback tutor summary"
).split()
_ARRAYS_LEFT_EMPTY = (  # noqa: SIM905  # the same
    "people meetings topics actions log_entries budgets budget_adjustments budget_entries evaluations proposals "
    "responses stretches assessments feedback ilo_periods target_changes reflections"
).split()


def first_column_size(key_results: int) -> int:
    """How many key results stand in the first objective of a board of that size."""
    return key_results * SHARES[0] // 100


def snapshot(key_results: int, today: date) -> Row:
    """A full snapshot in the cycle of today's year: six objectives, ten check-ins a key result, all five kinds.

    The title of the key result at place 301 of the board begins with `#00301`. A board of 10,000 key results stays
    under the limits of FORMAT.md §1.
    """
    rng = random.Random(key_results)
    objectives = [_objective(number) for number in range(1, len(SHARES) + 1)]
    cards = [_key_result(rng, objective, serial, today) for objective, serial in _places(key_results)]
    document = _head(key_results, today) | dict.fromkeys(_ARRAYS_LEFT_EMPTY, ()) | {
        "goals": [_goal()],
        "cycles": [_cycle(today)],
        "hours_policies": [
            {"id": "hours", "minutes_per_week": 180, "from_on": f"{today.year}-01-01", "to_on": None,
             "link": "", "proposal_id": None}
        ],
        "objectives": objectives,
        "key_results": cards,
        "milestones": [step for card in cards if card["kind"] == "milestone" for step in _milestones(rng, card, today)],
        "check_ins": [check_in for card in cards for check_in in _check_ins(rng, card, today)],
    }  # fmt: skip
    return _sealed(document)


def with_log(document: Row, entries: int, today: date) -> Row:
    """A board with so many entries of learning time, three of a day, back from today."""
    logged = [
        {
            "id": f"log-{number:05}",
            "on": f"{today - timedelta(days=number // 3)}",
            "minutes": 30 + number % 90,
            "category": "new_technology",
            "mode": "experience",
            "time_source": "learning_budget",
            "key_result_id": None,
            "text": f"chapter {number}",
            "energy": number % 5 + 1,
            "visibility": "mentor",
        }
        for number in range(entries)
    ]
    told = {name: value for name, value in document.items() if name != "content_hash"}
    return _sealed(told | {"log_entries": logged})


def with_money(document: Row, entries: int) -> Row:
    """A board with a budget and so many entries, every other one of them spent."""
    cycle = document["cycles"][0]["id"]
    begun = f"{document['cycles'][0]['starts_on']}"
    rows = [
        {
            "id": f"entry-{number:05}",
            "cycle_id": cycle,
            "title": f"course {number}",
            "kind": "course",
            "currency": "EUR",
            "estimate": f"{number % 90 + 10}.50",
            "actual": f"{number % 90 + 10}.00" if number % 2 else None,
            "state": "spent" if number % 2 else "proposed",
            "key_result_id": None,
            "expected_value": f"chapter {number}",
            "proposed_on": begun,
            "decided_on": begun if number % 2 else None,
            "decided_by_id": "owner" if number % 2 else None,
            "self_approved": bool(number % 2),
            "decision_reason": "",
            "spent_on": begun if number % 2 else None,
            "shared_as": None,
            "shared_on": None,
            "visibility": "mentor",
            "happens_on": None,
            "with_id": None,
            "link": "",
        }
        for number in range(entries)
    ]
    budget = {"id": "budget", "cycle_id": cycle, "currency": "EUR", "allocated": "90000.00"}
    told = {name: value for name, value in document.items() if name != "content_hash"}
    return _sealed(told | {"budgets": [budget], "budget_entries": rows})


def a_while_later(document: Row, today: date) -> Row:
    """The next snapshot of the same board: today every tenth key result has one check-in more, and no other row."""
    fresh = [
        check_in | {"id": f"{check_in['id']}-again", "on": f"{today}", "confidence": 5}
        for check_in in _every_tenth(document["check_ins"])
    ]
    head = {
        "snapshot_id": f"{document['snapshot_id']}-later",
        "sequence": document["sequence"] + 1,
        "previous": {name: document[name] for name in ("snapshot_id", "content_hash")},
        "exported_at": f"{today}T00:00:00Z",
        "as_of": f"{today}",
    }
    told = {name: value for name, value in document.items() if name != "content_hash"}
    return _sealed(told | head | {"check_ins": [*document["check_ins"], *fresh]})


def _every_tenth(check_ins: Sequence[Row]) -> Sequence[Row]:
    """The last check-in of every tenth key result."""
    return check_ins[CHECK_INS - 1 :: CHECK_INS * 10]


def _sealed(document: Row) -> Row:
    return document | {"content_hash": f"sha256:{sha256(compact(document).encode()).hexdigest()}"}


def compact(document: Row) -> str:
    """The document as the hash wants it (FORMAT.md §1); indented, the largest board would be over 20 MiB."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _places(key_results: int) -> Iterator[tuple[int, int]]:
    """The number of the objective and the serial number of each key result."""
    ends = [key_results * percent // 100 for percent in accumulate(SHARES, initial=0)]
    for objective, (start, end) in enumerate(pairwise(ends), 1):
        for serial in range(start + 1, end + 1):
            yield objective, serial


def _head(key_results: int, today: date) -> Row:
    settings = {
        "currency": "EUR",
        "check_in_cadence": "monthly",
        "grace_days": 3,
        "meeting_cadence_days": 42,
        "pace_gaps": ["0.10", "0.25"],
        "score_bands": ["0.40", "0.70"],
        "self_approval_limit": "50.00",
        "max_objectives": 6,
        "max_key_results": 5,
        "cost_per_hour": None,
    }
    return {
        "format": "learnboard.snapshot",
        "version": 1,
        "minor": 1,
        "snapshot_id": f"snapshot-of-{key_results}",
        "board_id": f"board-of-{key_results}",
        "sequence": 1,
        "previous": None,
        "exported_at": f"{today}T00:00:00Z",
        "as_of": f"{today}",
        "profile": "full",
        "withheld": False,
        "owner": {"name": OWNER_NAME, "role": "backend developer"},
        "settings": settings,
    }


def _goal() -> Row:
    return {
        "id": "goal",
        "statement": "I want to be a performance expert",
        "status": "active",
        "horizon": None,
        "why_me": "",
        "why_company": "",
        "visibility": "mentor",
        "position": 1024,
    }


def _cycle(today: date) -> Row:
    return {
        "id": "cycle",
        "title": f"{today.year}",
        "kind": "year",
        "starts_on": f"{today.year}-01-01",
        "ends_on": f"{today.year}-12-31",
        "planned_sessions": 3,
        "status": "active",
        "closed_on": None,
        "reflection": "",
    }


def _objective(number: int) -> Row:
    return {
        "id": f"o{number}",
        "cycle_id": "cycle",
        "goal_id": "goal",
        "title": f"Objective {number}: {' '.join(WORDS[number : number + 5])}",
        "description": "",
        "approach": "",
        "okr_type": "committed" if number % 2 else "aspirational",
        "origin": "own",
        "accepted_on": None,
        "why_me": "",
        "why_company": "",
        "weight": "1",
        "status": "active",
        "visibility": "mentor",
        "position": number * 1024,
        "supports": "",
        "decides": "me",
        "learned": "",
        "verdict": None,
        "carried_from_id": None,
    }


def _key_result(rng: random.Random, objective: int, serial: int, today: date) -> Row:
    kind = rng.choice(KINDS)
    done = kind in {"binary", "baseline"} and rng.random() < 0.5
    return {
        "id": f"k{serial:05}",
        "objective_id": f"o{objective}",
        "title": _title(rng, serial),
        "description": "",
        "kind": kind,
        "start": "850" if kind == "metric" else None,
        "target": rng.choice(("400", "1200")) if kind == "metric" else None,
        "unit": "ms" if kind == "metric" else "",
        "decimals": 0,
        "bound": "at_least" if kind == "maintain" else None,
        "minimum": "3" if kind == "maintain" else None,
        "maximum": None,
        "period": rng.choice(("week", "month")) if kind == "maintain" else None,
        "weight": rng.choice(("1", "2", "0.5")),
        "indicator": None,
        "labels": rng.sample(("deep", "team", "talk"), rng.randint(0, 2)),
        "baseline_id": None,
        "due_on": f"{_day(rng.random(), today, date(today.year, 12, 31))}" if rng.random() < 0.6 else None,
        "done_on": f"{today}" if done else None,
        "dropped_on": None,
        "drop_reason": "",
        "visibility": "mentor",
        "private_note": "",
        "position": serial * 1024,
        "starts_on": None,
        "ask": "",
        "own_score": None,
        "own_score_reason": "",
        "carried_from_id": None,
    }


def _title(rng: random.Random, serial: int) -> str:
    words = [f"#{serial:05}", *rng.choices(WORDS, k=rng.randint(2, 8))]
    words += ["日本語の本"] * (serial % 17 == 0) + ["🎯"] * (serial % 23 == 0)
    return " ".join(words)


def _milestones(rng: random.Random, card: Row, today: date) -> Iterable[Row]:
    done = rng.randint(0, 3)
    for number in range(1, 4):
        yield {
            "id": f"m{card['id']}-{number}",
            "key_result_id": card["id"],
            "title": f"step {number}",
            "weight": "1",
            "due_on": f"{today.year}-{number * 4:02}-28",
            "done_on": f"{today}" if number <= done else None,
            "position": number * 1024,
        }


def _check_ins(rng: random.Random, card: Row, today: date) -> Iterable[Row]:
    """From the cycle's first day to today, evenly; a metric runs towards its target and stumbles."""
    for number in range(CHECK_INS):
        yield {
            "id": f"c{card['id']}-{number}",
            "key_result_id": card["id"],
            "on": f"{_day(number / (CHECK_INS - 1), date(today.year, 1, 1), today)}",
            "value": _value(rng, card, number),
            "confidence": rng.randint(3, 9),
            "status": None,
            "note": "",
            "blocker": None,
        }


def _value(rng: random.Random, card: Row, number: int) -> str | None:
    if card["kind"] == "metric":
        way = int(card["target"]) - int(card["start"])
        return str(int(card["start"]) + way * (number + rng.randint(0, 2)) // (CHECK_INS + 3))
    return str(rng.randint(2, 6)) if card["kind"] == "maintain" else None


def _day(share: float, first: date, last: date) -> date:
    """The day that lies `share` (0 to 1) of the way from the first day to the last."""
    return first + timedelta(days=int((last - first).days * share))
