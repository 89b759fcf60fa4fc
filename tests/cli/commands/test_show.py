"""`learnboard show`: the figures as published, and every fact of the board in words."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from tests.builders import DATA, EXAMPLE_BOARD, EXAMPLE_YEAR, VECTORS, document

SNAPSHOT = EXAMPLE_YEAR / "mentor-2026-06-26.learnboard.json"
YEAR_DAYS = ("2026-03-27", "2026-06-26", "2026-12-31")


def shown(learnboard, *words):
    result = learnboard("show", *words)
    assert (result.code, result.err) == (0, "")
    return result.out


def written(plain):
    """A document in a file."""
    file = Path("snapshot.json")
    file.write_text(json.dumps(plain), encoding="utf-8")
    return file


@pytest.mark.parametrize("day", YEAR_DAYS)
@pytest.mark.parametrize("file", [(), (EXAMPLE_BOARD,)], ids=["board", "file"])
def test_the_figures_of_the_year_are_as_published(year, file, day):
    published = document(EXAMPLE_YEAR / f"report-{day}.json")
    assert json.loads(shown(year, *file, "--json", "--as-of", day)) == published


def test_a_file_is_shown_as_of_its_own_day(learnboard):
    found = json.loads(shown(learnboard, SNAPSHOT, "--json"))
    assert found == document(EXAMPLE_YEAR / "report-mentor-2026-06-26.json")


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_the_figures_of_a_vector_are_as_published_on_a_board_and_in_a_file(path, learnboard, monkeypatch):
    vector = document(path)
    monkeypatch.setenv("LEARNBOARD_FILE", "board.db")
    file = written(vector["board"])
    learnboard("import", file)
    for day, published in {vector["as_of"]: vector["report"], **vector["report_outside"]}.items():
        assert json.loads(shown(learnboard, "--json", "--as-of", day)) == published
        assert json.loads(shown(learnboard, file, "--json", "--as-of", day)) == published


def test_a_board_is_shown_as_of_today(year, time_machine):
    time_machine.move_to("2026-06-26T12:00:00Z", tick=False)
    assert json.loads(shown(year, "--json")) == document(EXAMPLE_YEAR / "report-2026-06-26.json")


def percent(ratio):
    """A ratio of the report as a person reads it, by FORMAT.md §2."""
    exact = Fraction(ratio)
    whole = int(exact * 100 + Fraction(1, 2))
    return f"{min(whole, 99) if exact < 1 else whole} %" if not 0 < exact < Fraction(1, 100) else "1 %"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEEN_BY = ("only the owner sees it", "the mentor sees it", "everybody it is shared with sees it")
AS_ITS_OBJECTIVE = (
    "only the owner sees it, since its objective is private",
    "shared with the mentor only, since its objective is",
)
WIDTHS = ("private", "mentor", "shared")


def in_words(on, day):
    """A date of the format as a person reads it on a day."""
    year, month, number = on.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]}" + ("" if on[:4] == day[:4] else f" {year}")


def due_of(card, row, day):
    """What must be printed for a due date: nothing is overdue that is over."""
    over = card["health"] in ("achieved", "dropped")
    return f"{'overdue since' if row['due_on'] < day and not over else 'due'} {in_words(row['due_on'], day)}"


def facts_of(card, row, board, day):
    """What must be printed for a card, from the published report and the board's own document."""
    check_ins = sorted(
        (item["on"], item["id"], item["value"]) for item in board["check_ins"] if item["key_result_id"] == row["id"]
    )
    values = [value for on, _, value in check_ins if on <= day and value]
    objective = next(item for item in board["objectives"] if item["id"] == row["objective_id"])
    if row["kind"] in ("binary", "baseline"):  # never in percent
        late = card["counted"] and card["shown"] == "0%" and Fraction(card["expected"]) == 1
        yield "; done;" if card["shown"] == "100%" else f"; not done{', expected to be done' if late else ''};"
    else:
        expected = f", expected {percent(card['expected'])}" if card["counted"] else ""  # nothing of what was dropped
        yield f"; {card['shown'].replace('%', ' %')}{expected};"
    cycle = next(item for item in board["cycles"] if item["id"] == objective["cycle_id"])
    ended = cycle["status"] == "closed" and (cycle.get("closed_on") or "") <= day
    if card["health"] == "dropped":
        yield "dropped on"
    elif card["divergent"] and card["health"] == "on_track" and not ended:  # one verdict, which says both
        yield "; said to be on track, but far behind;"
    else:
        yield "; ended" if ended and card["health"] != "achieved" else f"; {card['health'].replace('_', ' ')}"
    own, parent = WIDTHS.index(row["visibility"]), WIDTHS.index(objective["visibility"])
    yield SEEN_BY[own] if own <= parent else AS_ITS_OBJECTIVE[parent]
    if values:
        yield f"; {values[-1]}"
    if card["confidence"] is not None:
        yield f"confidence {card['confidence']}"
    if card["held"]:
        met, seen = card["held"]["met"], card["held"]["seen"]
        # Of what was missed, the latest period is named.
        yield f"; {met} of {seen} kept{',' if met < seen else ';'}" if seen else "; none kept yet;"
    if row["due_on"] and not (row["done_on"] and row["done_on"] <= day):
        yield due_of(card, row, day)
    yield from (f"#{label}" for label in row["labels"])


def printed_cards(text):
    """The two lines of each card, by its id."""
    return {found[2]: (found[1], found[3]) for found in re.finditer(r"   - (.*)  \[([\w-]+)\]\n     (.*)\n", text)}


@pytest.mark.parametrize("path", [EXAMPLE_BOARD, *VECTORS], ids=lambda path: path.stem)
def test_every_fact_of_every_card_is_printed(path, learnboard):
    board = document(path).get("board", document(path))
    day = document(path)["as_of"] if path in VECTORS else "2026-06-26"
    report = document(path)["report"] if path in VECTORS else document(EXAMPLE_YEAR / f"report-{day}.json")
    printed = printed_cards(shown(learnboard, written(board), "--as-of", day))
    cards = {card["id"]: card for objective in report["objectives"] for card in objective["key_results"]}
    rows = {row["id"]: row for row in board["key_results"]}
    assert printed.keys() == cards.keys()
    for id_, (title, line) in printed.items():
        assert title == rows[id_]["title"].strip()
        missing = [fact for fact in facts_of(cards[id_], rows[id_], board, day) if fact not in f"; {line};"]
        assert not missing, line


def test_the_example_year_is_printed_line_by_line(learnboard):
    lines = shown(learnboard, EXAMPLE_BOARD, "--as-of", "2026-06-26").splitlines()
    meetup, graph = "“Speak at one external meetup”", "“Raise engineers who can read a flame graph from 22 % to 60 %”"
    hours = "“Keep learning time at or above 150 minutes a week, monthly average”"
    ilo = "Individual Learning Objective since 1 Apr, own interest, helped by Hazel Brook"
    seen_and_full = "the mentor sees it; 4 of at most 5 key results"
    assert lines[:26] == [
        "Alder Finch, backend developer, as of 26 Jun 2026",
        "Cycle 2026: 1 Jan 2026 to 31 Dec 2026",
        "Goal (active): I want to be a performance expert: 37 %, expected 38 %",
        "Goal (set aside): I want to be an agile coach",
        f"★ “Build a toy map-tile server and demo it”: {ilo}",
        "",
        "Since the meeting of 8 May 2026",
        "   Alder Finch’s actions (3)",
        "   - ask the fraud team for an asynchronous endpoint: due 3 Jul",
        "   - restart “Raise profiling exercises solved unaided from 4 to 20”: two exercises a week: due 7 Aug",
        "   - decide on “Earn the vendor's tuning certificate”: done 15 May",
        "   Actions of others (1)",
        "   - give a week of notice before on-call swaps: overdue since 22 May, Hazel Brook",
        "",
        "Agenda: Mentor meeting with Rowan Teal, 26 Jun 2026",
        "   - “Cut p95 latency of the checkout service from 850 ms to 400 ms” went backwards",
        "   - pace of work until the holiday",
        "",
        "Worth talking about",
        f"   - {meetup}: confidence fell from 7 to 5. What happened, and what would help it up again?",
        f"   - {graph}: said to be on track, but far behind: 21 %, expected 48 %. What makes you sure of it?",
        f"   - {hours}: 5 of 6 kept, May missed. What came in between, and does the bound still fit?",
        "",
        "1. Become the person teams call when a service is slow",
        f"   aspirational; 41 %, expected 41 %; at risk; score 0.38, red; {seen_and_full}",
        "   - Cut p95 latency of the checkout service from 850 ms to 400 ms  [k11]",
    ]
    assert (
        "Individual Learning Objective" in lines[lines.index("   - Build a toy map-tile server and demo it  [k32]") + 1]
    )
    sums = "1,750.00 EUR allocated, 738.40 EUR spent, 360.00 EUR committed, 651.60 EUR left"
    # 4,415 of 4,680 minutes in the report.
    needs = "needs 2 consents and no objection"
    first = lines.index("Proposal: Fund time and cost of speaker coaching")
    growth = lines.index("Two views of the same skills")
    assert lines[first - 4 : growth - 1] == [
        "Learning time: 73 h 35 of 78 h due by 26 Jun used, 4 h 25 not yet",
        "Learning time: 15 min left in the week of 26 Jun",
        "Next meeting: 7 Aug, with Rowan Teal",
        f"Money: {sums}; 49.00 USD spent beside it",
        "Proposal: Fund time and cost of speaker coaching",
        f"   consented; training; asked for time and cost; closed 22 Jun, 2 of 2 answered; {needs}",
        "   Three sessions with a speaker coach, so that the talks of the autumn are understood by those who decide.",
        "   “Speaker coaching, three sessions”, 360.00 EUR, approved 24 Jun",
        "   https://example.org/speaker-coaching",
        "   invited: Linden Marsh (consent), Ash Rivers (consent)",
        "   opened 8 Jun 2026, closed 22 Jun 2026",
        "   result: consented by Ash Rivers and Linden Marsh",
        "   decision: time and cost granted",
        "   review: 18 Dec 2026",
        "   - Linden Marsh, question, 9 Jun: Why three sessions?",
        "   - Ash Rivers, objection, 11 Jun: Sessions fall in the release week",
        "   - Alder Finch, amendment, 12 Jun, answers the objection of Ash Rivers, 11 Jun: Sessions move to July",
        "   - Ash Rivers, consent, 13 Jun",
        "   - Linden Marsh, consent, 15 Jun",
        "Proposal: Write about our load-test kit in the open",
        f"   lapsed; on mission; asked for time, 5 h a week; closed 16 Mar, 1 of 2 answered; {needs}",
        "   opened 2 Mar 2026, closed 16 Mar 2026",
        "   result: lapsed, silence is no consent: 1 consent of 2 (Linden Marsh)",
        "   - Linden Marsh, consent, 10 Mar",
    ]


def test_a_dropped_card_keeps_its_figures_and_its_reason(learnboard):
    printed = printed_cards(shown(learnboard, EXAMPLE_BOARD, "--as-of", "2026-06-26"))
    assert printed["k34"][1] == (
        "done or not; not done; dropped on 15 May: the vendor changed the exam; the playbook "
        "matters more; confidence 5; the mentor sees it"
    )


def test_a_done_card_has_its_day_and_an_overdue_one_its_delay(year):
    printed = printed_cards(shown(year, "--as-of", "2026-07-16"))
    assert "due 31 Jul;" in printed["k32"][1]
    printed = printed_cards(shown(year, "--as-of", "2026-07-17"))
    assert "done on 17 Jul" in printed["k32"][1]
    year("export", "--as-of", "2026-07-16", "--profile", "full", "-o", "july.json")
    printed = printed_cards(shown(year, "july.json", "--as-of", "2026-08-01"))
    assert "overdue since 31 Jul;" in printed["k32"][1]


def test_an_empty_board_invites(learnboard, world):
    board = world.parent / "home" / "data" / "learnboard" / "board.db"
    result = learnboard("show")
    assert result.code == 0
    assert "No cycle yet." in result.out
    assert "“learnboard demo” shows an example year" in result.out
    assert result.err == (
        f"learnboard: There is no board “{board.absolute()}” yet: “learnboard” makes one, “learnboard import FILE” "
        "fills one.\n"
    )
    assert not board.exists()


def test_a_board_named_by_a_slip_is_refused_and_not_made(learnboard):
    result = learnboard("--board", "typo.db", "show")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"learnboard: There is no board “{Path('typo.db').absolute()}” yet: ")
    assert not Path("typo.db").exists()


def test_an_altered_file_is_shown_with_a_notice(learnboard):
    file = written({**document(SNAPSHOT), "withheld": False})
    result = learnboard("show", file, "--json")
    assert json.loads(result.out) == document(EXAMPLE_YEAR / "report-mentor-2026-06-26.json")
    assert result.err == "learnboard: snapshot.json was altered after it was written: ask its owner for a new one.\n"


def test_the_schema_is_the_published_one(learnboard):
    published = json.loads((DATA / "snapshot.schema.json").read_text(encoding="utf-8"))
    assert json.loads(learnboard("schema").out) == published
    assert json.loads(learnboard("schema", "snapshot").out) == published


def tiny(table, row):
    """A row with very small numbers in the place of those it has."""
    numbers = {
        "key_results": {
            "start": "0.000000001",
            "target": "0.000000003",
            "minimum": "0.000000001",
            "maximum": "0.000000002",
        },
        "check_ins": {"value": "0.000000002"},
        "milestones": {"weight": "0.000000001"},
        "budget_entries": {"estimate": "0.000000004", "actual": "0.000000004"},
    }
    small = {name: number for name, number in numbers.get(table, {}).items() if row[name] is not None}
    return row | small | ({"weight": "0.000000005"} if table in ("key_results", "objectives") else {})


def test_very_small_numbers_are_written_out_wherever_they_are_shown(learnboard):
    board = document(EXAMPLE_BOARD)
    tables = {name: [tiny(name, row) for row in rows] for name, rows in board.items() if isinstance(rows, list)}
    file = written(board | tables)
    assert learnboard("--board", "tiny.db", "import", file).code == 0
    text = learnboard("--board", "tiny.db", "show", "--as-of", "2026-06-26").out
    assert "from 0.000000001 to 0.000000003 ms" in text
    assert "0.000000002 ms" in text
    page = learnboard("--board", "tiny.db", "export", "--format", "html", "--as-of", "2026-06-26", "-o", "-").out
    assert "0.000000002 ms" in page
    for out in (text, page, learnboard("--board", "tiny.db", "show", "--json").out):
        assert not re.search("[0-9]E-[0-9]", out)
