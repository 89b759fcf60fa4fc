"""What is said of an export before it is written."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from learnboard.domain.leaks import Leak
from learnboard.domain.model.snapshot import Snapshot
from learnboard.service.export.prepare import ExportRequest, PreparedExport
from learnboard.service.queries.exports import PastExport
from learnboard.ui.export.preview import contents, ordinal, preview_lines
from learnboard.ui.toolkit.text import distinct_labels
from tests import builders
from tests.hostile import HOSTILE
from tests.ui.example_cards import DAY, text_of, width_of

NOW = datetime(2026, 6, 26, 9, tzinfo=UTC)
COUNTS = (("goals", 1), ("objectives", 4), ("key_results", 14), ("milestones", 9), ("check_ins", 62), ("people", 6))
LAST = PastExport("Rowan Teal", "mentor", 2, date(2026, 3, 27), NOW, None)


def prepared(*, counts=COUNTS, person=None, profile="mentor", sequence=3, withheld=True, leaks=(), earlier=(LAST,)):
    board = builders.year_of(builders.objective(), builders.metric())
    snapshot = Snapshot("s", sequence, None, NOW, DAY, profile, withheld, board)
    person = builders.person(name="Rowan Teal", accepted_on="2026-01-12") if person is None else person
    return PreparedExport(
        snapshot, ExportRequest(profile, "p1"), person or None, counts, tuple(leaks), None, tuple(earlier)
    )


def told(one, width=90, *, low=False):
    return [text_of(line) for line in preview_lines(one, DAY, width, low=low)]


def test_what_a_person_asks_for_first_is_counted_first():
    assert contents(prepared())[:4] == ("4 objectives", "14 key results", "62 check-ins", "1 goal")


def test_where_there_is_little_room_the_rest_is_counted_together():
    counts = (*COUNTS, ("meetings", 5), ("actions", 7))
    assert contents(prepared(counts=counts), low=True)[-2:] == ("6 people", "and 12 more rows")


def test_no_count_is_torn_from_what_it_counts():
    for width in range(30, 90):
        lines = told(prepared(), width)
        counts = lines[: next(number for number, line in enumerate(lines) if line.startswith("Something"))]
        assert not any(line[-1].isdigit() for line in counts)


def test_it_says_which_in_the_row_it_is_and_when_the_last_was():
    assert told(prepared())[-3] == ("Something is withheld. It is the third for Rowan Teal; the last was of 27 Mar.")
    assert told(prepared(sequence=1, earlier=()))[-3] == "Something is withheld. It is the first for Rowan Teal."
    assert told(prepared(withheld=False, profile="full", person=False))[-1] == (
        "Nothing is withheld. It is the third for your own copies."
    )


def test_a_mentor_who_has_not_accepted_is_pointed_out_and_nobody_else():
    def warned(**more):
        return any("has not accepted" in line for line in told(prepared(person=builders.person(**more)), 120))

    assert told(prepared(person=builders.person(asked_on="2026-06-01")), 120)[-1] == (
        "! Rowan Teal has not accepted to be your mentor yet: x in the list of people notes that they have."
    )
    assert warned(accepted_on="2026-06-27")
    assert not warned(accepted_on="2026-06-26")
    assert not warned(relation="reviewer")


def test_what_is_dated_later_and_an_earlier_day_are_told_without_options():
    shown = told(prepared()._replace(later_rows=9, last_day=date(2026, 11, 22)), 120)
    assert shown[-2:] == [
        "! 9 rows are dated after today and go as well: choose today as the day to leave them out.",
        "! The last one for Rowan Teal was of 22 Nov 2026, this is of 26 Jun 2026.",
    ]
    assert told(prepared(profile="full"), 120)[-1] == (
        "! A full copy holds everything that is private, and this one is for Rowan Teal."
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "first"), (10, "tenth"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"), (22, "22nd"), (103, "103rd")],
)
def test_numbers_are_told_as_people_say_them(number, words):
    assert ordinal(number) == words


def test_private_words_are_told_with_their_place_the_first_of_many():
    leak = Leak("look elsewhere", "key_results", "k1", "description")
    lines = told(prepared(leaks=[leak] * 9))
    assert sum(line.startswith("! “look elsewhere” is private") for line in lines) == 6
    assert lines[-1] == "! and in 3 more places"
    low = told(prepared(leaks=[leak] * 3), low=True)
    assert low[-1] == "! and in 1 more place"


def marked(lines):
    return [span.text for line in lines for span in line if span.style in ("bad", "warn") and "«" in span.text]


def test_private_words_are_marked_where_they_stand_and_single_words_come_last_in_a_calmer_colour():
    board = builders.year_of(builders.metric(title="Learn Kubernetes", description="or I LOOK\nélsewhere, you know"))
    leaks = (
        Leak("Kubernetes", "key_results", "k1", "title", ordinary=True),
        Leak("Look elsewhere", "key_results", "k1", "description"),
    )
    one = prepared(leaks=leaks)
    one = one._replace(snapshot=replace(one.snapshot, records=board))
    shown = preview_lines(one, DAY, 90, low=False)
    assert "  or I «LOOK élsewhere», you know" in [text_of(line) for line in shown]
    assert text_of(shown[-1]) == "  Learn «Kubernetes»"
    assert marked(shown) == ["«LOOK élsewhere»", "«Kubernetes»"]
    assert [line[0].style for line in shown if text_of(line).startswith("! “")] == ["warn", "muted"]


@pytest.mark.parametrize("width", [30, 40, 72])
def test_of_a_long_text_the_part_with_the_private_words_is_shown(width):
    board = builders.year_of(builders.metric(description="much to say " * 40 + "look elsewhere" + " and more" * 40))
    one = prepared(leaks=[Leak("look elsewhere", "key_results", "k1", "description")])
    last = preview_lines(one._replace(snapshot=replace(one.snapshot, records=board)), DAY, width, low=False)[-1]
    assert "«look elsewhere»" in text_of(last)
    assert width_of(last) <= width


def test_the_preview_says_that_it_is_not_an_appraisal_what_others_get():
    said = "It is a record of learning, not an appraisal."
    assert said in " ".join(told(prepared(withheld=False)))
    assert said not in " ".join(told(prepared(profile="full")))


def test_the_preview_says_what_the_check_cannot_know_where_something_is_private():
    said = "What leaves was searched for your private texts, word for word; short parts of them, paraphrases"
    assert said in " ".join(told(prepared()))
    assert said not in " ".join(told(prepared(withheld=False)))
    assert said not in " ".join(told(prepared(profile="full")))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words_and_no_line_is_too_wide(text):
    leak = Leak(text, "key_results", "k1", "title")
    one = prepared(person=replace(builders.person(), name=text), leaks=[leak])
    board = builders.year_of(replace(builders.metric(), title=text))
    one = one._replace(snapshot=replace(one.snapshot, records=board))
    for width in (30, 72):
        for line in preview_lines(one, DAY, width, low=False):
            assert width_of(line) <= width
            assert text_of(line).isprintable()


@pytest.mark.parametrize("text", HOSTILE)
def test_names_to_choose_by_are_distinct(text):
    labels = distinct_labels([text, text, "nobody", "nobody"], ("nobody",))
    assert len({*labels, "nobody"}) == 5
    assert labels[2:] == ("nobody (2)", "nobody (3)")
