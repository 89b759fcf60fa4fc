"""People's words in sentences: units beside a number, and texts in quotation marks."""

import pytest

from learnboard.domain.model.feedback import Target
from learnboard.presentation.reader_context import describe_target
from learnboard.presentation.values import bound_text, quoted, with_unit
from tests import builders


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("1", "incidents", "1 incident"),
        ("2", "incidents", "2 incidents"),
        ("0", "incidents", "0 incidents"),
        ("11", "talks", "11 talks"),
        ("1.0", "hours", "1.0 hours"),
        ("0 → 1", "talks", "0 → 1 talk"),
        ("1 → 2", "talks", "1 → 2 talks"),
        ("1", "people", "1 person"),
        ("1", "queries", "1 query"),
        ("1", "branches", "1 branch"),
        ("1", "sales calls", "1 sales call"),
        ("1", "talks for developers", "1 talk for developers"),
        ("1", "releases", "1 release"),
        ("1", "hours a week", "1 hour a week"),
        ("1", "ms", "1 ms"),
        ("1", "mbps", "1 mbps"),
        ("1", "KPIs", "1 KPIs"),
        ("1", "class", "1 class"),
        ("1", "analysis", "1 analysis"),
        ("1", "series", "1 series"),
        ("1", "/5", "1/5"),
        ("1", "%", "1 %"),
        ("1", "", "1"),
        (None, "talks", ""),
    ],
)
def test_a_unit_is_singular_beside_a_single_one_where_that_is_sure(number, unit, text):
    assert with_unit(number, unit) == text


def test_what_is_kept_to_one_is_kept_to_one_incident():
    assert bound_text(builders.maintain(bound="at_most", maximum="1", unit="incidents")) == "at most 1 incident"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Cut latency", "“Cut latency”"),
        ("“Cut latency” again", "“‘Cut latency’ again”"),
        ("„Schneller“ werden", "“‚Schneller‘ werden”"),
        ("Rowan’s “plan”", "“Rowan’s ‘plan’”"),
    ],
)
def test_quotation_marks_in_quotation_marks_are_single_ones(title, text):
    assert quoted(title) == text
    assert (
        describe_target(builders.records(builders.metric(id="k1", title=title)), Target("key_result", "k1"))
        == f"key result {text}"
    )
