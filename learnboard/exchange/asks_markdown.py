"""The asks and offers of several people in Markdown."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from learnboard.exchange.markdown import block, inline, strong
from learnboard.presentation.shared_asks import NOTHING_SHARED, ONLY_SHARED, TITLE, AskRow


def asks_markdown(rows: Sequence[AskRow]) -> bytes:
    """The list in UTF-8, as it is sent to the group; without a row, why it is empty."""
    return ("\n\n".join(_blocks(rows)) + "\n").encode()


def _blocks(rows: Sequence[AskRow]) -> Iterator[str]:
    yield f"# {inline(TITLE)}"
    yield inline(ONLY_SHARED)
    for section, group in groupby(rows, key=lambda row: row.section):
        yield f"## {inline(section)}"
        yield "\n".join(map(_item, group))
    if not rows:
        yield from map(inline, NOTHING_SHARED)


def _item(row: AskRow) -> str:
    facts = f", {inline(row.facts)}" if row.facts else ""
    more = (f"  - {inline(text)}" for text in (*row.found, row.suggested) if text)
    return "\n".join((f"- {strong(row.name)}: {block(row.text, '  ')}{facts}", *more))
