"""What the server forks is a process like any other."""

import os
import signal
import sys
from pathlib import Path

from tests.program.boards import COMMAND, environment, opened, quit_program, ran
from tests.program.served import Server
from tests.terminal import plain_environment


def test_a_forked_command_says_and_answers_what_it_does_in_an_interpreter_of_its_own(
    tmp_path: Path, server: Server
) -> None:
    env = plain_environment(environment(tmp_path))
    for words, code in ((("--version",), 0), (("show", "no-such.html"), 1), (("--no-such",), 2)):
        forked = server.run([*COMMAND, *words], env, tmp_path)
        alone = ran([*COMMAND, *words], environment(tmp_path) | {"LC_ALL": "C.UTF-8"}, tmp_path)
        assert (forked.code, forked.out.decode(), forked.err.decode()) == (code, alone.stdout, alone.stderr)
        assert alone.returncode == code


def test_where_python_would_start_otherwise_nothing_is_forked(tmp_path: Path, server: Server) -> None:
    env = environment(tmp_path)
    assert server.ran([*COMMAND, "--version"], plain_environment(env), tmp_path) is not None
    assert server.ran([*COMMAND, "--version"], plain_environment(env | {"LANG": "C"}), tmp_path) is None
    assert server.ran([sys.executable, "-c", ""], plain_environment(env), tmp_path) is None


def test_a_forked_program_is_a_child_in_a_session_of_its_own_and_ends_as_it_is_ended(board: Path) -> None:
    for end, code in ((signal.SIGKILL, -signal.SIGKILL), (None, 0)):
        with opened(board) as terminal:
            assert "tests.program.served" in terminal._process.cmdline()
            assert terminal._process.ppid() == os.getpid()
            assert os.getsid(terminal._process.pid) == terminal._process.pid
            if end:
                terminal.signal(end)
            assert (terminal.wait_exit() if end else quit_program(terminal)) == code
