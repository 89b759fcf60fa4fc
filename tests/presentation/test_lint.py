"""How hints are told: in sentences, by rule and place, and never against a person."""

import re
from typing import get_args

import pytest

from learnboard.domain.lint import Lint, LintFinding, Load, Rule
from learnboard.presentation.lint import RULES, brief_hints, finding_text, lint_head, load_texts, objective_hints
from tests.builders import objective

ALL = [rule for part in get_args(Rule) for rule in get_args(part)]
FOUND = {"why": "why_me why_company", "training": "key_result expected_value", "not_accepted": "mentor_suggested"}


def finding(rule, place="key_result", **fields):
    return LintFinding(rule, place, "k1", "Build it", "o1", FOUND.get(rule, "12"), 5)._replace(**fields)


@pytest.mark.parametrize("rule", ALL)
def test_each_rule_has_a_name_and_says_in_neutral_sentences_what_it_found(rule):
    told = finding_text(finding(rule))
    assert told.rule == RULES[rule]
    assert re.fullmatch("[A-Z“0-9].*[.?]", told.text)
    assert not re.search(r"fail|wrong|bad|must|error|poor|weak", told.text, re.IGNORECASE)
    assert told.line == f"“Build it”: {told.text} ({told.rule})"
    assert finding_text(finding(rule, "objective")).line == f"{told.text} ({told.rule})"


def test_what_is_lacking_is_named():
    assert finding_text(finding("why")).text == "It does not say why it matters to you or at work."
    assert finding_text(finding("why", found="why_company")).text == "It does not say why it matters at work."
    assert finding_text(finding("training")).text == "It has no key result and no expected value. What is it for?"
    assert finding_text(finding("mandatory")).text == "Mandatory work is part of the job: not for this board."
    assert finding_text(finding("load", found="125", limit=120)).text.startswith(
        "2 h 05 went into the open key results"
    )


def test_the_load_is_told_by_objective_and_in_all():
    rows = (objective(), objective(id="o2"))
    assert load_texts(Load(((rows[0], 3), (rows[1], 1)), 90, 30, 4680)) == (
        "4 open key results, by objective 3, 1.",
        "1 h 30 of learning time went into them, of 78 h that there are by today, and 30 min of your own time.",
    )
    assert load_texts(Load(((rows[0], 1),)))[0] == "1 open key result."
    assert load_texts(Load(((rows[0], 1),)))[1] == "0 min of learning time went into them, and none is agreed on."


def test_hints_are_counted():
    two = (finding("why"), finding("load"))
    assert lint_head(Lint()) == ""
    assert lint_head(Lint(two, two[:1])) == "2 hints, 1 dismissed"
    assert lint_head(Lint((), two)) == "2 dismissed"
    assert brief_hints((), 0) == ""
    assert brief_hints(two[:1], 0) == "1 hint on this objective: F on the board lists them."
    assert objective_hints((), 2) == ("2 hints on its key results: F on the board lists them.",)
