"""What commands say, and the day they say it on."""

import json
import sys
from collections.abc import Sequence
from datetime import date

from learnboard.domain.text import clean_line


def say(message: str) -> None:
    """One line on stderr."""
    print(f"learnboard: {clean_line(message)}", file=sys.stderr)


def notify(notices: Sequence[str]) -> None:
    """A line on stderr for each notice."""
    for notice in notices:
        say(notice)


def print_json(plain: object) -> None:
    """JSON is UTF-8, whatever the terminal knows."""
    print_bytes(json.dumps(plain, indent=1, sort_keys=True, ensure_ascii=False).encode())


def print_bytes(data: bytes) -> None:
    """Bytes as they are, and a line feed."""
    sys.stdout.buffer.write(data + b"\n")


def today() -> date:
    """The day it is where the person is."""
    return date.today()  # noqa: DTZ011 - a learning day is a local day
