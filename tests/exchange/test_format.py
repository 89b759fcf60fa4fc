"""FORMAT.md says what the code does: fields, choices, ranges, and what a file of minor 0 lacks."""

import re
from dataclasses import is_dataclass
from pathlib import Path
from typing import Literal, NamedTuple, get_args, get_origin

import pytest

import learnboard
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.feedback import FeedbackDocument, FeedbackItem, Target
from learnboard.domain.model.fields import fields_of, plain_default, since
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.model.records import TABLES
from learnboard.exchange.document_schema import FEEDBACK, SNAPSHOT
from tests.builders import EXAMPLE_BOARD, EXAMPLE_YEAR, document, records_in, report_on

PACKAGE = Path(learnboard.__file__).parent
ROOT = PACKAGE.parent
TEXT = (PACKAGE / "exchange" / "FORMAT.md").read_text(encoding="utf-8")
CLASSES = {**TABLES, "settings": Settings, "document": FeedbackDocument, "item": FeedbackItem}
SAID_ELSEWHERE = {("feedback", "kind"), ("item", "kind")}
"""Choices that stand in a list of their own, below the tables."""

_FIELD = re.compile(r"([a-z_]+)(\??)( .*)?")
_CHOICES = re.compile(r" ([a-z_]+(?:/[a-z_]+)+)")
_INNER = re.compile(r" \{([^:}]*)\}")


class Said(NamedTuple):
    """A field as the document has it: its name, whether it may be null, and the rest."""

    name: str
    nullable: bool
    rest: str


def parts_of(cell, mark):
    """A cell cut at a mark, but not within brackets."""
    depth, start, found = 0, 0, []
    for at, sign in enumerate(cell):
        depth += (sign in "{([") - (sign in "})]")
        if depth == 0 and cell.startswith(mark, at):
            found.append(cell[start:at])
            start = at + len(mark)
    return [*found, cell[start:]]


def said_in(cell, mark=" · "):
    """The fields that stand in a cell, or within the braces of one."""
    matches = [_FIELD.fullmatch(part) for part in parts_of(cell, mark)]
    assert all(matches), cell
    return [Said(match[1], bool(match[2]), match[3] or "") for match in matches]


def rows_in(text):
    """The second cell of every row of the tables in a text, by the first."""
    cells = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return {
        first: second
        for first, second, *_ in cells
        if first not in ("array", "object", "chain", "---") and "`" not in first
    }


def section(title):
    """What stands under a heading, up to the next of its kind."""
    marks = title.split()[0]
    after = TEXT.split(f"\n{title}", 1)[1]
    return re.split(rf"\n#{{1,{len(marks)}}} ", after)[0]


def described(*titles):
    """The fields of every object in the tables under some headings."""
    return {name: said_in(cell) for title in titles for name, cell in rows_in(section(title)).items()}


ROWS = described("### Tables", "### Feedback document")
FIGURES = described("## §3", "## §4")


def names(fields):
    """The names of fields, sorted."""
    return sorted(field.name for field in fields)


def coded(name):
    """The fields of the class that is written as an object of the document."""
    beside = ("notices", "id") if name in TABLES else ("notices",)
    return {field.name: field for field in fields_of(CLASSES[name]) if field.name not in beside}


def pairs():
    """Every field, as the document and as the code have it."""
    return [(name, said, coded(name)[said.name]) for name in CLASSES for said in ROWS[name] if said.name in coded(name)]


def test_nothing_is_marked_as_not_built():
    assert "¹" not in TEXT


@pytest.mark.parametrize("name", TABLES)
def test_every_table_stands_in_the_document_with_its_fields(name):
    assert names(ROWS[name]) == sorted(coded(name))


def test_the_document_has_no_table_that_the_code_lacks():
    assert ROWS.keys() == CLASSES.keys()


def test_the_settings_and_the_feedback_document_have_the_fields_of_the_document():
    assert names(ROWS["settings"]) == sorted(coded("settings"))
    assert names(ROWS["document"]) == sorted([*coded("document"), "format", "version", "minor"])
    assert names(ROWS["item"]) == sorted(coded("item"))


def test_what_may_be_null_is_marked_with_a_question():
    assert len(pairs()) > 200
    says = {(name, said.name): said.nullable for name, said, _ in pairs()}
    assert says == {(name, field.name): field.nullable for name, _, field in pairs()}


def test_choices_and_ranges_are_those_of_the_code():
    for name, said, field in pairs():
        if get_origin(field.base) is Literal and said.name != "visibility" and (name, said.name) not in SAID_ELSEWHERE:
            choices = _CHOICES.match(said.rest)
            assert choices, (name, said)
            assert choices[1].split("/") == list(get_args(field.base)), (name, said)
        if field.range:
            low, high = field.range.low, field.range.high
            assert (f"≥ {low}" if high is None else f"{low}–{high}") in said.rest or name == "item", (name, said)
    visibility = coded("goals")["visibility"]
    assert f"`visibility` is {'/'.join(get_args(visibility.base))}." in TEXT


def test_objects_within_a_field_have_the_fields_of_the_code():
    checked = []
    for name, said, field in pairs():
        inner = _INNER.match(said.rest)
        if inner:
            within = {each.name: each for each in fields_of(field.base)}
            fields = said_in(inner[1], ", ")
            assert names(fields) == sorted(within)
            checked.append(f"{name}.{said.name}")
    assert {"check_ins.blocker", "people.agreement", "reflections.about", "feedback.target", "feedback.action"} <= {
        *checked
    }


@pytest.mark.parametrize(
    ("what", "record", "of"), [("Target", Target, "kind"), ("Item", FeedbackItem, "kind")], ids=["target", "item"]
)
def test_the_kinds_of_feedback_are_those_of_the_code(what, record, of):
    (kinds,) = re.findall(rf"- {what} kinds: ([\w/]+)\.\n", TEXT)
    (field,) = (field for field in fields_of(record) if field.name == of)
    assert sorted(kinds.split("/")) == sorted(get_args(field.base))


def defaults_of(record, before=""):
    """What minor 1 brought to a class and to its parts, each with what an older file's row gets."""
    for field in fields_of(record):
        if field.since:
            yield f"{before}{field.name}", plain_default(field)
        if isinstance(field.base, type) and is_dataclass(field.base):
            yield from defaults_of(field.base, f"{field.name}.")


def test_what_a_file_of_minor_0_lacks_stands_in_the_document_with_its_defaults():
    words = {"null": None, '""': "", "none": [], "0": 0, "false": False}
    told = {
        name: {
            field: words.get(default, default)
            for field, default in (re.fullmatch(r"(.*) \[(.*)\]", part).groups() for part in cell.split(" · "))
        }
        for name, cell in rows_in(section("### Minor 0")).items()
    }
    expected = {
        name: {"the whole table": []} if since(record) else dict(defaults_of(record))
        for name, record in CLASSES.items()
    }
    assert told == {name: fields for name, fields in expected.items() if fields}
    assert len(told) == 17


def test_the_head_has_the_fields_of_the_document():
    (head,) = re.findall(r"\*\*The head:\*\*(.*?)\n\n", TEXT, re.DOTALL)
    assert set(re.findall(r"`(\w+)`", head)) == document(EXAMPLE_BOARD).keys() - TABLES.keys()


def test_the_version_that_is_written_is_told():
    assert SNAPSHOT.minor == FEEDBACK.minor
    assert f"`version` {SNAPSHOT.version} · `minor` {SNAPSHOT.minor} ·" in TEXT


def test_the_report_has_the_keys_of_the_document():
    board = records_in(document(EXAMPLE_BOARD))
    told = report_on("2026-06-26", board)
    objects = {
        "report": told,
        "goal": told["goals"][0],
        "objective": told["objectives"][0],
        "key result": told["objectives"][0]["key_results"][0],
        "hours": told["hours"],
        "budget": told["budgets"][0],
        "meetings": told["meetings"],
        "sessions": told["sessions"],
        "proposal": told["proposals"][0],
    }
    assert FIGURES.keys() == {*objects, "row"}
    for name, plain in objects.items():
        assert names(FIGURES[name]) == sorted(plain)


def test_the_comparison_has_the_keys_of_the_document():
    published = document(EXAMPLE_YEAR / "compare-2026-03-27-2026-06-26.json")
    assert names(FIGURES["row"]) == sorted(published["rows"][0])
    assert "`{" + ", ".join(sorted(published)) + "}`" in section("## §4")


def test_what_a_board_keeps_for_itself_is_told_and_in_no_document():
    assert f"`{LocalValue.TABLE}`" in section("### Tables")
    assert LocalValue.TABLE not in TABLES


def test_what_the_document_names_is_in_the_project():
    paths = re.findall(r"`((?:tests|learnboard)/[^`]*)`", TEXT)
    assert len(paths) >= 5
    for path in paths:
        assert list(ROOT.glob(path.rstrip("/"))), path


def test_every_place_that_the_code_cites_is_in_the_document():
    cited = [
        (number, words)
        for folder in (PACKAGE, ROOT / "tests")
        for path in folder.rglob("*.py")
        for number, words in re.findall(
            r'FORMAT\.md §([0-9]+)(?:, ["“]([^"”]+)["”])?', path.read_text(encoding="utf-8")
        )
    ]
    assert len(cited) > 50
    for number, words in {*cited}:
        assert words in section(f"## §{number} "), (number, words)
