"""Stretches, and assessments of skills (FORMAT.md §1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from learnboard.domain.model.fields import Between, Id, PersonId, Refers, Title, Visibility


@dataclass(frozen=True, slots=True)
class Stretch:
    """A step out of the comfort zone that was made safe before."""

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
    from_on: date
    to_on: date | None
    confidence_before: Annotated[int | None, Between(1, 10)]
    confidence_after: Annotated[int | None, Between(1, 10)]
    retro_went_well: str
    retro_even_better_if: str
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class Assessment:
    """One person's assessment of skills on one day: a level of 1 to 5 for each axis."""

    TABLE: ClassVar[str] = "assessments"

    id: Id
    instrument: str
    on: date
    by_id: PersonId
    levels: Annotated[Mapping[str, int], Between(1, 5)]
    note: str
    visibility: Visibility
