"""The board: screen, widgets, layout and rendering."""
