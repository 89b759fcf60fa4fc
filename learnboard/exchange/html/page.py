"""A snapshot as one page that opens without a network, with its own JSON inside."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pydantic_core import from_json

from learnboard.domain.model.people import Person
from learnboard.domain.model.snapshot import Baseline, Snapshot
from learnboard.exchange.embedded import embedded
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.svg import HEIGHT, WIDTH, percent_of_length
from learnboard.exchange.html.view import view
from learnboard.presentation.feedback import KIND_PROMPTS

_POLICY: Final = (
    "default-src 'none'; style-src '{style}'; img-src data:; script-src '{script}'; base-uri 'none'; form-action 'none'"
)

_PARTS: Final = ("texts", "drafts", "file", "forms", "places", "tray", "start")


def html_page(
    snapshot: Snapshot, document: bytes, *, baseline: Baseline | None = None, reader: Person | None = None
) -> bytes:
    """The page of a snapshot, in UTF-8.

    `document` are the bytes of the snapshot's file and are put into the page as they are; `baseline` is what the
    board is held against, `reader` the person it is written for.
    """
    style, script = _asset("style.css"), _script()
    rendered = (
        _environment()
        .get_template("page.html.jinja")
        .render(
            view=view(PageSource(snapshot, baseline, reader), from_json(document)["content_hash"]),
            style=Markup(style),  # noqa: S704 - the project's own
            script=Markup(script),  # noqa: S704 - the project's own
            policy=_POLICY.format(style=_digest(style), script=_digest(script)),
            document=Markup(embedded(document).decode()),  # noqa: S704 - `embedded` leaves no sign that HTML knows
            prompts=KIND_PROMPTS,
            chart_width=WIDTH,
            chart_height=HEIGHT,
        )
    )
    return rendered.encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("learnboard.exchange.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["tight"] = _tight
    environment.filters["percent_of_length"] = percent_of_length
    return environment


def _tight(text: str) -> str:
    """The text with its arrows and percent signs tied to what they belong to, so that no line begins with one."""
    return text.replace(" → ", "\u00a0→\u00a0").replace(" %", "\u00a0%")


@cache
def _asset(name: str) -> str:
    """A file of the page's own, as it stands in the page."""
    environment = _environment()
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


@cache
def _script() -> str:
    """The page's one script: its parts in the order they need each other, with nothing of them outside."""
    parts = "\n".join(_asset(f"script/{part}.js") for part in _PARTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
