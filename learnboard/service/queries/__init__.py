"""What is read from a board for a screen, as values."""
