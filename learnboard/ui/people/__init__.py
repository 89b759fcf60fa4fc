"""The list of cycles, and the form of one."""
