"""A long text edited in the user's own editor, in a private file that is deleted afterwards."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from learnboard.domain.errors import LearnboardError
from learnboard.domain.text import clean_line

_LARGEST = 1_000_000
"""Bytes that are read back at most."""


class EditorFailed(LearnboardError):
    """The editor is missing, failed, or left a file that cannot be read; the text is as it was."""


def edit_in_editor(app: App[Any], text: str) -> tuple[str, str]:
    """Hand the terminal to the user's editor; return the text as it is now, and what went wrong, "" if nothing did."""
    problem = ""
    try:
        with app.suspend():
            try:
                text = edit_text(text)
            except EditorFailed as error:  # not through `suspend`, which would not take the terminal again
                problem = str(error)
    except SuspendNotSupported:
        problem = "This terminal cannot be handed to an editor."
    return text, problem


def edit_text(text: str) -> str:
    """Have a text edited by `$VISUAL` or `$EDITOR` (else `vi`) and return it; the terminal must be free.

    Raises:
        EditorFailed: if that cannot be done.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    shown = clean_line(command)[:60]
    try:
        words = shlex.split(command)
    except ValueError:
        raise EditorFailed(
            f"The editor “{shown}” is not a command: set $EDITOR to one. The text is as it was."
        ) from None
    with tempfile.TemporaryDirectory(prefix="learnboard-") as folder:  # mode 0700; the file in it gets 0600
        path = Path(folder) / "text.md"
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
        try:
            status = subprocess.run([*words, str(path)], check=False).returncode  # noqa: S603 - the user's own editor
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "it cannot be started"
            raise EditorFailed(
                f"The editor “{shown}” did not start ({reason}): set $EDITOR. The text is as it was."
            ) from None
        if status:
            raise EditorFailed(f"The editor “{shown}” ended with status {status}: the text is as it was.")
        try:
            data = path.read_bytes()[: _LARGEST + 1]
            edited = data.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise EditorFailed("What the editor saved is not a UTF-8 text: the text is as it was.") from None
    if len(data) > _LARGEST:
        raise EditorFailed("What the editor saved has more than a megabyte: the text is as it was.")
    # Editors end the last line; a field does not.
    edited = edited.replace("\r\n", "\n")
    return edited if text.endswith("\n") else edited.removesuffix("\n")
