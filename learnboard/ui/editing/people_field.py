"""Form fields for people of the board: several by their names, or one to choose."""

from collections.abc import Sequence
from typing import Any

from learnboard.domain.action_line import KnownPerson, name_of, people_named
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.people import Person
from learnboard.presentation.options import Option
from learnboard.presentation.people import relation_text
from learnboard.presentation.values import short_name
from learnboard.ui.toolkit.fields import FormField
from learnboard.ui.toolkit.text import distinct_labels, simplified


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
            found = people_named(name, self._people)
            if not found:
                raise InvalidValue(f"Nobody is called “{name}” here: write a name as P has it.")
            if len(found) > 1:
                known = " or ".join(name_of(person, self._people) for person in found)
                raise InvalidValue(f"“{name}” can be {known}: write which one.")
            ids[found[0].id] = None
        return tuple(ids)

    def text_of(self, value: Any) -> str:
        """Return the names."""
        known = {person.id: person for person in self._people}
        return ", ".join(name_of(known[id_], self._people) for id_ in value if id_ in known)


def person_options(people: Sequence[Person], nobody: Option, more: Sequence[Option] = ()) -> list[Option]:
    """Return people by their names, before them nobody; who each is stands beside the name."""
    taken = (nobody.label, *(option.label for option in more))
    labels = distinct_labels([simplified(short_name(each.name)) or "somebody" for each in people], taken)
    known = (
        Option(each.id, label, relation_text(each.relation, each.kind, external=each.external))
        for each, label in zip(people, labels, strict=True)
    )
    return [nobody, *known, *more]
