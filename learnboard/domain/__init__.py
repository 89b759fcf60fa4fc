"""Values and rules: no screen, no database, no file, no clock."""
