"""Named tuples are what the standard library makes, but for the time it takes to make them."""

import inspect
import pickle
from copy import copy, deepcopy
from types import new_class
from typing import Any, Generic, TypeVar
from typing import NamedTuple as UsualTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.named_tuple import NamedTuple

Thing = TypeVar("Thing")


class Step(NamedTuple, Generic[Thing]):
    """A named tuple with a default, a property, and a parameter of its type."""

    label: str
    thing: Thing
    number: int = 1

    @property
    def first(self) -> bool:
        return self.number == 1


class UsualStep(UsualTuple):
    """What the standard library makes of the same fields."""

    label: str
    thing: object
    number: int = 1


class LaterStep(Step[int]):
    """A class that adds a method to a named tuple."""

    def next(self) -> int:
        return self.number + 1


class Command(NamedTuple):
    """A named tuple without a field."""


@pytest.mark.parametrize("value", [Step("saw", 3), Step("plane", None, 2), Command()], ids=repr)
def test_a_named_tuple_comes_whole_through_a_copy_a_pickle_and_a_change(value: Any) -> None:
    for other in (copy(value), deepcopy(value), pickle.loads(pickle.dumps(value)), value._replace(**value._asdict())):
        assert other == value == tuple(value)
        assert type(other) is type(value)
        assert repr(other) == repr(value)
    assert not hasattr(value, "__dict__")


@given(st.text(), st.integers(), st.integers())
def test_a_named_tuple_is_what_the_standard_library_makes_of_its_fields(label: str, thing: int, number: int) -> None:
    step, usual = Step(label, number=number, thing=thing), UsualStep(label, thing, number)
    assert step == usual
    assert hash(step) == hash(usual)
    assert repr(step) == repr(usual).replace("UsualStep", "Step", 1)
    assert (step.label, step.thing, step.number, step.first) == (label, thing, number, number == 1)
    assert step._asdict() == usual._asdict()
    assert step._replace(label="x", number=1) == ("x", thing, 1) == Step._make(["x", thing, 1])
    match step:
        case Step(a, b, number=c):
            assert (a, b, c) == usual
    with pytest.raises(AttributeError):
        step.label = "x"  # type: ignore[misc]


def test_what_is_said_of_a_named_tuple_is_what_the_standard_library_says() -> None:
    for name in ("_fields", "_field_defaults", "__match_args__"):
        assert getattr(Step, name) == getattr(UsualStep, name)
    assert str(inspect.signature(Step)) == "(label, thing, number=1)"
    assert LaterStep("sand", 4).next() == 2
    for wrong in (lambda: Step("saw"), lambda: Step("saw", 1, 2, 3), lambda: Step("saw", 1, other=2)):  # type: ignore[call-arg]
        with pytest.raises(TypeError, match=r"Step.__new__\(\)"):
            wrong()
    with pytest.raises(TypeError, match="Expected 3 arguments, got 2"):
        Step._make([1, 2])
    with pytest.raises(ValueError, match="other"):
        Step("saw", 1)._replace(other=2)


def test_a_field_may_have_any_name() -> None:
    class Named(NamedTuple):
        new: int
        default_new: int = 2
        tuple: int = 3
        cls: int = 4

    assert Named(1) == (1, 2, 3, 4)


def test_a_named_tuple_may_have_more_fields_than_any_before_it() -> None:
    names = [f"field_{number}" for number in range(60)]
    annotations = {"__annotations__": dict.fromkeys(names, int)}
    wide: Any = new_class("Wide", (NamedTuple,), exec_body=lambda own: own.update(annotations))
    assert [getattr(wide(*range(60)), name) for name in names] == list(range(60))
