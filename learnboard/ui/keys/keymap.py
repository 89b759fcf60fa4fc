"""Checks of the user's own keys against all bindings: Textual accepts wrong ones silently."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from textual.binding import Binding

from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.settings import Preferences, SettingsProblem, sort_problems
from learnboard.ui.keys.bindings import PROGRAM_KEYS, SCREENS, SPARE_IDS, YIELDING, Program
from learnboard.ui.keys.former_ids import FORMER_IDS
from learnboard.ui.keys.key_names import InvalidKey, character_of, normal_key
from learnboard.ui.toolkit.text_buffer import TextBuffer

_STAYS: Final = ("escape", "enter")
"""Keys that leave a form, whatever other keys the user chooses."""
_STRUCTURE: Final = {*_STAYS, "tab", "shift+tab", "up", "down", "pageup", "pagedown"}
"""Keys that move in lists and forms."""
_WHERE: Final[Mapping[Program, str]] = {
    "board": "on the same screen",
    "mentor": "in the mentor's view",
    "recovery": "where a board cannot be opened",
}


class KeyAction(NamedTuple):
    """An action that keys trigger: its id, default keys and description."""

    id: str
    keys: tuple[str, ...]
    description: str


class _Place(NamedTuple):
    """A screen: the default keys of its actions by id, whether it is modal, and whether it takes typed text."""

    keys: Mapping[str, tuple[str, ...]]
    modal: bool
    typed_into: bool


def checked_keymap(
    preferences: Preferences, program: Program = "board"
) -> tuple[dict[str, str], tuple[SettingsProblem, ...]]:
    """Return the valid part of a program's keymap, for `App.set_keymap`, and the problems of the rest."""
    check = _Check(preferences, program)
    check.names()
    check.typing()
    check.clashes()
    check.displace()
    return check.keymap(), sort_problems(check.problems)


def checked_everywhere(preferences: Preferences) -> tuple[dict[str, str], tuple[SettingsProblem, ...]]:
    """Return the keys that are valid in at least one program, and the problems of all programs."""
    keymap: dict[str, str] = {}
    problems: list[SettingsProblem] = []
    for program in _WHERE:
        holds, wrong = checked_keymap(preferences, program)
        keymap = {**holds, **keymap}
        problems += [problem for problem in wrong if problem not in problems]
    names = dict.fromkeys(FORMER_IDS.get(name, name) for name in preferences.keys)
    return {name: keymap[name] for name in names if name in keymap}, sort_problems(problems)


def all_actions() -> dict[str, KeyAction]:
    """Return the actions of all screens by id."""
    actions: dict[str, KeyAction] = {}
    for screen in SCREENS.values():
        for name, keys in _keys_of(screen.bindings).items():
            description = next(binding.description for binding in screen.bindings if binding.id == name)
            actions.setdefault(name, KeyAction(name, keys, description))
    return actions


def describe_former_ids(preferences: Preferences) -> tuple[str, ...]:
    """Return a sentence for each former action id that the settings use."""
    used = dict.fromkeys(name for name in preferences.keys if name in FORMER_IDS)
    return tuple(f"“{name}” is now called “{FORMER_IDS[name]}”; the old name still works." for name in used)


def _keys_of(bindings: Iterable[Binding]) -> dict[str, tuple[str, ...]]:
    """Return the default keys of each action by id."""
    found: dict[str, tuple[str, ...]] = {}
    for binding in bindings:
        if binding.id:
            keys = tuple(made.key for made in Binding.make_bindings([binding]))
            found[binding.id] = (*found.get(binding.id, ()), *keys)
    return found


class _Check:
    """Check of one program's keymap: `wanted` shrinks to the valid keys, `problems` grows."""

    def __init__(self, preferences: Preferences, program: Program) -> None:
        lines = preferences.lines
        self.problems: list[SettingsProblem] = []
        self._lines: dict[str, int | None] = {}
        self._chosen: dict[str, tuple[str, ...]] = {}
        order = {name: lines.get(f"keys.{name}") or lines.get("keys") for name in preferences.keys}
        for name in sorted(order, key=lambda each: order[each] or 0):
            present = FORMER_IDS.get(name, name)
            self._lines.setdefault(present, order[name])
            self._chosen[present] = (*self._chosen.get(present, ()), *preferences.keys[name])
        self._known = all_actions()
        self._everywhere = frozenset(binding.id for binding in PROGRAM_KEYS)
        self._places = tuple(
            _Place(_keys_of(screen.bindings), screen.modal, screen.typed_into)
            for screen in SCREENS.values()
            if program in screen.programs
        )
        self._where = _WHERE[program]
        self._displaced: dict[str, tuple[str, ...]] = {}
        self.wanted: dict[str, tuple[str, ...]] = {}

    def names(self) -> None:
        """Accept known actions with valid key names."""
        for name, keys in self._chosen.items():
            if name not in self._known:
                self._refuse(name, _unknown(name, self._known))
                continue
            normal = [normal_key(key) for key in keys]
            for wrong in normal:
                if isinstance(wrong, InvalidKey):
                    self._refuse(name, f"“{name}”: {wrong.reason}")
            right = tuple(dict.fromkeys(key for key in normal if isinstance(key, str)))
            if len(right) == len(set(normal)):
                self.wanted[name] = right

    def typing(self) -> None:
        """Drop keys that would type text on a screen with text input."""
        for name, keys in list(self.wanted.items()):
            refusal = next(filter(None, (self._typed(name, key) for key in keys)), "")
            if refusal:
                self._drop(name, refusal)

    def _typed(self, name: str, key: str) -> str:
        """Return why a key cannot be used for an action where text is typed, or "" if it can."""
        text = _is_text(key)
        if name in YIELDING and key.startswith("ctrl+"):
            return ""
        if name in self._everywhere and (text or key in _STRUCTURE):
            return f"it works everywhere, even where “{_shown(key)}” is typed: choose a key with ctrl."
        if text and any(place.typed_into and name in place.keys for place in self._places):
            return f"“{_shown(key)}” is typed as text there: choose a key with ctrl, or a function key."
        return ""

    def clashes(self) -> None:
        """Drop keys that another choice uses or that leave a form, until none clash."""
        while found := self._clash():
            name, key, other = found
            line = self._lines[other] if other in self.wanted else None
            where = f" (line {line})" if line else ""
            self._drop(name, f"“{_shown(key)}” is the key of “{other}”{where} {self._where}: choose another.")

    def _clash(self) -> tuple[str, str, str] | None:
        """Return an action to drop, its key, and the action that keeps it: a fixed one or the first in the file."""
        order = list(self.wanted)
        for place, name, key, other in self._shared_keys():
            stays = other not in self.wanted and ((key in _STAYS and place.modal) or other in self._everywhere)
            if stays or (other in self.wanted and order.index(name) > order.index(other)):
                return name, key, other
        return None

    def _shared_keys(self) -> Iterator[tuple[_Place, str, str, str]]:
        """Yield each chosen key that another action has on the same screen, with both actions."""
        for place in self._places:
            for name in self.wanted:
                for key in self.wanted[name] if name in place.keys else ():
                    for other in place.keys:
                        if other != name and key in self._keys(place, other):
                            yield place, name, key, other

    def _keys(self, place: _Place, name: str) -> tuple[str, ...]:
        return self.wanted.get(name, place.keys.get(name, ()))

    def displace(self) -> None:
        """Take the user's keys away from default bindings. Report each action left without a key."""
        for _, name, key, other in self._shared_keys():
            if other in self.wanted:
                continue
            defaults = self._displaced.get(other, self._known[other].keys)
            if key in defaults:
                left = tuple(each for each in defaults if each != key)
                self._displaced[other] = left
                if not left and other not in SPARE_IDS:
                    message = f"“{_shown(key)}” was the only key of “{other}” {self._where}: give it another."
                    self._refuse(name, f"“{name}”: {message}")

    def keymap(self) -> dict[str, str]:
        """Return the valid keymap. Keys that leave a form stay beside the chosen ones."""
        forms = {name for place in self._places if place.modal for name in place.keys}
        wanted = {
            name: (*keys, *(key for key in self._known[name].keys if key in _STAYS and name in forms))
            for name, keys in self.wanted.items()
        }
        return {name: ",".join(dict.fromkeys(keys)) for name, keys in {**wanted, **self._displaced}.items()}

    def _drop(self, name: str, message: str) -> None:
        del self.wanted[name]
        self._refuse(name, f"“{name}”: {message}")

    def _refuse(self, name: str, message: str) -> None:
        self.problems.append(SettingsProblem(self._lines[name], message))


def _unknown(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = get_close_matches(name, names, 1) or [one for one in names if one.partition(".")[2] == name][:1]
    hint = f"did you mean “{near[0]}”?" if near else "“learnboard settings --keys” lists all actions."
    return f"There is no action “{clean_line(name)[:60]}”: {hint}"


def _is_text(key: str) -> bool:
    """Return whether a key edits text or moves the caret in it."""
    return TextBuffer("ab cd", 2).key(key, character_of(key)) is not None


def _shown(key: str) -> str:
    character = character_of(key)
    return character if character and character != " " else key
