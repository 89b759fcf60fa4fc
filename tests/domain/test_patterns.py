"""Regular expressions that are compiled when they are first used."""

import pkgutil
import re
import sys
from importlib import import_module

import pytest

import learnboard
from learnboard.domain import patterns
from learnboard.domain.patterns import pattern


def test_a_pattern_is_compiled_once_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    compile_ = re.compile
    monkeypatch.setattr(re, "compile", lambda *arguments: compiled.append(arguments) or compile_(*arguments))
    word = pattern("(?P<first>[a-z])[a-z]*", re.IGNORECASE)
    assert compiled == []
    for _ in range(2):
        found = word.fullmatch("Word")
        assert found is not None
        assert found["first"] == "W"
    assert compiled == [("(?P<first>[a-z])[a-z]*", re.IGNORECASE)]
    assert word.sub("x", "two words") == "x x"
    assert word.groupindex == {"first": 1}
    with pytest.raises(AttributeError):
        word.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_every_pattern_of_the_program_can_be_compiled() -> None:
    for module in pkgutil.walk_packages(learnboard.__path__, "learnboard."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    later = type(pattern(""))
    ours = [module for name, module in sys.modules.items() if name.startswith("learnboard.") and module is not patterns]
    found = [value for module in ours for value in vars(module).values() if type(value) is later]
    assert len(found) > 100
    for each in found:
        assert each.pattern is not None
