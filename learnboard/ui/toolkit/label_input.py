"""Labels as they are typed in one line, the same way in a form and in a prompt."""

from collections.abc import Sequence

from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean_line, unaccented

_LABEL_START = pattern(r",|(?:^|(?<=\s))#+")


def labels_in(text: str) -> tuple[str, ...]:
    """Return the distinct labels in a line, each after a comma or a `#`; a label may contain blanks."""
    words = _LABEL_START.split(clean_line(text))
    return tuple(dict.fromkeys(label for word in words if (label := word.strip())))


def last_label(text: str) -> str:
    """Return the label being typed at the end of a line."""
    return _LABEL_START.split(text)[-1].lstrip()


def label_text(labels: Sequence[str]) -> str:
    """Return labels as they are typed, ready for one more."""
    return "".join(f"{label}, " for label in labels)


def label_suggestions(text: str, known: Sequence[str]) -> list[str]:
    """Return the known labels that complete the one being typed and are not in the line yet."""
    last = last_label(text)
    here, begins = labels_in(text[: len(text) - len(last)]), unaccented(last)
    return [label for label in known if label not in here and unaccented(label).startswith(begins)]
