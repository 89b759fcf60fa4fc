"""What is on the screen while a board cannot be opened, or its file is lost."""
