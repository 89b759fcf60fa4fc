"""Private texts that stand in what is about to leave: the check before an export (FORMAT.md §1)."""

import sys
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from itertools import accumulate
from typing import Any, Final, TypeAlias

from learnboard.domain.model.fields import Id, fields_of, once_per_class
from learnboard.domain.model.records import Records
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.domain.profiles import apply_profile
from learnboard.domain.row_rules import is_id
from learnboard.domain.text import folded, unaccented

SHORTEST: Final = 8
"""Letters and digits; a sign that is a syllable or a word counts as two. Shorter texts are words anybody may use."""
SHORTEST_PART: Final = 24
"""Letters and digits, counted in the same way, of a sentence or line that is looked for by itself."""
LONGEST_WORD: Final = 14
"""Letters of an ordinary word. A longer one, such as a compound, says something by itself."""
_LONGEST_WORD_WITH_SIGNS: Final = 60
_NOT_SECRET: Final = ("labels", "unit", "currency", "instrument")
"""Fields whose words a board uses again and again."""
_NAMES: Final = ("title", "statement", "name")
"""Fields that are quoted in notes: a sentence in a private text that is such a name says nothing private."""
_DENSE: Final = pattern("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")
"""Signs of Chinese, Japanese and Korean that stand for a syllable or a word."""
_SENTENCE_ENDS: Final = pattern(r"[.!?…;:]\s+|[\n\r。！？；]")
_Spelling: TypeAlias = Callable[[str], bytes]
_Place: TypeAlias = tuple[str, Id, str]
"""Where a text stands: the table, the row's id and the field."""


class Leak(NamedTuple):
    """A private text or a sentence of one, and where it stands in what leaves: the table, the row's id and the field.

    `ordinary` says that it is a single word, such as “Kubernetes”, which may well stand there by itself.
    """

    text: str
    table: str
    id: Id
    field: str
    ordinary: bool = False


class _Secret(NamedTuple):
    """A private text as its owner wrote it, or a sentence of it by its number; is it a single ordinary word?"""

    text: str
    ordinary: bool
    sentence: int | None = None

    @property
    def words(self) -> str:
        """What is looked for."""
        return self.text if self.sentence is None else _SENTENCE_ENDS.split(self.text)[self.sentence].strip()


def find_leaks(known: Records, outgoing: Records, *, person: Id | None = None) -> tuple[Leak, ...]:
    """Find where private texts of the board as known stand all the same in what leaves for a person, or for nobody.

    Private is what is withheld even from mentors, and call-outs with their answers; what was agreed with the `person`
    it is for is no secret. Only texts of eight letters and digits or more count, and sentences and lines of 24 or more
    in them, unless they are titles that leave; case, blanks, punctuation and accents make no difference. A text that
    has eight characters but fewer letters is looked for with its signs. What is said in other words or in another
    language is not found. A full copy is the owner's own and has no leaks. Of one private text there is one leak a
    place.
    """
    if outgoing is known:
        return ()
    wanted = _wanted(_withheld_texts(known, apply_profile(known, "mentor", person=person)[0]))
    if not any(wanted.values()):
        return ()
    places: list[_Place] = []
    texts: list[str] = []
    for name, rows in outgoing.tables():
        for row in rows:
            for field, text in _texts(row):
                places.append((name, row.id, field))
                texts.append(text)
                if field in _NAMES and len(text) >= SHORTEST_PART // 2:
                    _drop_part(wanted[_letters], _letters(text))
    found = (one for spell, secrets in wanted.items() if secrets for one in _find(secrets, texts, spell))
    once: dict[tuple[int, str], _Secret] = {}
    for number, _, secret in sorted(found, key=lambda one: (*one[:2], one[2].sentence is not None, one[2])):
        once.setdefault((number, secret.text), secret)
    return tuple(Leak(secret.words, *places[number], secret.ordinary) for (number, _), secret in once.items())


def _drop_part(secrets: dict[bytes, _Secret], key: bytes) -> None:
    """Look no longer for a sentence that is a name which leaves."""
    if (secret := secrets.get(key)) and secret.sentence is not None:
        del secrets[key]


def place_in(text: str, secret: str) -> tuple[int, int] | None:
    """Return from where to where a private text stands in another, however it is disguised; None if it does not."""
    spell, wanted = _spelled(secret)
    if not wanted or wanted not in spell(text):
        return None
    # A longer piece holds what a shorter one holds: both ends can be found by halving.
    end = bisect_left(range(len(text)), True, key=lambda at: wanted in spell(text[: at + 1])) + 1
    start = bisect_left(range(end), True, key=lambda at: wanted not in spell(text[at + 1 : end]))
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return start, end


# -- what is private ----------------------------------------------------------------------------------------------


def _withheld_texts(known: Records, outgoing: Records) -> Iterator[_Secret]:
    """Every text of rows that stay, and of fields that stay of rows that leave; of feedback, call-outs and answers."""
    # What also answers something else, such as “Thank you!”, is no secret.
    openly = {folded(row.reply) for row in outgoing.feedback if row.kind != "call_out"}
    for call_out in (row for row in known.feedback if row.kind == "call_out"):
        parts = (call_out.text, call_out.reply, call_out.action.text if call_out.action else "")
        private = (text for text in parts if _weight(text) >= SHORTEST and folded(text) not in openly)
        yield from (_Secret(text, _is_word(text)) for text in private)
    for name, rows in known.tables():
        if name == "feedback" or outgoing.table(name) is rows:
            continue
        leaving: Mapping[Id, Any] = {row.id: row for row in outgoing.table(name)}
        for row in rows:
            if leaving.get(row.id) is row:
                continue
            left = dict(_texts(leaving[row.id])) if row.id in leaving else {}
            for field, text in _texts(row):
                if _weight(text) >= SHORTEST and left.get(field) != text:
                    # A name is no ordinary word, whatever it is made of.
                    yield _Secret(text, field != "name" and _is_word(text))


def _weight(text: str) -> int:
    """How long a text is, in letters: a sign that is a syllable or a word counts as two."""
    return len(text) if text.isascii() else len(text) + len(_DENSE.findall(text))


def _is_word(text: str) -> bool:
    """Whether a text is one word of letters, but for punctuation around it.

    In scripts that do not part words by blanks, such as Chinese, a whole sentence looks like one: there only what is
    shorter than any sentence is one.
    """
    if len(text) < SHORTEST:
        return True
    if len(text) > _LONGEST_WORD_WITH_SIGNS:
        return False
    word = text.strip("".join(character for character in text if not character.isalnum()))
    parts_words = not any(unicodedata.category(letter) == "Lo" for letter in word)
    return word.isalpha() and parts_words and len(word) <= LONGEST_WORD


def _wanted(withheld: Iterable[_Secret]) -> dict[_Spelling, dict[bytes, _Secret]]:
    """The texts that are looked for in each spelling, by how they are spelled; what is no word once never is."""
    wanted: dict[_Spelling, dict[bytes, _Secret]] = {_letters: {}, _signs: {}}
    for secret in withheld:
        if _weight(folded(secret.text)) < SHORTEST:
            continue
        sentences = _sentences(secret.text)
        spell, key = _spelled(secret.text, b"".join(sentences))
        known = wanted[spell].get(key)
        if known is None or known.sentence is not None or not secret.ordinary:
            wanted[spell][key] = secret
        for number, sentence in enumerate(sentences if len(sentences) > 1 else ()):
            if len(sentence) >= SHORTEST_PART and _weight(sentence.decode()) >= SHORTEST_PART:
                wanted[_letters].setdefault(sentence, _Secret(secret.text, ordinary=False, sentence=number))
    return wanted


def _texts(row: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a row that a person wrote, by the names of their fields."""
    for name in _text_fields(type(row)):
        value = getattr(row, name)
        if isinstance(value, str):
            yield prefix + name, value
        elif value is not None:
            yield from _texts(value, f"{name}.")


@once_per_class
def _text_fields(record: type) -> tuple[str, ...]:
    """The fields of a class that hold a person's words, or values with such fields."""
    return tuple(
        field.name
        for field in fields_of(record)
        if field.name not in _NOT_SECRET
        and ((field.base is str and not is_id(field)) or (isinstance(field.base, type) and is_dataclass(field.base)))
    )


# -- spellings ----------------------------------------------------------------------------------------------------


class _Letters(dict[int, str]):
    """What is left of a decomposed character where only letters count; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = "".join(filter(_counts, unaccented(chr(code))))
        return self[code]


class _Runs(dict[str, str]):
    """What is left of characters in a row that are not ASCII; short rows, which come again, are filled in as met."""

    def __missing__(self, run: str) -> str:
        # Here wide and mathematical letters are letters, too.
        letters = unicodedata.normalize("NFKD", run).translate(_LETTERS)
        if len(run) <= _SHORT_RUN:
            self[run] = letters
        return letters


_SHORT_RUN: Final = 2
_INVISIBLE: Final = frozenset("\u034f\u115f\u1160\u180b\u180c\u180d\u3164\ufe0e\ufe0f\uffa0")
_APOSTROPHES: Final = range(0x2B0, 0x300)
"""What stands between or above letters and is a letter to Unicode, such as U+02BC."""
_OVERLAY: Final = 1
"""The combining class of what strikes a letter through."""
_LETTERS: Final = _Letters()
_RUNS: Final = _Runs()
_NOT_ASCII: Final = pattern(r"[^\x00-\x7f]+")
_ASCII_SIGNS: Final = bytes(code for code in range(128) if not chr(code).isalnum())
_SIGNS_IN_SENTENCES: Final = _ASCII_SIGNS.replace(b"\0", b"")
"""All but the sign that stands between sentences; no text of a board has it."""


def _letters(text: str, signs: bytes = _ASCII_SIGNS) -> bytes:
    """The letters and digits of a text, without case, accents, blanks, punctuation and other signs."""
    if not text.isascii():
        text = _NOT_ASCII.sub(lambda run: _RUNS[run[0]], text)
    return text.encode().lower().translate(None, signs)


def _sentences(text: str) -> list[bytes]:
    """The same of each sentence and line."""
    return _letters(_SENTENCE_ENDS.sub("\0", text), _SIGNS_IN_SENTENCES).split(b"\0")


def _signs(text: str) -> bytes:
    """A text with its signs, without case, accents and the width of blanks."""
    return folded(text).encode()


def _spelled(secret: str, letters: bytes | None = None) -> tuple[_Spelling, bytes]:
    """The spelling in which a private text is looked for, and the text in it."""
    if letters is None:
        letters = _letters(secret)
    return (_letters, letters) if _weight(letters.decode()) >= SHORTEST else (_signs, _signs(secret))


def _counts(character: str) -> bool:
    """Whether a character is a letter, a digit, or a vowel sign without which a word is another."""
    if character in _INVISIBLE or ord(character) in _APOSTROPHES:
        return False
    is_vowel = unicodedata.category(character) in ("Mn", "Mc") and unicodedata.combining(character) != _OVERLAY
    return is_vowel or character.isalnum()


# -- the search ---------------------------------------------------------------------------------------------------

_WINDOW: Final = 8
"""Bytes that are compared at once, as one number; nothing that is looked for has fewer."""
_RUN: Final = 512
"""Windows that are skipped together if none of them is wanted."""


def _find(
    secrets: Mapping[bytes, _Secret], texts: Iterable[str], spell: _Spelling
) -> Iterator[tuple[int, int, _Secret]]:
    """Find secrets in texts: the number of the text, where it begins in all of them, and the secret, each once a text.

    It is one walk over all texts, however many secrets there are.
    """
    lengths: dict[int, set[int]] = {}
    for secret in secrets:
        lengths.setdefault(int.from_bytes(secret[:_WINDOW], sys.byteorder), set()).add(len(secret))
    spelled = [spell(text) for text in texts]
    whole, ends = b"\n".join(spelled), [*accumulate(len(text) + 1 for text in spelled)]
    seen: set[tuple[int, bytes]] = set()
    for at, window in _windows(whole, lengths):
        number = bisect_right(ends, at)
        for piece in (whole[at : at + length] for length in lengths[window]):
            if piece in secrets and (number, piece) not in seen:
                seen.add((number, piece))
                yield number, at, secrets[piece]


def _windows(text: bytes, wanted: Mapping[int, object]) -> Iterator[tuple[int, int]]:
    """Where in a text eight bytes stand that are wanted, and the number that they are; no order is promised.

    A view of the bytes as numbers costs a tenth of a slice at every place, and most runs hold nothing that is wanted.
    """
    for first in range(min(_WINDOW, len(text))):
        windows = memoryview(text)[first : len(text) - (len(text) - first) % _WINDOW].cast("Q")
        for begin in range(0, len(windows), _RUN):
            run = windows[begin : begin + _RUN]
            if not wanted.keys().isdisjoint(run):
                places = enumerate(run, begin)
                yield from ((first + number * _WINDOW, window) for number, window in places if window in wanted)
