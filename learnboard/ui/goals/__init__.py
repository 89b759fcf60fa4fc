"""Goals, cycles, objectives, and the guide to a first board."""
