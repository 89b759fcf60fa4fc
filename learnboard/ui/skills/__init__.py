"""Skills as several people see them."""
