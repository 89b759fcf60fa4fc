"""What can be done with a board, one wish at a time. Knows neither screens nor terminals."""
