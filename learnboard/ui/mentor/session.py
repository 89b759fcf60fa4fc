"""A mentor at work: which snapshot is open, what is written about it, and all of it kept as it is made."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

from learnboard.domain.errors import InvalidFile, LearnboardError
from learnboard.domain.model.feedback import Author, FeedbackItem, FeedbackKind, Target
from learnboard.domain.model.fields import Id
from learnboard.presentation.values import count_of
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
from learnboard.service.mentor.snapshot_files import FoundSnapshots, Mentee, cached_snapshot
from learnboard.service.mentor.snapshot_view import SnapshotView, open_snapshot_view

MOST_UNDO: Final = 100


class MentorSession:
    """What was found, the snapshot that is open, and the feedback on it. `refuse` is told what could not be kept."""

    def __init__(self, found: FoundSnapshots, draft_store: DraftStore, today: Callable[[], date]) -> None:
        self.found = found
        self.draft_store = draft_store
        self.refuse: Callable[[str], object] = lambda _: None
        self._warned_of = 0
        """Of how many items in no file a person who wanted to leave was told last."""
        self._today = today
        self._snapshot_view: SnapshotView | None = None
        self._feedback_draft = FeedbackDraft("")
        self._past: list[tuple[FeedbackItem, ...]] = []
        self._unwritten: dict[tuple[Id, Id], int] = {}
        self._form: tuple[str, Callable[[], Mapping[str, str]]] | None = None
        self._unkept = ""

    @property
    def today(self) -> date:
        """The day it is."""
        return self._today()

    @property
    def snapshot_view(self) -> SnapshotView:
        """The snapshot that is open."""
        assert self._snapshot_view is not None
        return self._snapshot_view

    @property
    def feedback_draft(self) -> FeedbackDraft:
        """What is written about it."""
        return self._feedback_draft

    @property
    def unwritten(self) -> int:
        """How many items are in no feedback file yet, of all snapshots that were open."""
        return sum(self._unwritten.values())

    def unwritten_by_board(self) -> Mapping[Id, int]:
        """The same by board."""
        counts: dict[Id, int] = {}
        for (board, _), count in self._unwritten.items():
            counts[board] = counts.get(board, 0) + count
        return counts

    def warning_before_leaving(self) -> str:
        """That items are in no file yet, told once; empty if there is nothing to tell."""
        count = self.unwritten
        if not count or count == self._warned_of:
            return ""
        self._warned_of = count
        where = "w writes them" if count > 1 else "w writes it"
        return f"{count_of(count, 'item is', 'items are')} not written to a file yet: {where}, q leaves"

    # -- opening ------------------------------------------------------------------------------------------------------

    def open(self, mentee: Mentee, number: int = -1) -> str:
        """Open a snapshot of somebody; answers what is to be said of the draft about it, mostly nothing.

        Raises:
            LearnboardError: if it cannot be read; what was open stays open.
        """
        snapshot_view = open_snapshot_view(mentee, number)
        feedback_draft = self.draft_store.read(snapshot_view.snapshot)
        self._snapshot_view, self._feedback_draft, self._past = snapshot_view, feedback_draft, []
        self._count()
        return feedback_draft.notice

    def look(self, mentee: Mentee) -> str:
        """Look how much about somebody's last snapshot is in no file yet; answers what is to be said of the draft."""
        try:
            snapshot = cached_snapshot(mentee.files[-1].path)
        except LearnboardError:
            return ""  # whoever asks for the overview is told
        feedback_draft = self.draft_store.read(snapshot)
        self._unwritten[snapshot.board_id, snapshot.snapshot_id] = feedback_draft.unwritten
        return feedback_draft.notice

    def turn(self, by: int) -> str | None:
        """Open the snapshot before or after; None where there is none.

        Raises:
            LearnboardError: if it cannot be read.
        """
        number = self.snapshot_view.number + by
        if not 0 <= number < len(self.snapshot_view.mentee.files):
            return None
        return self.open(self.snapshot_view.mentee, number)

    # -- writing ------------------------------------------------------------------------------------------------------

    def put(self, item: FeedbackItem) -> None:
        """Add an item, or put it in the place of the one with its id."""
        self._become(with_item(self._feedback_draft, item))

    def decide(self, kind: FeedbackKind, target: Target, text: str) -> None:
        """Say yes or no to something, in the place of what was said of it before."""
        self._become(with_decision(self._feedback_draft, kind, target, text))

    def delete(self, item: Id) -> None:
        """Take an item out."""
        self._become(without_item(self._feedback_draft, item))

    def note(self, text: str) -> None:
        """Keep a note of the mentor's own."""
        self._keep(with_note(self._feedback_draft, text))

    def keep_form_draft(self, form: str, fields: Mapping[str, str] | None, *, again: bool = True) -> None:
        """Keep what stands in a form that was left; None when it is finished."""
        then = with_form(self._feedback_draft, form, fields)
        if then.forms != self._feedback_draft.forms:
            self._keep(then, again=again)

    def begin_form(self, name: str, draft: Callable[[], Mapping[str, str]]) -> None:
        """Know of a form that is being filled in, and how to ask what stands in it."""
        self._form = name, draft

    def keep_form(self) -> None:
        """Keep what stands in the form that is open; that it cannot be kept is not told again and again."""
        if self._form:
            name, draft = self._form
            self.keep_form_draft(name, draft(), again=False)

    def end_form(self, *, saved: bool) -> None:
        """The form is closed: what stands in it is kept, unless it was saved."""
        if self._form:
            (name, draft), self._form = self._form, None
            self.keep_form_draft(name, None if saved else draft())

    def undo(self) -> bool:
        """Have the items as they were before the last change; False when there is none."""
        if not self._past:
            return False
        self._keep(self._feedback_draft._replace(items=self._past.pop()))
        return True

    def _become(self, feedback_draft: FeedbackDraft) -> None:
        if feedback_draft.items != self._feedback_draft.items:
            self._past = [*self._past[-MOST_UNDO:], self._feedback_draft.items]
            self._keep(feedback_draft)

    def _keep(self, feedback_draft: FeedbackDraft, *, again: bool = True) -> None:
        """Have another draft, and keep it; that it cannot be kept is told, and it is there until one leaves.

        Without `again` it is not told when it was the last that was told.
        """
        self._feedback_draft = feedback_draft
        self._count()
        unkept = ""
        try:
            self.draft_store.save(self.snapshot_view.snapshot, feedback_draft)
        except LearnboardError as error:
            unkept = str(error)
        if unkept and (again or unkept != self._unkept):
            self.refuse(unkept)
        self._unkept = unkept

    def _count(self) -> None:
        snapshot = self.snapshot_view.snapshot
        self._unwritten[snapshot.board_id, snapshot.snapshot_id] = self._feedback_draft.unwritten

    # -- writing the file ----------------------------------------------------------------------------------------------

    def path_for(self, author: Author) -> Path:
        """Where the feedback file goes when no place is named."""
        return default_feedback_path(self.snapshot_view, author)

    def write(self, author: Author, path: Path, now: datetime, *, force: bool) -> str:
        """Write the feedback file; answers a sentence about it.

        Raises:
            InvalidFile: if it cannot be written, or another file is there and `force` is not given.
        """
        feedback_draft = self._feedback_draft._replace(author=author)
        try:
            self._feedback_draft, message = self.draft_store.write(
                self.snapshot_view.snapshot, feedback_draft, path, now, force=force
            )
        except InvalidFile:
            raise
        except LearnboardError as error:
            raise InvalidFile(str(error)) from error
        self._past = []
        self._count()
        return message
