"""The list of people, a person typed in one line, and their forms."""
