"""The groups under which keys stand in help, palette and README."""

from typing import Final

from textual.binding import Binding

MOVE: Final = Binding.Group("Move")
CARRY: Final = Binding.Group("Carry")
CARD: Final = Binding.Group("Key result")
COLUMN: Final = Binding.Group("Objective")
FIND: Final = Binding.Group("Find")
BOARD: Final = Binding.Group("Board")
FEEDBACK: Final = Binding.Group("Feedback")
MEETING: Final = Binding.Group("Meeting")
VIEW: Final = Binding.Group("View")
ORDER: Final = (MEETING, FEEDBACK, CARD, CARRY, COLUMN, VIEW, FIND, BOARD, MOVE)
"""What a person needs first stands first."""
