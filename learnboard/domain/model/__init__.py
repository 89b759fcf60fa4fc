"""One file a noun: frozen values whose annotations are the published format."""
