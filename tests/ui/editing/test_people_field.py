"""Names in a form: whoever is there now is meant, and of two who are it is asked which one."""

from datetime import date

import pytest

from learnboard.domain.action_line import known_persons
from learnboard.domain.errors import InvalidValue
from learnboard.ui.editing.people_field import People
from tests.builders import person

TODAY = date(2026, 6, 26)
BEFORE = person(id="p-lead", name="Hazel Brook", relation="mentor", to_on="2026-01-11")
NOW = person(id="p-sup", name="Hazel Brook", relation="supervisor")
ALSO = person(id="p-b", name="Hazel Brook", relation="buddy")


def field(*people, day=TODAY):
    return People("people", "with", known_persons(people, day))


@pytest.mark.parametrize("name", ["Hazel", "Hazel Brook", "hazel brook"])
def test_a_name_never_means_the_relation_that_is_over_while_one_is_in_force(name):
    assert field(BEFORE, NOW).parse(name) == ("p-sup",)
    # On its last day the time is over already; the day before it is not, and nothing is guessed.
    assert field(BEFORE, NOW, day=date(2026, 1, 11)).parse(name) == ("p-sup",)
    with pytest.raises(InvalidValue, match=r"Hazel Brook \(mentor\) or Hazel Brook \(supervisor\): write which one"):
        field(BEFORE, NOW, day=date(2026, 1, 10)).parse(name)


def test_what_the_field_writes_is_read_as_the_same_people():
    for people in ((BEFORE, NOW), (BEFORE, NOW, ALSO), (BEFORE,)):
        shown = field(*people)
        for each in people:
            assert shown.parse(shown.text_of((each.id,))) == (each.id,)
    with pytest.raises(InvalidValue, match="Nobody is called “Rowan” here"):
        field(BEFORE, NOW).parse("Rowan")
