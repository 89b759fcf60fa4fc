"""The mentor's view: reads other people's snapshots and writes feedback on them."""
