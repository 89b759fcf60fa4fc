"""Texts that break careless programs: markup, terminal sequences, signs of odd width, and what other languages obey.

Every one is a text that a person could paste into a field or a stranger could put into a file.
"""

from typing import Final

LONGEST: Final = "long " * 49 + "title"
"""As long as a title may be: 250 characters."""
TOO_LONG: Final = "0123456789" * 1_000
"""10,000 characters: too long for a title, not for another text (FORMAT.md §1)."""
LONE_SURROGATE: Final = "half a \ud83d sign"
"""No UTF-8 can hold it: neither a JSON file nor SQLite takes it."""

_MARKUP: Final = (
    "pay [/] now",
    "[@click=app.quit]x[/]",
    "[TODO] fix",
    "[x] done",
    "[bold]",
    "[/bold]",
    "[[[ ]] unbalanced ][",
    "back\\slash \\[bold] \\",
    "[link=file:///etc/passwd]open[/link] :smile: $primary",
)
_SEQUENCES: Final = (
    "clip\x1b]52;c;cm0gLXJmIH4=\x07board",
    "clear\x1b[2J\x1b[Hscreen",
    "leave\x1b[?1049lscreen",
    "a \x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "a \x1b]0;window title\x07title",
    "c1 \x9b2J\x9d0;title\x9c",
    'dcs \x1bP$q"p\x1b\\ \x1b_apc\x1b\\',
    "report \x1b[6n\x1b[c\x05",
    "nul \x00 bell \x07",
    "back\x08\x08\x08\x08space \x7f delete",
    "first\rsecond\nthird" + "\n" * 40 + "\tlast\v\f\r\n",
    "\x1b[31;5mred\x1b[0m \x0e shifted \x0f",
)
_ODD_WIDTHS: Final = (
    "family 👨‍👩‍👧‍👦 and 👩🏽‍🚀 in one cell or eight",
    "flags 🇩🇪🇯🇵🏴󠁧󠁢󠁳󠁣󠁴󠁿 together",
    "keycaps 1️⃣ #️⃣ ❤️ ☎︎",
    "skin 👍🏿 👍🏻 ✊🏽",
    "日本語の題名がとても長いので途中で切られるはずです",
    "כותרת בעברית (with a bracket) 42",
    "عنوان باللغة العربية ١٢٣",
    "e" + "\u0301" * 30 + " zalgo" + "\u0336\u0489" * 20,
    "ภาษาไทย नमस्ते தமிழ்",
    "zero\u200bwidth\u200c\u2060\u00adhere\u180e",
)
_INVISIBLE: Final = (
    "bidi \u202eevil\u202c \u2066iso\u2069 \u200f",
    "tags \U000e0041\U000e0042\U000e007f",
    "line\u2028separator\u2029paragraph",
    "\ufeffbyte order mark",
)
_FOR_OTHERS: Final = (
    "$(rm -rf ~) `id` {0} %s %(name)s",
    "<script>alert('x')</script>&amp;<!--",
    "'); DROP TABLE key_results; -- \"",
    '=HYPERLINK("http://example.org")',
    LONGEST,
)

HOSTILE: Final = (*_MARKUP, *_SEQUENCES, *_ODD_WIDTHS, *_INVISIBLE, *_FOR_OTHERS)
