"""The terminal: what is read from it, and what may be written to it."""
