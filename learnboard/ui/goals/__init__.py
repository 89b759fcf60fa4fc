"""The list of goals; forms of goals, cycles, objectives and board settings; and the guide to a first board."""
