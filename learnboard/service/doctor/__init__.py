"""The examination of a board and what is around it, and the repair of what is safe to repair."""
