"""Imports Textual without what no start needs: an eighth of the time until the first paint.

Two modules are left out while it is imported. `ssl`, which asyncio takes if there is one: nothing is sent. And
`textual.command`, Textual's own palette with all the widgets that it shows: Textual uses its classes when it opens that
palette, which ours stands for. Whoever imports one of these modules later gets it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any, Final

_PALETTE: Final = "textual.command"


def import_textual() -> None:
    """Import Textual, unless it is there already."""
    with without_tls():
        import_module("asyncio")
    with _without_palette():
        import_module("textual.app")


@contextmanager
def without_tls() -> Iterator[None]:
    """Have asyncio import no `ssl`, as where Python has none."""
    missing = "ssl" not in sys.modules
    if missing:
        sys.modules["ssl"] = None  # type: ignore[assignment]  # Python's own mark of a module that cannot be imported
    try:
        yield
    finally:
        if missing:
            del sys.modules["ssl"]


@contextmanager
def _without_palette() -> Iterator[None]:
    stand_in = _Palette(_PALETTE)
    sys.modules.setdefault(_PALETTE, stand_in)
    try:
        yield
    finally:
        stand_in.leave()


class _Palette(ModuleType):
    """Stands in for the module, with a stand-in for each class that is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _StandIn(name, (), {"module": self})

    def leave(self) -> None:
        """Make room for the module."""
        if sys.modules.get(_PALETTE) is self:
            del sys.modules[_PALETTE]


class _StandIn(type):
    """The class of the stand-ins. Who calls one, or asks it for something, does so with the class.

    What Textual derives from one, its provider of themes, is of no use: nothing of learnboard asks for it.
    """

    module: _Palette

    def __call__(cls, *arguments: Any, **more: Any) -> Any:
        return cls._meant()(*arguments, **more)

    def __getattr__(cls, name: str) -> Any:
        return getattr(cls._meant(), name)

    def _meant(cls) -> Any:
        cls.module.leave()
        return getattr(import_module(_PALETTE), cls.__name__)
