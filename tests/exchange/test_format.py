"""FORMAT.md says what the code does, and marks with ¹ what it does not do yet."""

import re
from pathlib import Path
from typing import Literal, NamedTuple, get_args, get_origin

import pytest

import learnboard
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.feedback import FeedbackDocument, FeedbackItem, Target
from learnboard.domain.model.fields import fields_of
from learnboard.domain.model.records import TABLES
from learnboard.exchange.document_schema import FEEDBACK, SNAPSHOT
from tests.builders import EXAMPLE_BOARD, EXAMPLE_YEAR, document, records_in, report_on

PACKAGE = Path(learnboard.__file__).parent
ROOT = PACKAGE.parent
TEXT = (PACKAGE / "exchange" / "FORMAT.md").read_text(encoding="utf-8")
CLASSES = {**TABLES, "settings": Settings, "document": FeedbackDocument, "item": FeedbackItem}
SAID_ELSEWHERE = {("feedback", "kind"), ("item", "kind")}
"""Choices that stand in a list of their own, below the tables."""

_FIELD = re.compile(r"([a-z_]+)(\??)(¹?)( .*)?")
_CHOICES = re.compile(r" ([a-z_]+(?:/[a-z_]+)+)")
_INNER = re.compile(r" \{([^:}]*)\}")


class Said(NamedTuple):
    """A field as the document has it: its name, whether it may be null, whether it is built, and the rest."""

    name: str
    nullable: bool
    built: bool
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
    return [Said(match[1], bool(match[2]), not match[3], match[4] or "") for match in matches]


def rows_in(text):
    """The second cell of every row of the tables in a text, by the first."""
    cells = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return {
        first: second for first, second, *_ in cells if first not in ("array", "object", "---") and "`" not in first
    }


def section(title):
    """What stands under a heading, up to the next of its kind."""
    marks = title.split()[0]
    after = TEXT.split(f"\n{title}", 1)[1]
    return re.split(rf"\n#{{1,{len(marks)}}} ", after)[0]


NOT_BUILT = section("## Not built yet")


def described(*titles):
    """The fields of every object in the tables under some headings; those of one that is not built are not either."""
    found = {}
    for title in titles:
        for name, cell in rows_in(section(title)).items():
            plain = re.sub("¹.*", "", name)
            found[plain] = [field._replace(built=field.built and plain == name) for field in said_in(cell)]
    return found


ROWS = described("### Tables", "### Feedback document")
FIGURES = described("## §3", "## §4")


def built(fields):
    """The names of the fields that are built."""
    return sorted(field.name for field in fields if field.built)


def missing(objects):
    """The fields that are not built, each with its object."""
    return {f"{name}: {field.name}" for name, fields in objects.items() for field in fields if not field.built}


def coded(name):
    """The fields of the class that is written as an object of the document."""
    beside = ("notices", "id") if name in TABLES else ("notices",)
    return {field.name: field for field in fields_of(CLASSES[name]) if field.name not in beside}


def pairs():
    """Every field that is built, as the document and as the code have it."""
    return [
        (name, said, coded(name)[said.name])
        for name in CLASSES
        for said in ROWS[name]
        if said.built and said.name in coded(name)
    ]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_stands_in_the_document_with_the_fields_it_has_today(name):
    assert built(ROWS[name]) == sorted(coded(name))


def test_a_table_that_the_code_lacks_is_marked_as_not_built():
    lacking = ROWS.keys() - CLASSES.keys()
    assert lacking
    assert not [name for name in lacking if built(ROWS[name])]
    assert all(f"\n| {name}¹ [none] |" in TEXT for name in lacking)


def test_the_settings_and_the_feedback_document_have_the_fields_of_the_document():
    assert built(ROWS["settings"]) == sorted(coded("settings"))
    assert built(ROWS["document"]) == sorted([*coded("document"), "format", "version", "minor"])
    assert built(ROWS["item"]) == sorted(coded("item"))


@pytest.mark.parametrize("name", CLASSES)
def test_no_field_that_is_marked_exists_yet(name):
    assert {field.name for field in ROWS[name] if not field.built}.isdisjoint(coded(name))


def test_what_may_be_null_is_marked_with_a_question():
    assert len(pairs()) > 150
    # What may be null in minor 1 only says so behind the name: “meeting_id? (null: parked¹)”.
    says = {(name, said.name): said.nullable and "(null: " not in said.rest for name, said, _ in pairs()}
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
            assert built(fields) == sorted(within)
            assert {each.name for each in fields if not each.built}.isdisjoint(within)
            checked.append(f"{name}.{said.name}")
    assert {"check_ins.blocker", "people.agreement", "feedback.target", "feedback.action"} <= {*checked}


@pytest.mark.parametrize(
    ("what", "record", "of"), [("Target", Target, "kind"), ("Item", FeedbackItem, "kind")], ids=["target", "item"]
)
def test_the_kinds_of_feedback_are_those_of_the_code(what, record, of):
    (found,) = re.findall(rf"- {what} kinds: ([\w/]+),\s+and ([\w/]+)¹\.", TEXT)
    today, later = (kinds.split("/") for kinds in found)
    (field,) = (field for field in fields_of(record) if field.name == of)
    assert sorted(today) == sorted(get_args(field.base))
    assert later
    assert not {*later} & {*today}


def test_the_head_has_the_fields_of_the_document():
    (head,) = re.findall(r"\*\*The head:\*\*(.*?)\n\n", TEXT, re.DOTALL)
    assert set(re.findall(r"`(\w+)`", head)) == document(EXAMPLE_BOARD).keys() - TABLES.keys()


def test_the_version_that_is_written_today_is_told():
    assert SNAPSHOT.minor == FEEDBACK.minor
    assert f"`minor` is {SNAPSHOT.minor}," in NOT_BUILT
    assert f"`version` {SNAPSHOT.version} · `minor` {SNAPSHOT.minor + 1}¹" in TEXT


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
        "proposal": told["proposals"][0],
    }
    for name, plain in objects.items():
        assert built(FIGURES[name]) == sorted(plain)


def test_the_comparison_has_the_keys_of_the_document():
    published = document(EXAMPLE_YEAR / "compare-2026-03-27-2026-06-26.json")
    assert built(FIGURES["row"]) == sorted(published["rows"][0])
    assert "`{" + ", ".join(sorted(published)) + "}`" in section("## §4")


def test_the_list_at_the_top_names_every_field_that_is_marked():
    told = {
        f"{name}: {field}"
        for name, cell in rows_in(NOT_BUILT).items()
        for field in cell.removeprefix("the whole table: ").split(" · ")
    }
    agreement = next(field for field in ROWS["people"] if field.name == "agreement")
    within = {"people": said_in(_INNER.match(agreement.rest)[1], ", ")}
    # The items of feedback, and what is in the objects that the report lacks, are told beside the tables.
    tables = {name: fields for name, fields in ROWS.items() if name != "item"}
    figures = {name: fields for name, fields in FIGURES.items() if built(fields)}
    assert told == missing(tables) | missing(figures) | {each.replace(": ", ": agreement.") for each in missing(within)}


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
