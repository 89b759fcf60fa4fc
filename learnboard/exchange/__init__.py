"""Files that come and go: reading strangers' files safely, and writing what leaves the board."""
