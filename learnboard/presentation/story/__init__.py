"""The story of a cycle, as its owner would tell it."""

from learnboard.presentation.story.story import HEADINGS, Story, story_of

__all__ = ["HEADINGS", "Story", "story_of"]
