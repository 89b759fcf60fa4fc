"""Lines, lists, text editing and forms: what every screen is made of, knowing no board."""
