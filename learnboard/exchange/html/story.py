"""The story of a cycle as one page, to be read and printed: without a script, a network, or a snapshot inside."""

from fractions import Fraction
from typing import Final

from markupsafe import Markup

from learnboard.domain.metrics.chart_series import ChartSeries, Point
from learnboard.domain.model.goals import Cycle
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.report import BoardReport
from learnboard.exchange.html.svg import HEIGHT, WIDTH, Chart, chart
from learnboard.exchange.html.templating import asset, digest, environment
from learnboard.presentation.story import HEADINGS, Story
from learnboard.presentation.story.objectives import StoryObjective

_POLICY: Final = "default-src 'none'; style-src '{style}'; base-uri 'none'; form-action 'none'"
_HUNDRED: Final = Fraction(100)


class ObjectiveView(NamedTuple):
    """An objective with its line as a picture; None without anything to draw."""

    story: StoryObjective
    chart: Chart | None


def story_page(story: Story, report: BoardReport) -> bytes:
    """The page of a story and the report that it was told of, in UTF-8."""
    style = asset("style.css") + asset("story.css")
    cycle = report.cycle
    assert cycle is not None
    rendered = (
        environment()
        .get_template("story.html.jinja")
        .render(
            story=story,
            objectives=[ObjectiveView(row, _line(row, cycle, report)) for row in story.objectives],
            headings=HEADINGS,
            style=Markup(style),  # noqa: S704 - the project's own
            policy=_POLICY.format(style=digest(style)),
            chart_width=WIDTH,
            chart_height=HEIGHT,
        )
    )
    return rendered.encode()


def _line(row: StoryObjective, cycle: Cycle, report: BoardReport) -> Chart | None:
    """An objective's progress over the cycle, drawn on to the last day known."""
    if not row.line:
        return None
    until = Point(max(min(report.as_of, cycle.ends_on), row.line[-1].on), row.line[-1].value)
    return chart(
        ChartSeries(
            first=cycle.starts_on,
            last=cycle.ends_on,
            day=report.as_of,
            points=row.line,
            path=(*row.line, until),
            lines=(),
            against=None,
            low=Fraction(0),
            high=_HUNDRED,
            decimals=0,
            unit="%",
        ),
        row.title,
    )
