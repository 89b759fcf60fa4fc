"""Importing files: feedback, or a whole board that replaces the open one."""
