"""Files imported: feedback, or a whole board in place of the one that is open."""
