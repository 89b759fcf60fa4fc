"""The nouns of the format, one in each module: frozen values whose annotations are the published format."""
