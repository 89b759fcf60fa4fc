"""A snapshot as one page: its reader installs nothing, and writes feedback into a file from within it."""

from learnboard.exchange.html.page import html_page

__all__ = ["html_page"]
