"""Pipes, closed streams and terminals that know little, as real processes see them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import EXAMPLE_BOARD, EXAMPLE_YEAR, document
from tests.cli.conftest import ROOT

YEAR = str(EXAMPLE_BOARD)
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}


def shell(line):
    """A line of a shell, with `learnboard` in it; the exit code of the first program of a pipe."""
    program = f'{sys.executable} -m learnboard "$@"'
    script = f"set -o pipefail; learnboard() {{ {program}; }}; {line}"
    return subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=30,
    )


@pytest.mark.parametrize("words", [("show", YEAR), ("show", YEAR, "--json"), ("schema",), ("--help",)])
def test_a_closed_pipe_is_no_error(process, words):
    reader, writer = os.pipe()
    os.close(reader)
    done = process(*words, capture_output=False, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_pipe_gets_the_first_lines(world):
    assert shell(f"learnboard show {YEAR} --as-of 2026-06-26 | head -1").stdout.decode() == (
        "Alder Finch, backend developer, as of 26 Jun 2026\n"
    )


def test_closed_streams_are_no_crash():
    done = shell(f"learnboard show {YEAR} >&- 2>&- <&-")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert shell("learnboard <&-").returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
@pytest.mark.parametrize("words", [f"show {YEAR}", "schema", "--help", "show --help", "--board x.db --version"])
def test_output_that_cannot_be_written_is_reported(words):
    done = shell(f"learnboard {words} > /dev/full")
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "learnboard: This could not be done (No space left on device): check the disk and where the output goes.\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_a_version_that_cannot_be_written_is_one_sentence():
    done = shell("learnboard --version > /dev/full")
    told = "learnboard: The version could not be written: No space left on device.\n"
    assert (done.returncode, done.stderr.decode()) == (1, told)


def test_a_version_that_nobody_can_read_is_no_crash():
    for nobody in (">&-", ">&- 2>&-", "| true"):
        done = shell(f"learnboard --version {nobody}")
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_what_was_to_be_done_at_the_end_is_done(tmp_path):
    """Nothing in memory is taken apart at the end, but threads are waited for, and files are written."""
    code = (
        "import atexit, sys, threading, time; import learnboard.__main__ as program\n"
        "def main():\n"
        " atexit.register(lambda: open('file', 'a').write('registered '))\n"
        " threading.Thread(target=lambda: open('file', 'a').write('waited for, ')).start()\n"
        " print('printed'); return 3\n"
        "program.main = main; sys.exit(program.program())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "printed\n", "")
    assert (tmp_path / "file").read_text() == "waited for, registered "


def test_exported_bytes_pass_a_pipe_unchanged(process, world):
    process("import", YEAR)
    piped = process("export", "-o", "-", "--as-of", "2026-03-27", env=ASCII)
    assert (piped.returncode, piped.stderr) == (0, b"")
    published = document(EXAMPLE_YEAR / "mentor-2026-03-27.learnboard.json")
    assert json.loads(piped.stdout)["key_results"] == published["key_results"]
    (world / "piped.json").write_bytes(piped.stdout)
    shown = process("show", "piped.json")
    assert (shown.returncode, shown.stderr) == (0, b"")


def test_an_ascii_terminal_gets_every_word(process):
    done = process("show", YEAR, "--as-of", "2026-06-26", env=ASCII)
    assert done.returncode == 0
    assert "Raise teams that run a load test in CI" in done.stdout.decode("ascii")
    done = process("show", "“none”", env=ASCII)
    assert done.returncode == 1
    assert done.stderr.isascii()
    plain = process("compare", "--json", *sorted(map(str, EXAMPLE_YEAR.glob("mentor-*.learnboard.json"))), env=ASCII)
    assert json.loads(plain.stdout) == document(EXAMPLE_YEAR / "compare-2026-03-27-2026-06-26.json")
