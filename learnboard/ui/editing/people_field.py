"""A form's field for several people of the board."""

from collections.abc import Sequence
from typing import Any

from learnboard.domain.action_line import KnownPerson, find_person
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import OWNER
from learnboard.ui.toolkit.fields import FormField


class People(FormField):
    """Names of people on the board, with commas between them."""

    def __init__(self, name: str, label: str, people: Sequence[KnownPerson]) -> None:
        super().__init__(name, label, ", ".join(person.name for person in people[1:3]) or "P adds people")
        self._people = tuple(person for person in people if person.id != OWNER)

    def parse(self, text: str) -> tuple[str, ...]:
        """Return the ids of the people.

        Raises:
            InvalidValue: if a name is nobody's, or could be that of several people.
        """
        ids: dict[str, None] = {}
        for name in filter(None, (part.strip() for part in text.split(","))):
            found = find_person(name, self._people)
            if found is None:
                raise InvalidValue(f"Nobody, or more than one, is called “{name}” here: write a name as P has it.")
            ids[found] = None
        return tuple(ids)

    def text_of(self, value: Any) -> str:
        """Return the names."""
        names = {person.id: person.name for person in self._people}
        return ", ".join(names[id_] for id_ in value if id_ in names)
