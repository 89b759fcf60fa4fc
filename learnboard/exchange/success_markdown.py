"""A success in Markdown, ready to be pasted."""

from collections.abc import Iterator

from learnboard.exchange.markdown import block, inline, strong
from learnboard.presentation.messages import sentence
from learnboard.presentation.worth import SuccessPage


def success_markdown(page: SuccessPage) -> bytes:
    """A success in UTF-8. Between blocks is one blank line."""
    return ("\n\n".join(_blocks(page)) + "\n").encode()


def _blocks(page: SuccessPage) -> Iterator[str]:
    yield f"# {inline(page.title)}"
    yield inline(sentence(page.facts))
    if page.expected_value:
        yield f"{strong('Expected value:')} {block(page.expected_value)}"
    yield f"## What it was worth: {inline(page.rating)}"
    yield "\n".join(f"- {inline(line)}" for line in page.ratings)
    if page.log:
        yield f"## Learned around it: {inline(page.time)}"
        yield "\n".join(f"- {inline(line)}" for line in page.log)
    if page.shared:
        yield inline(sentence(page.shared))
