"""The terminal: input driver, colours and ASCII output."""
