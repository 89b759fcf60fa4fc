"""What was learned in a week or a year, in Markdown."""

from collections.abc import Iterator

from learnboard.exchange.markdown import inline, strong
from learnboard.presentation.learning_digest import Digest


def digest_markdown(digest: Digest) -> bytes:
    """A digest in UTF-8, ready to be pasted. Between blocks is one blank line."""
    return ("\n\n".join(_blocks(digest)) + "\n").encode()


def _blocks(digest: Digest) -> Iterator[str]:
    yield f"# {inline(digest.title)}"
    yield f"{inline(digest.total)}."
    for label, sums in digest.sums:
        yield f"{strong(f'{label}:')} {inline(', '.join(sums))}"
    for part in digest.parts:
        if part.title:
            yield f"## {inline(f'{part.title}: {part.time}' if part.time else part.title)}"
        yield "\n".join(f"- {inline(line)}" for line in part.lines)
    if digest.following:
        yield "## Next"
        yield "\n".join(f"- {inline(line)}" for line in digest.following)
