"""What a review of a cycle looks at, read from the store."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from learnboard.domain.as_of import known_row, known_rows
from learnboard.domain.board import Card, Column, make_column
from learnboard.domain.cycles import context_of, in_order
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.feedback import Feedback, Target
from learnboard.domain.model.fields import OWNER, Id, Verdict
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.key_results import CheckIn, KeyResult, TargetChange
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Meeting, Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.relations import in_list_order
from learnboard.domain.review import (
    Disagreement,
    OpenReviews,
    Stay,
    blockers_that_stayed,
    confidences,
    disagreements,
    open_reviews,
    review_due,
    review_meeting,
    reviews_of,
)
from learnboard.domain.worth import SPENT
from learnboard.presentation.review import SOMEBODY, held_back
from learnboard.presentation.values import local_day
from learnboard.service.queries.board import read_history
from learnboard.service.queries.known_rows import RowSource, known_key_results, known_objectives
from learnboard.storage.store import Store


class CardReview(NamedTuple):
    """A key result at a review: its confidence over time, where status and pace disagreed, and what stayed in the way.

    `minutes` are the learning time on it in the cycle, `spent` the money by currency.
    """

    card: Card
    confidences: tuple[int, ...]
    disagreements: tuple[Disagreement, ...]
    stays: tuple[Stay, ...]
    minutes: int
    spent: Mapping[str, Fraction]


class ReviewAnswer(NamedTuple):
    """What somebody else said of an objective: in feedback, or already recorded."""

    id: Id
    name: str
    verdict: Verdict | None
    text: str


class EarlierAnswer(NamedTuple):
    """What was recorded of an objective at the last review, by the owner if `name` is empty."""

    on: date
    name: str
    verdict: Verdict | None
    text: str


class ObjectiveReview(NamedTuple):
    """An objective at a review, with what was said of it: by the owner on this day, by the others, and last time."""

    column: Column
    cards: tuple[CardReview, ...]
    own: Reflection | None
    earlier: tuple[EarlierAnswer, ...]
    answers: tuple[ReviewAnswer, ...]


class ReviewBoard(NamedTuple):
    """A cycle at a review. `due` is None once none is to come; `meeting` is the one planned, else that of the day.

    `last` is the one that was held before.
    """

    cycle: Cycle
    day: date
    objectives: tuple[ObjectiveReview, ...]
    due: date | None
    meeting: Meeting | None
    people: tuple[Person, ...]
    answers: tuple[ReviewAnswer, ...] = ()
    """What others said of the whole of it."""
    last: Meeting | None = None

    @property
    def invited(self) -> tuple[Person, ...]:
        """Those invited, as far as they are on the board."""
        ids = self.meeting.with_ids if self.meeting else ()
        by_id = {person.id: person for person in self.people}
        return tuple(by_id[id_] for id_ in ids if id_ in by_id)

    def names_of(self, meeting: Meeting) -> tuple[str, ...]:
        """Return the names of those who were at a review, as far as they are on the board."""
        names = {person.id: person.name for person in self.people}
        return tuple(names[id_] for id_ in meeting.with_ids if id_ in names)


def read_review(store: Store, cycle_id: Id, day: date) -> ReviewBoard:
    """Read what a review of a cycle looks at, as known on a day: the objectives that are worked on.

    Raises:
        NotFound: if the cycle was deleted.
    """
    cycle, settings = known_row(store.row(Cycle, cycle_id), day), store.board_info().settings
    context = context_of(cycle, in_order(store.rows(Cycle)), day, settings)
    stored = [row for row in store.rows(Objective, cycle_id=cycle_id) if row.status == "active"]
    columns, found = _columns(store, known_objectives(store, stored, day), context)
    meetings = reviews_of(store.rows(Meeting, kind="progress_review"), cycle)
    people = in_list_order(known_rows(tuple(store.rows(Person)), day), day)
    names = {person.id: person.name for person in people}
    reflections = recorded(store, [row.id for row in stored])
    since = last_said(reflections, cycle, day)
    said = _said(store, names, reflections, since, day)
    about = review_meeting(meetings, day)
    return ReviewBoard(
        cycle=cycle,
        day=day,
        objectives=tuple(
            ObjectiveReview(
                column,
                tuple(found[card.id] for card in column.cards),
                own=next((row for row in reversed(reflections[column.id]) if _is_own(row, day)), None),
                earlier=_earlier(reflections[column.id], names, day),
                answers=said.get(column.id, ()),
            )
            for column in columns
        ),
        due=review_due(cycle, meetings, day),
        meeting=about,
        people=people,
        answers=_of_the_whole(store, names, about),
        last=next((row for row in reversed(meetings) if row.held and row.on < day), None),
    )


def _of_the_whole(store: Store, names: Mapping[Id, str], meeting: Meeting | None) -> tuple[ReviewAnswer, ...]:
    """What others said in feedback on a review itself, in order."""
    about = Target("meeting", meeting.id) if meeting else None
    rows = [row for row in store.rows(Feedback) if row.target == about and row.kind == "comment"] if about else []
    return tuple(
        ReviewAnswer(row.id, names.get(row.person_id or "", row.author), None, row.text)
        for row in sorted(rows, key=lambda row: (row.written_at, row.id))
    )


def _columns(
    store: Store, objectives: Sequence[Objective], context: CycleContext
) -> tuple[tuple[Column, ...], Mapping[Id, CardReview]]:
    ids, day = [row.id for row in objectives], context.day
    rows = known_key_results(store, store.rows(KeyResult, objective_id=ids) if ids else (), day)
    histories = read_history(store, [row.id for row in rows], day)
    columns = tuple(
        make_column(row, [each for each in rows if each.objective_id == row.id], histories, context)
        for row in objectives
    )
    key_results = [row.id for row in rows]
    changes = store.rows(TargetChange, key_result_id=key_results) if key_results else []
    minutes, spent = _minutes(store, key_results, context), _spent(store, key_results, day)
    found = {}
    for column in columns:
        for card in column.cards:
            check_ins: Sequence[CheckIn] = histories.check_ins.get(card.id, ())
            differing = disagreements(
                card.key_result,
                check_ins,
                histories.milestones.get(card.id, ()),
                [row for row in changes if row.key_result_id == card.id],
                context,
                committed=column.objective.committed,
            )
            found[card.id] = CardReview(
                card,
                confidences(check_ins),
                differing,
                blockers_that_stayed(check_ins),
                minutes.get(card.id, 0),
                spent.get(card.id, {}),
            )
    return columns, found


def _minutes(store: Store, ids: Sequence[Id], context: CycleContext) -> Mapping[Id, int]:
    """The learning time on key results, in the cycle up to the day."""
    minutes: dict[Id, int] = {}
    for row in store.rows(LogEntry, key_result_id=ids) if ids else ():
        if row.key_result_id and context.cycle.starts_on <= row.on <= min(context.day, context.cycle.ends_on):
            minutes[row.key_result_id] = minutes.get(row.key_result_id, 0) + row.minutes
    return minutes


def _spent(store: Store, ids: Sequence[Id], day: date) -> Mapping[Id, Mapping[str, Fraction]]:
    """The money spent on key results, by currency."""
    spent: dict[Id, dict[str, Fraction]] = {}
    for row in known_rows(tuple(store.rows(BudgetEntry, key_result_id=ids)), day) if ids else ():
        if row.key_result_id and row.state in SPENT:
            sums = spent.setdefault(row.key_result_id, {})
            cost = row.estimate if row.actual is None else row.actual
            sums[row.currency] = sums.get(row.currency, Fraction(0)) + cost.fraction
    return spent


# -- what was said ----------------------------------------------------------------------------------------------------


def recorded(store: Store, objectives: Iterable[Id]) -> Mapping[Id, Sequence[Reflection]]:
    """Return what was recorded of each objective at reviews, the oldest first."""
    found: dict[Id, list[Reflection]] = {id_: [] for id_ in objectives}
    for row in store.rows(Reflection, occasion="review"):
        if row.about and row.about.id in found:
            found[row.about.id].append(row)
    return found


def _is_own(row: Reflection, on: date) -> bool:
    return row.by_id == OWNER and row.on == on


def _earlier(rows: Sequence[Reflection], names: Mapping[Id, str], day: date) -> tuple[EarlierAnswer, ...]:
    """What was recorded on the last day before, the owner's first."""
    last = max((row.on for row in rows if row.on < day), default=None)
    found = sorted((row for row in rows if row.on == last), key=lambda row: row.by_id != OWNER)
    return tuple(
        EarlierAnswer(row.on, "" if row.by_id == OWNER else names.get(row.by_id or "", SOMEBODY), row.verdict, row.text)
        for row in found
    )


def last_said(reflections: Mapping[Id, Sequence[Reflection]], cycle: Cycle, day: date) -> Mapping[Id, date]:
    """Return when the owner last said something of each objective before a day, by default the cycle's start.

    What others answer after it belongs to what the owner says next, whether or not a review was held in between: of
    an objective that was left out there, nothing is lost.
    """
    return {
        id_: max((row.on for row in rows if row.by_id == OWNER and row.on < day), default=cycle.starts_on)
        for id_, rows in reflections.items()
    }


def reviewers_feedback(
    store: Store, reflections: Mapping[Id, Sequence[Reflection]], since: Mapping[Id, date], day: date
) -> list[Feedback]:
    """Return the feedback that gives a verdict on one of these objectives, written after its day, in order.

    What is there has come in, so what its author's clock dates later is of this day; and what was recorded at an
    earlier review is not asked about again.
    """
    found = [
        row
        for row in store.rows(Feedback)
        if row.verdict
        and row.target.kind == "objective"
        and since.get(row.target.id, day) < min(local_day(row.written_at), day)
        and not _was_recorded(row, reflections[row.target.id], day)
    ]
    return sorted(found, key=lambda row: (row.written_at, row.id))


def _was_recorded(row: Feedback, reflections: Iterable[Reflection], day: date) -> bool:
    answer = row.person_id, row.verdict, row.text
    return any(each.on < day and (each.by_id, each.verdict, each.text) == answer for each in reflections)


def unread_held_back(source: RowSource, rows: Sequence[Feedback], day: date) -> list[Feedback]:
    """Return feedback without what is to be read beside the owner's own view only, as long as that is not recorded."""
    if not any(row.verdict or row.target.kind == "meeting" for row in rows):
        return [*rows]
    still = still_open(source, day)
    return [held_back(row, row.written_at, still) for row in rows]


def still_open(source: RowSource, day: date) -> OpenReviews:
    """Return what the owner of a board may still say at reviews on a day."""
    return open_reviews(
        source.rows(Cycle),
        source.rows(Objective),
        source.rows(Meeting, kind="progress_review"),
        source.rows(Reflection, occasion="review", by_id=OWNER),
        day,
    )


def _said(
    store: Store,
    names: Mapping[Id, str],
    reflections: Mapping[Id, Sequence[Reflection]],
    since: Mapping[Id, date],
    day: date,
) -> Mapping[Id, tuple[ReviewAnswer, ...]]:
    """What others say of each objective: recorded on the day, or in feedback after the owner's last word."""
    found: dict[Id, dict[Id, ReviewAnswer]] = {}
    for id_, rows in reflections.items():
        for row in rows:
            if row.by_id != OWNER and row.on == day:
                answer = ReviewAnswer(row.id, names.get(row.by_id or "", SOMEBODY), row.verdict, row.text)
                found.setdefault(id_, {})[row.by_id or row.id] = answer
    for each in reviewers_feedback(store, reflections, since, day):
        answer = ReviewAnswer(each.id, names.get(each.person_id or "", each.author), each.verdict, each.text)
        found.setdefault(each.target.id, {})[each.person_id or each.id] = answer
    return {id_: tuple(answers.values()) for id_, answers in found.items()}
