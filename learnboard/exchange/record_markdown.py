"""The record of a proposal in Markdown: what was asked, who said what and when, and what came of it."""

from collections.abc import Iterator

from learnboard.exchange.markdown import block, inline, strong
from learnboard.presentation.proposals import ProposalText, record_heading
from learnboard.presentation.responses import ResponseText


def record_markdown(page: ProposalText) -> bytes:
    """A record in UTF-8, its title as a heading. Between blocks is one blank line."""
    return ("\n\n".join(_record(page)) + "\n").encode()


def _record(page: ProposalText) -> Iterator[str]:
    yield f"# {inline(page.title)}"
    yield f"*{inline(record_heading(page))}*"
    if page.text:
        yield block(page.text)
    facts = [*page.facts, *((label, fact.text) for label, fact in (*page.waiting, *page.outcome))]
    yield "\n".join(f"- {strong(f'{label}:')} {inline(text)}" for label, text in facts)
    if page.responses:
        yield "## What was said"
        yield "\n".join(_response(text) for text in page.responses)


def _response(row: ResponseText) -> str:
    notes = f" ({inline(row.note)})" if row.note else ""
    text = f": {block(row.text, '  ')}" if row.text else ""
    lines = [f"- {inline(row.on)}, {strong(row.author)}, {inline(row.kind.text)}{notes}{text}"]
    lines += [f"  - {inline(reply.on)}, {strong(reply.author)}: {block(reply.text, '    ')}" for reply in row.answers]
    return "\n".join(lines)
