"""The head of a snapshot's file: quickly where the file vouches for itself, else after reading it in full."""

import json
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from learnboard.domain.errors import InvalidFile
from learnboard.domain.model.board_info import Owner
from learnboard.exchange import snapshot_header
from learnboard.exchange.embedded import embedded
from learnboard.exchange.snapshot_header import NotASnapshot, read_header
from tests.builders import EXAMPLE_BOARD, EXAMPLE_YEAR, VECTORS, document

SNAPSHOT = EXAMPLE_YEAR / "mentor-2026-06-26.learnboard.json"
ESCAPES = 'a \\ "quoted": text, a tab\t, <b> & \\u003c and “ü” 🦜 with a line\n "as_of": "2020-01-01",\n "end"'


def sealed(plain, indent=1):
    """The document with the hash that fits it, as the format writes it."""
    rest = {name: value for name, value in plain.items() if name != "content_hash"}
    compact = json.dumps(rest, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    whole = rest | {"content_hash": f"sha256:{sha256(compact.encode()).hexdigest()}"}
    return (json.dumps(whole, ensure_ascii=False, indent=indent, sort_keys=True) + "\n").encode()


def page(data):
    return b"<!doctype html>\n<html><body><h1>a board</h1>" + embedded(data) + b"</body></html>\n"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "x.learnboard.json"


@pytest.fixture
def reads(monkeypatch):
    """The paths that were read in full."""
    found = []
    read = snapshot_header._read_in_full
    monkeypatch.setattr(snapshot_header, "_read_in_full", lambda path: found.append(path) or read(path))
    return found


def test_the_header_of_the_example(reads):
    assert read_header(SNAPSHOT) == snapshot_header.SnapshotHeader(
        snapshot_id="snp-2026-06-26",
        board_id="brd-2026-af",
        sequence=2,
        exported_at=datetime(2026, 6, 26, 16, 0, tzinfo=UTC),
        as_of=date(2026, 6, 26),
        profile="mentor",
        owner=Owner("Alder Finch", "backend developer"),
        altered=False,
    )
    assert reads == []


@pytest.mark.parametrize(
    "path", [EXAMPLE_BOARD, *sorted(EXAMPLE_YEAR.glob("*.learnboard.json"))], ids=lambda it: it.name
)
def test_files_of_learnboard_prove_themselves(path, reads):
    assert not read_header(path).altered
    assert reads == []


@pytest.mark.parametrize("make", [bytes, page])
def test_a_byte_order_mark_and_another_spelling_change_nothing(file, reads, make):
    written = document(SNAPSHOT) | {"owner": {"name": "Zoe\u0308", "role": "Re\u0301dactrice"}}
    file.write_bytes(b"\xef\xbb\xbf" + make(sealed(written)))
    found = read_header(file)
    assert found.owner == Owner("Zoë", "Rédactrice")
    assert not found.altered
    assert reads == []


def test_a_page_that_lost_its_snapshot_is_told_even_in_a_folder(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(b'<!doctype html><html><meta name="generator" content="learnboard"></html>')
    with pytest.raises(InvalidFile, match="saved without the snapshot") as error:
        read_header(path)
    assert not isinstance(error.value, NotASnapshot)


@pytest.mark.parametrize("path", VECTORS, ids=lambda it: it.stem)
def test_random_boards_prove_themselves(path, file, reads):
    for plain in document(path)["mentor"]:
        file.write_bytes(sealed(plain))
        assert read_header(file).snapshot_id == plain["snapshot_id"]
    assert reads == []


def test_any_text_is_proven(file, reads):
    plain = {**document(SNAPSHOT), "owner": {"name": ESCAPES.replace("\n", " "), "role": ESCAPES}}
    plain["goals"] = [{**goal, "statement": ESCAPES} for goal in plain["goals"]]
    file.write_bytes(sealed(plain))
    assert read_header(file).as_of == date(2026, 6, 26)
    assert read_header(file).owner.role == ESCAPES


def test_a_page_proves_itself_like_its_file(tmp_path, reads):
    path = tmp_path / "board.html"
    plain = {**document(SNAPSHOT), "owner": {"name": "Alder <Finch> & co", "role": ""}}
    path.write_bytes(page(sealed(plain)))
    assert read_header(path).owner.name == "Alder <Finch> & co"
    assert reads == []


def test_a_file_in_another_form_is_read_in_full(file, reads):
    file.write_bytes(sealed(document(SNAPSHOT), indent=None))
    assert read_header(file).snapshot_id == "snp-2026-06-26"
    assert reads == [file]


def test_an_altered_file_is_read_in_full_and_marked(file, reads):
    file.write_bytes(SNAPSHOT.read_bytes().replace(b"3.9", b"4.9"))
    assert read_header(file).altered
    assert reads == [file]


def test_a_file_cut_anywhere_is_refused(file):
    data = SNAPSHOT.read_bytes()
    for end in range(0, len(data) - 2, 997):
        file.write_bytes(data[:end])
        with pytest.raises(InvalidFile):
            read_header(file)


def test_a_file_with_a_changed_byte_is_never_trusted(file):
    data = bytearray(SNAPSHOT.read_bytes())
    for at in range(5, len(data) - 2, 991):
        data[at] ^= 1
        file.write_bytes(data)
        data[at] ^= 1
        try:
            head = read_header(file)
        except InvalidFile:
            continue
        assert head.altered, at


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 2}, "update learnboard"),
        ({"format": "other"}, "format is “other”"),
        ({"board_id": "../../etc"}, "board_id"),
        ({"snapshot_id": "a/b"}, "snapshot_id"),
        ({"as_of": "1969-12-31"}, "as_of"),
        ({"sequence": "2"}, "sequence"),
        ({"profile": "boss"}, "profile"),
    ],
    ids=lambda it: next(iter(it)) if isinstance(it, dict) else None,
)
def test_a_matching_hash_does_not_excuse_a_wrong_header(file, change, words):
    file.write_bytes(sealed({**document(SNAPSHOT), **change}))
    with pytest.raises(InvalidFile, match=words):
        read_header(file)


def test_a_newer_minor_version_is_read_in_full(file, reads):
    file.write_bytes(sealed({**document(SNAPSHOT), "minor": 2, "mood": "good"}))
    assert read_header(file).sequence == 2
    assert reads == [file]


def test_a_board_is_no_snapshot_however_large(tmp_path):
    for size in (100, 30 * 2**20):
        path = tmp_path / "board.db"
        with path.open("wb") as file:
            file.write(b"SQLite format 3\0")
            file.truncate(size)
        with pytest.raises(
            NotASnapshot, match="is a board, not a snapshot: ask its owner for “learnboard export”"
        ) as error:
            read_header(path)
        assert error.value.is_board


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("f.json", (EXAMPLE_YEAR / "mentor-2026-06-26.feedback.json").read_bytes(), "is feedback, not a snapshot"),
        ("page.html", b"<!doctype html><html><body>news</body></html>", "is a page without a snapshot"),
        ("page.HTM", b"news", "is a page without a snapshot"),
        ("page.html", "<!doctype html>".encode("utf-16"), "page.html: this is written in UTF-16; save it as UTF-8"),
        ("page.html", b"PK\x03\x04", "page.html: this is packed .zip."),
    ],
)
def test_other_files_are_named_by_what_they_are(tmp_path, name, data, words):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(NotASnapshot, match=words) as error:
        read_header(path)
    assert not error.value.is_board


def test_control_characters_of_a_name_are_not_echoed(tmp_path):
    path = tmp_path / "a\x1b[31m.html"
    path.write_bytes(b"")
    with pytest.raises(InvalidFile) as error:
        read_header(path)
    assert "\x1b" not in str(error.value)


def test_brackets_that_stand_deep_in_each_other_are_refused_here_too(tmp_path):
    path = tmp_path / "deep.learnboard.json"
    path.write_bytes(
        b'{\n "content_hash": "sha256:' + b"0" * 64 + b'",\n "x": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    )
    with pytest.raises(InvalidFile, match="deep in each other"):
        read_header(path)
