"""Puts off modules that others import and that a start does not use: a sixth of the time until the first paint.

A stand-in takes such a module's place while the others are imported. Whoever uses something of it loads the module, and
whoever imports it later gets it.
"""

import sys
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:  # the version of the program is printed without `typing`
    from collections.abc import Iterator
    from typing import Any


@contextmanager
def put_off(*names: str) -> "Iterator[None]":
    """Have what is imported within the block load these modules only when it uses them.

    What it takes of them by name can be called, asked for something and compared with; to derive from it is of no use.
    """
    stand_ins = [_Module(name) for name in names if name not in sys.modules]
    sys.modules.update((stand_in.__name__, stand_in) for stand_in in stand_ins)
    try:
        yield
    finally:
        for stand_in in stand_ins:
            stand_in.leave()


class _Module(ModuleType):
    """Stands in for a module: until it leaves, with a stand-in for whatever is asked for."""

    def __getattr__(self, name: str) -> "Any":
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            return _Name(name, (), {"module": self})
        return self.meant(name)

    def leave(self) -> None:
        """Make room for the module."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]

    def meant(self, name: str) -> "Any":
        """Load the module and return what has this name there."""
        self.leave()
        return getattr(import_module(self.__name__), name)


class _Name(type):
    """What stands in for functions and classes. Who calls one, or asks it for something, does so with what is meant."""

    module: _Module

    def __call__(cls, *arguments: "Any", **more: "Any") -> "Any":
        return cls.module.meant(cls.__name__)(*arguments, **more)

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, cls.module.meant(cls.__name__))

    def __getattr__(cls, name: str) -> "Any":
        return getattr(cls.module.meant(cls.__name__), name)
