"""What is on the screen while a board cannot be opened."""
