"""The command line: the only place that builds storage, service and app."""
