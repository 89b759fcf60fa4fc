"""Paths completed by a key: as far as all that begins like this has in common, then one after the other."""

import os
from contextlib import suppress
from itertools import islice
from pathlib import Path

from learnboard.domain.text import unaccented
from learnboard.ui.toolkit.file_names import MOST_LOOKED_AT, here, is_folder, path_of
from learnboard.ui.toolkit.text_buffer import TextBuffer


class PathCompletion:
    """Completes what stands in a line, and remembers what it offered until something else stands there."""

    def __init__(self) -> None:
        self._paths: dict[str, Path] = {}
        """Where all that was ever offered is: some names cannot be typed."""
        self._offered: list[str] = []
        self._shown: str | None = None
        """What it wrote last, if that is one of several that are gone through."""
        self._barren: str | None = None
        """What nothing begins like."""

    def path(self, text: str) -> Path | None:
        """Return the path of something that was offered."""
        return self._paths.get(text)

    def shows(self, text: str) -> bool:
        """Whether a text is one of those that are gone through."""
        return text == self._shown

    def complete(self, text: str) -> str:
        """Return the text with more behind it; itself, if nothing begins like it.

        Folders end in a slash, and `~` stays. Where no name begins exactly so, case and accents make no difference.
        """
        if self.shows(text):
            self._shown = self._offered[(self._offered.index(text) + 1) % len(self._offered)]
            return self._shown
        found = self._candidates(text)
        self._paths |= found
        self._offered, self._shown, self._barren = list(found), None, None if found else text
        common = os.path.commonprefix(self._offered)  # noqa: RUF071 - letters, and not whole names
        if common != text and unaccented(common).startswith(unaccented(text)):
            return common
        if len(self._offered) > 1:
            self._shown = self._offered[0]
        return self._shown or text

    def hint(self, text: str) -> str:
        """Say what the key does."""
        if self.shows(text):
            return f"tab: the next of {len(self._offered)}"
        return "nothing there begins like this" if text == self._barren else "tab completes the path"

    def _candidates(self, text: str) -> dict[str, Path]:
        """What begins like a text, each as it reads, in order; hidden files only if they are asked for."""
        before, slash, start = text.rpartition("/")
        if not slash and start.startswith("~"):
            return {f"{text}/": path_of(text)} if is_folder(path_of(text)) else {}
        folder = (self.path(before + slash) or path_of(before + slash)) if slash else here()
        entries = [
            (TextBuffer.of(name).text, end, Path(folder, name))
            for name, end in _entries(folder)
            if start.startswith(".") or not name.startswith(".")
        ]
        found = [entry for entry in entries if entry[0].startswith(start)]
        found = found or [entry for entry in entries if unaccented(entry[0]).startswith(unaccented(start))]
        found.sort(key=lambda entry: (unaccented(entry[0]), entry))
        return {f"{before}{slash}{name}{end}": path for name, end, path in found}


def _entries(folder: Path) -> list[tuple[str, str]]:
    """The names in a folder, each with the slash that ends it if it is a folder; none of one that cannot be read."""
    found: list[tuple[str, str]] = []
    with suppress(OSError, ValueError), os.scandir(folder) as entries:
        for entry in islice(entries, MOST_LOOKED_AT):
            end = ""
            with suppress(OSError):
                end = "/" if entry.is_dir() else ""
            found.append((entry.name, end))
    return found
