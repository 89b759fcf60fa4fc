"""Every problem of a settings file is said at once, with its line; what is right holds nonetheless."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from learnboard.settings import Preferences, describe_problem, read_settings


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "settings.toml"

    def reading(text):
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_settings(path)

    return reading


def problems(preferences):
    return [describe_problem(problem) for problem in preferences.problems]


def test_without_a_file_the_defaults_apply(tmp_path):
    path = tmp_path / "no" / "settings.toml"
    assert read_settings(path) == Preferences(path=path)
    assert read_settings(None) == Preferences()
    assert not path.parent.exists()


def test_without_a_file_no_reader_of_toml_is_loaded(tmp_path):
    code = (
        "from pathlib import Path; from learnboard.settings import read_settings; "
        "read_settings(Path('none.toml')); import sys; print({'tomllib', 'tomlkit', 'difflib'} & set(sys.modules))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(root)}, capture_output=True, check=True
    )
    assert done.stdout == b"set()\n"


def test_valid_settings_apply(read):
    found = read(
        '# mine\r\ntheme = "nord"\r\nascii = true\ndensity = "compact"\nanimation = true\n'
        '[keys]\n"card.check_in" = "c"\ncursor.down = ["j", "down"]\nboard.filter = "/, f"\nboard.jump = ","\n'
    )
    assert found[:4] == ("nord", True, "compact", True)
    assert found.keys == {
        "card.check_in": ("c",),
        "cursor.down": ("j", "down"),
        "board.filter": ("/", "f"),
        "board.jump": (",",),
    }
    assert found.problems == ()


def test_all_problems_are_reported_at_once_and_the_rest_applies(read):
    found = read(
        "# a comment\n"
        "theme = 7\n"
        'densty = "compact"\n'
        "\n"
        'density = "compct"\n'
        "animation = true\n"
        'ascii = "yes"\n'
        "[keys]\n"
        "card.check_in = 5\n"
        'card.toggle_done = ["x",\n'
        "  6]\n"
        'card.edit_title = "E"\n'
        'board.undo = ""\n'
        "[key]\n"
        'board.redo = "R"\n'
    )
    assert problems(found) == [
        "line 2: “theme” must be the name of a theme, in quotes, not 7.",
        "line 3: There is no setting “densty”: did you mean “density”?",
        'line 5: “density” must be "compact", not “compct”.',
        "line 7: “ascii” must be true or false, not “yes”.",
        'line 9: “card.check_in” must be a key such as "c", or several, not 5.',
        'line 10: “card.toggle_done” must be a key such as "c", or several, not a list.',
        "line 13: “board.undo” names no key: give it at least one.",
        "line 14: There is no table [key]: did you mean “keys”?",
    ]
    assert found[:4] == ("learnboard-dark", False, "comfortable", True)
    assert found.keys == {"card.edit_title": ("E",)}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("ascii = 1", 1),
        ("\n\n  ascii=1", 3),
        ("'ascii' = 1", 1),
        ('# ascii = 2\n"\\u0061scii" = 1', 2),
        ('theme = """\nascii = 1\n[keys]"""\nascii = 1', 4),
        ("theme = '''\nascii = ''\n''''\nascii = 1", 4),
        ('theme = "a # b" # ascii = "\nascii = 1', 2),
        ('theme = "\\" ascii"\nascii = 1', 2),
        ("keys = { a = 'b', 'c' = [1, 2] }\nascii = 1", 2),
        ("[keys]\nx.ascii = 'a'\n'ascii' = 'b'\n[ascii]\n", 4),
        ("[[ascii]]\nascii = 1\n[[ascii]]\n", 1),
        ("[ 'ascii' . x ]\n", 1),
        ("ascii.x.y = 1", 1),
    ],
)
def test_a_line_is_found_however_the_name_is_written(read, text, line):
    assert line in [item.line for item in read(text).problems if "ascii" in item.message]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[keys]\n'card.check_in' = 5", 2),
        ("[keys]\ncard.check_in = 5", 2),
        ("[keys.card]\n\ncheck_in = 5", 3),
        ("keys.card.check_in = 5", 1),
        ("\nkeys = { card.check_in = 5 }", 2),
        ("[keys]\n[keys.'card']\n'check_in' = [\n5,\n]", 3),
    ],
)
def test_the_line_of_a_key_is_found_in_every_kind_of_table(read, text, line):
    (problem,) = read(text).problems
    assert (problem.line, "card.check_in" in problem.message) == (line, True)


def test_an_action_that_is_given_twice_is_reported(read):
    found = read("[keys]\ncard.check_in = 'a'\n'card.check_in' = 'b'\n")
    assert len(found.problems) == 1
    assert "given twice" in found.problems[0].message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("ascii = true\ntheme = nord\n", 2),
        ("ascii = true\nascii = true\n", 2),
        ("theme = 'nord", 1),
        ("\ufeff\ufeffascii = true", 1),
        ("x = " + "9" * 5000, None),
        ("x = " + "[" * 30_000, None),
    ],
    ids=["no quotes", "twice", "no end", "two marks", "long number", "deep"],
)
def test_nothing_of_a_broken_file_applies_and_the_line_is_reported(read, text, line):
    found = read(text)
    (problem,) = found.problems
    assert found[:5] == Preferences()[:5]
    assert problem.message.startswith("This is not TOML (")
    assert line in {problem.line, None}


def test_a_mark_of_byte_order_does_no_harm(read):
    assert read(b"\xef\xbb\xbfascii = true").ascii


def test_text_that_is_not_utf_8_is_reported_with_its_line(read):
    assert problems(read(b"ascii = true\n# caf\xe9\n")) == ["line 2: This is not UTF-8 text: save the file as UTF-8."]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("ascii = true\n".encode("utf-16"), "This is written in UTF-16"),  # as Notepad calls “Unicode”
        ("ascii = true\n".encode("utf-16-le"), "This is written in UTF-16"),
        ("ascii = true\n".encode("utf-32"), "This is written in UTF-32"),
        (b"PK\x03\x04", "This is packed (zip)"),
        (b"{\\rtf1 ascii = true}", "This is a document of a word processor (RTF)"),
    ],
)
def test_a_file_that_is_no_utf_8_text_is_named_by_what_it_is(read, data, what):
    assert problems(read(data)) == [f"{what}: settings are a text file, saved as UTF-8."]


def test_a_file_may_have_64_kib_and_no_more(read):
    assert read("#" * 65_536).problems == ()
    assert problems(read("#" * 65_537)) == ["The file is larger than 64 KiB: nobody has so many settings."]


def test_what_is_no_regular_file_is_reported_without_waiting(tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    assert problems(read_settings(fifo)) == ["This is a device or a pipe, not a file: settings are a text file."]
    assert problems(read_settings(tmp_path)) == ["This is a folder, not a file: settings are a text file."]


def test_an_impossible_path_is_reported(tmp_path):
    for name in ("n" * 5_000, "zero\0byte"):
        (problem,) = read_settings(tmp_path / name).problems
        assert "cannot be read" in problem.message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_reported(read, tmp_path):
    read("ascii = true")
    (tmp_path / "settings.toml").chmod(0)
    assert "Permission denied" in read_settings(tmp_path / "settings.toml").problems[0].message


def test_no_control_character_is_echoed(read):
    found = read('theme = "ok"\ndensity = "\\u001b]0;x\\u0007"\n"\\u001b[2J" = 1\n[keys]\n"\\u001b[1m" = 3\n')
    assert len(found.problems) == 3
    assert all(describe_problem(problem).isprintable() for problem in found.problems)
