"""How fast learnboard is, measured from outside: `python -m tests.benchmarks`."""
