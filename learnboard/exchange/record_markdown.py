"""The record of a proposal in Markdown: what was asked, who said what and when, and what came of it."""

from collections.abc import Iterator

from learnboard.exchange.markdown import block, inline, strong
from learnboard.presentation.proposals import ConsentPage, VoiceText, record_heading


def record_markdown(page: ConsentPage) -> bytes:
    """A record in UTF-8, its title as a heading. Between blocks is one blank line."""
    return ("\n\n".join(_record(page)) + "\n").encode()


def _record(page: ConsentPage) -> Iterator[str]:
    yield f"# {inline(page.title)}"
    yield f"*{inline(record_heading(page))}*"
    if page.text:
        yield block(page.text)
    facts = [*page.facts, *((label, fact.text) for label, fact in page.outcome)]
    yield "\n".join(f"- {strong(f'{label}:')} {inline(text)}" for label, text in facts)
    if page.voices:
        yield "## What was said"
        yield "\n".join(_voice(voice) for voice in page.voices)


def _voice(voice: VoiceText) -> str:
    notes = f" ({inline('; '.join(note.text for note in voice.notes))})" if voice.notes else ""
    text = f": {block(voice.text, '  ')}" if voice.text else ""
    lines = [f"- {inline(voice.on)}, {strong(voice.who)}, {inline(voice.kind.text)}{notes}{text}"]
    lines += [f"  - {inline(reply.on)}, {strong(reply.who)}: {block(reply.text, '    ')}" for reply in voice.answers]
    return "\n".join(lines)
