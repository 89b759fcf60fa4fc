"""The groups under which keys stand in help, palette and README."""

from typing import Final

from textual.binding import Binding

MOVE: Final = Binding.Group("Move")
CARRY: Final = Binding.Group("Carry")
CARD: Final = Binding.Group("Key result")
COLUMN: Final = Binding.Group("Objective")
FIND: Final = Binding.Group("Find")
BOARD: Final = Binding.Group("Board")
ORDER: Final = (CARD, CARRY, COLUMN, FIND, BOARD, MOVE)
"""What a person needs first stands first."""
