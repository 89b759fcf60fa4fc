"""What was said and what became of it, in sentences; told from three snapshots on."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.calibration import outcomes
from learnboard.exchange.documents import encode_snapshot
from learnboard.exchange.html import html_page
from learnboard.presentation.calibration import CALIBRATION, outcome_sentences, times
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.service.mentor.snapshot_view import open_snapshot_view
from learnboard.ui.mentor.requests import requests_blocks
from tests import builders
from tests.domain.test_calibration import DAY, SAID, due
from tests.exchange.html import pages
from tests.service.mentor.snapshots import put, snapshot
from tests.ui.example_cards import text_of

SENTENCES = (
    "Confidence 7 three times, ended at 50 %.",
    "Said to be on track while far behind: twice in 3 check-ins.",
)


def _sentences(*rows, day=DAY):
    (outcome,) = outcomes(builders.year_of(*rows), day)
    return outcome_sentences(outcome)


def test_a_sentence_says_what_was_said_and_what_became_of_it():
    assert _sentences(due(), *SAID) == SENTENCES
    assert _sentences(due(), *SAID, day=date(2026, 6, 1)) == (
        "Said to be on track while far behind: twice in 3 check-ins so far.",
    )


@pytest.mark.parametrize(("changes", "ending"), [({}, "was not done"), ({"done_on": "2026-06-02"}, "was achieved")])
def test_what_is_done_or_not_has_no_percentage(changes, ending):
    rows = [builders.check_in("2026-03-01", None, 8), builders.check_in("2026-04-01", None, 6)]
    said = _sentences(builders.binary(due_on="2026-06-30", **changes), *rows)
    assert said[0] == f"Confidence 8 once and 6 once, {ending}."


def test_numbers_up_to_seven_are_words():
    assert [times(number) for number in (1, 2, 3, 7, 8)] == ["once", "twice", "three times", "seven times", "8 times"]


def _mentor(folder):
    view = open_snapshot_view(find_snapshots([folder]).mentees[0])
    blocks = requests_blocks(view, FeedbackDraft("fb1"), 110)
    return " ".join(" ".join(text_of(blocks.line(at, marked=False)) for at in range(blocks.height)).split())


@pytest.mark.parametrize(("files", "told"), [(1, False), (2, False), (3, True)])
def test_a_mentor_is_told_from_the_third_snapshot_in_the_folder_on(tmp_path, files, told):
    for number in range(1, files + 1):
        day = date(2026, 7, number)
        put(tmp_path, snapshot(f"s{number}", str(day), due(title="Learn to rest"), *SAID))
    text = _mentor(tmp_path)
    assert (f"{CALIBRATION} Learn to rest until 30 Jun {' '.join(SENTENCES)}" in text) == told
    assert (CALIBRATION in text) == told


@pytest.mark.parametrize(("sequence", "told"), [(2, False), (3, True)])
def test_a_page_tells_it_if_it_is_the_third_for_its_reader(sequence, told):
    of = replace(pages.june()[0], records=builders.year_of(due(), *SAID), as_of=DAY, sequence=sequence, previous=None)
    page = html_page(of, encode_snapshot(of)[0]).decode()
    assert all(sentence in page for sentence in (CALIBRATION, *SENTENCES)) == told
    assert (CALIBRATION in page) == told
