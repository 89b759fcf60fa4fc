"""A wish for money in a line: `conference 640 for k11: three ideas tried in a month`."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import takewhile
from typing import Final

from learnboard.domain.action_line import KnownPerson, find_person
from learnboard.domain.amounts import find_amount, has_amount
from learnboard.domain.errors import InvalidValue
from learnboard.domain.marked_days import MOST_DAY_WORDS, MOST_QUOTED, SEEMING_DAY, SIGNS, take_marked_day
from learnboard.domain.model.fields import LONGEST_TEXT, LONGEST_TITLE, Id, Number
from learnboard.domain.model.money import EntryKind
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.domain.text import casefolded, clean_line
from learnboard.domain.title_words import NO_TITLES, TitleWords, id_of, named_by, take_id

_KINDS: Final[Mapping[str, EntryKind]] = {
    **dict.fromkeys(("course", "courses", "training", "class", "mooc", "bootcamp"), "course"),
    **dict.fromkeys(("conference", "conferences", "conf", "summit", "meetup"), "conference"),
    **dict.fromkeys(("book", "books", "ebook"), "book"),
    **dict.fromkeys(("coaching", "coach", "mentoring"), "coaching"),
    **dict.fromkeys(("membership", "member"), "membership"),
    **dict.fromkeys(("workshop", "workshops"), "workshop"),
    **dict.fromkeys(("tool", "tools", "licence", "license", "software", "subscription"), "tool"),
    **dict.fromkeys(("certification", "certificate", "exam", "cert"), "certification"),
    **dict.fromkeys(("other", "misc"), "other"),
}
_LEAST_GUESSED: Final = 5
"""Letters of a word that can be a slip for a kind."""
_ALIKE: Final = 0.85
_LINK: Final = pattern(r"(?<!\S)<?(https?://[^\s<>]+)>?(?!\S)", re.IGNORECASE)
_COLON: Final = pattern(r":(?=\s|$)")
_IDEA: Final = pattern(r"idea\b[:,]?\s+(?=\S)", re.IGNORECASE)
_FOR: Final = pattern(r"(?:^|(?<=[\s,;]))for\s+(\S.*)$", re.IGNORECASE)
_WITH: Final = pattern(r"(?:^|(?<=[\s,;]))with\s+(?=\S)", re.IGNORECASE)
_SEEMS_ID: Final = pattern(r"[a-z]{1,3}[0-9]{1,4}", re.IGNORECASE)
_MOST_NAME_WORDS: Final = 4


class MoneyNames(NamedTuple):
    """What a line can name: open key results by id and by the words of their titles, and people.

    Of two people with one name the first is meant. `currency` is the board's own.
    """

    currency: str
    key_results: Collection[Id] = ()
    titles: TitleWords = NO_TITLES
    people: Sequence[KnownPerson] = ()


class MoneyLine(NamedTuple):
    """What a line says: what, of which kind, and what it costs (0 or more, in a currency of ISO 4217).

    `key_results` are those that it names: one, several that its words name equally well, or none. `idea` says that it
    is only one so far.
    """

    title: str
    kind: EntryKind
    estimate: Number
    currency: str
    expected_value: str = ""
    key_results: tuple[Id, ...] = ()
    with_id: Id | None = None
    happens_on: date | None = None
    link: str = ""
    idea: bool = False


def read_wish(line: str, day: date, names: MoneyNames) -> MoneyLine:
    """Return what a line means on a day.

    The kind is one of its first words, the key result follows `for` behind the amount, a person `with`, the day an
    `@`; what is expected of it stands behind a colon.

    Raises:
        InvalidValue: if it has no amount or no title, or what has two readings; the sentence says what to write.
    """
    text = clean_line(line)
    if not text:
        raise InvalidValue("Write what, and what it costs: conference 640 for k11: three ideas tried in a month.")
    if len(text) > LONGEST_TEXT:
        raise InvalidValue(f"The line is too long: shorten it to {LONGEST_TEXT:,} characters.")
    text, link = _take_link(_single_blanks(text))
    idea = _IDEA.match(text)
    head, expected = _expected(text[idea.end() :] if idea else text, names.currency)
    head, on = take_marked_day(head, day, past=False)
    if on is None and re.search(r"(?<!\S)@\S", expected):
        expected, on = take_marked_day(expected, day, past=False)
    head, person = _take_person(_single_blanks(head), names.people)
    found = find_amount(head, names.currency)
    after, key_results = _take_key_result(found.after, names)
    before = found.before
    if not key_results:
        before, key_results = take_id(before, names.key_results)
    _refuse_seeming_day(before, after)
    title = _title(before, after)
    return MoneyLine(
        title=title,
        kind=kind_of(title),
        estimate=found.amount,
        currency=found.currency,
        expected_value=expected,
        key_results=key_results,
        with_id=person,
        happens_on=on,
        link=link,
        idea=idea is not None,
    )


def _single_blanks(text: str) -> str:
    """A text with single blanks between its words; those inside numbers, such as U+202F, stay."""
    return " ".join(word for word in text.split(" ") if word)


# -- parts --------------------------------------------------------------------------------------------------------


def _take_link(text: str) -> tuple[str, str]:
    links = list(_LINK.finditer(text))
    if not links:
        return text, ""
    if len(links) > 1:
        raise InvalidValue("There are two links in the line: write one, and the other into what is expected of it.")
    link = links[0]
    end = ":" if link[1].endswith(":") else ""  # what stands behind it is what is expected
    rest = f"{text[: link.start()].rstrip()}{end} {text[link.end() :].lstrip()}".strip()
    return rest, link[1].rstrip(".,;:)")


def _expected(text: str, own: str) -> tuple[str, str]:
    """The text before the colon behind the amount, and the text behind it; an earlier colon is part of the title."""
    for colon in _COLON.finditer(text):
        head = text[: colon.start()]
        if has_amount(_single_blanks(head), own):
            return head, text[colon.end() :].strip()
    return text, ""


def _take_person(text: str, people: Sequence[KnownPerson]) -> tuple[str, Id | None]:
    """The text without the person behind `with`, and who that is; words that are nobody's name stay."""
    for lead in _WITH.finditer(text):
        rest = text[lead.end() :]
        words = list(re.finditer(r"\S+", rest))[:_MOST_NAME_WORDS]
        for last in reversed(words):
            name = rest[: last.end()].strip(SIGNS)
            if found := find_person(name, people):
                return f"{text[: lead.start()].rstrip(SIGNS)} {rest[last.end() :]}".strip(), found
        first = words[0].group().strip(SIGNS)
        begin = casefolded(first)
        several = [each.name for each in people if f"{casefolded(each.name)} ".startswith(f"{begin} ")]
        if len(set(several)) > 1:
            raise InvalidValue(f"“{first}” can be {several[0]} or {several[1]}: write more of the name.")
    return text, None


def seeming_person(title: str) -> str:
    """Return the name behind `with` in a title, which is nobody's who is known; empty if there is none."""
    found = _WITH.search(title)
    words = title[found.end() :].split() if found else []
    name = [word.strip(SIGNS + ".") for word in takewhile(lambda word: word[:1].isupper(), words)]
    return " ".join(name[:_MOST_NAME_WORDS])


def _take_key_result(text: str, names: MoneyNames) -> tuple[str, tuple[Id, ...]]:
    """The text behind the amount without the key result that follows `for`, and which one that is."""
    found = _FOR.search(text)
    if found is None:
        return take_id(text, names.key_results)
    before, phrase = text[: found.start()].rstrip(SIGNS), found[1]
    words = [word.strip(SIGNS + ".") for word in phrase.split()]
    ids = [id_ for word in words if (id_ := id_of(word, names.key_results))]
    if len(set(ids)) > 1:
        raise InvalidValue(f"An entry is for one key result: write {ids[0]} or {ids[1]}, or two lines.")
    if ids:
        rest = [word for word in phrase.split() if word.strip(SIGNS + ".") not in words or not _is_id(word, ids[0])]
        return " ".join([before, *rest]).strip(SIGNS), (ids[0],)
    if named := named_by(phrase, names.titles):
        return before, named
    said = phrase.strip(SIGNS)[:MOST_QUOTED]
    what = "is no open key result" if _SEEMS_ID.fullmatch(said) else "names no open key result"
    raise InvalidValue(f"“{said}” {what}: write its id or words of its title, or put these words before the amount.")


def _is_id(word: str, id_: Id) -> bool:
    return word.strip(SIGNS + ".").casefold() == id_.casefold()


def _refuse_seeming_day(before: str, after: str) -> None:
    """Ask about words at an end of the text that may say when it happens."""
    first, last = after.split(), before.split()
    for count in range(MOST_DAY_WORDS, 0, -1):
        for words in (first[:count], first[-count:], last[-count:]):
            part = " ".join(words).strip(SIGNS)
            if SEEMING_DAY.fullmatch(part):
                quoted = part[:MOST_QUOTED]
                raise InvalidValue(
                    f"Is “{quoted}” when it happens? Write @ before the day, as in @12 oct, or move it to the front."
                )


def _title(before: str, after: str) -> str:
    parts = (part.strip(SIGNS) for part in (before, after))
    title = re.sub(r"\s+(?=[,;:])", "", " ".join(part for part in parts if part)).strip(SIGNS + "()")
    if not title:
        raise InvalidValue("What is it for? Write that first, as in course 640.")
    if len(title) > LONGEST_TITLE:
        raise InvalidValue(f"What it is has {len(title)} characters: shorten it to {LONGEST_TITLE}.")
    return title[:1].upper() + title[1:]


def kind_of(title: str) -> EntryKind:
    """Return the kind that the first word names, or a slip of one, else the first that any word names."""
    words = re.findall(r"[^\W\d_]+", casefolded(title))
    if words and words[0] in _KINDS:
        return _KINDS[words[0]]
    if words and len(words[0]) >= _LEAST_GUESSED and (close := get_close_matches(words[0], _KINDS, 1, _ALIKE)):
        return _KINDS[close[0]]
    return next((_KINDS[word] for word in words if word in _KINDS), "other")
