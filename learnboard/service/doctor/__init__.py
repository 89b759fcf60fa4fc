"""A board and what is around it looked at, told, and repaired as far as that is safe."""
