"""The mentor's view of somebody's snapshots: read, commented on, and nothing else."""
