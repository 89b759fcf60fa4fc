"""What the steps that changed a key result did to it, told where its title stands already."""

from collections.abc import Iterable, Iterator
from typing import Final

from learnboard.domain.patterns import pattern
from learnboard.presentation.values import quoted

_RENAMED: Final = pattern("rename (“.*”)")


def own_history(labels: Iterable[str], title: str) -> Iterator[str]:
    """Tell the steps of a key result, from the newest on, without its own title: `set the due date`.

    A title that it had before is told once, by the step that changed it.
    """
    names = {quoted(title)}
    for label in labels:
        renamed = _RENAMED.fullmatch(label)
        if renamed and renamed[1] not in names:
            names.add(renamed[1])
            yield f"rename it, before: {renamed[1]}"
        else:
            yield _without(label, names)


def _without(label: str, names: Iterable[str]) -> str:
    """Return a label without a name: what ends with it is told without, and elsewhere it is `it`."""
    name = next((name for name in names if name in label), "")
    if not name:
        return label
    for ending in (f" of {name}", f" to {name}", f" {name}"):
        if label.endswith(ending):
            return label.removesuffix(ending)
    return label.replace(name, "it", 1)
