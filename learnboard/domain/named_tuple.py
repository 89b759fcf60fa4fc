"""Named tuples, made in a tenth of the time: a board is not painted before the classes of its values are made.

The standard library compiles a function for each class, which takes its values, and looks at the type of each field.
Here it is compiled for the first value of a class: of most there is none when the board is painted. A named tuple has
all that `typing.NamedTuple` gives it. From Python 3.14, which keeps annotations to itself, it is that one.
"""

import sys
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Self

__all__ = ["Later", "NamedTuple", "compiled"]

if TYPE_CHECKING or sys.version_info >= (3, 14):  # a type checker sees what it is
    from typing import NamedTuple


class Later:
    """Stands for the method of a class until somebody asks for it: to make a value, or to know its parameters."""

    def __init__(self, made: Any, name: str, compiled: Callable[[Any], Any]) -> None:
        self._made = made
        self._name = name
        self._compiled = compiled

    def __get__(self, value: object, kind: type | None = None) -> Any:
        """Compile the method and put it in place of this."""
        method = self._compiled(self._made)
        setattr(self._made, self._name, method)
        return method.__get__(value, kind)


def compiled(
    made: type, name: str, parameters: Iterable[str], lines: Iterable[str], scope: dict[str, Any]
) -> Callable[..., Any]:
    """Return a function of a class with these parameters and lines, which see `scope`."""
    source = "\n".join((f"def {name}({', '.join(parameters)}):", *lines, " pass"))
    exec(source, scope)  # noqa: S102 - names of fields only
    method: Callable[..., Any] = scope[name]
    method.__qualname__, method.__module__ = f"{made.__qualname__}.{name}", made.__module__
    return method


_GETTERS: Final[list[Any]] = []
"""Python's own descriptors of the values in a tuple, by their place: they serve any tuple."""


class _NamedTupleType(type):
    """Makes the class of a named tuple; what derives from that one adds methods, and no field."""

    def __new__(cls, name: str, bases: tuple[type, ...], own: dict[str, Any]) -> type:
        own["__slots__"] = ()
        if not any(type(base) is cls and tuple in base.__bases__ for base in bases):
            return super().__new__(cls, name, bases, own)
        names = tuple(own.get("__annotations__", ()))
        own["_field_defaults"] = {each: own[each] for each in names if each in own}
        own["_fields"] = own["__match_args__"] = names
        own.update(zip(names, _getters(len(names)), strict=False))
        made: Any = super().__new__(cls, name, bases, own)
        made.__new__ = Later(made, "__new__", _new_of)
        return made  # type: ignore[no-any-return]


def _getters(count: int) -> list[Any]:
    if len(_GETTERS) < count:
        make: Any = namedtuple  # noqa: PYI024 - no value is made of it
        pool = make("pool", [f"at_{place}" for place in range(count + 12)])
        _GETTERS[:] = [vars(pool)[name] for name in pool._fields]
    return _GETTERS


def _new_of(made: Any) -> Any:
    names, defaults = made._fields, made._field_defaults
    # No field begins with a line, so that none has a name of these.
    scope = {"_new": tuple.__new__, **{f"_default_{name}": value for name, value in defaults.items()}}
    parameters = [f"{name}=_default_{name}" if name in defaults else name for name in names]
    values = "".join(f"{name}, " for name in names)
    return staticmethod(compiled(made, "__new__", ["_cls", *parameters], [f" return _new(_cls, ({values}))"], scope))


if not TYPE_CHECKING and sys.version_info < (3, 14):

    class NamedTuple(tuple, metaclass=_NamedTupleType):
        """A named tuple, as `typing.NamedTuple` makes it."""

        __slots__ = ()
        _fields = ()
        _field_defaults: Mapping[str, Any] = {}

        @classmethod
        def _make(cls, values: Iterable[Any]) -> Self:
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, **changes: Any) -> Self:
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"Got unexpected field names: {list(changes)!r}")
            return made

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            values = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({values})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)
