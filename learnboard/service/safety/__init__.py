"""Boards kept safe: backups made and brought back, and what can be done about a file that cannot be opened."""
