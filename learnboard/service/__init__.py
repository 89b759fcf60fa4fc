"""What can be done with a board, one command at a time. Knows neither screens nor terminals."""
