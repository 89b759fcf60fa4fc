"""Frozen dataclasses, made in a tenth of the time: a board is not painted before the classes of its values are made.

The few that are not frozen are made here too, as long as they have slots.

The standard library compiles seven functions for a class. Only `__init__` differs from one class to the next; the
others are the same for all. It is compiled for the first value of a class: of most there is none when the board is
painted. `fields`, `replace` and `is_dataclass` of the standard library hold for these too.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import MISSING, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar

from learnboard.domain.named_tuple import Later, compiled

__all__ = ["dataclass"]

Class = TypeVar("Class", bound=type)

if TYPE_CHECKING:  # a type checker sees what these are
    from dataclasses import dataclass
else:

    def dataclass(*, slots: bool, frozen: bool = False) -> Callable[[Class], Class]:
        """Make a dataclass with slots; anything else is the standard library's to make."""
        if not slots:
            raise TypeError("use dataclasses.dataclass for what has no slots")
        return _frozen if frozen else _changeable


def _refuse_change(_: object, name: str, *_value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    values = self._values
    return values(self) == values(other)


def _hash(self: Any) -> int:
    return hash(self._values(self))


def _repr(self: Any) -> str:
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({values})"


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__match_args__]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__match_args__, state, strict=True):
        object.__setattr__(self, name, value)


def _no_values(_: object) -> tuple[()]:
    return ()


_METHODS: Final[Mapping[str, Any]] = {"__eq__": _equal, "__hash__": None, "__repr__": _repr}
_FROZEN: Final[Mapping[str, Any]] = {
    **_METHODS,
    "__setattr__": _refuse_change,
    "__delattr__": _refuse_change,
    "__hash__": _hash,
    "__getstate__": _get_state,
    "__setstate__": _set_state,
}


def _frozen(plain: Class) -> Class:
    return _made(plain, _FROZEN)


def _changeable(plain: Class) -> Class:
    return _made(plain, _METHODS)


def _made(plain: Class, methods: Mapping[str, Any]) -> Class:
    own = vars(plain)
    for name, method in methods.items():
        if name not in own or own[name] is None:  # Python sets __hash__ to None beside a class's own __eq__
            setattr(plain, name, method)
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(plain)
    names = made.__match_args__
    made._values = attrgetter(*names) if names else staticmethod(_no_values)  # noqa: SLF001 - set by nobody else
    made.__init__ = Later(made, "__init__", _init_of)
    return made  # type: ignore[no-any-return]  # the same class, with slots


def _init_of(made: Any) -> Callable[..., None]:
    """Compile the `__init__` of a dataclass; the slots are set by their descriptors, past the refusal."""
    scope: dict[str, Any] = {"_missing": MISSING}
    parameters, lines = ["self"], []
    for field in fields(made):
        name = field.name
        scope[f"_set_{name}"] = getattr(made, name).__set__
        if field.default_factory is not MISSING:
            scope[f"_make_{name}"] = field.default_factory
            parameters.append(f"{name}=_missing")
            lines.append(f" if {name} is _missing: {name} = _make_{name}()")
        elif field.default is not MISSING:
            scope[f"_default_{name}"] = field.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        lines.append(f" _set_{name}(self, {name})")
    return compiled(made, "__init__", parameters, lines, scope)
