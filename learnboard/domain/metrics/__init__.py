"""The arithmetic of progress, health and resources: exact, pure, without a clock."""
