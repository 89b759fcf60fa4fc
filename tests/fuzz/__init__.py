"""The program under random input: `python -m tests.fuzz`, and a short run of it among the tests."""
