"""Upward notes as one page, to be read and printed: without a script, a network, or anything else of the board."""

from typing import Final

from markupsafe import Markup

from learnboard.exchange.html.templating import asset, digest, environment
from learnboard.presentation.agreements import UpwardNotes

_POLICY: Final = "default-src 'none'; style-src '{style}'; base-uri 'none'; form-action 'none'"


def upward_page(notes: UpwardNotes) -> bytes:
    """The page of notes on a person, in UTF-8."""
    style = asset("style.css") + asset("story.css")
    rendered = (
        environment()
        .get_template("upward.html.jinja")
        .render(notes=notes, style=Markup(style), policy=_POLICY.format(style=digest(style)))  # noqa: S704 - the project's own
    )
    return rendered.encode()
