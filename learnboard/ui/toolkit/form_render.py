"""Renders a form: labels in one column, texts in the next, and messages below."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from learnboard.domain.named_tuple import NamedTuple
from learnboard.ui.toolkit.fields import Choice, FormField
from learnboard.ui.toolkit.form_state import WHOLE_FORM, FormState
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.text import (
    CARET,
    ELLIPSIS,
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
from learnboard.ui.toolkit.text_buffer import TextBuffer, place_in_line

WIDTH: Final = 80
"""Width of a form, in cells, if there is room."""
CHOSEN: Final = "›"
_WARNING: Final = "! "
_GAP: Final = 3
_MOST, _MOST_OTHER = 8, 3
"""Most lines shown of a long text: in the current field, and in another field."""
_NARROW = 60
_MOST_KEYS: Final = 2
"""Most lines of keys below the fields."""
_CARETS_PLACE = 3
"""Lines of a long text kept in view above the caret."""


class FormContext(NamedTuple):
    """What surrounds the fields: title, intro, notes and keys.

    `height` is the window's height in lines; in a low window the form has no blank lines. `preview` are lines below the
    fields that stay in view, each as wide as the form allows.
    """

    title: str
    height: int
    keys: Sequence[tuple[str, str]] = ()
    kept: str = ""
    below: Line | None = None
    intro: Sequence[str] = ()
    preview: Sequence[Line] = ()


class FormColumns(NamedTuple):
    """Widths of margin, labels and texts, in cells."""

    margin: int
    label: int
    text: int

    @property
    def indent(self) -> int:
        """Column at which texts begin."""
        return self.margin + self.label

    @classmethod
    def of(cls, fields: Iterable[FormField], width: int) -> "FormColumns":
        """Return the columns of a form of a given width."""
        room = room_in(width)
        label = max(len(field.label) for field in fields) + _GAP
        return cls((width - room) // 2, label, max(2, room - label - 1))  # leave one cell for the caret


class RenderedForm(NamedTuple):
    """A form's lines, and for each line of its body the field that stands there and which of its lines it is."""

    content: PageContent
    places: Sequence[tuple[str, int]]
    columns: FormColumns
    top: int = 0
    """The first line of the current text that is in view."""

    def place(self, form_state: FormState, number: int, x: int) -> int:
        """Return the place in the current text that is drawn at a cell of one of its lines in view."""
        entry, width = form_state.entry, self.columns.text
        lines = folds(entry.text, width)
        number = max(0, min(self.top + number, len(lines) - 1))
        x -= self.columns.indent
        start, end = lines[number]
        if start <= entry.at <= end and x > cells(entry.text[start : entry.at]):
            x -= 1  # the caret takes a cell
        return place_in_line(entry.text, lines, number, x)


def room_in(width: int) -> int:
    """Return the cells available for a line of a form of a given width."""
    return width - 2 * (_GAP if width >= _NARROW else 1)


def render_form(form_state: FormState, wrong: Mapping[str, str], around: FormContext, width: int) -> RenderedForm:
    """Return the form's page for a width in cells. `wrong` are the messages to show, by field."""
    columns, fields = FormColumns.of(form_state.fields, width), form_state.shown
    head, foot = _head(around, wrong, columns, width), _foot(around, columns, width)
    # Depends on the number of fields alone: a field that grows under the caret, or has more keys, must not shift the
    # others.
    keys = len(_keys(around.keys, StyledText(""), room_in(width)))
    tight = len(head) + sum(1 + field.gap for field in fields) + len(foot) - keys >= around.height
    if tight:
        head, foot = [line for line in head if line], [line for line in foot if line]
    most = min(_MOST, max(1, around.height - len(head) - len(foot) - 1))
    body: list[Line] = []
    places: list[tuple[str, int]] = []
    current = keep = range(0)
    top = 0
    for field in fields:
        if field.gap and body and not tight:
            body.append([])
            places.append((field.name, 0))
        is_current = field.name == form_state.at
        if is_current:
            lines, caret, top = _field(field, form_state, columns, most)
        else:
            lines, caret = _other(field, form_state, columns), 0
        lines += _told(wrong.get(field.name, ""), columns)
        if is_current:
            current = range(len(body), len(body) + len(lines))
            keep = current if isinstance(field, Choice) else range(len(body) + caret, current.stop)
        places += [(field.name, number) for number in range(len(lines))]
        body += lines
    return RenderedForm(PageContent(body, head, foot, keep=keep, lifted=current), places, columns, top)


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
    below = [] if around.below is None else [[margin, *around.below], []]
    preview = [*([margin, *line] for line in around.preview), []] if around.preview else []
    return [[], *preview, *below, *_keys(around.keys, margin, width - 2 * columns.margin), []]


def _keys(keys: Sequence[tuple[str, str]], margin: StyledText, room: int) -> list[Line]:
    """Return the keys in as many lines as they need, up to two; what has no room there is left to help."""
    rows: list[Line] = [[margin]]
    left = room
    for key, words in keys:
        size = cell_len(key) + 1 + cell_len(words)
        if size > left:
            if len(rows) == _MOST_KEYS or size > room:
                break
            rows.append([margin])
            left = room
        rows[-1] += [StyledText(key, "title", key), StyledText(f" {words}{' ' * _GAP}", "muted", key)]
        left -= size + _GAP
    return rows


def _message(text: str) -> str:
    """Turn a rule's message into a sentence."""
    text = text.rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."


def _told(message: str, columns: FormColumns) -> list[Line]:
    """Return the lines of a field's error message."""
    if not message:
        return []
    indent = StyledText(" " * columns.indent)
    rows = paragraphs(_message(message), columns.text - len(_WARNING) + 1)
    marks = [_WARNING, *([" " * len(_WARNING)] * len(rows))]
    return [[indent, StyledText(mark + row, "warn")] for mark, row in zip(marks, rows, strict=False)]


# -- fields -------------------------------------------------------------------------------------------------------


def _labelled(field: FormField, columns: FormColumns, rows: Sequence[Line], style: str = "muted") -> list[Line]:
    """Return the rows of a field, with the label before the first."""
    label = [StyledText(" " * columns.margin), StyledText(field.label.ljust(columns.label), style)]
    indent = [StyledText(" " * columns.indent)]
    return [[*(indent if number else label), *row] for number, row in enumerate(rows)]


def _other(field: FormField, form_state: FormState, columns: FormColumns) -> list[Line]:
    """Return the lines of a field without the caret."""
    text = form_state.texts[field.name]
    if not text:
        return _labelled(field, columns, [[StyledText(cut(_hint(field), columns.text), "muted")]])
    lines = folds(text, columns.text)
    rows: list[Line] = [[StyledText(displayed(text[start:end].rstrip()))] for start, end in lines[:_MOST_OTHER]]
    if len(lines) > _MOST_OTHER:
        rows[-1] = [StyledText(cut(f"{rows[-1][0].text} {ELLIPSIS}", columns.text))]
    rows[-1] += _beside(field, text, form_state, cells(rows[-1][0].text), columns)
    return _labelled(field, columns, rows)


def _field(field: FormField, form_state: FormState, columns: FormColumns, most: int) -> tuple[list[Line], int, int]:
    """The field with the caret, the number of the line the caret is on, and the first line of the text in view."""
    if isinstance(field, Choice):
        return _options(field, form_state, columns), 0, 0
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
        rows[-1] += _beside(field, entry.text, form_state, size + cell_len(ghost), columns)
    return _labelled(field, columns, rows, "accent"), number - top, top


def _row(entry: TextBuffer, start: int, end: int, columns: FormColumns, *, caret: bool) -> Line:
    """A line of the text that is being typed: the selection reversed, and the caret in it."""
    first, last = (max(start, min(place, end)) for place in entry.selection)
    cuts = sorted({start, first, last, end, *([entry.at] if caret else [])})
    row: Line = []
    room = columns.text
    for begin, stop in pairwise(cuts):
        if caret and begin == entry.at:
            row.append(StyledText(CARET, "accent"))
        text = displayed(entry.text[begin:stop])
        if stop == end and (begin >= entry.at or not caret):
            text = text.rstrip()
        elif cell_len(text) > room:  # blanks that hang over
            text = text.rstrip().ljust(room)
        text = cut(text, room)
        room -= cell_len(text)
        row.append(StyledText(text, "mark-full" if first <= begin < last else "text"))
    if caret and entry.at == end:
        row.append(StyledText(CARET, "accent"))
    return row


def _hint(field: FormField) -> str:
    """Return the text for an empty field: its hint, otherwise what would be shown beside a text."""
    return field.hint or simplified(field.beside(""))


def _beside(field: FormField, text: str, form_state: FormState, used: int, columns: FormColumns) -> Line:
    """Return what is shown after a text, and the remark on it, if there is room."""
    beside, remark = (simplified(part) for part in (field.beside(text), field.remark(form_state.texts)))
    if remark:
        beside = f"{beside}, {remark}" if beside else remark
    room = columns.text + 1 - used - _GAP
    return [StyledText(f"{' ' * _GAP}{cut(beside, room)}", "muted")] if beside and room > _GAP else []


def _options(field: Choice, form_state: FormState, columns: FormColumns) -> list[Line]:
    """Return the options with their explanations. The chosen one is marked in the gap before it."""
    chosen = field.chosen(form_state.entry.text)
    width = max(cell_len(option.label) for option in field.options) + _GAP
    rows: list[Line] = []
    for number, option in enumerate(field.options):
        explanation = cut(option.explanation, max(0, columns.text + 1 - width))
        name = StyledText(fitted(option.label, width), "title" if number == chosen else "text")
        sign = StyledText(f"{CHOSEN if number == chosen else ' '} ", "accent")
        rows.append([sign, name, StyledText(explanation, "muted")])
    return _labelled(field, columns._replace(label=columns.label - 2), rows, "accent")
