"""A rule covers all the words, in its order, or nothing."""

import pytest

from learnboard.domain.dates.word_rules import WordRules

RULES = WordRules(
    {
        "the? cat|dog": lambda context: f"{context}: a pet",
        "SIZE cat": lambda _, size: f"cat of {size}",
        "SIZE SIZE": lambda _, *sizes: sum(sizes),
        "SIZE -|,? dog": lambda _, size: None if size > 1 else f"dog of {size}",
        "COUNT cat": lambda _, count: f"{count} cats",
    }
)
MEANINGS = {"big": {"SIZE": 2}, "small": {"SIZE": 1}, "one": {"SIZE": 1, "COUNT": 10}}


def words(text):
    return [{word: None, **MEANINGS.get(word, {})} for word in text.split()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cat", ["x: a pet"]),
        ("the dog", ["x: a pet"]),
        ("big cat", ["cat of 2"]),
        ("big small", [3]),
        ("small dog", ["dog of 1"]),
        ("small , dog", ["dog of 1"]),
        ("small - dog", ["dog of 1"]),
        ("one cat", ["cat of 1", "10 cats"]),
        ("big dog", []),
        ("small , - dog", []),
        ("the", []),
        ("the the cat", []),
        ("the big cat", []),
        ("cat cat", []),
        ("", []),
    ],
)
def test_what_the_rules_make_of_words(text, found):
    assert list(RULES.match("x", words(text))) == found
    assert RULES.first("x", words(text)) == (found or [None])[0]
