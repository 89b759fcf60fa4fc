"""A learning plan as one page, to be read and printed: without a script, a network, or a snapshot inside."""

from typing import Final

from markupsafe import Markup

from learnboard.exchange.html.templating import asset, digest, environment
from learnboard.presentation.plan import HEADINGS, Plan

_POLICY: Final = "default-src 'none'; style-src '{style}'; base-uri 'none'; form-action 'none'"


def plan_page(plan: Plan) -> bytes:
    """The page of a plan, in UTF-8."""
    style = asset("style.css") + asset("story.css")
    rendered = (
        environment()
        .get_template("plan.html.jinja")
        .render(
            plan=plan,
            headings=HEADINGS,
            style=Markup(style),  # noqa: S704 - the project's own
            policy=_POLICY.format(style=digest(style)),
        )
    )
    return rendered.encode()
