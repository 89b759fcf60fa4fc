"""The arithmetic of progress, health and resources: exact and pure."""
