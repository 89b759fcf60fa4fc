"""The walk through the close of a cycle."""
