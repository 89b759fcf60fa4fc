"""The width of a character in cells, as terminals draw it; Rich and Textual measure by it too.

Rich takes a spacing mark, such as a vowel sign of Devanagari or Tamil, for one that takes no cell. xterm, VTE, foot,
tmux and the C library give it a cell of its own, so that whatever stood behind such a title was pushed out of the line.
(kitty gives it none: there a blank is left over.) Rich looks a width up in one public function, which is replaced here;
a test fails if Rich or Textual should measure by another one.
"""

import unicodedata
from functools import lru_cache
from typing import Final

from rich import cells as rich_cells

__all__ = ["rich_cells"]

_rich_size: Final = rich_cells.get_character_cell_size


@lru_cache(maxsize=4096)
def _character_size(character: str, unicode_version: str = "auto") -> int:
    size = _rich_size(character, unicode_version)
    return size or int(unicodedata.category(character) == "Mc")


rich_cells.get_character_cell_size = _character_size
