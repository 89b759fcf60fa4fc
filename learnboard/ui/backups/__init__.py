"""The backups of a board: what each holds, and how one is brought back."""
