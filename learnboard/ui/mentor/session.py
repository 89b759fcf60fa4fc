"""The mentor's session: the open snapshot and the feedback draft on it, saved with every change."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

from learnboard.domain.errors import InvalidFile, LearnboardError
from learnboard.domain.model.feedback import Author, FeedbackItem, FeedbackKind, Target
from learnboard.domain.model.fields import Id
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.unwritten import Place, Unwritten, unwritten_warning
from learnboard.service.mentor.draft_merge import form_key, merged, merged_items, merged_note
from learnboard.service.mentor.draft_store import DraftStore
from learnboard.service.mentor.feedback_draft import (
    FeedbackDraft,
    with_decision,
    with_form,
    with_item,
    with_note,
    without_item,
)
from learnboard.service.mentor.feedback_export import default_feedback_path
from learnboard.service.mentor.snapshot_files import FoundSnapshots, Mentee
from learnboard.service.mentor.snapshot_view import SnapshotView, open_snapshot_view, reckoned

MOST_UNDO: Final = 100


class _Change(NamedTuple):
    """The items before and after a change."""

    before: tuple[FeedbackItem, ...]
    after: tuple[FeedbackItem, ...]


class MentorSession:
    """The snapshots found, the open one, and the feedback draft on it. Reports failed saves to `refuse`."""

    def __init__(self, found: FoundSnapshots, draft_store: DraftStore, today: Callable[[], date]) -> None:
        self.found = found
        self.draft_store = draft_store
        self.refuse: Callable[[str], object] = lambda _: None
        self._warned_of = 0
        """Number of unwritten items in the last warning before leaving."""
        self._today = today
        self._snapshot_view: SnapshotView | None = None
        self._feedback_draft = FeedbackDraft("")
        self._base = self._feedback_draft
        """The draft on the disk as this window last saw it: what it differs by now is what another window wrote."""
        self._stamp: object = None
        self._window_mark = draft_store.window_mark()
        self._past: list[_Change] = []
        self._unwritten: dict[tuple[Id, Id], int] = {}
        self._owners: dict[Id, str] = {}
        self._form: tuple[str, Callable[[], Mapping[str, str]]] | None = None
        self._unkept = ""

    @property
    def today(self) -> date:
        """Present day."""
        return self._today()

    @property
    def snapshot_view(self) -> SnapshotView:
        """Open snapshot."""
        assert self._snapshot_view is not None
        return self._snapshot_view

    @property
    def opened(self) -> SnapshotView | None:
        """Open snapshot; None before the first was opened."""
        return self._snapshot_view

    @property
    def feedback_draft(self) -> FeedbackDraft:
        """Feedback draft on the open snapshot."""
        return self._feedback_draft

    @property
    def unwritten(self) -> int:
        """Number of items not yet in a feedback file, over all snapshots opened."""
        return sum(self._unwritten.values())

    def unwritten_by_board(self) -> Mapping[Id, int]:
        """Return the number of unwritten items by board."""
        counts: dict[Id, int] = {}
        for (board, _), count in self._unwritten.items():
            counts[board] = counts.get(board, 0) + count
        return counts

    def warning_before_leaving(self, *, on_snapshot: bool = True) -> str:
        """Return a warning about unwritten items, once for each count; otherwise "".

        `on_snapshot` tells whether the open snapshot is on the screen, or the list of people.
        """
        count = self.unwritten
        if not count or count == self._warned_of:
            return ""
        self._warned_of = count
        rows = [
            Unwritten(self._owners.get(board, ""), items, self._place(board, snapshot, on_snapshot=on_snapshot))
            for (board, snapshot), items in self._unwritten.items()
        ]
        return unwritten_warning(rows)

    def _place(self, board: Id, snapshot: Id, *, on_snapshot: bool) -> Place:
        """Where feedback on a snapshot can be written to a file from here."""
        opened = self._snapshot_view.snapshot if on_snapshot and self._snapshot_view else None
        if opened and opened.snapshot_id == snapshot:
            return "here"
        mentee = next((row for row in self.found.mentees if row.board_id == board), None)
        if mentee is None or snapshot not in {file.snapshot_id for file in mentee.files}:
            return "gone"
        return "other snapshot" if opened else "other person"

    # -- opening ------------------------------------------------------------------------------------------------------

    def open(self, mentee: Mentee, number: int = -1) -> str:
        """Open a snapshot of a person. Return a notice about its draft, usually "".

        Raises:
            LearnboardError: if it cannot be read; the open snapshot stays open.
        """
        snapshot_view = open_snapshot_view(mentee, number, self.today, at_once=False)
        self._stamp = self.draft_store.stamp(snapshot_view.snapshot)
        feedback_draft = self.draft_store.read(snapshot_view.snapshot)
        self._snapshot_view, self._feedback_draft, self._past = snapshot_view, feedback_draft, []
        self._base = feedback_draft
        self._count()
        return feedback_draft.notice

    def reckon(self) -> bool:
        """Hold a large file that was opened alone against what its reader knew. Return whether that was still to do."""
        view = self._snapshot_view
        if view is None or not view.unreckoned:
            return False
        self._snapshot_view = reckoned(view)
        return True

    def follow_day(self) -> bool:
        """Look at the open snapshot as of today, since it may stay open over midnight. Return whether that is new."""
        before = self._snapshot_view
        if before:
            self._snapshot_view = before.looked_at_on(self.today)
        return self._snapshot_view is not before

    def keep_up(self) -> bool:
        """Take over what another window has written about the open snapshot. Return whether there is anything new."""
        if self._snapshot_view is None:
            return False
        snapshot = self._snapshot_view.snapshot
        stamp = self.draft_store.stamp(snapshot)
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        saved = self.draft_store.reread(snapshot)
        if saved is None:
            return False  # what is damaged is moved aside when it is next opened
        before = self._feedback_draft
        self._take(merged(self._base, before, saved, self._window_mark.id), saved)
        return _seen(self._feedback_draft) != _seen(before)

    def _take(self, feedback_draft: FeedbackDraft, saved: FeedbackDraft) -> None:
        """Go on with a draft that was merged with what another window has saved."""
        if self._form:
            name, draft = self._form
            own = form_key(name, self._window_mark.id)
            if own in feedback_draft.forms and own not in self._feedback_draft.forms:
                self._form = own, draft
        self._feedback_draft, self._base = feedback_draft, saved
        self._count()

    def look(self, snapshot: Snapshot) -> FeedbackDraft:
        """Return the feedback draft about any snapshot, and count its unwritten items."""
        if self._snapshot_view is not None and self._snapshot_view.snapshot.snapshot_id == snapshot.snapshot_id:
            return self._feedback_draft
        feedback_draft = self.draft_store.read(snapshot)
        self._count_in(snapshot, feedback_draft)
        return feedback_draft

    def follow(self, found: FoundSnapshots) -> None:
        """Go on with what is found now: the open snapshot stays open, and has its place among the files there are."""
        self.found = found
        if (opened := self._snapshot_view) is None:
            return
        mentee = next((row for row in found.mentees if row.board_id == opened.mentee.board_id), None)
        if mentee and opened.file in mentee.files:
            self._snapshot_view = opened._replace(mentee=mentee, number=mentee.files.index(opened.file))

    def turn(self, by: int) -> str | None:
        """Open the previous or next snapshot and return its notice; None if there is none.

        Raises:
            LearnboardError: if it cannot be read.
        """
        number = self.snapshot_view.number + by
        if not 0 <= number < len(self.snapshot_view.mentee.files):
            return None
        return self.open(self.snapshot_view.mentee, number)

    # -- writing ------------------------------------------------------------------------------------------------------

    def put(self, item: FeedbackItem) -> None:
        """Add an item, or replace the one with its id."""
        self._become(with_item(self._feedback_draft, item))

    def decide(self, kind: FeedbackKind, target: Target, text: str) -> None:
        """Record a decision on a target, replacing an earlier one."""
        self._become(with_decision(self._feedback_draft, kind, target, text))

    def delete(self, item: Id) -> None:
        """Delete an item."""
        self._become(without_item(self._feedback_draft, item))

    def note(self, text: str, before: str | None = None) -> None:
        """Save the mentor's own note. What another window made of the note `before` meanwhile stays as well."""
        note = self._feedback_draft.note
        self._keep(with_note(self._feedback_draft, merged_note(note if before is None else before, text, note)))

    def form_draft(self, form: str) -> tuple[str, Mapping[str, str]]:
        """Return the name under which a form is kept here, and its draft.

        What is being typed in the same form in another window stays there.
        """
        self.keep_up()
        forms, typed_in = self._feedback_draft.forms, self._window_mark.others()
        own = form_key(form, self._window_mark.id)
        names = (own, form, *(name for name in forms if name.startswith(form_key(form, ""))))
        left = next((name for name in names if name in forms and self._marked(name) not in typed_in), None)
        name = left or (own if form in forms else form)
        return name, forms.get(name, {})

    def keep_form_draft(self, form: str, fields: Mapping[str, str] | None, *, again: bool = True) -> None:
        """Save the draft of a form; None removes it. With `again` False, report a repeated error only once."""
        then = with_form(self._feedback_draft, form, fields)
        if then.forms != self._feedback_draft.forms:
            self._keep(then, again=again)

    def begin_form(self, name: str, draft: Callable[[], Mapping[str, str]]) -> None:
        """Register the open form, and a function that returns its draft."""
        self._form = name, draft

    def keep_form(self) -> None:
        """Save the draft of the open form. Report the same error only once."""
        if self._form:
            name, draft = self._form
            self.keep_form_draft(name, draft(), again=False)
            if self._form[0] in self._feedback_draft.forms:
                self._window_mark.types_in(self._marked(self._form[0]))

    def end_form(self, *, saved: bool) -> None:
        """Unregister the open form. Keep its draft unless it was saved."""
        if self._form:
            (name, draft), self._form = self._form, None
            self.keep_form_draft(name, None if saved else draft())
            self._window_mark.types_in("")

    def _marked(self, form: str) -> str:
        """The name of a form among those of all snapshots."""
        return f"{self.snapshot_view.snapshot.snapshot_id} {form}"

    def undo(self) -> bool:
        """Undo the last change to the items. Return False if there is none."""
        while self._past:
            change = self._past.pop()
            # What another window has changed since stays as it is.
            items = merged_items(change.after, self._feedback_draft.items, change.before)
            if items != self._feedback_draft.items:
                self._keep(self._feedback_draft._replace(items=items))
                return True
        return False

    def _become(self, feedback_draft: FeedbackDraft) -> None:
        before = self._feedback_draft.items
        if feedback_draft.items != before:
            base = self._base.items
            saved = self._keep(feedback_draft)
            # What another window had saved meanwhile comes back with undo, where this change took its place.
            before = merged_items(base, before, saved.items)
            self._past = [*self._past[-MOST_UNDO:], _Change(before, self._feedback_draft.items)]

    def _keep(self, feedback_draft: FeedbackDraft, *, again: bool = True) -> FeedbackDraft:
        """Replace the draft and save it; return what was on the disk before.

        If saving fails, report it and keep the draft in memory. With `again` False, do not report the same error twice
        in a row.
        """
        self._feedback_draft = feedback_draft
        saved, unkept = self._base, ""
        try:
            feedback_draft, saved = self.draft_store.save(
                self.snapshot_view.snapshot, feedback_draft, saved, self._window_mark.id
            )
        except LearnboardError as error:
            unkept = str(error)
        else:
            self._take(feedback_draft, saved)
            self._base = feedback_draft
        self._count()
        if unkept and (again or unkept != self._unkept):
            self.refuse(unkept)
        self._unkept = unkept
        return saved

    def _count(self) -> None:
        self._count_in(self.snapshot_view.snapshot, self._feedback_draft)

    def _count_in(self, snapshot: Snapshot, feedback_draft: FeedbackDraft) -> None:
        self._unwritten[snapshot.board_id, snapshot.snapshot_id] = feedback_draft.unwritten
        self._owners[snapshot.board_id] = snapshot.records.board_info.owner.name

    # -- writing the file ----------------------------------------------------------------------------------------------

    def path_for(self, author: Author) -> Path:
        """Return the default path of the feedback file."""
        return default_feedback_path(self.snapshot_view, author)

    def write(self, author: Author, path: Path, now: datetime, *, force: bool) -> str:
        """Write the feedback file and return a message about it.

        Raises:
            InvalidFile: if it cannot be written, or another file exists there and `force` is False.
        """
        feedback_draft, snapshot = self._feedback_draft._replace(author=author), self.snapshot_view.snapshot
        try:
            self._feedback_draft, message = self.draft_store.write(
                snapshot, feedback_draft, path, now, force=force, base=self._base, window=self._window_mark.id
            )
        except InvalidFile:
            raise
        except LearnboardError as error:
            raise InvalidFile(str(error)) from error
        self._base = self.draft_store.reread(snapshot) or self._base
        self._past = []
        self._count()
        return message


def _seen(feedback_draft: FeedbackDraft) -> FeedbackDraft:
    """The part of a draft that is on the screen: all but forms, which their window shows."""
    return feedback_draft._replace(forms={}, notice="")
