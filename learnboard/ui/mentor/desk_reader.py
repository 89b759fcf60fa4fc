"""Reads the files of several people beside the screen, and watches their folders.

What takes long is done in a thread, file by file, so that keys are answered meanwhile. What was read is taken up
between two keys.
"""

import asyncio
from collections.abc import Callable, Iterator
from time import monotonic
from typing import TYPE_CHECKING, Final

from learnboard.domain.model.feedback import DECISIONS, Target
from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.desk import DeskPerson, DeskSummary, arrival_text
from learnboard.presentation.values import count_of
from learnboard.service.mentor.desk import NewestSnapshot, read_newest
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_files import FoundSnapshots, Mentee, SnapshotFinder, Stamp
from learnboard.ui import features
from learnboard.ui.mentor.session import MentorSession

if TYPE_CHECKING:  # what is shared is read after the first paint
    from learnboard.presentation.shared_asks import SharedAsks

BETWEEN_LOOKS: Final = 2.0
"""Seconds from one look at the folders to the next."""
_AT_ONCE: Final = 50
"""Heads that are read before what was found is taken up."""
_BETWEEN_SHOWS: Final = 0.1
"""Seconds between two drawings of a list while it is read."""


class _Read(NamedTuple):
    """What was read of somebody's newest file at a stamp, and what the reader has decided since in their draft."""

    path_and_stamp: tuple[object, Stamp]
    summary: DeskSummary | None
    problem: str
    snapshot_id: Id | None = None
    decided: frozenset[Target] = frozenset()
    asks: "SharedAsks | None" = None


class FollowsFolder:
    """A page that shows what was found besides the people."""

    def show_found(self) -> None:
        """Show what was read by now."""
        raise NotImplementedError


class DeskReader:
    """Keeps what is found up to date. `show` is called with a sentence on what came or went, usually ""."""

    def __init__(
        self, mentor_session: MentorSession, finder: SnapshotFinder | None, show: Callable[[str], object]
    ) -> None:
        self._session = mentor_session
        self._finder = finder
        self._show = show
        self._read: dict[Id, _Read] = {}
        self._shown_at = 0.0
        self.summaries = False
        """Whether the newest files are read too, and not only the heads of all."""
        self.complete = False
        """Whether all was read once."""
        self.busy = True
        """Whether something is being read."""

    @property
    def progress(self) -> str:
        """How far reading has come; empty when it is done."""
        if not self.busy:
            return ""
        if self._finder and self._finder.waiting:
            whole = self._finder.files
            return f"reading {whole - self._finder.waiting:,} of {count_of(whole, 'file')}"
        left = sum(1 for _ in self._to_read()) if self.summaries else 0
        whole = len(self._session.found.mentees)
        return f"reading {whole - left:,} of {count_of(whole, 'person', 'people')}" if left else ""

    def people(self) -> list[DeskPerson]:
        """Return everybody who was found, with what is known of them by now."""
        unwritten, today = self._session.unwritten_by_board(), self._session.today
        people = []
        for board_id, owner, files in self._session.found.mentees:
            read = self._read.get(board_id)
            summary = read.summary.without(read.decided, today) if read and read.summary else None
            problem = read.problem if read else ""
            count = unwritten.get(board_id, 0)
            people.append(DeskPerson(board_id, owner.name, owner.role, files[-1].as_of, summary, problem, count))
        return people

    def asks(self) -> "list[tuple[Id, str, SharedAsks]]":
        """Return what everybody whose newest file was read shares with all, by board and name."""
        read = ((mentee, self._read.get(mentee.board_id)) for mentee in self._session.found.mentees)
        return [(mentee.board_id, mentee.owner.name, row.asks) for mentee, row in read if row and row.asks]

    def renew_draft(self) -> None:
        """Take up what was decided on the open snapshot."""
        if (opened := self._session.opened) is None:
            return
        read = self._read.get(opened.snapshot.board_id)
        if read and read.snapshot_id == opened.snapshot.snapshot_id:
            self._read[opened.snapshot.board_id] = read._replace(decided=_decided(self._session.feedback_draft))

    # -- reading ------------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Read all that waits, then look again and again whether something has changed."""
        while True:
            before = self._session.found if self.complete else None
            await self._read_heads()
            if self.summaries:
                await self._read_newest()
            self.busy, self.complete = False, True
            self._show(arrival_text(*_came_and_went(before, self._session.found)) if before else "")
            if self._finder is None:
                return
            await self._wait(self._finder)
            self.busy = True

    async def _wait(self, finder: SnapshotFinder) -> None:
        while True:
            await asyncio.sleep(BETWEEN_LOOKS)
            if await asyncio.to_thread(finder.look):
                return

    async def _read_heads(self) -> None:
        finder = self._finder
        while finder and (finder.waiting or self.complete):
            self._session.follow(await asyncio.to_thread(_some_heads, finder))
            if not finder.waiting:
                return
            self._show_now_and_then()

    async def _read_newest(self) -> None:
        while mentee := next(self._to_read(), None):
            key = self._key(mentee)
            author = self._session.draft_store.author(mentee.board_id)
            newest, asks = await asyncio.to_thread(_read_newest, mentee, author.person_id if author else None)
            self._read[mentee.board_id] = self._taken(newest, key)._replace(asks=asks)
            self._show_now_and_then()

    def _to_read(self) -> Iterator[Mentee]:
        """Those whose newest file was not read yet, or has changed."""
        for mentee in self._session.found.mentees:
            read = self._read.get(mentee.board_id)
            if read is None or read.path_and_stamp != self._key(mentee):
                yield mentee

    def _key(self, mentee: Mentee) -> tuple[object, Stamp]:
        newest = mentee.files[-1]
        return newest, self._finder.stamp(newest.path) if self._finder else None

    def _taken(self, newest: NewestSnapshot, key: tuple[object, Stamp]) -> _Read:
        if newest.snapshot is None:
            return _Read(key, None, newest.problem)
        draft = self._session.look(newest.snapshot)
        if draft.notice:
            self._show(draft.notice)
        return _Read(key, newest.summary, "", newest.snapshot.snapshot_id, _decided(draft))

    def _show_now_and_then(self) -> None:
        if (now := monotonic()) - self._shown_at > _BETWEEN_SHOWS:
            self._shown_at = now
            self._show("")


def _some_heads(finder: SnapshotFinder) -> FoundSnapshots:
    finder.read(_AT_ONCE)
    return finder.found()


def _read_newest(mentee: Mentee, you: Id | None) -> "tuple[NewestSnapshot, SharedAsks | None]":
    newest = read_newest(mentee, you)
    return newest, features.read_asks(newest.snapshot) if newest.snapshot else None


def _decided(feedback_draft: FeedbackDraft) -> frozenset[Target]:
    return frozenset(item.target for item in feedback_draft.items if item.kind in DECISIONS)


def _came_and_went(before: FoundSnapshots, now: FoundSnapshots) -> tuple[list[str], list[str]]:
    """The names of those whose snapshots came, and whose went, a name for each snapshot."""
    old, new = (
        {(mentee.board_id, file.snapshot_id): mentee.owner.name for mentee in found.mentees for file in mentee.files}
        for found in (before, now)
    )
    return [new[key] for key in new.keys() - old.keys()], [old[key] for key in old.keys() - new.keys()]
