"""Stretches: made safe before they begin, and looked back at."""
