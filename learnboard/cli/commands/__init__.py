"""What each command does: a module imports what its commands need, so that none waits for what another needs."""
