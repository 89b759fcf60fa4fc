"""Rules by the words they cover: the engine of a small language, such as that of days in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, TypeAlias

Words: TypeAlias = Sequence[Mapping[str, Any]]
"""Words. Each is known by how it is written, and by its kinds, in capitals, each with what the word means then."""
_Rule: TypeAlias = Callable[..., Any]


class WordRules:
    """Functions by patterns: `x?` may be missing, `x|y` is one of both, a KIND hands its meaning to the function."""

    def __init__(self, rules: Mapping[str, _Rule]) -> None:
        """Take the rules, the pattern of each and its function."""
        self._tree: dict[str, Any] = {}
        for pattern, rule in rules.items():
            choices = [
                [*part.rstrip("?").split("|"), *([""] if part.endswith("?") else [])] for part in pattern.split()
            ]
            for row in product(*choices):
                node = self._tree
                for kind in filter(None, row):
                    node = node.setdefault(kind, {})
                node[""] = rule

    def match(self, context: Any, words: Words) -> Iterator[Any]:
        """Yield what each function whose pattern covers all the words makes of them, if it makes anything.

        It is called with the context and with what each word means that is in the pattern as a kind.
        """
        for rule, meanings in _matches(self._tree, words, ()):
            found = rule(context, *meanings)
            if found is not None:
                yield found

    def first(self, context: Any, words: Words) -> Any:
        """Return the first match; None without any."""
        return next(self.match(context, words), None)


def _matches(node: Mapping[str, Any], words: Words, meanings: tuple[Any, ...]) -> Iterator[tuple[_Rule, Any]]:
    if not words:
        if "" in node:
            yield node[""], meanings
        return
    for kind, meaning in words[0].items():
        if kind in node:
            yield from _matches(node[kind], words[1:], (*meanings, meaning) if kind.isupper() else meanings)
