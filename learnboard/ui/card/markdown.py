"""Rendering of Markdown as styled lines: headings, lists, code and links."""

from functools import lru_cache
from typing import ClassVar, Final

from markdown_it import MarkdownIt
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement
from rich.style import Style
from rich.text import Text
from rich.theme import Theme

from learnboard.domain.patterns import pattern
from learnboard.ui.toolkit.text import Line, StyledText, cut, plain, simplified

_PLAIN, _BOLD, _DIM, _SIGN = Style.null(), Style(bold=True), Style(dim=True), Style(italic=True)
"""Placeholders for the styles of lines; never painted."""
_MEANT: Final = {
    "strong": _BOLD,
    "h1": _BOLD,
    "h2": _BOLD,
    "h3": _BOLD,
    "h4": _BOLD,
    "h5": _BOLD,
    "h6": _BOLD,
    "code": _SIGN,
    "code_block": _DIM,
    "block_quote": _DIM,
    "hr": _DIM,
    "item.bullet": _SIGN,
    "item.number": _SIGN,
    "link_url": _DIM,
    "s": _DIM,
    "table.header": _BOLD,
    "table.border": _DIM,
}
_OTHERS: Final = ("paragraph", "text", "em", "emph", "item", "list", "link", "h1.border", "h7", "kbd")


class _Heading(Heading):
    """A left-aligned heading without a box."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        text = self.text.copy()
        text.justify = "left"
        yield text


class _Code(CodeBlock):
    """Code without highlighting."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in str(self.text).rstrip().split("\n"):
            yield Text(f"  {line}", style="markdown.code_block", overflow="fold")


class _Description(Markdown):
    """Markdown without HTML, so that no text is lost as a tag."""

    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _Heading,
        "fence": _Code,
        "code_block": _Code,
    }

    def __init__(self, text: str) -> None:
        super().__init__("", hyperlinks=False)
        parser = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])
        self.parsed = parser.parse(text)


_THEME: Final = Theme(
    {f"markdown.{name}": style for name, style in {**dict.fromkeys(_OTHERS, _PLAIN), **_MEANT}.items()}
)
_PICTURE = pattern("^\U0001f306 ?")


@lru_cache(maxsize=8)
def markdown_lines(text: str, width: int) -> tuple[Line, ...]:
    """Return a clean text in lines of at most `width` cells."""
    console = Console(width=width, theme=_THEME, color_system=None, legacy_windows=False, emoji=False)
    # The width of tabs and joined signs would be measured in one way here and drawn in another.
    clean = "\n".join(map(plain, text.expandtabs(4).split("\n")))
    rows = console.render_lines(_Description(clean), console.options.update(width=width), pad=False)
    lines = [
        [StyledText(_drawn(segment.text), _style(segment.style)) for segment in row if segment.text] for row in rows
    ]
    return tuple(_without_edges([_cut(line, width) for line in lines]))


def _drawn(text: str) -> str:
    """Return the text of a segment without control characters, which entities such as `&#8238;` may add."""
    if text.isascii() and text.isprintable():
        return text
    core = text.strip(" ")
    before = len(text) - len(text.lstrip(" "))
    return " " * before + simplified(core) + " " * (len(text) - before - len(core))


def _style(style: Style | None) -> str:
    if style is None:
        return "text"
    return "title" if style.bold else "muted" if style.dim else "accent" if style.italic else "text"


def _cut(line: Line, width: int) -> Line:
    kept: Line = []
    for span in line:
        text = cut(_PICTURE.sub("", span.text), width)
        kept.append(span._replace(text=text))
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return kept


def _without_edges(lines: list[Line]) -> list[Line]:
    """Return the lines without blank ones at the start and end."""
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines
