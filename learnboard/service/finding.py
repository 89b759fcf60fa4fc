"""Things found by what a person calls them."""

from learnboard.domain.clean import clean_line
from learnboard.domain.errors import NotFound, Refused
from learnboard.domain.key_results import KeyResult
from learnboard.service.handlers import named
from learnboard.storage.store import Store

_MOST_NAMED = 3


def key_result_named(store: Store, words: str) -> KeyResult:
    """The key result with this id, or whose title has all of these words as no other's does.

    Raises:
        NotFound: if none fits.
        Refused: if more than one does.
    """
    found = store.find(KeyResult, words)
    if found:
        return found
    sought = words.casefold().split()
    fitting = [one for one in store.rows(KeyResult) if sought and all(word in one.title.casefold() for word in sought)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise NotFound(
            f"No key result is called “{clean_line(words)[:60]}”: “learnboard show” lists them with their ids."
        )
    some = ", ".join(named(one.title) for one in fitting[:_MOST_NAMED])
    more = f" and {len(fitting) - _MOST_NAMED} more" if len(fitting) > _MOST_NAMED else ""
    raise Refused(f"“{clean_line(words)[:60]}” fits {some}{more}: give more of the title, or the id.")
