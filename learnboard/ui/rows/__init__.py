"""Everything on the board, table by table, for reading."""
