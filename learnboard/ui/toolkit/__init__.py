"""Building blocks of every screen, independent of the board: lines, lists, text editing and forms."""
