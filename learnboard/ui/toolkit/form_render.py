"""The picture of a form: labels in one column, what was typed in the next, and what there is to say under it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from learnboard.ui.toolkit.fields import Choice, FormField
from learnboard.ui.toolkit.form_state import WHOLE_FORM, FormState
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.text import (
    Line,
    StyledText,
    cell_len,
    cells,
    cut,
    displayed,
    fitted,
    folds,
    line_of,
    paragraphs,
    simplified,
    wrapped,
)
from learnboard.ui.toolkit.text_buffer import CARET, TextBuffer

WIDTH: Final = 78
"""Cells a form takes where there is room for them."""
CHOSEN: Final = "›"
_WARNING: Final = "! "
_GAP: Final = 3
_MOST, _MOST_OTHER = 8, 3
"""Lines of a long text: of the current one, and of another."""
_NARROW = 60
_CARETS_PLACE = 3
"""Lines of a long text that stay in view over the caret."""


class FormContext(NamedTuple):
    """What stands around the fields: title, what else there is to say, the keys that do something here.

    `height` is that of the window, in lines: where it is low, the form has no blank lines. `preview` are lines under
    the fields that stay in view, each as wide as there is room for.
    """

    title: str
    height: int
    keys: Sequence[tuple[str, str]] = ()
    kept: str = ""
    below: Line | None = None
    intro: Sequence[str] = ()
    preview: Sequence[Line] = ()


class RenderedForm(NamedTuple):
    """A form's lines, and for each line of its body the field that stands there and which of its lines it is."""

    content: PageContent
    places: Sequence[tuple[str, int]]


class FormColumns(NamedTuple):
    """Where labels and texts begin, and how wide a text may be, in cells."""

    margin: int
    label: int
    text: int

    @property
    def indent(self) -> int:
        """Where texts begin."""
        return self.margin + self.label

    @classmethod
    def of(cls, fields: Iterable[FormField], width: int) -> "FormColumns":
        """The columns of a form of some width."""
        room = room_in(width)
        label = max(len(field.label) for field in fields) + _GAP
        return cls((width - room) // 2, label, max(2, room - label - 1))  # one cell is the caret's


def room_in(width: int) -> int:
    """Cells for a line of a form of some width."""
    return width - 2 * (_GAP if width >= _NARROW else 1)


def render_form(form_state: FormState, wrong: Mapping[str, str], around: FormContext, width: int) -> RenderedForm:
    """The form on a page of some width; `wrong` are the sentences to be told now."""
    columns, fields = FormColumns.of(form_state.fields, width), form_state.shown
    head, foot = _head(around, wrong, columns, width), _foot(around, columns, width)
    # Told by the number of fields alone: a caret that opens one of them must not shift the others.
    tight = len(head) + sum(1 + field.gap for field in fields) + len(foot) > around.height
    if tight:
        head, foot = [line for line in head if line], [line for line in foot if line]
    most = min(_MOST, max(1, around.height - len(head) - len(foot) - 1))
    body: list[Line] = []
    places: list[tuple[str, int]] = []
    current = keep = range(0)
    for field in fields:
        if field.gap and body and not tight:
            body.append([])
            places.append((field.name, 0))
        is_current = field.name == form_state.at
        lines, caret = (
            _field(field, form_state, columns, most) if is_current else (_other(field, form_state, columns), 0)
        )
        lines += _told(wrong.get(field.name, ""), columns)
        if is_current:
            current = range(len(body), len(body) + len(lines))
            keep = current if isinstance(field, Choice) else range(len(body) + caret, current.stop)
        places += [(field.name, number) for number in range(len(lines))]
        body += lines
    return RenderedForm(PageContent(body, head, foot, keep=keep, lifted=current), places)


# -- around the fields --------------------------------------------------------------------------------------------


def _head(around: FormContext, wrong: Mapping[str, str], columns: FormColumns, width: int) -> list[Line]:
    margin, room = StyledText(" " * columns.margin), width - 2 * columns.margin
    title = simplified(around.title)
    kept = [cut(around.kept, room)] if around.kept else []
    warning = paragraphs(_WARNING + _message(wrong[WHOLE_FORM]), room) if WHOLE_FORM in wrong else []
    styled = {"title": wrapped(title, room), "muted": kept, "warn": warning}
    intro = [[margin, StyledText(row, "muted")] for text in around.intro for row in paragraphs(text, room)]
    return [
        [],
        *([margin, StyledText(row, style)] for style, rows in styled.items() for row in rows),
        *([[], *intro] if intro else []),
        [],
    ]


def _foot(around: FormContext, columns: FormColumns, width: int) -> list[Line]:
    margin = StyledText(" " * columns.margin)
    keys: Line = [margin]
    room = width - 2 * columns.margin
    for key, words in around.keys:
        size = cell_len(key) + 1 + cell_len(words)
        if size > room:
            break
        keys += [StyledText(key, "accent", key), StyledText(f" {words}{' ' * _GAP}", "muted", key)]
        room -= size + _GAP
    below = [] if around.below is None else [[margin, *around.below], []]
    preview = [*([margin, *line] for line in around.preview), []] if around.preview else []
    return [[], *preview, *below, keys, []]


def _message(text: str) -> str:
    """A sentence of a rule as it is told to a person."""
    text = text.rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."


def _told(message: str, columns: FormColumns) -> list[Line]:
    """What is wrong with a field, under it."""
    if not message:
        return []
    indent = StyledText(" " * columns.indent)
    rows = paragraphs(_message(message), columns.text - len(_WARNING) + 1)
    marks = [_WARNING, *([" " * len(_WARNING)] * len(rows))]
    return [[indent, StyledText(mark + row, "warn")] for mark, row in zip(marks, rows, strict=False)]


# -- fields -------------------------------------------------------------------------------------------------------


def _labelled(field: FormField, columns: FormColumns, rows: Sequence[Line], style: str = "muted") -> list[Line]:
    """The rows of a field, with its label before the first."""
    label = [StyledText(" " * columns.margin), StyledText(field.label.ljust(columns.label), style)]
    indent = [StyledText(" " * columns.indent)]
    return [[*(indent if number else label), *row] for number, row in enumerate(rows)]


def _other(field: FormField, form_state: FormState, columns: FormColumns) -> list[Line]:
    """A field without the caret."""
    text = form_state.texts[field.name]
    if not text:
        return _labelled(field, columns, [[StyledText(cut(_hint(field), columns.text), "rest")]])
    lines = folds(text, columns.text)
    rows: list[Line] = [[StyledText(displayed(text[start:end].rstrip()))] for start, end in lines[:_MOST_OTHER]]
    if len(lines) > _MOST_OTHER:
        rows[-1] = [StyledText(cut(f"{rows[-1][0].text} {'…' * columns.text}", columns.text))]
    rows[-1] += _beside(field, text, cells(rows[-1][0].text), columns)
    return _labelled(field, columns, rows)


def _field(field: FormField, form_state: FormState, columns: FormColumns, most: int) -> tuple[list[Line], int]:
    """The field with the caret, and the number of the line the caret is on."""
    if isinstance(field, Choice):
        return _options(field, form_state, columns), 0
    entry = form_state.entry
    lines = folds(entry.text, columns.text)
    number = line_of(lines, entry.at)
    top = max(0, min(number - _CARETS_PLACE, len(lines) - most))
    rows = [
        _row(entry, start, end, columns, caret=each == number)
        for each, (start, end) in enumerate(lines[top : top + most], top)
    ]
    if not entry.text:
        rows[0].append(StyledText(cut(_hint(field), columns.text), "muted"))
    elif number == len(lines) - 1:
        ghost = field.ghost(entry.text) if entry.at == len(entry.text) else ""
        size = cells(entry.text[lines[-1][0] :]) + 1
        rows[-1] += [StyledText(cut(ghost, columns.text - size), "muted")] if ghost else []
        rows[-1] += _beside(field, entry.text, size + cell_len(ghost), columns)
    return _labelled(field, columns, rows, "accent"), number - top


def _row(entry: TextBuffer, start: int, end: int, columns: FormColumns, *, caret: bool) -> Line:
    """A line of the text that is being typed."""
    style = "mark-full" if entry.marked else "text"
    if not caret:
        return [StyledText(cut(displayed(entry.text[start:end]).rstrip(), columns.text), style)]
    before, after = displayed(entry.text[start : entry.at]), displayed(entry.text[entry.at : end])
    if cell_len(before) > columns.text:  # blanks that hang over
        before = before.rstrip().ljust(columns.text)
    after = cut(after.rstrip(), columns.text - cell_len(before))
    return [StyledText(before, style), StyledText(CARET, "accent"), StyledText(after, style)]


def _hint(field: FormField) -> str:
    """What stands in an empty field: what stands beside one that is filled, where there is nothing better to say."""
    return field.hint or simplified(field.beside(""))


def _beside(field: FormField, text: str, used: int, columns: FormColumns) -> Line:
    """What stands behind a text, as far as there is room."""
    beside, room = simplified(field.beside(text)), columns.text + 1 - used - _GAP
    return [StyledText(f"{' ' * _GAP}{cut(beside, room)}", "muted")] if beside and room > _GAP else []


def _options(field: Choice, form_state: FormState, columns: FormColumns) -> list[Line]:
    """All that can be chosen, each with its explanation; the chosen one is marked in the gap before it."""
    chosen = field.chosen(form_state.entry.text)
    width = max(cell_len(option.label) for option in field.options) + _GAP
    rows: list[Line] = []
    for number, option in enumerate(field.options):
        explanation = cut(option.explanation, max(0, columns.text + 1 - width))
        name = StyledText(fitted(option.label, width), "title" if number == chosen else "text")
        sign = StyledText(f"{CHOSEN if number == chosen else ' '} ", "accent")
        rows.append([sign, name, StyledText(explanation, "muted")])
    return _labelled(field, columns._replace(label=columns.label - 2), rows, "accent")
