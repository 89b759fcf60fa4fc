"""A mentor's work: snapshots found and opened, feedback drafted and written. No board is opened here."""
