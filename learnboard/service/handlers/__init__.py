"""What commands do: one handler a command, one transaction a step."""
