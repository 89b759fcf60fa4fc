"""Where a proposal stands: silence is not consent (FORMAT.md §2, "proposal")."""

import pytest

from tests.builders import person, proposal, records, report_on, response

AFTER = "2026-03-16"  # The proposal is open from the 1st to the 15th.


def state(*rows, day=AFTER, **changes):
    people = person(), person(id="p2"), person(id="p3")
    (told,) = report_on(day, records(proposal(**changes), *people, *rows))["proposals"]
    return told["state"]


@pytest.mark.parametrize("day", ["2026-03-01", "2026-03-14", "2026-03-15"])
def test_it_is_open_up_to_and_including_its_closing_day(day):
    assert state(day=day) == "open"
    assert state(response("p1", "objection", "2026-03-01"), day=day) == "open"


def test_without_an_opening_day_it_is_a_draft_even_when_closed():
    assert state(response("p1", "consent"), opened_on=None) == "draft"


def test_it_is_not_known_before_it_opens():
    assert report_on("2026-02-28", records(proposal()))["proposals"] == []


@pytest.mark.parametrize("changes", [{}, {"opened_on": None}])
def test_withdrawn_comes_before_all(changes):
    assert state(response("p1", "consent"), withdrawn_on="2026-03-10", **changes) == "withdrawn"


def test_it_is_withdrawn_from_that_day_on():
    assert state(withdrawn_on="2026-03-10", day="2026-03-09") == "open"
    assert state(withdrawn_on="2026-03-10", day="2026-03-10") == "withdrawn"


@pytest.mark.parametrize(
    ("consents", "least", "expected"),
    [(0, 1, "lapsed"), (1, 1, "consented"), (1, 2, "lapsed"), (2, 2, "consented"), (3, 2, "consented")],
)
def test_it_wants_as_many_consents_as_it_says(consents, least, expected):
    rows = [response(f"p{number}", "consent") for number in range(1, consents + 1)]
    assert state(*rows, min_responses=least) == expected


def test_a_person_consents_once():
    rows = response("p1", "consent", "2026-03-04"), response("p1", "consent", "2026-03-05")
    assert state(*rows, min_responses=2) == "lapsed"


def test_one_objection_is_enough():
    assert state(response("p1", "consent"), response("p2", "consent"), response("p3", "objection")) == "objected"


@pytest.mark.parametrize(
    ("first", "last", "expected"), [("objection", "consent", "consented"), ("consent", "objection", "objected")]
)
def test_a_persons_last_word_counts(first, last, expected):
    rows = response("p1", last, "2026-03-06"), response("p1", first, "2026-03-05")
    assert state(*rows) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"), [("objection", "consent", "consented"), ("consent", "objection", "objected")]
)
def test_of_two_words_on_a_day_the_greater_id_is_the_last(first, last, expected):
    assert state(response("p1", last, id="rb"), response("p1", first, id="ra")) == expected


@pytest.mark.parametrize("kind", ["question", "reaction", "amendment", "concern"])
def test_other_words_neither_consent_nor_take_back(kind):
    assert state(response("p1", kind)) == "lapsed"
    assert state(response("p1", "consent", "2026-03-04"), response("p1", kind, "2026-03-05")) == "consented"
    assert state(response("p1", "objection", "2026-03-04"), response("p1", kind, "2026-03-05")) == "objected"


AMENDED = response("owner", "amendment", "2026-03-08")


def test_an_amendment_by_the_owner_takes_back_the_consents_before_it():
    before, after = response("p1", "consent", "2026-03-07"), response("p2", "consent", "2026-03-09")
    assert state(before, AMENDED) == "lapsed"
    assert state(after, AMENDED) == "consented"
    assert state(before, after, AMENDED, min_responses=2) == "lapsed"
    assert state(before, response("p1", "consent", "2026-03-09"), AMENDED) == "consented"


def test_an_objection_stands_until_its_person_consents():
    objection = response("p1", "objection", "2026-03-07")
    assert state(objection, AMENDED, response("p2", "consent", "2026-03-09")) == "objected"
    assert state(objection, AMENDED, response("p1", "consent", "2026-03-09")) == "consented"


def test_whose_consent_was_taken_back_has_no_word():
    # The objection before it does not come back.
    rows = response("p1", "objection", "2026-03-06"), response("p1", "consent", "2026-03-07")
    assert state(*rows, AMENDED) == "lapsed"
    assert state(*rows, AMENDED, response("p2", "consent", "2026-03-09")) == "consented"


def test_of_an_amendment_and_a_consent_on_a_day_the_greater_id_is_the_later():
    amended = response("owner", "amendment", id="rb")
    assert state(response("p1", "consent", id="ra"), amended) == "lapsed"
    assert state(response("p1", "consent", id="rc"), amended) == "consented"


def test_an_amendment_after_the_closing_day_changes_nothing():
    late = response("owner", "amendment", "2026-03-16")
    assert state(response("p1", "consent"), late, day="2026-03-20") == "consented"


@pytest.mark.parametrize("by_id", ["p2", None])
def test_only_the_owner_amends(by_id):
    assert state(response("p1", "consent", "2026-03-04"), response(by_id, "amendment")) == "consented"


@pytest.mark.parametrize("by_id", ["owner", None])
def test_the_owners_and_nobodys_words_do_not_count(by_id):
    assert state(response(by_id, "consent")) == "lapsed"
    assert state(response("p1", "consent"), response(by_id, "objection")) == "consented"


def test_words_count_on_the_closing_day_but_not_after():
    assert state(response("p1", "consent", "2026-03-15")) == "consented"
    assert state(response("p1", "consent", "2026-03-16")) == "lapsed"
    late = response("p1", "objection", "2026-03-16")
    assert state(response("p1", "consent", "2026-03-15"), late, day="2026-03-20") == "consented"


def test_words_before_the_opening_count():
    assert state(response("p1", "consent", "2026-02-01")) == "consented"


def test_words_on_another_proposal_do_not_count():
    other = proposal(id="pr2"), response("p1", "consent", proposal_id="pr2")
    told = report_on(AFTER, records(person(), proposal(), *other))["proposals"]
    assert told == [{"id": "pr1", "state": "lapsed"}, {"id": "pr2", "state": "consented"}]


def test_a_decision_taken_changes_no_state():
    assert state(decision="time_only") == "lapsed"


def test_proposals_are_told_by_id():
    rows = proposal(id="b"), proposal(id="a"), proposal(id="B")
    assert [one["id"] for one in report_on(AFTER, records(*rows))["proposals"]] == ["B", "a", "b"]
