"""A snapshot as one page that opens without a network, with its own JSON inside."""

from typing import Final

from markupsafe import Markup
from msgspec import Struct
from msgspec.json import decode

from learnboard.domain.model.people import Person
from learnboard.domain.model.snapshot import Baseline, Snapshot
from learnboard.exchange.embedded import embedded
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.svg import HEIGHT, WIDTH
from learnboard.exchange.html.templating import asset, digest, environment
from learnboard.exchange.html.view import SECTIONS, view
from learnboard.presentation.asks import ON_OFFER
from learnboard.presentation.assessments import YOUR_VIEW
from learnboard.presentation.consent import CLOSED, CURE, WAYS_TO_RESPOND
from learnboard.presentation.feedback import (
    KIND_PROMPTS,
    SAY_WHY,
    WAY_TO_ADD,
    WAY_TO_RATE,
    WAYS_TO_DECIDE,
    WAYS_TO_REMARK,
)
from learnboard.presentation.labels import FEEDBACK_KINDS
from learnboard.presentation.review_invitation import VERDICTS

_POLICY: Final = (
    "default-src 'none'; style-src '{style}'; img-src data:; script-src '{script}'; base-uri 'none'; form-action 'none'"
)

_PARTS: Final = ("texts", "drafts", "file", "forms", "places", "tray", "hand_over", "menu", "start")


class _Hashed(Struct):
    """What a page tells of its document: the rest is not taken apart."""

    content_hash: str


def html_page(
    snapshot: Snapshot, document: bytes, *, baseline: Baseline | None = None, reader: Person | None = None
) -> bytes:
    """The page of a snapshot, in UTF-8.

    `document` are the bytes of the snapshot's file and are put into the page as they are; `baseline` is what the
    board is held against, `reader` the person it is written for.
    """
    style, script = asset("style.css"), _script()
    rendered = (
        environment()
        .get_template("page.html.jinja")
        .render(
            sections=SECTIONS,
            view=view(PageSource(snapshot, baseline, reader), decode(document, type=_Hashed).content_hash),
            style=Markup(style),  # noqa: S704 - the project's own
            script=Markup(script),  # noqa: S704 - the project's own
            policy=_POLICY.format(style=digest(style), script=digest(script)),
            document=Markup(embedded(document).decode()),  # noqa: S704 - `embedded` leaves no sign that HTML knows
            prompts=KIND_PROMPTS,
            kinds=_kinds(),
            cure=CURE,
            verdicts=VERDICTS,
            closed=CLOSED,
            your_view=YOUR_VIEW,
            on_offer=ON_OFFER,
            chart_width=WIDTH,
            chart_height=HEIGHT,
        )
    )
    return rendered.encode()


def _kinds() -> list[dict[str, str | bool]]:
    """The kinds of feedback as the page offers them, in their order; only decisions have a sign.

    A `response` can be said of a proposal, a `remark` of everything else. A form explains the one that is chosen: it is
    to be seen as a whole on a phone, too.
    """
    remarks, responses = ({way.kind for way in ways} for ways in (WAYS_TO_REMARK, WAYS_TO_RESPOND))
    more = (way for way in WAYS_TO_RESPOND if way.kind not in remarks)
    every = (*WAYS_TO_REMARK, *more, *WAYS_TO_DECIDE, WAY_TO_ADD, WAY_TO_RATE)
    return [
        {
            **way._asdict(),
            "sign": FEEDBACK_KINDS[way.kind].sign,
            "tone": FEEDBACK_KINDS[way.kind].tone,
            "why": SAY_WHY.get(way.kind, ""),
            "remark": way.kind in remarks,
            "response": way.kind in responses,
        }
        for way in every
    ]


def _script() -> str:
    """The page's one script: its parts in the order they need each other, with nothing of them outside."""
    parts = "\n".join(asset(f"script/{part}.js") for part in _PARTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'
