"""The kinds of documents that learnboard writes and reads (FORMAT.md §1)."""

from typing import Final, NamedTuple


class DocumentKind(NamedTuple):
    """A kind of document: what it is called in its own head and to people, and how it is published."""

    format: str
    version: int
    minor: int
    called: str
    files: str
    otherwise: str
    """What to do with one where another kind is wanted."""
    about: str
    """What it is, in the published schema, around its version."""


SNAPSHOT: Final = DocumentKind(
    format="learnboard.snapshot",
    version=1,
    minor=0,
    called="a snapshot",
    files="*.learnboard.json",
    otherwise="“learnboard show” shows what is in it",
    about="A board as learnboard exports it, format {}. Numbers with a fraction are texts.",
)
FEEDBACK: Final = DocumentKind(
    format="learnboard.feedback",
    version=1,
    minor=0,
    called="a feedback file",
    files="*.feedback.json",
    otherwise="“learnboard import” takes it in",
    about="What a reader of a snapshot writes back about it, format {}.",
)
KINDS: Final = (SNAPSHOT, FEEDBACK)
