"""Stretches, assessments of skills, and reflections (FORMAT.md §1)."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar, Literal, TypeAlias

from learnboard.domain.frozen import dataclass
from learnboard.domain.model.feedback import TargetKind
from learnboard.domain.model.fields import MINOR_1, Between, Id, PersonId, Refers, Title, Verdict, Visibility

Occasion: TypeAlias = Literal["goal_search", "pulse", "week", "review", "close", "stretch", "upward", "ending"]
AboutKind: TypeAlias = Literal[TargetKind, "cycle"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A step out of the comfort zone that is made safe before; without `from_on` it is being prepared."""

    TABLE: ClassVar[str] = "stretches"

    id: Id
    title: Title
    key_result_id: Annotated[Id | None, Refers("key_results")]
    comfort_zone: str
    failure_looks_like: str
    job_safe_by_id: PersonId
    plan_b: str
    trusted_person_id: PersonId
    check_in_every_days: int
    from_on: date | None
    to_on: date | None
    confidence_before: Annotated[int | None, Between(1, 10)]
    confidence_after: Annotated[int | None, Between(1, 10)]
    retro_went_well: str
    retro_even_better_if: str
    visibility: Visibility
    safety: Annotated[int | None, Between(1, 5), MINOR_1] = None
    safety_from: Annotated[str, MINOR_1] = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One person's assessment of skills on one day: a level of 1 to 5 for each axis, or strengths, strongest first."""

    TABLE: ClassVar[str] = "assessments"

    id: Id
    instrument: str
    on: date
    by_id: PersonId
    levels: Annotated[Mapping[str, int], Between(1, 5)]
    note: str
    visibility: Visibility
    ranked: Annotated[tuple[str, ...], MINOR_1] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What a reflection is about; `id` is no reference, the row may not be there."""

    kind: AboutKind
    id: Id


@dataclass(frozen=True, slots=True)
class Reflection:
    """An answer to a question that a person asked themselves, or was asked."""

    TABLE: ClassVar[str] = "reflections"
    SINCE: ClassVar[int] = 1

    id: Id
    on: date
    by_id: PersonId
    occasion: Occasion
    about: About | None
    question: str
    text: str
    rating: Annotated[int | None, Between(1, 5)]
    verdict: Verdict | None
    visibility: Visibility
