"""What stands in a form that was left is kept with the board, and is no step."""

from datetime import timedelta
from pathlib import Path

import pytest

from learnboard.domain.errors import InvalidValue, NotFound
from learnboard.domain.model.key_results import KeyResult
from learnboard.storage.store import Store
from tests.storage.harm import released
from tests.storage.year import NOON, dump, records, sqlite

FORM = "check in"


def test_a_draft_is_there_again_after_the_board_was_closed(year: Store, path: Path) -> None:
    texts = {"value": " 4,50", "note": "“half” \n ⏱ \x1b[2J \0", "when": ""}
    year.save_draft(FORM, "k11", texts)
    year.close()
    with Store.open(path) as again:
        assert again.draft(FORM, "k11") == texts


def test_a_form_without_a_draft_has_none(year: Store) -> None:
    year.save_draft(FORM, "k11", {"note": "x"})
    assert year.draft(FORM, "k12") == {}
    assert year.draft("key result", "k11") == {}


def test_each_form_of_each_row_has_its_own_draft(year: Store) -> None:
    places = [(FORM, "k11"), (FORM, "k12"), ("key result", "k11"), ("goal", "")]
    for place in places:
        year.save_draft(*place, {"text": " ".join(place)})
    assert [year.draft(*place) for place in places] == [{"text": " ".join(place)} for place in places]


def test_a_later_draft_replaces_the_one_before_completely(year: Store, path: Path) -> None:
    year.save_draft(FORM, "k11", {"value": "4", "note": "x"})
    year.save_draft(FORM, "k11", {"note": "y"})
    assert year.draft(FORM, "k11") == {"note": "y"}
    assert len(dump(path)["drafts"]) == 1


def test_its_time_is_that_of_the_last_text(path: Path) -> None:
    times = iter([NOON, NOON + timedelta(hours=1)])
    with Store.create(path, records().board_info, clock=lambda: next(times)) as store:
        store.save_draft(FORM, "k11", {"note": "x"})
        store.save_draft(FORM, "k11", {"note": "y"})
    assert dump(path)["drafts"] == [
        ("str:check in", "str:k11", 'str:{"note": "y"}', "str:2026-03-02T13:00:00Z"),
    ]


def test_no_texts_delete_a_draft(year: Store, path: Path) -> None:
    year.save_draft(FORM, "k11", {"note": "x"})
    year.save_draft(FORM, "k12", {"note": "z"})
    year.save_draft(FORM, "k11", {})
    assert year.draft(FORM, "k11") == {}
    assert year.draft(FORM, "k12") == {"note": "z"}
    assert len(dump(path)["drafts"]) == 1
    year.save_draft(FORM, "k11", {})


def test_a_draft_is_no_step_and_drops_none(year: Store, path: Path) -> None:
    with year.step("delete") as recorder:
        recorder.remove(KeyResult, "k11")
    year.undo()
    before = dump(path, journal=True)
    year.save_draft(FORM, "k11", {"note": "x"})
    after = dump(path, journal=True)
    assert {name for name in after if after[name] != before[name]} == {"drafts"}
    assert (year.next_undo, year.next_redo) == ("import the year", "delete")
    year.redo()
    year.undo()
    assert year.draft(FORM, "k11") == {"note": "x"}


def test_a_draft_outlives_what_it_is_about(year: Store) -> None:
    year.save_draft(FORM, "k11", {"note": "x"})
    with year.step("delete") as recorder:
        recorder.remove(KeyResult, "k11")
    with pytest.raises(NotFound):
        year.row(KeyResult, "k11")
    assert year.draft(FORM, "k11") == {"note": "x"}


def test_another_window_sees_it(year: Store, path: Path) -> None:
    with Store.open(path) as other:
        seen = other.data_version()
        year.save_draft(FORM, "k11", {"note": "x"})
        assert other.data_version() != seen
        assert other.draft(FORM, "k11") == {"note": "x"}


@pytest.mark.parametrize("text", ["", "{", "[]", '["note"]', "null", "7", '"note"', '{"note": 7}', '{"note": null}'])
def test_an_invalid_draft_counts_as_none(year: Store, path: Path, text: str) -> None:
    year.save_draft(FORM, "k11", {"note": "x"})
    sqlite(path, f"UPDATE drafts SET texts = '{text}'")
    assert year.draft(FORM, "k11") == {}


def test_only_the_texts_of_a_draft_are_read(year: Store, path: Path) -> None:
    year.save_draft(FORM, "k11", {"note": "x"})
    sqlite(path, """UPDATE drafts SET texts = '{"note": "y", "value": 4, "more": {"a": "b"}}'""")
    assert year.draft(FORM, "k11") == {"note": "y"}


def test_a_draft_nested_without_end_counts_as_none(year: Store, path: Path) -> None:
    year.save_draft(FORM, "k11", {"note": "x"})
    sqlite(path, f"UPDATE drafts SET texts = '{'[' * 200_000}'")
    assert year.draft(FORM, "k11") == {}


def test_half_a_character_is_refused_and_the_draft_before_stays(year: Store) -> None:
    year.save_draft(FORM, "k11", {"note": "x"})
    with pytest.raises(InvalidValue, match="half a character"):
        year.save_draft(FORM, "k11", {"note": "\ud83d"})
    assert year.draft(FORM, "k11") == {"note": "x"}


def test_the_draft_of_the_stored_board_is_read(path: Path) -> None:
    path.write_bytes(released(2))
    with Store.open(path) as store:
        assert store.draft(FORM, "k11") == {"value": "5", "note": "“half”"}
