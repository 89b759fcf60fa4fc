"""Keys that do nothing where they are pressed: the screen says so, and which key lists those that do."""

from typing import Any, Final

from textual import events
from textual.binding import Binding
from textual.keys import Keys
from textual.screen import Screen

from learnboard.ui.toolkit.keys import MessageScreen
from learnboard.ui.toolkit.text import simplified

_NAMED: Final = frozenset(key.value for key in Keys if "<" not in key.value)
"""Keys that a person presses and that type nothing, such as `f5` or `ctrl+k`; others are modifiers, or no keys."""
_WAYS: Final = (("board.help", "shows the keys"), ("help.close", "leads back"))
"""Ids of bindings, and what their keys do: the first that works on the screen is named."""


class UnknownKeys:
    """Tells on the screen of an app that a key does nothing; of the same key once, until the screen says otherwise."""

    def __init__(self) -> None:
        self._screen: Screen[Any] | None = None
        self._told: set[str] = set()
        self._sentence = ""

    def begin(self, screen: Screen[Any]) -> None:
        """Begin a visit to a screen: every key may be told again."""
        self._screen, self._told = screen, set()

    def tell(self, screen: Screen[Any], event: events.Key) -> None:
        """Say that a key does nothing on a screen; not in the place of a question, and not where text is typed."""
        name = _name(screen, event)
        if not name or not isinstance(screen, MessageScreen) or screen.asks:
            return
        standing, hint = screen.said
        if screen is not self._screen or standing != self._sentence:
            self.begin(screen)
        if event.key not in self._told:
            self._told.add(event.key)
            screen.say(f"`{name}` does nothing here{_way(screen)}.", hint)  # what could be undone can still be
            self._sentence = screen.said[0]


def _name(screen: Screen[Any], event: events.Key) -> str:
    """What a person calls the key; nothing for one that they do not know to have pressed."""
    character = event.character or ""
    if character.strip() and character.isprintable() and "+" not in event.key:  # of alt+x the character is `x`
        return simplified(character).strip()
    known = event.key in _NAMED or event.key.startswith("alt+")
    return screen.app.get_key_display(Binding(event.key, "")) if known else ""


def _way(screen: Screen[Any]) -> str:
    """What to do instead, on that screen."""
    keys: dict[str | None, str] = {}
    for active in screen.active_bindings.values():
        keys.setdefault(active.binding.id, screen.app.get_key_display(active.binding))
    return next((f"; {keys[one]} {does}" for one, does in _WAYS if one in keys), "")
