"""The board: its screen, its widget and how cards are drawn."""
