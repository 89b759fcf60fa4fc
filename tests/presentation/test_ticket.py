"""A key result as a ticket: title, why, and done when."""

from datetime import date

import pytest

from learnboard.domain.profiles import apply_profile
from learnboard.exchange.ticket_markdown import ticket_markdown
from learnboard.presentation.ticket import ticket_of
from learnboard.service.export.ticket import ticket_document
from tests.builders import binary, goal, ilo_period, maintain, metric, milestone, objective, person, steps, year_of
from tests.years import year_store

DAY = date(2026, 6, 26)


def done_when(*rows):
    board = year_of(*rows)
    ticket = ticket_of(board, board.key_results[0], DAY)
    return [*ticket.done_when, *ticket.steps]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (metric(start="850", target="400", unit="ms"), ["It has gone from 850 to 400 ms."]),
        (maintain(maximum="2", unit="incidents", period="quarter"), ["It was at most 2 incidents in each quarter."]),
        (binary(due_on="2026-07-31"), ["What the title says is done.", "It is due by 31 Jul 2026."]),
        (binary(kind="baseline"), ["The number is known and written down."]),
    ],
)
def test_each_kind_says_when_it_is_done(row, told):
    assert done_when(objective(), row) == told


def test_a_ticket_has_title_why_and_done_when_and_what_people_wrote_stays_text():
    board = year_of(
        goal(statement="I want to be <b>asked</b>", why_me="goal's own"),
        objective(title="Explain *it*", goal_id="g1", why_me="I like it\n- and\n# so", why_company=""),
        steps(title="A playbook | of mine", description="see k1", private_note="NEVER"),
        milestone(id="s2", title="read", position=2, due_on="2026-07-03"),
        milestone(id="s1", title="write", position=1, done_on="2026-05-01", due_on="2026-05-02"),
        person(id="p1", name="Hazel Brook"),
        ilo_period(from_on="2026-04-01", helped_by_id="p1"),
    )
    text = ticket_markdown(ticket_of(board, board.key_results[0], DAY)).decode()
    assert text == (
        "# A playbook \\| of mine\n\n"
        "*Individual Learning Objective since 1 Apr, own interest, helped by Hazel Brook*\n\n"
        "see “A playbook \\| of mine”\n\n"
        "## Why\n\n"
        "- **Objective:** Explain \\*it\\*\n"
        "- **Goal:** I want to be &lt;b&gt;asked&lt;/b&gt;\n"
        "- **Why for me:** I like it\\\n  \\- and\\\n  \\# so\n\n"
        "## Done when\n\n"
        "- All steps are done.\n"
        "- [x] write\n"
        "- [ ] read, by 3 Jul\n"
    )


def test_the_goal_says_why_where_the_objective_does_not():
    board = year_of(goal(why_company="orders"), objective(goal_id="g1"), binary())
    assert dict(ticket_of(board, board.key_results[0], DAY).why)["Why for the company"] == "orders"


def test_the_year_gives_what_leaves_for_a_mentor_and_nothing_else():
    with year_store() as store:
        text = ticket_document(store, "k32", DAY).decode()
        board = store.records()
    kept = apply_profile(board, "mentor")[0]
    assert "# Build a toy map-tile server and demo it" in text
    assert "Individual Learning Objective since 1 Apr, own interest, helped by Hazel Brook" in text
    assert "- **Goal:** I want to be a performance expert" in text
    assert "- What the title says is done.\n- It is due by 31 Jul 2026." in text
    assert any(row.private_note for row in board.key_results)
    assert not any(row.private_note for row in kept.key_results)
