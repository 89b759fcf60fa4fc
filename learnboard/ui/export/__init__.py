"""The export form and its preview."""
