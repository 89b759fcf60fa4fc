"""Shared parts of screens that change the board: prompts, forms, title edits and key result actions."""
