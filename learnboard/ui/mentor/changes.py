"""The view of changes since the previous snapshot, most urgent first; for a first snapshot, the present state."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Final

from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Id
from learnboard.domain.patterns import pattern
from learnboard.domain.text import in_quotes
from learnboard.presentation.changes import (
    STANDING,
    WITHHELD,
    WORRYING,
    ChangeGroup,
    ChangeItem,
    ChangeText,
    baseline_text,
    change_groups,
    changed_heading,
    since_text,
    standing_groups,
)
from learnboard.presentation.exports import NOT_AN_APPRAISAL
from learnboard.presentation.file_versions import older_files_text
from learnboard.presentation.summary import changes_summary
from learnboard.presentation.values import ASKING, BLOCKED, count_of
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_view import SnapshotView
from learnboard.ui.mentor.reader import (
    open_requests_text,
    ratings_wanted,
    reader_context,
    undecided_entries,
    undecided_proposals,
)
from learnboard.ui.mentor.subjects import FeedbackSubject, SubjectBlock, SubjectList
from learnboard.ui.toolkit.list_view import Block, BlockList, ready_block
from learnboard.ui.toolkit.styles import TONE_STYLES, state_text
from learnboard.ui.toolkit.text import (
    GAP,
    Line,
    StyledText,
    cell_len,
    clipped,
    cut,
    fitted,
    flow_lines,
    heading,
    paragraph_lines,
    simplified,
    size_of,
)

_WIDE: Final = 134
"""Least width, in cells, for figures beside the title."""
_REACHED, _VALUE, _CONFIDENCE, _HEALTH = 15, 18, 27, 16
"""Widths of the columns of figures, in cells."""
_BESIDE: Final = _REACHED + _VALUE + _CONFIDENCE + _HEALTH + 3 * len(GAP)
_LEAST_OBJECTIVE: Final = 20
"""Least cells of an objective's title that still identify it."""
_LEAST_NOTE: Final = 16
"""Least cells of a note, after its day, that tell something."""
_ADDRESS: Final = pattern(r"(https?://|mailto:)\S+")
_SHOWN_BY: Final = " (address: enter)"
_INDENT: Final = StyledText("  ")


def changes_blocks(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> SubjectList:
    """Return the view of changes, in lines of at most `width` cells."""
    context = reader_context(snapshot_view, feedback_draft)
    groups = change_groups(snapshot_view.groups, context) if snapshot_view.comparison else standing_groups(context)
    written = Counter(item.target.id for item in feedback_draft.items if item.target.kind == "key_result")
    blocks = chain.from_iterable(_blocks(group, written, width) for group in groups)
    return BlockList([ready_block(_opening(snapshot_view, feedback_draft, width)), *blocks])


def _opening(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> Iterator[Line]:
    """Yield the lines before the first row: the period, open requests and notices about the files."""
    yield []
    baseline, snapshot = snapshot_view.baseline, snapshot_view.snapshot
    if baseline:
        days, since = count_of((snapshot.as_of - baseline.day).days, "day"), since_text(baseline.day, baseline.what)
        title: Line = [StyledText(changed_heading(since), "heading-current")]
        yield from flow_lines([title, [StyledText(f"in {days}", "muted")]], width)
        yield from paragraph_lines(changes_summary(snapshot_view.changes), width)
    else:
        yield [StyledText(STANDING, "heading-current")]
    if snapshot_view.before is None:
        text = baseline_text(follows=snapshot.previous is not None, reckoned=baseline is not None)
        yield from paragraph_lines(text, width, "muted")
    if requested := open_requests_text(snapshot_view, feedback_draft):
        wanted = [
            *undecided_entries(snapshot_view, feedback_draft),
            *undecided_proposals(snapshot_view, feedback_draft),
        ]
        where = " (3 shows it)" if wanted or ratings_wanted(snapshot_view, feedback_draft) else ""
        yield from paragraph_lines(f"Asked of you: {requested}{where}.", width, "accent")
    for notice in snapshot_view.notices:
        yield from paragraph_lines(f"! {simplified(notice)}", width, "warn")
    said = [WITHHELD] if snapshot.withheld else []
    said += [f"This is {NOT_AN_APPRAISAL}."] if snapshot.profile != "full" else []
    yield from paragraph_lines(" ".join(said), width, "muted")
    yield from paragraph_lines(older_files_text(snapshot_view.older_days), width, "muted")


def _blocks(group: ChangeGroup, written: Mapping[Id, int], width: int) -> Iterator[SubjectBlock]:
    sign = [StyledText(f"{WORRYING} ", "warn")] if group.worrying else []
    yield ready_block([[], clipped([*sign, *heading(group.title, str(len(group.items)))], width)])
    lines = (1 if group.silent else 2) + (width < _WIDE)
    for item in group.items:
        subject = FeedbackSubject(Target("key_result", item.id), simplified(item.title))
        draw = partial(_item_lines, item, written.get(item.id, 0), width, silent=group.silent)
        yield Block(lines, draw, subject)


def _item_lines(item: ChangeItem, written: int, width: int, *, silent: bool) -> Sequence[Line]:
    text = item.describe()
    lines = _wide(text, width) if width >= _WIDE else _narrow(text, width)
    return lines if silent else [*lines, clipped(_story(text, written, width), width)]


def _wide(text: ChangeText, width: int) -> list[Line]:
    """Return the title with the figures in columns beside it."""
    title, value = simplified(text.title), simplified(text.value)
    figures = [
        StyledText(f"{fitted(title, width - _BESIDE - len(GAP))}{GAP}", "title"),
        StyledText(f"{text.reached:>{_REACHED}}{GAP}"),
        StyledText(f"{fitted(value, _VALUE)}{GAP}", "muted"),
        StyledText(f"{fitted(text.confidence.text, _CONFIDENCE)}{GAP}", TONE_STYLES[text.confidence.tone]),
    ]
    return [[*figures, *_health(text)]]


def _narrow(text: ChangeText, width: int) -> list[Line]:
    """Return the title with the figures below it."""
    parts = (
        StyledText(text.reached),
        StyledText(simplified(text.value), "muted"),
        StyledText(text.confidence.text, TONE_STYLES[text.confidence.tone]),
    )
    figures = [piece for part in parts if part.text for piece in (part, StyledText(GAP))]
    title = StyledText(cut(simplified(text.title), width), "title")
    return [[title], clipped([_INDENT, *figures, *_health(text)], width)]


def _health(text: ChangeText) -> Line:
    """Return the present health, preceded by the sign of the previous one if it differs."""
    if text.before is None:
        return [state_text(text.health)]
    before = StyledText(text.before.sign, TONE_STYLES[text.before.tone])
    return [before, StyledText(" → ", "muted"), state_text(text.health)]


def _within(parts: Sequence[StyledText], room: int) -> Iterator[StyledText]:
    """Yield the parts that have room, the last of them cut, but in no address."""
    for part in parts:
        if room > len(_SHOWN_BY):
            yield part._replace(text=_whole_addresses(part.text, room))
        room -= cell_len(part.text) + len(GAP)


def _whole_addresses(note: str, room: int) -> str:
    """Return a note cut to a number of cells, but no address in it: half of one leads nowhere.

    Where one has no room, it is said where it stands.
    """
    short = cut(note, room)
    address = next((found for found in _ADDRESS.finditer(note) if found.end() >= len(short)), None)
    if short == note or address is None or address.start() >= len(short):
        return short
    return cut(note[: address.start()].rstrip(), room - len(_SHOWN_BY)) + _SHOWN_BY


def _story(text: ChangeText, written: int, width: int) -> Line:
    """Return the written count, warnings, objective and the owner's last note."""
    parts = [StyledText(f"{written} written", "accent")] if written else []
    parts += [StyledText(", ".join(text.flags), "warn")] if text.flags else []
    parts += [StyledText(f"{BLOCKED} {simplified(text.blocker.reason)}", "warn")] if text.blocker else []
    parts += [StyledText(f"{ASKING} {simplified(text.ask)}", "accent")] if text.ask else []
    parts = list(_within(parts, width - cell_len(_INDENT.text)))
    note = f"{text.note_on} {in_quotes(simplified(text.note))}".lstrip() if text.note else ""
    room = width - sum(cell_len(part.text) + len(GAP) for part in parts) - cell_len(_INDENT.text)
    title = simplified(text.objective)
    objective = cut(title, max(room // 3, room - cell_len(note) - len(GAP)) if note else room)
    if note and objective != title and cell_len(objective) < _LEAST_OBJECTIVE:
        objective = ""  # the owner's note is worth more
    left = room - cell_len(objective) - len(GAP)
    note = _whole_addresses(note, left) if left >= min(_LEAST_NOTE, cell_len(note)) else ""
    line: Line = [_INDENT, StyledText(objective, "muted")]
    for part in (*parts, StyledText(note)):
        line += [StyledText(GAP if size_of(line) > cell_len(_INDENT.text) else ""), part] if part.text else []
    return line
