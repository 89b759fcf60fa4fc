"""Money: the line that asks for it, its screen with the ledger, and what it was worth."""
