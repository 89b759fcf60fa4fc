"""The page of one key result."""
