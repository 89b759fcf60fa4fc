"""The palette: everything a key does, found by its name or by another word for it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from inspect import unwrap
from typing import Any, ClassVar, Final
from weakref import WeakKeyDictionary

from textual import events, work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.command import (
    CommandInput,
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
    SearchIcon,
)
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.errors import NoWidget
from textual.geometry import Region
from textual.widgets import Input, LoadingIndicator, OptionList

from learnboard.domain.fuzzy import TitleIndex
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import unaccented
from learnboard.presentation.values import quoted
from learnboard.ui.keys.synonyms import CONTRAST_SYNONYMS, DARK_SYNONYMS, LIGHT_SYNONYMS, SYNONYMS, THEME_SYNONYMS
from learnboard.ui.toolkit.backdrop import CachedBackdrop
from learnboard.ui.toolkit.closing import ClosesOnce
from learnboard.ui.toolkit.keys import BOARD, MOVE, ORDER
from learnboard.ui.toolkit.text import cell_len, cut, fitted, simplified
from learnboard.ui.toolkit.toasts import ToastGround

WIDEST: Final = 84
"""Cells that the palette takes where there is room for them."""
_EDGES: Final = 8
"""Cells of the palette's width that are no room for a command: margins and the scroll bar."""
_OWN_THEMES: Final = "learnboard"
_LAST: Final = frozenset({"app.quit", "quit"})
_KEYS: Final = 10
"""Cells for keys, at the right end of a line."""
_GROUPS: Final = 12
"""Cells for the group of a command, before its key."""


class _Field(CommandInput):
    """The field in which a command is looked for."""

    def on_key(self, event: events.Key) -> None:
        """Select all by the key that does so in every other line of this program."""
        if event.key == "alt+a":
            self.select_all()
            event.prevent_default().stop()


class Offer(NamedTuple):
    """A command: its id, its name, its group, the key that does it too, other words for it, and how it is run."""

    id: str
    name: str
    group: str
    key: str
    synonyms: Sequence[str]
    run: partial[Any]


class Found(NamedTuple):
    """A command that was found, the places of the letters that fit, and the synonym it was found by."""

    offer: Offer
    places: Sequence[int] = ()
    synonym: str = ""


@dataclass
class Discovered(DiscoveryHit):
    """A command before anything is typed, and the line it is shown in."""

    line: Content = field(default_factory=Content)

    @property
    def prompt(self) -> Content:
        """What the palette shows."""
        return self.line


@dataclass
class Matched(Hit):
    """A command that was found, and the line it is shown in."""

    line: Content = field(default_factory=Content)

    @property
    def prompt(self) -> Content:
        """What the palette shows."""
        return self.line


class _Commands(CommandList, can_focus=False):
    """The list of what was found."""

    def _on_click(self, event: events.Click) -> None:  # type: ignore[override]
        """Ignore a click on what has gone from the list since it was painted."""
        if event.style.meta.get("option", 0) >= self.option_count:
            event.prevent_default()


class Palette(CachedBackdrop, ToastGround, ClosesOnce, CommandPalette):
    """Textual's palette, one line a command."""

    MEANT_FOR_IT = (events.InputEvent, Input.Changed, Input.Submitted, OptionList.OptionMessage)

    DEFAULT_CSS = f"""
    Palette {{
        & > Vertical {{ margin-top: 2; width: {WIDEST}; max-width: 100%; }}
        #--input {{ border: none; height: 3; padding: 1 3 0 3; background: $surface; }}
        SearchIcon {{ display: none; }}
        CommandInput, CommandInput:focus {{ border: none; height: 1; padding: 0; }}
        CommandList {{
            border: none; max-height: 75vh; background: $surface;
            scrollbar-size-vertical: 1; scrollbar-background: $surface;
        }}
        CommandInput > .input--placeholder {{ color: $foreground-muted; }}
        CommandList:ansi > .option-list--option-highlighted {{ text-style: reverse; }}
        CommandList > .option-list--option {{ text-style: none; padding: 0 3; }}
    }}
    """

    def __init__(self) -> None:
        super().__init__({KeyProvider}, placeholder="What do you want to do?")
        self._height: int | None = None

    def compose(self) -> ComposeResult:
        """Compose as Textual does, with another list."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield SearchIcon()
                yield _Field(placeholder=self._placeholder, select_on_focus=False)
            with Vertical(id="--results"):
                yield _Commands()
                yield LoadingIndicator()

    def _on_click(self, event: events.Click) -> None:  # type: ignore[override]  # as Textual's own
        """Ignore a click where the window is no more."""
        try:
            self.get_widget_at(event.screen_x, event.screen_y)
        except NoWidget:
            event.prevent_default()

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # a page up or down in a list that is not laid out yet
            super()._action_command_list(action)

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)  # noqa: SLF001 - Textual cancels them by it
    async def _gather_commands(self, search_value: str) -> None:
        with suppress(NoMatches):  # it was closed before it had its list
            await unwrap(CommandPalette._gather_commands)(self, search_value)  # noqa: SLF001 - what this one stands for

    def never_covered(self) -> Iterable[Region]:
        """The line to type in, and what fits: it lies over everything else."""
        return [each.region for each in self.query("#--input, CommandList")]

    def make_room(self, lines: int) -> None:
        """Leave lines free under the list."""
        for found in self.query("CommandList"):
            height = max(1, self.size.height - found.region.y - lines) if lines else None
            if height != self._height:  # any setting of a style lays everything out again, which asks for room again
                found.styles.max_height = self._height = height


class KeyProvider(Provider):
    """Offers the actions of the screen's bindings and the available themes."""

    chosen: ClassVar[WeakKeyDictionary[App[Any], Counter[str]]] = WeakKeyDictionary()
    """How often each command was chosen in the palette of an app, while it runs."""

    async def discover(self) -> Hits:
        """Everything, before anything is typed: what one does here first, and of that what was chosen most."""
        for offer in self.offers():
            yield Discovered(offer.name, self._run(offer), line=self._line(Found(offer)))

    async def search(self, query: str) -> Hits:
        """What fits the letters typed, or a sentence that nothing does."""
        found = find(query, self.offers())
        for number, each in enumerate(found):
            score = 1 - number / len(found)
            yield Matched(score, each.offer.name, self._run(each.offer), line=self._line(each))
        if not found:
            yield self._nothing(query)

    # -- what there is ------------------------------------------------------------------------------------------------

    def offers(self) -> list[Offer]:
        """All commands, those that are used most first."""
        bindings: dict[str, tuple[Binding, Offer]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.id and binding.action != "command_palette":
                run = partial(self.app.run_action, binding.action, active.node)
                name = binding.tooltip or binding.description
                offer = Offer(
                    binding.id,
                    f"{name[:1].upper()}{name[1:]}",
                    (binding.group or BOARD).description.lower(),
                    self.app.get_key_display(binding),
                    SYNONYMS.get(binding.id, ()),
                    run,
                )
                bindings.setdefault(binding.id, (binding, offer))
        chosen = self.chosen.get(self.app, Counter())
        ordered = sorted(bindings.values(), key=lambda each: (-chosen[each[1].id], *_rank(each[0])))
        return [*(offer for _, offer in ordered), *self._themes()]

    def _themes(self) -> Iterator[Offer]:
        themes = self.app.available_themes
        for name in sorted(themes, key=lambda name: (not name.startswith(_OWN_THEMES), name)):
            mode = DARK_SYNONYMS if themes[name].dark else LIGHT_SYNONYMS
            synonyms = (*THEME_SYNONYMS, *(CONTRAST_SYNONYMS if name.endswith("contrast") else mode))
            run = partial(self.app.run_action, f"choose_theme({name!r})")
            yield Offer(f"theme.{name}", f"Theme colours: {name}", "", "", synonyms, run)

    def _run(self, offer: Offer) -> partial[Any]:
        def run() -> Any:
            self.chosen.setdefault(self.app, Counter())[offer.id] += 1
            return offer.run()

        return partial(run)

    # -- how it looks -------------------------------------------------------------------------------------------------

    def _line(self, found: Found) -> Content:
        """The name with the letters that fit, the word it was found by, and at the right end its group and key."""
        offer = found.offer
        room = max(1, min(WIDEST, self.app.size.width) - _EDGES - _KEYS - _GROUPS)
        name = cut(offer.name, room)
        beside = cut(f"  “{found.synonym}”" if found.synonym else "", room - cell_len(name))
        line = Content(name)
        for start, end in _runs(place for place in found.places if place < len(name)):
            line = line.stylize(self.match_style or "bold", start, end)
        gap = " " * (room - cell_len(name) - cell_len(beside))
        return Content.assemble(
            line,
            (beside, "$foreground-muted"),
            gap,
            (fitted(offer.group, _GROUPS), "$foreground 90%"),
            " " * (_KEYS - cell_len(offer.key)),
            (offer.key, "bold $foreground"),
        )

    def _nothing(self, query: str) -> Hit:
        """Say that nothing fits; where the screen has help, choosing the sentence opens it."""
        helps = next((offer for offer in self.offers() if offer.id == "board.help"), None)
        sentence = f"Nothing matches {quoted(simplified(query))}."
        if helps is None:
            return Hit(1, Content(sentence), lambda: None, text=query)
        return Hit(1, Content(f"{sentence} {helps.key} lists all keys here."), helps.run, text=query)


def _rank(binding: Binding) -> tuple[bool, bool, bool, int]:
    """Where a command stands: those of the last line of the screen first, then group by group, what moves last."""
    group = binding.group or BOARD
    return group == MOVE, binding.action in _LAST, not binding.show, ORDER.index(group) if group in ORDER else 0


def _runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Places one behind the other as stretches, each with its start and end."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = runs[-1][0], place + 1
        else:
            runs.append((place, place + 1))
    return runs


def find(query: str, offers: Sequence[Offer]) -> list[Found]:
    """Find commands by what was typed, without case and accents, the best first.

    Best is a name that has each word of the query as it was typed, then a synonym of which each word begins with one
    of the query's words; last come names that have the letters in their order.
    """
    parts = unaccented(query).split()
    if not parts:
        return [Found(offer) for offer in offers]
    named: list[Found] = []
    scattered: list[Found] = []
    for match in TitleIndex(offer.name for offer in offers).best_matches(query, len(offers)):
        found = Found(offers[match.index], match.places)
        (named if _has(found.offer.name, parts) else scattered).append(found)
    known = {found.offer.id for found in named}
    others = [offer for offer in offers if offer.id not in known]
    meant = [Found(offer, synonym=word) for offer in others if (word := _synonym(offer, parts))]
    known |= {found.offer.id for found in meant}
    return [*named, *meant, *(found for found in scattered if found.offer.id not in known)]


def _has(name: str, parts: Sequence[str]) -> bool:
    folded = unaccented(name)
    return all(part in folded for part in parts)


def _synonym(offer: Offer, parts: Sequence[str]) -> str:
    """The first synonym that has, maybe with the name, words that begin with each part; empty for none."""
    name = unaccented(offer.name).split()
    for synonym in offer.synonyms:
        own = synonym.replace("-", " ").split()
        if any(_begins(own, part) for part in parts) and all(_begins([*own, *name], part) for part in parts):
            return synonym
    return ""


def _begins(words: Sequence[str], part: str) -> bool:
    return any(word.startswith(part) for word in words)
