"""The backups of a board: the screens that list and restore them."""
