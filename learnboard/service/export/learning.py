"""What was learned in a week or a year, as it is told to others or to oneself."""

from dataclasses import replace
from datetime import date

from learnboard.domain.as_of import as_known
from learnboard.domain.model.records import Records
from learnboard.domain.profiles import apply_profile
from learnboard.exchange.learning_markdown import digest_markdown
from learnboard.presentation.learning_digest import Digest, held_text, week_digest, year_digest
from learnboard.storage.store import Store


def read_digest(
    store: Store, day: date, *, monday: date | None = None, year: int | None = None, own: bool = False
) -> Digest:
    """Return the digest of the week that begins on a Monday, or of a calendar year, by default the day's.

    Without `own` it holds what leaves in the profile `shared`, and nothing else.
    """
    records = as_known(store.records(), day)

    def told(seen: Records) -> Digest:
        return week_digest(seen, monday, day, own=own) if monday else year_digest(seen, year or day.year, day, own=own)

    if own:
        return told(records)
    shared = apply_profile(records, "shared")[0]
    ids = {row.id for row in shared.log_entries}
    whole = replace(records, log_entries=tuple(row for row in records.log_entries if row.id in ids))
    digest = told(shared)
    return digest._replace(held=held_text(len(told(whole).following) - len(digest.following)))


def digest_document(digest: Digest) -> bytes:
    """Return a digest in Markdown."""
    return digest_markdown(digest)
