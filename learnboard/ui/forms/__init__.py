"""Small forms that ask for values and answer with a wish."""
