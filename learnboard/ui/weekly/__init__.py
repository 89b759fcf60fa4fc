"""The week: what was done, what comes next."""
