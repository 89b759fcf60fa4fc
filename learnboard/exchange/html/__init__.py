"""A snapshot as one page: its reader installs nothing, and writes feedback into a file from within it; and a story."""

from learnboard.exchange.html.page import html_page
from learnboard.exchange.html.story import story_page

__all__ = ["html_page", "story_page"]
