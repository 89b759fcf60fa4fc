"""Preparation of a meeting: check-ins, feedback, open actions and the export, one after the other."""
