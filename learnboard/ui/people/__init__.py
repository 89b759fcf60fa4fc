"""The people who help: their list, the page of one, and its forms."""
