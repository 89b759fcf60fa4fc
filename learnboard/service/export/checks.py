"""What the owner should know before an export leaves: private texts in it, rows dated later, an earlier day."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from learnboard.domain.errors import Rejected
from learnboard.domain.leaks import Leak
from learnboard.domain.model.fields import Belongs, fields_of
from learnboard.domain.model.records import Records
from learnboard.domain.relations import accepted
from learnboard.domain.text import clean_line
from learnboard.presentation.exports import CHECK_LIMITS, NOT_AN_APPRAISAL, Excerpt, excerpt_of, leak_sentence
from learnboard.presentation.labels import NOUNS, describe_row, field_label, row_name
from learnboard.presentation.values import count_of, day_text, local_day, short_name
from learnboard.service.export.prepare import PreparedExport

_MOST_NOTICES: Final = 5


def export_warnings(prepared: PreparedExport, way_out: str) -> Iterator[str]:
    """Yield a sentence about everything unusual; `way_out` is how to leave out rows that are dated after today."""
    profile, person = prepared.snapshot.profile, prepared.person
    if person and profile == "full":
        yield f"A full copy holds everything that is private, and this one is for {short_name(person.name)}."
    if person and person.relation == "mentor" and not accepted(person, _known_until(prepared)):
        name = short_name(person.name)
        yield f"{name} has not accepted to be your mentor yet: x in the list of people notes that they have."
    # Nothing should be cut from one's own copy.
    if prepared.later_rows and (person or profile != "full"):
        one = prepared.later_rows == 1
        rows, go = ("1 row is", "goes") if one else (f"{prepared.later_rows:,} rows are", "go")
        yield f"{rows} dated after today and {go} as well: {way_out} {'it' if one else 'them'} out."
    if prepared.last_day and prepared.last_day > prepared.snapshot.as_of:
        reader = f"for {short_name(person.name)}" if person else f"with profile {profile}"
        days = f"was of {day_text(prepared.last_day)}, this is of {day_text(prepared.snapshot.as_of)}"
        yield f"The last one {reader} {days}."


def _known_until(prepared: PreparedExport) -> date:
    """The day up to which it is known whether somebody has accepted: an earlier day of the snapshot changes nothing."""
    return max(prepared.snapshot.as_of, local_day(prepared.snapshot.exported_at))


def refused_leaks(leaks: Sequence[Leak]) -> tuple[Leak, ...]:
    """Return the private texts that do not leave unless their owner says so: all but single ordinary words."""
    return tuple(leak for leak in leaks if not leak.ordinary)


def check_leaks(leaks: Sequence[Leak], records: Records) -> None:
    """Refuse an export with private texts in it; single ordinary words are only told.

    Raises:
        Rejected: if there are any, with the first place.
    """
    if refused := refused_leaks(leaks):
        more = f", and private words in {count_of(len(refused) - 1, 'more place')}" if len(refused) > 1 else ""
        told = describe_leak(refused[0], records)
        raise Rejected(f"{told}{more}: change it there, or export it anyway with --anyway.")


def leak_notices(leaks: Sequence[Leak], records: Records) -> tuple[str, ...]:
    """Describe the private texts that leave: the first five, whole texts before words, and how many more there are."""
    ordered = sorted(leaks, key=lambda leak: leak.ordinary)
    notices = tuple(f"{describe_leak(leak, records)}." for leak in ordered[:_MOST_NOTICES])
    more = len(leaks) - len(notices)
    return (*notices, f"Private words appear in {count_of(more, 'more place')}.") if more else notices


def purpose(prepared: PreparedExport) -> tuple[str, ...]:
    """Say what an export for somebody else is, and is not."""
    return (f"It is {NOT_AN_APPRAISAL}.",) if prepared.snapshot.profile != "full" else ()


def check_limits(prepared: PreparedExport) -> tuple[str, ...]:
    """Say what the check for private texts cannot know, if there are any that it looked for."""
    return (CHECK_LIMITS,) if prepared.snapshot.withheld and prepared.snapshot.profile != "full" else ()


def describe_leak(leak: Leak, records: Records) -> str:
    """Say where a private text is, with its words marked: `“look elsewhere” is private, but appears in … (“… «…»”)`."""
    sentence, excerpt = leak_text(leak, records)
    return f"{sentence} ({excerpt})" if excerpt else sentence


def leak_text(leak: Leak, records: Records) -> tuple[str, Excerpt | None]:
    """Return where a private text is, `“look elsewhere” is private, but appears in the note of the …`, and its words.

    There are none if the text was changed since.
    """
    row = next((row for row in records.table(leak.table) if row.id == leak.id), None)
    place = NOUNS[leak.table][0] if row is None else _place(row, leak.field, records)
    parts = leak.field.split(".")
    text: Any = row
    for part in parts:
        text = getattr(text, part, None)
    field = " of the ".join(field_label(part) for part in reversed(parts))
    return leak_sentence(leak, f"the {field} of the {place}"), excerpt_of(text or "", leak)


def _place(row: Any, field: str, records: Records) -> str:
    """A row by its day or its name, or by its id if its name is the leak itself; and what it is a part of."""
    noun, name, day = NOUNS[row.TABLE][0], row_name(row), getattr(row, "on", None)
    if day:
        place = f"{noun} of {day_text(day)}"
    else:
        named = name and clean_line(getattr(row, field, "")) != name
        place = describe_row(row) if named else f"{noun} {row.id}"
    parent = _parent(row, records)
    return place if parent is None else f"{place} of the {_place(parent, '', records)}"


def _parent(row: Any, records: Records) -> Any:
    """The row that this one is a part of, if there is one; objectives and key results stand for themselves."""
    for field in fields_of(type(row)):
        if isinstance(field.refers, Belongs) and field.refers.table not in ("cycles", "objectives"):
            id_ = getattr(row, field.name)
            return next((parent for parent in records.table(field.refers.table) if parent.id == id_), None)
    return None
