"""Whether an agreement holds: by what was agreed to, not by when it was written."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.agreement_drafts import draft_of, is_draft
from learnboard.domain.agreements import (
    AgreedTerms,
    AgreementState,
    agreement_mark,
    agreement_state,
)
from learnboard.domain.model.people import Agreement
from tests.builders import agreement, person

DAY = date(2026, 1, 12)
FIRST = datetime(1970, 1, 1)  # noqa: DTZ001 - Hypothesis adds the zone


def terms_of(row, on=DAY):
    return AgreedTerms(agreement_mark(row.agreement), on)


def test_without_an_agreement_there_is_nothing_to_agree_to():
    assert agreement_state(person(accepted_on="2026-01-12"), None) == AgreementState("none")


def test_who_accepted_agreed_to_the_agreement_as_it_stood():
    row = person(accepted_on="2026-01-12", agreement=agreement())
    assert agreement_state(row, None) == AgreementState("agreed", DAY)


def test_it_waits_for_a_candidate_and_for_who_agreed_to_none():
    assert agreement_state(person(agreement=agreement()), None).standing == "waiting"
    accepted = person(accepted_on="2026-01-12", agreement=agreement())
    assert agreement_state(accepted, AgreedTerms("", DAY)) == AgreementState("waiting")


@pytest.mark.parametrize(
    "change", [{"cadence_days": 7}, {"comfort_zone": "x"}, {"confidential": False}, {"length_minutes": 30}]
)
def test_another_word_in_it_is_a_change_and_the_former_word_takes_it_back(change):
    row = person(accepted_on="2026-01-12", agreement=agreement())
    changed = person(accepted_on="2026-01-12", agreement=agreement(**change))
    assert agreement_state(changed, terms_of(row)) == AgreementState("changed", DAY)
    assert agreement_state(changed, terms_of(row)).waits
    assert agreement_state(row, terms_of(row)) == AgreementState("agreed", DAY)


def test_every_field_of_an_agreement_counts():
    row = person(agreement=agreement()).agreement
    others = {
        "cadence_days": 1,
        "length_minutes": 1,
        "ends_on": DAY,
        "confidential": False,
        "ask_before_call_out": False,
    }
    for field in fields(Agreement):
        assert agreement_mark(replace(row, **{field.name: others.get(field.name, "x")})) != agreement_mark(row)


@given(
    st.text(max_size=40),
    st.none() | st.dates(),
    st.none() | st.datetimes(FIRST, timezones=st.just(UTC)).map(lambda instant: instant.replace(microsecond=0)),
)
def test_what_is_kept_is_read_again(mark, on, changed_at):
    terms = AgreedTerms(mark, on, changed_at)
    assert AgreedTerms.of(terms.text) == terms


@pytest.mark.parametrize(
    "text", ["", "agreed", "[]", "{}", '{"mark": 1}', '{"mark": "", "on": "never", "changed_at": null}']
)
def test_what_cannot_be_read_counts_as_nothing(text):
    assert AgreedTerms.of(text) is None


def test_a_moment_is_kept_to_the_second():
    assert '"2026-03-01T08:00:00Z"' in AgreedTerms("", None, datetime(2026, 3, 1, 8, tzinfo=UTC)).text


@pytest.mark.parametrize(
    "written",
    [
        {"confidential": True},
        {"ask_before_call_out": True},
        {"comfort_zone": "on a stage"},
        {"length_minutes": 60},
        {"ends_on": DAY},
        {"they_expect": "a snapshot"},
    ],
)
def test_who_accepted_with_only_a_cadence_named_agreed_to_no_agreement(written):
    row = replace(person(accepted_on="2026-01-12"), agreement=draft_of(30))
    assert agreement_state(row, None) == AgreementState("waiting")
    assert agreement_state(row, terms_of(row)) == AgreementState("agreed", DAY)
    assert is_draft(row.agreement)
    assert not is_draft(replace(row.agreement, **written))
    assert not is_draft(None)
