"""Shown elsewhere than in a terminal, by another of Textual's drivers."""

import json
import subprocess
import sys
from subprocess import PIPE

from tests.terminal import plain_environment


def packet(kind, data):
    return kind + len(data).to_bytes(4) + data


def test_a_driver_of_textuals_shows_the_board_in_a_browser(tmp_path):
    environment = plain_environment({"HOME": str(tmp_path)}) | {
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
        "COLUMNS": "100",
        "ROWS": "30",
    }
    command = [sys.executable, "-m", "learnboard", "--board", str(tmp_path / "b.db")]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment) as program:
        shown = b""
        while b"This board is empty." not in shown and (more := program.stdout.read1()):
            shown += more
        _, told = program.communicate(packet(b"M", json.dumps({"type": "quit"}).encode()), timeout=60)
    assert shown.startswith(b"__GANGLION__\n")
    assert b"This board is empty." in shown
    assert (program.returncode, told) == (0, b"")
