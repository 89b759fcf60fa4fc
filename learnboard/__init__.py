"""learnboard: your own development on one board, in your terminal, offline."""

__version__ = "0.1.0"
