"""Frozen dataclasses are what the standard library makes, but for the time it takes to make them."""

import dataclasses
import inspect
import pickle
from collections.abc import Mapping
from copy import copy, deepcopy
from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A class with a default, a default that is made, and what is no field."""

    COUNT: ClassVar[int] = 7
    name: str
    floor: int = 1
    doors: Mapping[str, int] = field(default_factory=dict)

    @property
    def high(self) -> bool:
        return self.floor > self.COUNT


@dataclass(frozen=True, slots=True)
class Tower(Place):
    """A class with fields of its own after those of another."""

    bells: int = 0


@dataclass(frozen=True, slots=True)
class Nothing:
    """A class without a field."""


@dataclass(frozen=True, slots=True)
class One:
    """A class with one field and its own way to say what it is."""

    only: object

    def __repr__(self) -> str:
        return "the one"


@dataclasses.dataclass(frozen=True, slots=True)
class Usual:
    """What the standard library makes of the fields of Tower."""

    name: str
    floor: int = 1
    doors: Mapping[str, int] = field(default_factory=dict)
    bells: int = 0


VALUES = (Place("hall"), Tower("spire", 9, {"north": 1}, bells=3), Nothing(), One((1, 2)))


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_comes_whole_through_a_copy_a_pickle_and_a_change(value: Any) -> None:
    for other in (copy(value), deepcopy(value), pickle.loads(pickle.dumps(value)), replace(value)):
        assert other == value
        assert type(other) is type(value)
        assert repr(other) == repr(value)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_nothing_of_a_value_can_be_set_or_deleted(value: Any) -> None:
    assert not hasattr(value, "__dict__")
    for name in [*value.__match_args__, "other", "__class__"]:
        with pytest.raises(FrozenInstanceError, match=name):
            setattr(value, name, 1)
        with pytest.raises(FrozenInstanceError, match=name):
            delattr(value, name)


@given(st.text(), st.integers(), st.dictionaries(st.text(), st.integers(), max_size=2), st.integers())
def test_fields_defaults_and_texts_are_those_of_the_standard_library(
    name: str, floor: int, doors: dict[str, int], bells: int
) -> None:
    tower, usual = Tower(name, floor, doors, bells), Usual(name, floor, doors, bells)
    assert repr(tower) == repr(usual).replace("Usual", "Tower", 1)
    assert [(each.name, each.default, each.default_factory) for each in fields(tower)] == [
        (each.name, each.default, each.default_factory) for each in fields(usual)
    ]
    assert dataclasses.asdict(tower) == dataclasses.asdict(usual)
    assert replace(tower, floor=floor + 1) == Tower(name, floor + 1, doors, bells) != tower
    assert hash(Tower(name, floor, bells=bells, doors=name)) == hash(Usual(name, floor, bells=bells, doors=name))  # type: ignore[arg-type]


def test_values_of_two_classes_are_never_equal() -> None:
    assert Place("hall") != Tower("hall")
    assert Place("hall") != ("hall", 1, {})
    assert Place("hall") == Place(name="hall", floor=1, doors={})
    assert is_dataclass(Place)
    assert not Place("hall").high
    assert Place("hall").doors is not Place("hall").doors
    match Tower("spire", 9):
        case Place(name, floor):
            assert (name, floor) == ("spire", 9)


def test_the_parameters_of_a_class_are_known_before_it_has_a_value() -> None:
    @dataclass(frozen=True, slots=True)
    class Later:
        name: str
        floor: int = 1

    @dataclass(frozen=True, slots=True)
    class Last(Later):
        doors: Mapping[str, int] = field(default_factory=dict)

    assert str(inspect.signature(Later)) == "(name, floor=1)"
    assert repr(Last("spire")).endswith("Last(name='spire', floor=1, doors={})")
    assert repr(Later("hall")).endswith("Later(name='hall', floor=1)")


def test_arguments_are_refused_in_the_words_of_python() -> None:
    with pytest.raises(TypeError, match=r"Place.__init__\(\) missing 1 required positional argument: 'name'"):
        Place()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'roof'"):
        Place("hall", roof=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"use dataclasses\.dataclass"):
        dataclass(frozen=True, slots=False)(Nothing)


def test_what_is_not_frozen_is_changed_and_compared_and_never_a_key() -> None:
    @dataclass(slots=True)
    class Lift:
        name: str
        floor: int = 1

    lift = Lift("east")
    lift.floor += 2
    assert lift == Lift("east", 3) != Lift("east")
    assert repr(lift).endswith("Lift(name='east', floor=3)")
    with pytest.raises(AttributeError):
        lift.doors = 2  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="unhashable"):
        hash(lift)
