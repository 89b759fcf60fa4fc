"""Imports Textual without what no start needs: a fifth of the time until the first paint.

Most of it is put off (`stand_ins`): what Textual and Python's own modules import for errors, downloads and pictures of
colours, and `textual.command`, Textual's own palette with all the widgets that it shows, which ours stands for. What
Textual derives from one of its classes, its provider of themes, is of no use: nothing of learnboard asks for it.

`ssl` is left out, which asyncio takes if there is one: nothing is sent. In the place of `typing_extensions` stands
Python's own `typing`, as far as that has what Textual asks for.
"""

import sys
import typing
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any, Final

from learnboard.stand_ins import put_off

_EXTENSIONS: Final = "typing_extensions"
_UNUSED: Final = (
    "difflib",
    "mimetypes",
    "pickle",
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
    with put_off(*_UNUSED), _in_place_of("ssl", None), _in_place_of(_EXTENSIONS, _Typing(_EXTENSIONS)):
        for name in ("asyncio", "textual.app", "textual.drivers.linux_driver"):
            import_module(name)


class _Typing(ModuleType):
    """What is in Python's own module, and of what is not, the one that is named."""

    def __getattr__(self, name: str) -> Any:
        if hasattr(typing, name) or name.startswith("__"):
            return getattr(typing, name)
        sys.modules.pop(self.__name__, None)
        return getattr(import_module(self.__name__), name)


@contextmanager
def _in_place_of(name: str, other: ModuleType | None) -> Iterator[None]:
    """Have what is imported within the block get another module or none, unless this one is there already."""
    # None is Python's own mark of a module that cannot be imported.
    found = sys.modules.setdefault(name, other)  # type: ignore[arg-type]
    try:
        yield
    finally:
        if found is other and sys.modules.get(name) is other:
            sys.modules.pop(name, None)
