"""The review of a quarter, with two who are invited."""
