"""All that a board holds about one person, as values."""

from collections.abc import Mapping
from types import MappingProxyType

from learnboard.domain.agreements import AgreementState
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import Id
from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Action, Meeting, Person, Topic
from learnboard.domain.named_tuple import NamedTuple


class MeetingDetails(NamedTuple):
    """A meeting with a person: the names of the others, and its topics in their order."""

    meeting: Meeting
    others: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()


class FeedbackDetails(NamedTuple):
    """Feedback by a person, and the title of what it is about; None if that is not on the board."""

    feedback: Feedback
    about: str | None


class TouchedKeyResult(NamedTuple):
    """A key result that a person had to do with, and how: by feedback, an action, an approval or help."""

    id: Id
    title: str
    ways: tuple[str, ...]


class PersonDetails(NamedTuple):
    """A person with all that they did, as known on the board's day.

    Meetings, feedback and entries have the newest first, the planned meetings the next first. Actions are open; theirs
    come before the owner's with them. `development` counts the topics about development, of all topics of the meetings
    held with them in the cycle. `notes` are the owner's private ones, the newest first; `titles` are those of the rows
    that texts here mention by their id.
    """

    person: Person
    agreement: AgreementState
    asked_changes: tuple[Feedback, ...] = ()
    planned: tuple[MeetingDetails, ...] = ()
    past: tuple[MeetingDetails, ...] = ()
    development: tuple[int, int] = (0, 0)
    actions: tuple[Action, ...] = ()
    feedback: tuple[FeedbackDetails, ...] = ()
    entries: tuple[BudgetEntry, ...] = ()
    key_results: tuple[TouchedKeyResult, ...] = ()
    introduced_by: str = ""
    introduced: tuple[str, ...] = ()
    notes: tuple[Reflection, ...] = ()
    titles: Mapping[Id, str] = MappingProxyType({})
