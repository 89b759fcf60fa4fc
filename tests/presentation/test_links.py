"""Which addresses in a text may be opened, and that nothing of a text is lost or hidden by it."""

import string
from time import process_time
from unicodedata import bidirectional, category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.presentation.links import TextPart, text_parts
from tests.hostile import HOSTILE


def _links(text: str) -> list[str]:
    return [part.text for part in text_parts(text) if part.link]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://example.org/a?b=c#d, then go on", ["https://example.org/a?b=c#d"]),
        ("https://example.org.", ["https://example.org"]),
        ("HTTPS://Example.ORG/Path!", ["HTTPS://Example.ORG/Path"]),
        ("http://localhost:8080/x", ["http://localhost:8080/x"]),
        (
            "(https://en.wikipedia.org/wiki/Lean_(proof_assistant))",
            ["https://en.wikipedia.org/wiki/Lean_(proof_assistant)"],
        ),
        ("[notes](https://example.org/notes)", ["https://example.org/notes"]),
        ("<https://example.org/x>", ["https://example.org/x"]),
        ("“https://example.org/x”…", ["https://example.org/x"]),
        ("https://de.wikipedia.org/wiki/Müller und", ["https://de.wikipedia.org/wiki/Müller"]),
        ("https://example.org/日本。次", ["https://example.org/日本"]),
        ("write to mailto:hazel@example.org?subject=p99.", ["mailto:hazel@example.org?subject=p99"]),
        ("a https://one.example b\nhttps://two.example", ["https://one.example", "https://two.example"]),
        ("https://[]", []),
        ("https:// and mailto: and http", []),
    ],
)
def test_addresses_of_the_web_and_of_mail_are_links(text: str, links: list[str]) -> None:
    assert _links(text) == links


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "xhttps://example.org",
        "//example.org/x",
        "www.example.org",
        "hazel@example.org",
    ],
)
def test_no_other_scheme_is_a_link(text: str) -> None:
    assert _links(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "https://bank.example@evil.example/",
        "https://bank.example:pass@evil.example",
        "https://b\u0430nk.example/",  # a Cyrillic a
        "https://bank.example\u202e/moc.live",
        "https://bank.example/\u2066x\u2069",
        "https://bank.example/\u200bx",
        "https://bank.example/x\u200e",
        "https://bank.example/\u05d0\u05d1/c",
        "https://bank.example/\u3164x",
        "https://bank.example/x\u0301\u0301",
        "https://bank.example\u00ad.evil.example/",
        "https://bank.example%2eevil.example/",
        "mailto:a@b@c.example",
    ],
)
def test_an_address_that_hides_where_it_leads_stays_plain(text: str) -> None:
    assert _links(text) == []


def test_what_ends_an_address_stays_behind_it() -> None:
    assert text_parts("at https://example.org/x), so") == (
        TextPart("at "),
        TextPart("https://example.org/x", link=True),
        TextPart("), so"),
    )
    assert text_parts("") == ()
    assert text_parts("plain") == (TextPart("plain"),)


_PIECES = st.sampled_from(
    ["https://", "http://", "mailto:", "a@b.example", "example.org", "/", "(", ")", ".", " ", "\n", *HOSTILE]
)
_TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=8).map("".join)


@given(_TEXTS)
def test_the_parts_joined_are_the_text(text: str) -> None:
    assert "".join(part.text for part in text_parts(text)) == text


@given(_TEXTS)
def test_a_link_is_seen_as_it_is_opened(text: str) -> None:
    for link in _links(text):
        scheme = link.split(":")[0].lower()
        assert scheme in ("http", "https", "mailto")
        assert "@" not in link.split("/")[2] if scheme != "mailto" else "@" in link
        assert not any(character.isspace() or category(character)[0] in "CMZ" for character in link)
        assert all(bidirectional(character) not in ("R", "AL", "AN", "RLO", "LRO") for character in link)
        assert not set(link) & set('<>"\\')
        assert set(link.lower().partition("://")[2].split("/")[0].split("?")[0].split("#")[0]) <= set(
            string.ascii_lowercase + string.digits + ".-:"
        )


def test_the_longest_texts_are_split_in_time_that_grows_with_them() -> None:
    def cost(size: int) -> float:
        begun = process_time()
        for text in ("https://" + "a" * size + "@", "https://a.example/" + ")" * size, "mailto:" + "a." * size):
            text_parts(text)
        return process_time() - begun

    assert cost(100_000) < 40 * max(cost(10_000), 0.001)
