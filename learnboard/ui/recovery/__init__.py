"""Recovery: screens for a board that cannot be opened or whose file is lost."""
