"""Snapshots prepared for a reader, checked, and written."""
