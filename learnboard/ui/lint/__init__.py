"""Findings on the board: where to look, and which can be dismissed."""
