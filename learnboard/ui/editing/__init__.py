"""What screens share that change the session's board: prompts, forms of rows, the keys of a key result."""
