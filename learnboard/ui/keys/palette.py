"""The command palette: finds every action by its name."""

from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content


class KeyProvider(Provider):
    """Offers the actions of the screen's bindings and the available themes."""

    def _offers(self) -> list[tuple[str, str, partial[Any]]]:
        offers: dict[str, tuple[str, str, partial[Any]]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.id and binding.action != "command_palette":
                run = partial(self.app.run_action, binding.action, active.node)
                name = binding.description[:1].upper() + binding.description[1:]
                offers.setdefault(binding.id, (name, self.app.get_key_display(binding), run))
        for theme in self.app.available_themes:
            offers[f"theme.{theme}"] = (
                f"Theme colours: {theme}",
                "",
                partial(self.app.run_action, f"choose_theme({theme!r})"),
            )
        return list(offers.values())

    async def discover(self) -> Hits:
        """Yield everything, before anything is typed."""
        for name, key, run in self._offers():
            yield DiscoveryHit(name, run, help=_hint(key))

    async def search(self, query: str) -> Hits:
        """Yield what matches the query."""
        matcher = self.matcher(query)
        for name, key, run in self._offers():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, Content(name), run, help=_hint(key))


def _hint(key: str) -> str | None:
    return f"key {key}" if key else None
