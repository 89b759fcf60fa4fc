"""What files of other minor versions of the format cannot say, or hold and is not shown: one sentence everywhere."""

import html
import json
import re
from datetime import date

import pytest

from learnboard.exchange.documents import open_snapshot
from learnboard.exchange.html import html_page
from learnboard.presentation.file_versions import newer_file_text, older_files_text
from learnboard.service import files
from learnboard.service.descriptions import describe
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.service.mentor.snapshot_view import open_snapshot_view
from learnboard.ui.mentor.changes import changes_blocks
from tests.builders import EXAMPLE_BOARD, document
from tests.exchange.test_upgrade import sealed, stripped
from tests.service.mentor.snapshots import JUNE, MARCH
from tests.ui.example_cards import text_of

LACKS = (
    "from when a key result counts, what its target was before a change, what help is wanted, or how a cycle was closed"
)
OF_JUNE = f"An older learnboard wrote the snapshot of 26 Jun 2026, which does not say {LACKS}."
OF_BOTH = f"An older learnboard wrote the snapshots of 27 Mar 2026 and 26 Jun 2026, which do not say {LACKS}."


def put(folder, plain, name):
    path = folder / f"{name}.learnboard.json"
    path.write_text(json.dumps(plain), encoding="utf-8")
    return path


@pytest.fixture
def march(tmp_path):
    return put(tmp_path, stripped(document(MARCH)), "march")


@pytest.fixture
def june(tmp_path):
    return put(tmp_path, stripped(document(JUNE)), "june")


def on_the_page(path):
    text = html_page(open_snapshot(path), path.read_bytes()).decode()
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", text)).split())


def in_the_view(*paths):
    view = open_snapshot_view(find_snapshots(paths).mentees[0])
    blocks = changes_blocks(view, FeedbackDraft("fb"), 100)
    lines = (text_of(blocks.line(number, marked=False)) for number in range(blocks.height))
    return " ".join(" ".join(lines).split())


def in_plain_text(path):
    return describe(files.report_of_file(path, None)[0])


def compared(old, new):
    return describe(files.compare_files(old, new))


def test_a_file_of_minor_0_says_what_it_cannot_know_on_page_terminal_and_in_plain_text(june):
    for text in (on_the_page(june), in_the_view(june), in_plain_text(june)):
        assert text.count(OF_JUNE) == 1


def test_a_comparison_says_which_of_its_files_cannot_know(march, june):
    for text in (in_the_view(march, june), compared(march, june)):
        assert text.count(OF_BOTH) == 1
    for text in (in_the_view(MARCH, june), compared(MARCH, june)):
        assert text.count(OF_JUNE) == 1
    assert "An older learnboard wrote the snapshot of 27 Mar 2026, which" in compared(march, JUNE)


def test_a_file_of_this_minor_says_nothing_of_it():
    for text in (on_the_page(JUNE), in_the_view(MARCH, JUNE), in_plain_text(JUNE), compared(MARCH, JUNE)):
        assert "older learnboard" not in text
    assert older_files_text(()) == ""


def test_the_days_are_those_of_the_files():
    day = date(2025, 12, 1)
    assert older_files_text((day,)).startswith("An older learnboard wrote the snapshot of 1 Dec 2025, which does not")


# -- newer ------------------------------------------------------------------------------------------------------------


def test_a_file_of_a_newer_minor_is_read_and_names_what_is_not_shown_everywhere(tmp_path):
    plain = document(JUNE) | {"minor": 2, "moods": [{"id": "m1"}], "weather": "fair"}
    plain["key_results"] = [row | {"mood": "good"} for row in plain["key_results"]]
    path = put(tmp_path, sealed(plain), "newer")
    notice = (
        "The file is of version 1.2 of the format, newer than the 1.1 of this learnboard: what is new in it is left "
        "out, such as “moods”, “weather” and “mood” of the key results. Update learnboard to see it."
    )
    _, notices = files.report_of_file(path, None)
    assert notices == (notice,)
    assert notice in on_the_page(path)
    assert notice in in_the_view(path)
    assert "Cut p95 latency" in in_the_view(path)


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ([], "is left out. Update"),
        (["“a”"], "is left out, such as “a”. Update"),
        (["“a”", "“b”", "“c”", "“d”", "“e”"], "is left out, such as “a”, “b”, “c” and 2 more. Update"),
    ],
)
def test_the_first_three_names_are_told(left_out, said):
    assert said in newer_file_text("1.2", "1.1", left_out)


def test_names_of_a_stranger_are_words(tmp_path):
    plain = document(JUNE) | {"minor": 2, "\x1b[31mred\u202e" + "x" * 100: 1}
    (notice,) = open_snapshot(put(tmp_path, sealed(plain), "newer")).notices
    assert notice.isprintable()
    assert len(notice) < 250


# -- what it is not ---------------------------------------------------------------------------------------------------


def test_an_export_for_somebody_else_says_that_it_is_not_an_appraisal():
    said = "a record of learning, not an appraisal"
    for text in (on_the_page(JUNE), in_the_view(MARCH, JUNE), in_plain_text(JUNE)):
        assert text.count(said) == 1
    assert said not in in_plain_text(EXAMPLE_BOARD)
