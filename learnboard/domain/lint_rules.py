"""Rules about the wording of titles: what a title says that a board is better off without.

They know English only. A finding is a hint and blocks nothing, so a title in another language is simply not found.
"""

import re
from typing import Final, Literal, TypeAlias

from learnboard.domain.model.key_results import KeyResultKind
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern

TitleRule: TypeAlias = Literal[
    "objective_number", "objective_long", "no_number", "output_verb", "activity", "mandatory"
]
MOST_WORDS: Final = 18
"""The most words in the title of an objective."""
MANDATORY: Final = "mandatory"
"""The label of a key result that is part of the job."""
OUTPUT_VERBS: Final = frozenset(
    {
        *("launch", "build", "ship", "implement", "create", "deliver", "release", "complete", "develop", "deploy"),
        *("write", "publish", "migrate", "install", "conduct", "hold", "organise", "organize", "set up", "roll out"),
        *("hire", "redesign", "finish", "produce", "run"),
    }
)
"""What names something that is made, and not what changes by it; the British and the American spelling."""
ACTIVITY_VERBS: Final = frozenset(
    {
        *("attend", "read", "study", "watch", "listen", "visit", "join", "meet", "discuss", "talk", "speak", "present"),
        *("practise", "practice", "participate", "take part", "sign up", "work on", "look into", "explore", "try"),
        *("investigate", "research", "review", "help", "support", "assist", "continue", "learn"),
    }
)
"""What names something that is done, and not what changes by it."""
_MEASURED: Final = frozenset({"metric", "maintain"})
_DONE_OR_NOT: Final = frozenset({"milestone", "binary"})
_PART_OF_THE_JOB: Final = frozenset({MANDATORY, "compulsory", "obligatory"})
_NUMBER: Final = pattern(
    r"\d|\b(no|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|once|twice|half)\b",
    re.IGNORECASE,
)
"""A digit, or a word that is as exact as one."""
_WORD: Final = pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class TitleFinding(NamedTuple):
    """What a title says: the rule, and the word or the number of words that it found."""

    rule: TitleRule
    found: str = ""


def objective_title_findings(title: str) -> tuple[TitleFinding, ...]:
    """Return what the title of an objective says that its key results should, or that is too long."""
    found = []
    if any(character.isdigit() for character in title):
        found.append(TitleFinding("objective_number"))
    if (words := len(title.split())) > MOST_WORDS:
        found.append(TitleFinding("objective_long", str(words)))
    return (*found, *_mandatory(title))


def key_result_title_findings(title: str, kind: KeyResultKind) -> tuple[TitleFinding, ...]:
    """Return what the title of a key result says, or does not say, about what changes."""
    found = []
    if verb := _first_of(title, OUTPUT_VERBS):
        found.append(TitleFinding("output_verb", verb))
    elif kind in _DONE_OR_NOT and (verb := _first_of(title, ACTIVITY_VERBS)):
        found.append(TitleFinding("activity", verb))
    if kind in _MEASURED and not _NUMBER.search(title):
        found.append(TitleFinding("no_number"))
    return (*found, *_mandatory(title))


def _first_of(title: str, verbs: frozenset[str]) -> str:
    """Return the words at the beginning of a title, as they are written there, if they are one of the verbs."""
    words = _WORD.findall(title[:80])[:2]
    for count in (2, 1):
        written = " ".join(words[:count])
        if written.casefold() in verbs:
            return written
    return ""


def _mandatory(title: str) -> list[TitleFinding]:
    return [TitleFinding("mandatory")] if not _PART_OF_THE_JOB.isdisjoint(title.casefold().split()) else []
