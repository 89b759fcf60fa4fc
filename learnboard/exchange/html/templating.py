"""The templates of pages, their style and script, and the hashes by which a page allows no others."""

from base64 import b64encode
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from learnboard.domain.text import clean, inner_quotes
from learnboard.exchange.html.svg import percent_of_length
from learnboard.presentation.changes import WORRYING
from learnboard.presentation.links import text_parts

_LINK = Markup('<a class="link" href="{0}" rel="noreferrer noopener" target="_blank">{0}</a>')


@cache
def environment() -> Environment:
    """All templates; what they show is escaped, and what they miss is an error."""
    found = Environment(
        loader=PackageLoader("learnboard.exchange.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_finalized,
    )
    found.filters["tight"] = _tight
    found.filters["linked"] = _linked
    found.filters["inner"] = inner_quotes
    found.filters["percent_of_length"] = percent_of_length
    found.globals["worrying"] = WORRYING
    return found


def _finalized(value: object) -> object:
    """What a page shows: people's words without what could turn the line around; markup is the page's own."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _tight(text: str) -> str:
    """The text with its arrows and percent signs tied to what they belong to, so that no line begins with one."""
    return text.replace(" → ", "\u00a0→\u00a0").replace(" %", "\u00a0%")


def _linked(text: str) -> Markup:
    """The text with its addresses as links that show where they lead; all of it is escaped."""
    return Markup("").join(_LINK.format(part.text) if part.link else part.text for part in text_parts(clean(text)))


def asset(name: str) -> str:
    """A style or a script, as it stands in a page."""
    templates = environment()
    assert templates.loader is not None
    return templates.loader.get_source(templates, name)[0]


def digest(text: str) -> str:
    """What a page's policy calls a style or a script."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
