"""Imports Textual without what no start needs: a fifth of the time until the first paint.

Most of it is put off (`stand_ins`): what Textual and Python's own modules import for errors, downloads and pictures of
colours, and `textual.command`, Textual's own palette with all the widgets that it shows, which ours stands for. What
Textual derives from one of its classes, its provider of themes, is of no use: nothing of learnboard asks for it.

`ssl` is left out, which asyncio takes if there is one: nothing is sent. In the place of `typing_extensions` stands
Python's own `typing`, which has all that Textual asks for.
"""

import sys
import typing
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Final

from learnboard.stand_ins import put_off

_UNUSED: Final = (
    "difflib",
    "mimetypes",
    "platformdirs",
    "rich.table",
    "textual.canvas",
    "textual.command",
    "tokenize",
    "traceback",
    "uuid",
)


def import_textual() -> None:
    """Import Textual, unless it is there already."""
    with put_off(*_UNUSED), _in_place_of("ssl", None), _in_place_of("typing_extensions", typing):
        for name in ("asyncio", "textual.app", "textual.drivers.linux_driver"):
            import_module(name)


@contextmanager
def _in_place_of(name: str, other: ModuleType | None) -> Iterator[None]:
    """Have what is imported within the block get another module or none, unless this one is there already."""
    missing = name not in sys.modules
    if missing:
        sys.modules[name] = other  # type: ignore[assignment]  # None is Python's own mark of what cannot be imported
    try:
        yield
    finally:
        if missing:
            del sys.modules[name]
