"""Faults on purpose: what is left of a board after its program was killed."""
