"""A key result as a ticket in Markdown, ready to be pasted."""

from collections.abc import Iterator

from learnboard.exchange.markdown import block, inline, strong
from learnboard.presentation.ticket import Ticket, TicketStep


def ticket_markdown(ticket: Ticket) -> bytes:
    """A ticket in UTF-8, its title as a heading. Between blocks is one blank line."""
    return ("\n\n".join(_blocks(ticket)) + "\n").encode()


def _blocks(ticket: Ticket) -> Iterator[str]:
    yield f"# {inline(ticket.title)}"
    if ticket.ilo:
        yield f"*{inline(ticket.ilo)}*"
    if ticket.description:
        yield block(ticket.description)
    yield "## Why"
    yield "\n".join(f"- {strong(f'{label}:')} {block(text, '  ')}" for label, text in ticket.why)
    yield "## Done when"
    yield "\n".join((*(f"- {inline(text)}" for text in ticket.done_when), *map(_step, ticket.steps)))


def _step(step: TicketStep) -> str:
    due = f", {inline(step.due)}" if step.due and not step.done else ""
    return f"- [{'x' if step.done else ' '}] {inline(step.title)}{due}"
