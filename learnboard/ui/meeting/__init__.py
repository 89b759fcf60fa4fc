"""The owner's hour before a meeting: what is open, one thing after the other, and then the export."""
