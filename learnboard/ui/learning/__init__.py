"""Learning time: the line that logs it, its screen, and the policies that grant it."""
