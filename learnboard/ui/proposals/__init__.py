"""Proposals by consent: their list, their form, and what those invited answer."""
