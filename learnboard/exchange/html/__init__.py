"""A snapshot as one page, in which its reader writes feedback and installs nothing; a story; a plan; and notes."""

from learnboard.exchange.html.page import html_page
from learnboard.exchange.html.plan import plan_page
from learnboard.exchange.html.record import record_page
from learnboard.exchange.html.story import story_page
from learnboard.exchange.html.upward import upward_page

__all__ = ["html_page", "plan_page", "record_page", "story_page", "upward_page"]
