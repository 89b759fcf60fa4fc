"""A person's own keys, checked against all that the program binds: Textual takes wrong ones in silence.

Imported only when there is something to check: it looks at every screen there is.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Final, NamedTuple

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen

import learnboard.ui
from learnboard.domain.text import clean_line
from learnboard.settings import Preferences, SettingsProblem, sort_problems
from learnboard.ui.keys.key_names import InvalidKey, character_of, normal_key
from learnboard.ui.toolkit.prompt import TextInputScreen
from learnboard.ui.toolkit.text_buffer import TextBuffer

_STAYS: Final = ("escape", "enter")
"""The keys that lead out of a form: they do so whatever else is wished for."""
_STRUCTURE: Final = {*_STAYS, "tab", "shift+tab", "up", "down", "pageup", "pagedown"}
"""What moves about in lists and forms."""
PROGRAMS: Final[Mapping[str, str]] = {
    "": "on the same screen",
    "mentor": "in the mentor's view",
    "trouble": "where a board cannot be opened",
}
"""The folders of the programs' own screens, and where that is; without a name, all folders that no other has."""


class ScreenKeys(NamedTuple):
    """A screen with all that may be bound on it at once: the actions' ids, their keys, and which come first."""

    name: str
    actions: Mapping[str, tuple[str, ...]]
    form: bool
    typed_into: bool
    programs: frozenset[str]


class KeyAction(NamedTuple):
    """Something that keys do: its id, the keys that do it by default, what it is, and whether it works everywhere."""

    id: str
    keys: tuple[str, ...]
    description: str
    everywhere: bool


def checked_keymap(preferences: Preferences, program: str = "") -> tuple[dict[str, str], tuple[SettingsProblem, ...]]:
    """The keymap for `App.set_keymap` of a program, without what cannot hold in it, and why it cannot."""
    check = _Check(preferences, program)
    check.names()
    check.typing()
    check.clashes()
    return check.keymap(), sort_problems(check.problems)


def checked_everywhere(preferences: Preferences) -> tuple[dict[str, str], tuple[SettingsProblem, ...]]:
    """What holds in some program, and all that cannot hold in one of them."""
    keymap: dict[str, str] = {}
    problems: list[SettingsProblem] = []
    for program in PROGRAMS:
        holds, wrong = checked_keymap(preferences, program)
        keymap = {**holds, **keymap}
        problems += [problem for problem in wrong if problem not in problems]
    return {name: keymap[name] for name in preferences.keys if name in keymap}, sort_problems(problems)


def all_actions() -> dict[str, KeyAction]:
    """Everything that keys do, on all screens, by its id."""
    return {action.id: action for owner in _owners() for action in _own_actions(owner)}


class _Check:
    """One program's keymap being checked: `wished` shrinks to what holds, `problems` grows."""

    def __init__(self, preferences: Preferences, program: str) -> None:
        lines = preferences.lines
        self.problems: list[SettingsProblem] = []
        self._lines = {name: lines.get(f"keys.{name}") or lines.get("keys") for name in preferences.keys}
        self._asked = dict(sorted(preferences.keys.items(), key=lambda item: self._lines[item[0]] or 0))
        self._known = all_actions()
        self._places = tuple(place for place in _places() if program in place.programs)
        self._where = PROGRAMS[program]
        self.wished: dict[str, tuple[str, ...]] = {}

    def names(self) -> None:
        """Take what is known, with keys that there are."""
        for name, keys in self._asked.items():
            if name not in self._known:
                self._refuse(name, _unknown(name, self._known))
                continue
            normal = [normal_key(key) for key in keys]
            for wrong in normal:
                if isinstance(wrong, InvalidKey):
                    self._refuse(name, f"“{name}”: {wrong.reason}")
            right = tuple(dict.fromkeys(key for key in normal if isinstance(key, str)))
            if len(right) == len(set(normal)):
                self.wished[name] = right

    def typing(self) -> None:
        """Drop keys that would be letters of a text where one is typed."""
        for name, keys in list(self.wished.items()):
            refusal = next(filter(None, (self._typed(name, key) for key in keys)), "")
            if refusal:
                self._drop(name, refusal)

    def _typed(self, name: str, key: str) -> str:
        """Why a key is none for something that works where text is typed; nothing if it is one."""
        text = _is_text(key)
        if self._known[name].everywhere and (text or key in _STRUCTURE):
            return f"it works everywhere, also where “{_shown(key)}” is typed: take a key with ctrl."
        if text and any(place.typed_into and name in place.actions for place in self._places):
            return f"“{_shown(key)}” is typed as text there: take a key with ctrl, or a function key."
        return ""

    def clashes(self) -> None:
        """Drop wishes for keys that do something else on the same screen, until there are none."""
        while found := self._clash():
            name, key, other = found
            line = self._lines[other] if other in self.wished else None
            where = f" (line {line})" if line else ""
            self._drop(name, f"“{_shown(key)}” is the key of “{other}”{where} {self._where}: choose another.")

    def _clash(self) -> tuple[str, str, str] | None:
        """A wish that goes, its key, and what has the key: one that was not moved, else what the file said first."""
        order = list(self.wished)
        found = [
            (name, key, other)
            for place in self._places
            for name in order
            for key in self._keys(place, name)
            for other in place.actions
            if other != name and name in place.actions and key in self._keys(place, other)
        ]
        unmoved = [clash for clash in found if clash[2] not in self.wished]
        later = [clash for clash in found if clash[2] in self.wished and order.index(clash[0]) > order.index(clash[2])]
        return next(iter([*unmoved, *later]), None)

    def _keys(self, place: ScreenKeys, name: str) -> tuple[str, ...]:
        return self.wished.get(name, place.actions.get(name, ()))

    def keymap(self) -> dict[str, str]:
        """What holds; the keys that lead out of a form stay beside those wished for."""
        forms = {name for place in self._places if place.form for name in place.actions}
        return {
            name: ",".join(dict.fromkeys([*keys, *(key for key in self._stay(name) if name in forms)]))
            for name, keys in self.wished.items()
        }

    def _stay(self, name: str) -> Iterator[str]:
        return (key for key in self._known[name].keys if key in _STAYS)

    def _drop(self, name: str, message: str) -> None:
        del self.wished[name]
        self._refuse(name, f"“{name}”: {message}")

    def _refuse(self, name: str, message: str) -> None:
        self.problems.append(SettingsProblem(self._lines[name], message))


def _unknown(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = get_close_matches(name, names, 1) or [one for one in names if one.partition(".")[2] == name][:1]
    hint = f"did you mean “{near[0]}”?" if near else "“learnboard settings --keys” lists what there is."
    return f"There is nothing called “{clean_line(name)[:60]}” to bind a key to: {hint}"


def _is_text(key: str) -> bool:
    """Whether a key changes a text that is being typed, or moves in it."""
    return TextBuffer("ab cd", 2).key(key, character_of(key)) is not None


def _shown(key: str) -> str:
    character = character_of(key)
    return character if character and character != " " else key


# -- what there is ------------------------------------------------------------------------------------------------


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(found.name)


def _owners() -> Iterator[type[DOMNode]]:
    """Every class of the program that binds keys, or is a screen."""
    for module in _modules(learnboard.ui):
        for one in vars(module).values():
            ours = isinstance(one, type) and one.__module__ == module.__name__
            if ours and issubclass(one, DOMNode) and ("BINDINGS" in vars(one) or issubclass(one, Screen)):
                yield one


def _own_actions(owner: type[DOMNode]) -> Iterator[KeyAction]:
    for said in vars(owner).get("BINDINGS", ()):
        if isinstance(said, Binding) and said.id:
            keys = tuple(binding.key for binding in Binding.make_bindings([said]))
            yield KeyAction(said.id, keys, said.description, said.priority and issubclass(owner, App))


def _places() -> Iterator[ScreenKeys]:
    """Every screen, with its own actions, those of the widgets on it, and those of the app.

    A screen may say by `HOLDS` which widgets are on it; else they are those that stand in the folder of all screens,
    or in its own if it is no modal one, which is a single page.
    """
    owners = list(_owners())
    for screen in owners:
        if issubclass(screen, Screen):
            widgets = [one for one in owners if not issubclass(one, Screen | App) and _is_on(one, screen)]
            lines = [one for one in screen.__mro__ if issubclass(one, DOMNode)]
            own = [action for owner in [*lines, *widgets] for action in _own_actions(owner)]
            modal = issubclass(screen, ModalScreen)
            app = [action for one in owners if issubclass(one, App) for action in _own_actions(one)]
            actions = {
                action.id: action.keys for action in [*own, *(one for one in app if one.everywhere or not modal)]
            }
            printable = any(character_of(key) for action in own for key in action.keys)
            typed_into = modal and issubclass(screen, TextInputScreen) and not printable
            yield ScreenKeys(screen.__name__, actions, modal, typed_into, _programs(screen))


def _is_on(widget: type[DOMNode], screen: type[DOMNode]) -> bool:
    held: tuple[type[DOMNode], ...] | None = getattr(screen, "HOLDS", None)
    if held is not None:
        return any(issubclass(each, widget) for each in held)
    return not _folder(widget) or (_folder(widget) == _folder(screen) and not issubclass(screen, ModalScreen))


def _programs(screen: type[DOMNode]) -> frozenset[str]:
    """The programs a screen may be seen in: that of its folder, or all for one in the folder of all screens."""
    folder = _folder(screen)
    if not folder:
        return frozenset(PROGRAMS)
    return frozenset({folder if folder in PROGRAMS else ""})


def _folder(owner: type[DOMNode]) -> str:
    """The folder of `learnboard.ui` in which a class stands, without name for the folder of all screens."""
    return owner.__module__.removeprefix(f"{learnboard.ui.__name__}.").rpartition(".")[0]
