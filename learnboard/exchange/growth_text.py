"""The agreement, skills and growth in plain text: the texts of page and mentor's view, a line each."""

from collections.abc import Iterator

from learnboard.domain.model.people import Person
from learnboard.presentation.agreements import agreement_lines
from learnboard.presentation.assessments import ASSESSMENTS, YOUR_VIEW, Assessments, AxisText, TwoViewsText
from learnboard.presentation.further import names_in
from learnboard.presentation.growth import GrowthItem, fact_text, growth_sections
from learnboard.presentation.reader_context import ReaderContext


def growth_lines(context: ReaderContext) -> Iterator[str]:
    """The reader's agreement, views of skills side by side, and the sections of growth, each after an empty line.

    Levels of a mentor's file are told once their own are in, as on the page.
    """
    report, records = context.report, context.report.records
    yield from _agreement(context)
    texts = Assessments(context, blind=report.exported).texts
    for title, asked in ((YOUR_VIEW, True), (ASSESSMENTS, False)):
        found = [text for text in texts if text.asked is asked]
        if found:
            yield ""
            yield title
        for text in found:
            yield from _views(text)
    for section in growth_sections(context, records, names_in(records, context.owner), snapshots=report.snapshots):
        yield ""
        yield section.title
        yield from map(_item, section.items)


def _agreement(context: ReaderContext) -> Iterator[str]:
    reader = _with_agreement(context)
    if reader and reader.agreement:
        yield ""
        yield "Your agreement"
        points = agreement_lines(context.read(reader.agreement), context.owner, "you")
        yield from (f"   - {point.whole}" for point in points)


def _with_agreement(context: ReaderContext) -> Person | None:
    """The reader, if the file holds their agreement: a mentor's holds no other."""
    return next((row for row in context.report.records.people if row.id == context.you and row.agreement), None)


def _views(text: TwoViewsText) -> Iterator[str]:
    yield f"   - {text.instrument}: {text.facts}"
    axes = "; ".join(axis.axis if text.asked else _axis(axis, text.names) for axis in text.axes)
    if axes:
        yield f"     {axes}"
    for view in text.views:
        yield from (f"     {view.who}: {told}" for told in (view.strengths, view.note) if told)


def _axis(axis: AxisText, names: tuple[str, str]) -> str:
    """An axis with both levels: `System Alder Finch 3, you 2, ≠ you see 1 less`."""
    own, other = names
    parts = (f"{axis.axis}: {own} {axis.own}", f"{other} {axis.other}" if other else "", axis.gap.text)
    return ", ".join(part for part in parts if part)


def _item(item: GrowthItem) -> str:
    head = ", ".join(part for part in (item.title, item.beside) if part)
    facts = "; ".join(map(fact_text, item.facts))
    return f"   - {head}: {facts}" if facts else f"   - {head}"
