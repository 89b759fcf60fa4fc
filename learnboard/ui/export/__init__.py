"""The export: what leaves, for whom, in which form."""
