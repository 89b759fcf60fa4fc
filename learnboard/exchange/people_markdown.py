"""An agreement, and upward notes, in Markdown."""

from collections.abc import Iterator

from learnboard.exchange.markdown import block, inline, strong
from learnboard.presentation.agreements import AgreementPage, UpwardNotes


def agreement_markdown(page: AgreementPage) -> bytes:
    """An agreement in UTF-8, its first point as a heading. Between blocks is one blank line."""
    return _joined(_agreement(page))


def upward_markdown(notes: UpwardNotes) -> bytes:
    """Notes on a person in UTF-8. Between blocks is one blank line."""
    return _joined(_upward(notes))


def _agreement(page: AgreementPage) -> Iterator[str]:
    yield f"# {inline(page.title)}"
    yield f"*{inline(page.standing)}*"
    if page.comfort_zone:
        yield f"## {inline(page.comfort_zone.label)}"
        yield block(page.comfort_zone.text)
    yield "\n".join(f"- {strong(f'{point.label}:')} {block(point.text, '  ')}" for point in page.points)


def _upward(notes: UpwardNotes) -> Iterator[str]:
    yield f"# {inline(notes.title)}"
    yield inline(notes.facts)
    for part in notes.parts:
        yield f"## {inline(part.question)}"
        yield "\n".join(f"- {inline(note.on)}\\\n  {block(note.text, '  ')}" for note in part.notes)


def _joined(blocks: Iterator[str]) -> bytes:
    return ("\n\n".join(blocks) + "\n").encode()
