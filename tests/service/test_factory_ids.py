"""Ids made later sort later, and are UUIDs of version 7 (FORMAT.md §1)."""

import re
from uuid import RFC_4122, UUID

import pytest

from learnboard.domain.model.fields import ID_PATTERN
from learnboard.service.factory import new_id


def test_an_id_is_a_uuid_of_version_7_written_in_lower_case():
    for _ in range(100):
        text = new_id()
        uuid = UUID(text)
        assert (uuid.version, uuid.variant) == (7, RFC_4122)
        assert text == str(uuid)


def test_an_id_says_its_millisecond(time_machine):
    # 2026-06-26T12:00:00.5Z is 1,782,475,200,500 milliseconds after 1970.
    time_machine.move_to(1_782_475_200.5, tick=False)
    assert int(new_id().replace("-", "")[:12], 16) == 1_782_475_200_500


def test_a_later_id_sorts_later(time_machine):
    made = []
    for second in (0, 1, 1_700_000_000, 1_700_000_000.5, 1_700_000_001, 7_289_654_399):  # the last: 2200-12-31
        time_machine.move_to(second, tick=False)
        made.append(new_id())
    assert made == sorted(made)


def test_ids_of_one_millisecond_are_different(time_machine):
    time_machine.move_to(1_700_000_000, tick=False)
    assert len({new_id() for _ in range(1_000)}) == 1_000


def test_ids_of_one_moment_sort_as_they_were_made_and_a_clock_set_back_is_believed(time_machine):
    time_machine.move_to(1_700_000_000, tick=False)
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(made)
    time_machine.move_to(1_699_999_000, tick=False)
    assert int(new_id().replace("-", "")[:12], 16) == 1_699_999_000_000


@pytest.mark.parametrize("after", ["", "0", "ci001", "z", "zz-1", "k" * 64, "z" * 28, "z" * 27 + "_" * 37])
def test_an_id_can_be_made_to_sort_after_another(after):
    made = [after]
    for _ in range(3):
        made.append(new_id(after=made[0]))
        assert made[-1] > after
        assert re.fullmatch(ID_PATTERN, made[-1])
    assert len(set(made)) == 4


def test_where_there_is_no_room_after_an_id_the_new_one_is_still_an_id():
    assert re.fullmatch(ID_PATTERN, new_id(after="z" * 64))
