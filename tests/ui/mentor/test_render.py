"""The lines of the mentor's view: what they show, in what order, and never wider than the window."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Id
from learnboard.domain.model.growth import About, Reflection
from learnboard.domain.profiles import apply_profile
from learnboard.presentation.desk import DeskPerson, DeskSummary
from learnboard.presentation.feedback import first_kind, prompt_for
from learnboard.presentation.reader_context import MISSING
from learnboard.presentation.values import away
from learnboard.service.mentor.feedback_draft import FeedbackDraft, new_item, with_item
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.service.mentor.snapshot_view import open_snapshot_view
from learnboard.ui.board.header import header_facts, header_line
from learnboard.ui.mentor.changes import changes_blocks
from learnboard.ui.mentor.desk_list import desk_blocks
from learnboard.ui.mentor.feedback_list import feedback_blocks
from learnboard.ui.mentor.file_form import person_options
from learnboard.ui.mentor.people import head_lines
from learnboard.ui.mentor.reader import feedback_context_of, guessed_reader
from learnboard.ui.mentor.requests import requests_blocks
from learnboard.ui.mentor.since import first_blocks
from learnboard.ui.mentor.subjects import FeedbackSubject, board_subject, subject_of
from learnboard.ui.toolkit.list_view import BlockList, ready_block
from learnboard.ui.toolkit.text import StyledText, cell_len
from tests import builders
from tests.hostile import HOSTILE
from tests.service.mentor.snapshots import JUNE, MARCH, put, snapshot
from tests.ui.example_cards import text_of, width_of
from tests.ui.mentor.apps import asking, june

NOTHING = FeedbackDraft("fb1")
DAY = date(2026, 6, 29)


@pytest.fixture(scope="module")
def example():
    return open_snapshot_view(find_snapshots([MARCH, JUNE]).mentees[0])


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    return open_snapshot_view(find_snapshots([asking(tmp_path_factory.mktemp("asked"))]).mentees[0])


def text_lines(blocks):
    return [text_of(blocks.line(number, marked=False))[3:] for number in range(blocks.height)]


def draft_about(*items):
    feedback_draft = NOTHING
    for kind, target, text in items:
        feedback_draft = with_item(feedback_draft, new_item(kind, target, text))
    return feedback_draft


def small_view(folder, *rows, day="2026-03-01", **more):
    """A small board with these rows, opened."""
    return open_snapshot_view(find_snapshots([put(folder, snapshot("s1", day, *rows, **more))]).mentees[0])


def _with_feedback(one, **feedback):
    """The same snapshot with feedback that the owner has had."""
    rows = (builders.feedback(**feedback),)
    return one._replace(snapshot=replace(one.snapshot, records=replace(one.snapshot.records, feedback=rows)))


# -- widths and hostile texts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 60, 74, 100, 123, 124, 150])
def test_no_line_is_wider_than_it_may_be(example, asked, width):
    for one in (example, asked):
        feedback_draft = draft_about(("comment", Target("key_result", "k11"), "a word " * 30))
        answered = _with_feedback(
            one, author="an author of many words", text="a word " * 30, reply="no " * 90, answer="declined"
        )
        for list_it in (first_blocks, requests_blocks, feedback_blocks):
            blocks = list_it(answered, feedback_draft, width)
            for number in range(blocks.height):
                line = blocks.line(number, marked=False)
                assert width_of(line) - 3 <= width, text_of(line)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_the_head_has_two_lines_that_fit(example, asked, width):
    for one in (example, asked):
        for view in range(4):
            lines = head_lines(one, NOTHING, view, DAY, width)
            assert len(lines) == 2
            assert width_of(lines[0]) <= width
            assert width_of(lines[1]) <= width


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_shown_as_texts(tmp_path, text):
    rows = [
        builders.binary(id="k1", title=text),
        builders.check_in("2026-02-01", confidence=3, note=text, key_result_id="k1"),
        builders.budget_entry(id="b1", title=text, state="proposed", expected_value=text),
        builders.proposal(id="p1", title=text, opened_on="2026-02-01", closes_on="2026-04-01"),
        builders.log_entry(id="g1", on="2026-02-01", minutes=30, text=text),
    ]
    one = small_view(tmp_path, *rows, owner=text)
    one = _with_feedback(
        one, author=text, target={"kind": "key_result", "id": "k1"}, text=text, reply=text, answer="done"
    )
    feedback_draft = draft_about(("comment", Target("key_result", "k1"), text))
    lists = [list_it(one, feedback_draft, 100) for list_it in (first_blocks, requests_blocks, feedback_blocks)]
    somebody = DeskPerson("brd", text, text, one.snapshot.as_of, problem=text)
    lists += [desk_blocks([somebody], [text], "need", DAY, width) for width in (74, 144)]
    lines = [line for blocks in lists for line in text_lines(blocks)]
    lines += [text_of(line) for line in head_lines(one, feedback_draft, 0, DAY, 100)]
    assert all(line.isprintable() for line in lines)


# -- changes ----------------------------------------------------------------------------------------------------------


def test_worrying_changes_come_first(example):
    lines = text_lines(changes_blocks(example, NOTHING, 150))
    headings = [
        "! At risk   3",
        "! Said to be on track, but far behind   1",
        "! Missed a period   1",
        "! Confidence fell   1",
        "Moved forward   5",
        "Reported, the number is the same   1",
        "Nothing new   1",
        "Dropped   1",
    ]
    assert [line for line in lines if line in headings] == headings


def test_a_silent_key_result_takes_one_line(example):
    lines = text_lines(changes_blocks(example, NOTHING, 150))
    at = lines.index("Nothing new   1")  # what stayed as it was in the year before, which is closed, is not told
    assert lines[at + 1].startswith("Measure how many engineers")
    assert lines[at + 2] == ""


def test_only_what_is_seen_is_drawn(example):
    blocks = changes_blocks(example, NOTHING, 150)
    blocks.line(blocks.lines_of(0).start, marked=True)
    assert len(blocks._drawn) == 1


def test_the_items_written_about_a_row_are_counted_there(example):
    target = Target("key_result", "k11")
    feedback_draft = draft_about(
        ("comment", target, "one"), ("question", target, "two"), ("kudos", Target("goal", "g1"), "x")
    )
    (row,) = [line for line in text_lines(changes_blocks(example, feedback_draft, 150)) if "written" in line]
    assert "2 written" in row


def test_a_decision_that_was_made_is_no_longer_requested(asked):
    assert "Asked of you: 2 approvals, 1 consent and 1 action (3 shows it)." in text_lines(
        changes_blocks(asked, NOTHING, 150)
    )
    feedback_draft = draft_about(
        ("approve", Target("budget_entry", "b90"), ""),
        ("decline", Target("budget_entry", "b91"), "too dear"),
        ("consent", Target("proposal", "pr9"), ""),
    )
    assert "Asked of you: 1 action." in text_lines(changes_blocks(asked, feedback_draft, 150))


# -- the list ---------------------------------------------------------------------------------------------------------


def _subject(number: int, item: Id | None = None) -> FeedbackSubject:
    return FeedbackSubject(Target("key_result", f"k{number}"), f"card {number}", item)


def _blocks():
    return BlockList(
        [
            ready_block([[StyledText("head")], []]),
            ready_block([[StyledText("one")]], _subject(1)),
            ready_block([[]]),
            ready_block([[StyledText("two")], [StyledText("more")]], _subject(2, "f1")),
            ready_block([[StyledText("two again")]], _subject(2, "f2")),
        ]
    )


def test_the_cursor_stops_at_subjects():
    blocks = _blocks()
    assert [blocks.lines_of(at) for at in range(3)] == [range(2, 3), range(4, 6), range(6, 7)]
    assert [blocks.lead(at) for at in range(3)] == [0, 3, 6]
    assert [blocks.stop_at(line) for line in range(7)] == [None, None, 0, None, 1, 1, 2]
    assert blocks.lines_of(9) == range(0)


def test_a_subject_is_found_by_its_item_or_else_by_its_target():
    blocks = _blocks()
    assert blocks.find(_subject(2, "f2")) == 2
    assert blocks.find(_subject(2, "gone")) == 1
    assert blocks.find(_subject(3)) is None
    assert blocks.find(None) is None


def test_a_body_has_the_cursor_on_all_lines_of_its_stop():
    body = _blocks().body(1)
    assert len(body) == 7
    assert [text_of(line)[:2] == " ▌" for line in body] == [False] * 4 + [True, True, False]
    assert [text_of(line) for line in body[4:6]] == [" ▌ two", " ▌ more"]
    assert body[-1] == body[6]


# -- people -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [74, 144])
@pytest.mark.parametrize("name", ["Wren", "Wren Hollow of the Northern Marches", "日本語の名前をもつとても長い人", ""])
def test_a_person_is_one_line_of_the_width_whatever_they_are_called(name, width):
    summary = DeskSummary(promises=(DAY,) * 12, owed=3, unheard=99, meeting=date(2026, 8, 7))
    for unwritten in (0, 2):
        person = DeskPerson("b", name, name, date(2026, 6, 20), summary, unwritten=unwritten)
        (line,) = text_lines(desk_blocks([person], (), "need", DAY, width))
        assert cell_len(line) == width
        assert line.endswith("   12     3       99")
        assert ("•" in line) == bool(unwritten)
        (narrow,) = text_lines(desk_blocks([person], (), "need", DAY, 40))
        assert cell_len(narrow) == 40
        assert "nothing urgent" in narrow


def test_people_whose_files_were_not_read_yet_are_listed_without_figures():
    person = DeskPerson("b", "Wren", "", date(2026, 6, 20))
    (line,) = text_lines(desk_blocks([person], (), "need", DAY, 74))
    assert line.split() == ["Wren", "…"]


@pytest.mark.parametrize(
    ("day", "words"),
    [("2026-06-29", "today"), ("2026-06-28", "yesterday"), ("2026-06-20", "9 days ago"), ("2026-06-30", "tomorrow")],
)
def test_how_long_ago_a_snapshot_is(day, words):
    assert away(date.fromisoformat(day), DAY) == words


def test_options_for_people_have_names_that_differ():
    options = person_options(
        [("p1", "Ash", "mentor"), ("p2", "Ash", "buddy"), ("p3", "\x1b[2J", "contact"), ("p4", "", "x")]
    )
    assert [option.value for option in options] == ["p1", "p2", "p3", "p4"]
    labels = [option.label for option in options]
    assert labels == ["Ash", "Ash (2)", "without a name", "without a name (2)"]


def test_the_reader_is_guessed_only_where_there_is_one_mentor_of_the_day(example, tmp_path):
    assert guessed_reader(example) == "p-mentor"
    people = [builders.person(id=f"p{number}", relation="mentor") for number in (1, 2)]
    assert guessed_reader(small_view(tmp_path, *people)) is None


# -- subjects and prompts ----------------------------------------------------------------------------------------------


def test_a_subject_is_called_by_its_noun_and_title(example):
    records = example.snapshot.records
    assert subject_of(records, Target("key_result", "k22")).named == "key result “Speak at one external meetup”"
    assert subject_of(records, Target("goal", "g1")).named == "goal “I want to be a performance expert”"
    assert subject_of(records, Target("log_entry", "g01")).title == "weekly block"
    assert subject_of(records, Target("key_result", "nowhere")).title == MISSING
    assert subject_of(records, Target("key_result", "nowhere")).named == f"key result {MISSING}"
    assert board_subject(records).named == "the whole board"


@pytest.mark.parametrize(
    ("card", "kind", "prompt"),
    [
        ("k11", "question", "Confidence fell from 6 to 4. What would help it up again?"),
        ("k24", "question", "It is said to be on track, at 21 % of an expected 48 %. What makes that sure?"),
        ("k33", "question", "What would have to change for it to be on track again?"),
        ("k23", "kudos", "What did they do that made it work? Say it so that they can do it again."),
        ("k12", "comment", "What do you notice? What would you keep?"),
        ("k34", "comment", "What do you notice? What would you keep?"),
    ],
)
def test_the_prompt_suits_the_situation_of_the_card(example, card, kind, prompt):
    context = feedback_context_of(example, Target("key_result", card))
    assert first_kind(context) == kind
    assert prompt_for(kind, context) == prompt


@pytest.mark.parametrize(
    ("health", "values", "prompt"),
    [
        ("off_track", (), "What would you try if the usual way stayed closed?"),
        ("outdated", (), "It is outdated. When did you last look at it, and what did you see?"),
        ("on_track", ("6", "4"), "It went backward. What would you try if nothing else could change?"),
    ],
)
def test_every_situation_asks_its_own_question(tmp_path, health, values, prompt):
    """A key result of that health; with two values it went back from the first to the second."""
    day = "2026-01-05" if health == "outdated" else "2026-02-20"
    status = None if health == "outdated" else health
    rows = [builders.metric(id="k1"), builders.check_in(day, values[0] if values else None, 7, id="x1", status=status)]
    later = [builders.check_in("2026-03-02", values[1], 7, id="x2", status=status)] if values else []
    paths = [
        put(tmp_path, snapshot("s1", "2026-03-01", *rows)),
        put(tmp_path, snapshot("s2", "2026-03-02", *rows, *later)),
    ]
    context = feedback_context_of(open_snapshot_view(find_snapshots(paths).mentees[0]), Target("key_result", "k1"))
    assert prompt_for("question", context) == prompt
    assert first_kind(context) == "question"


def test_only_a_key_result_raises_a_question_of_its_own(example):
    context = feedback_context_of(example, board_subject(example.snapshot.records).target)
    assert first_kind(context) == "comment"
    assert prompt_for("question", context) == "What would you like to know?"


def test_an_empty_board_has_its_lines(tmp_path):
    bare = replace(june(), snapshot_id="bare")
    bare = replace(bare, records=type(bare.records)(bare.records.board_info))
    one = open_snapshot_view(find_snapshots([put(tmp_path, bare)]).mentees[0])
    assert text_lines(changes_blocks(one, NOTHING, 80))[1] == "Where things stand"
    assert "  none" in text_lines(requests_blocks(one, NOTHING, 80))
    assert any("Nothing yet" in line for line in text_lines(feedback_blocks(one, NOTHING, 80)))


# -- goals ------------------------------------------------------------------------------------------------------------


def test_what_leaves_of_goals_is_told_the_chosen_one_first_and_can_be_answered(tmp_path):
    tried = builders.goal(id="g1", statement="coach teams", status="exploring", why_me="calm", visibility="mentor")
    chosen = builders.goal(id="g2", statement="explain well", horizon="2029", position=1)
    about = About("goal", "g1")
    answer = Reflection("r1", DAY, "owner", "goal_search", about, "What is in the way?", "me", None, None, "mentor")
    one = small_view(tmp_path, tried, chosen, answer, day="2026-06-29")
    blocks = requests_blocks(one, NOTHING, 80)
    lines = [line.strip() for line in text_lines(blocks)]
    assert lines[lines.index("Goals") + 1 :][:6] == [
        "explain well",
        "active · 2029 · no progress yet",
        "coach teams",
        "exploring",
        "Why for me: calm",
        "What is in the way? me",
    ]
    assert [subject.target for subject in blocks.subjects if subject.target.kind == "goal"] == [
        Target("goal", "g2"),
        Target("goal", "g1"),
    ]


def test_a_private_goal_and_the_answers_about_it_do_not_leave_and_no_search_is_told(tmp_path):
    private = builders.goal(id="g1", statement="work elsewhere", status="exploring", visibility="private")
    about = About("goal", "g1")
    answer = Reflection("r1", DAY, "owner", "goal_search", about, "Why?", "for the sea", None, None, "mentor")
    outgoing, withheld = apply_profile(builders.records(private, answer), "mentor")
    assert (outgoing.goals, outgoing.reflections, withheld) == ((), (), True)
    one = small_view(tmp_path, day="2026-06-29")
    assert "Goals" not in text_lines(requests_blocks(one, NOTHING, 80))
    assert "still searching" not in text_of(header_line(one.board, 120, header_facts(one.board)))


# -- addresses --------------------------------------------------------------------------------------------------------

ADDRESS = f"https://example.org/{'a-long-path/' * 12}end"


@pytest.mark.parametrize("width", [76, 150])
def test_no_address_is_seen_in_part(tmp_path, width):
    rows = [
        builders.metric(id="k1", title="Run", ask=f"read {ADDRESS}"),
        builders.check_in("2026-06-20", "4", 7, key_result_id="k1", note=f"see {ADDRESS}"),
        builders.budget_entry(id="b1", title="t", state="proposed", expected_value=f"see {ADDRESS}"),
        builders.log_entry(id="g1", on="2026-06-01", minutes=30, text=f"read {ADDRESS}"),
    ]
    one = _with_feedback(
        small_view(tmp_path, *rows), text=f"saw {ADDRESS}", target={"kind": "key_result", "id": "k1"}, reply=ADDRESS
    )
    draft = draft_about(("comment", Target("key_result", "k1"), f"mine {ADDRESS}"))
    for list_it in (changes_blocks, requests_blocks, feedback_blocks):
        shown = "".join(line.strip() for line in text_lines(list_it(one, draft, width)))
        for part in shown.split("https://")[1:]:
            assert f"https://{part}".startswith(ADDRESS), list_it
        assert list_it is changes_blocks or ADDRESS in shown  # a row of what changed says by which key it is seen
