"""What a page shows of growth, and at its end: all of the file that stands nowhere else in it."""

from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.exchange.html.board import MOST_CHECK_INS, MOST_DETAILED
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.targets import FeedbackTarget, assessment_target, board_target, growth_target
from learnboard.presentation.assessments import SHOWN, TwoViewsText
from learnboard.presentation.further import ALL_FIELDS, FurtherTable, ShownOnPage, further_tables, names_in
from learnboard.presentation.growth import GrowthItem, GrowthSection, growth_sections


class SectionView(NamedTuple):
    """A section of labelled facts, each item with what feedback on it is about."""

    name: str
    title: str
    items: tuple[tuple[GrowthItem, FeedbackTarget], ...]


class GrowthView(NamedTuple):
    """Assessments side by side, sections of their own, and the tables of everything else."""

    assessments: tuple[tuple[TwoViewsText, FeedbackTarget], ...]
    sections: tuple[SectionView, ...]
    further: tuple[FurtherTable, ...]


def growth(source: PageSource) -> GrowthView:
    """What is told of growth, and the rows and fields of the file that stand nowhere else in the page."""
    context, records = source.context, source.snapshot.records
    names = names_in(records, context.owner)
    assessments = source.assessments.texts
    sections = growth_sections(context, records, names, snapshots=source.snapshot.sequence)
    shown = {id_: SHOWN for text in assessments for id_ in text.rows}
    shown |= {item.row: ALL_FIELDS for section in sections for item in section.items if item.row}
    most = MOST_CHECK_INS if len(context.cards) <= MOST_DETAILED else 0
    return GrowthView(
        assessments=tuple((text, assessment_target(text, source)) for text in assessments if not text.asked),
        sections=tuple(_section(section, records.board_info.id) for section in sections),
        further=further_tables(context, records, ShownOnPage(shown, most), names),
    )


def _section(section: GrowthSection, board: Id) -> SectionView:
    return SectionView(section.name, section.title, tuple((item, _target(item, board)) for item in section.items))


def _target(item: GrowthItem, board: Id) -> FeedbackTarget:
    return growth_target(item.target.kind, item.target.id, item.title) if item.target else board_target(board)
