"""The forms of a stretch: all of it, its beginning with the safety answers, and the look back at its end."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from learnboard.domain.model.growth import Stretch
from learnboard.domain.model.people import Person
from learnboard.domain.relations import in_list_order
from learnboard.domain.stretch_rules import SAFETY_ANSWERS, missing_answers, stretch_problem
from learnboard.domain.stretches import stage_of
from learnboard.presentation.messages import sentence
from learnboard.presentation.options import OPTIONS, Option
from learnboard.presentation.stretches import EXAMPLE, WRITE_DOWN, confidence_text, names_remark
from learnboard.presentation.values import quoted
from learnboard.service.commands import AddRow, ChangeRow
from learnboard.service.queries.stretches import StretchList
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.key_result_choice import key_result_options
from learnboard.ui.editing.people_field import person_options
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.editing.time_fields import Cadence
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Long, Values
from learnboard.ui.toolkit.form import WrongField
from learnboard.ui.toolkit.form_render import WIDTH
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.number_fields import Whole
from learnboard.ui.toolkit.text import Line, StyledText, cut, simplified

_RETRO: Final = ("retro_went_well", "retro_even_better_if")
_MOST_CONFIDENT: Final = 10
_SAFEST: Final = 5
_MARGINS: Final = 8


class Interval(Cadence):
    """How often the trusted person is talked with, in words; 0 if empty."""

    def parse(self, text: str) -> int:
        """Return the days between two talks."""
        return super().parse(text) or 0

    def text_of(self, value: Any) -> str:
        """Return the interval in words."""
        return super().text_of(value or None)


class StretchForm(RowForm):
    """A form for fields of a stretch, which is judged by what makes one safe to begin.

    Whom a look back names is pointed out below the fields, and refused by nobody.
    """

    people: Sequence[Person] = ()

    def below(self, form_state: FormState) -> Line | None:
        """Return whom the look back names; nothing if it names nobody."""
        said = " ".join(form_state.texts.get(name, "") for name in _RETRO)
        remark = names_remark(said, self.people)
        return [StyledText(cut(simplified(remark), WIDTH - _MARGINS), "accent")] if remark else None

    def judged(self, values: Values) -> Mapping[str, str]:
        """Return the problems of the fields, also what is to be written before it begins."""
        wrong = dict(super().judged(values))
        row = self.whole(self.row, values)
        names = [name for name in values if getattr(row, name) != getattr(self.row, name)]
        if not wrong and (found := stretch_problem(row, names)) and found.field in values:
            fields = missing_answers(row) if found.field in SAFETY_ANSWERS else (found.field or "",)
            wrong |= dict.fromkeys(fields, sentence(found.message))
        return wrong

    def command(self, values: Values) -> ChangeRow | AddRow | object:
        """Return the command for the stretch.

        Raises:
            WrongField: if it lacks what it needs.
        """
        for name, message in self.judged(values).items():
            raise WrongField(name, message)
        return super().command(values)


def _safety(people: Sequence[Person]) -> list[FormField]:
    nobody = Option(None, "nobody", "who can say so has not said it yet")
    alone = Option(None, "nobody", "you go alone")
    return [
        Long("failure_looks_like", "failing is", "the review names a person, or ends without an action", gap=True),
        Choice("job_safe_by_id", "job safe by", person_options(people, nobody)),
        Long("plan_b", "plan B", "Hazel takes over the chair after 15 minutes"),
        Choice("trusted_person_id", "trusted", person_options(people, alone), gap=True),
        Interval("check_in_every_days", "talk", "every 2 days, weekly"),
        _confidence("confidence_before", "confidence"),
    ]


def _confidence(name: str, label: str) -> Whole:
    return Whole(name, label, 1, _MOST_CONFIDENT, beside="of 10", needed=False, gap=name == "confidence_after")


def _look_back() -> list[FormField]:
    return [
        _confidence("confidence_after", "confidence now"),
        Whole("safety", "safety", 1, _SAFEST, beside="1 to 5: how safe did it feel?", needed=False),
        Long("safety_from", "safe by", "what gave that safety, or would have"),
        Long("retro_went_well", "went well", "two causes found", gap=True),
        Long("retro_even_better_if", "better if", "the timeline comes a day before"),
    ]


def edit_stretch(screen: EditorScreen, found: StretchList, row: Stretch, *, new: bool = False) -> None:
    """Open the form of a stretch with all that its stage has."""
    board = screen.session.board
    day, people = board.day, in_list_order(found.people, board.day)
    fields: list[FormField] = [
        FormField("title", "what", EXAMPLE),
        Choice("key_result_id", "for", key_result_options(board, row.key_result_id, found.titles)),
        Long("comfort_zone", "beyond", "your comfort zone: speaking while people are upset", gap=True),
        *_safety(people),
    ]
    if row.from_on:
        fields += [Day("from_on", "begun on", day, near=True, needed=True, gap=True), Day("to_on", "ended", day)]
    if stage_of(row, day) == "over":
        fields += _look_back()
    fields.append(Choice("visibility", "who sees it", OPTIONS["stretches", "visibility"], gap=True))
    title = "Prepare a stretch" if new else "Stretch"
    _open(screen, found, "stretch", title, row, fields, new=new)


def begin_stretch(screen: EditorScreen, found: StretchList, row: Stretch) -> None:
    """Open the form that begins a stretch: what makes it safe, and from when on it is on."""
    day = screen.session.board.day
    fields = [
        *_safety(in_list_order(found.people, day)),
        Day("from_on", "begins", day, near=True, needed=True, gap=True),
    ]
    _open(screen, found, "begin stretch", "Begin", row, fields, {"from_on": "today"}, (WRITE_DOWN,))


def end_stretch(screen: EditorScreen, found: StretchList, row: Stretch) -> None:
    """Open the form that ends a stretch with a look back."""
    day = screen.session.board.day
    fields = [
        *_look_back(),
        Day("to_on", "ended on", day, past=True, needed=True, gap=True),
    ]
    before = confidence_text(row.confidence_before, None)
    intro = (f"You began with {before} of 10.",) if before else ()
    _open(screen, found, "end stretch", "Look back at", row, fields, {"to_on": "today"}, intro)


def _open(  # noqa: PLR0913 - what a form is made of
    screen: EditorScreen,
    found: StretchList,
    name: str,
    title: str,
    row: Stretch,
    fields: Sequence[FormField],
    first: Mapping[str, str] | None = None,
    intro: Sequence[str] = (),
    *,
    new: bool = False,
) -> None:
    heading = title if name == "stretch" else f"{title} {simplified(quoted(row.title))}"

    def form(draft: Mapping[str, str]) -> StretchForm:
        made = StretchForm(heading, row, fields, save=screen.session.execute, draft=draft, new=new, first=first)
        made.intro, made.people = intro, found.people
        return made

    screen.open_form(name, "" if new else row.id, form)
