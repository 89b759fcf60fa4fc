"""Help: every key of the screen it was asked on, from the bindings themselves."""

from collections.abc import Iterator
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from learnboard.ui import signs
from learnboard.ui.keys import BOARD, ORDER

_PLACES = {group.description: place for place, group in enumerate(ORDER)}


def keys_of(screen: Screen[Any]) -> Iterator[tuple[str, str, str]]:
    """Group, keys and description of every binding of a screen that has an id, each action once."""
    found: dict[str, tuple[str, list[str], str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.id:
            group = binding.group.description if binding.group else BOARD.description
            keys = found.setdefault(binding.id, (group, [], binding.description))[1]
            keys.append(screen.app.get_key_display(binding))
    for group, keys, description in found.values():
        yield group, " ".join(dict.fromkeys(keys)), description


class HelpScreen(ModalScreen[None]):
    """All keys by group, and what the signs mean."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > VerticalScroll {
            width: 64; max-width: 100%; height: auto; max-height: 100%; background: $surface; padding: 1 2;
        }
        & .group { text-style: bold; color: $primary; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "close", id="help.close"),
    ]

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        """A paragraph a group."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for group, keys, description in keys_of(self._about):
            groups.setdefault(group, []).append((keys, description))
        with VerticalScroll():
            for group, rows in sorted(groups.items(), key=lambda item: _PLACES.get(item[0], 0)):
                yield Static(Content(group), classes="group")
                yield Static(Content("\n".join(f"{keys:<18} {description}" for keys, description in rows)))
            yield Static(Content("Signs"), classes="group")
            yield Static(Content(_legend()))
            yield Static(Content("Scroll with the arrows, close with escape."), classes="group")


def _legend() -> str:
    healths = [f"{sign} {signs.words(health)}" for health, sign in signs.HEALTH_SIGNS.items()]
    paces = "▲ on pace   ▼ behind   ▼▼ far behind"
    return (
        f"{'   '.join(healths[:4])}\n{'   '.join(healths[4:])}\n{paces}\n"
        f"{signs.MARK} in a bar: where you should be by now\n{signs.ILO} the Individual Learning Objective\n"
        "↓2 confidence fell by two   4/5 four of at most five key results"
    )
