"""The record of a proposal as one page, to be read and printed: without a script, a network, or anything else."""

from typing import Final

from markupsafe import Markup

from learnboard.exchange.html.templating import asset, digest, environment
from learnboard.presentation.proposals import ProposalText, record_heading

_POLICY: Final = "default-src 'none'; style-src '{style}'; base-uri 'none'; form-action 'none'"


def record_page(page: ProposalText) -> bytes:
    """The page of a record, in UTF-8."""
    style = asset("style.css") + asset("story.css")
    rendered = (
        environment()
        .get_template("record.html.jinja")
        .render(
            page=page,
            heading=record_heading(page),
            style=Markup(style),  # noqa: S704 - the project's own
            policy=_POLICY.format(style=digest(style)),
        )
    )
    return rendered.encode()
