"""A snapshot as one page for a reader who installs nothing: read, spoken to, and saved as feedback."""

from learnboard.exchange.html.page import html_page

__all__ = ["html_page"]
