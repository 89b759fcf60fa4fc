"""Key results and people are found by what a person calls them, however the letters are spelled or typed."""

import unicodedata

import pytest

from learnboard.domain.errors import NotFound, Rejected
from learnboard.service.queries.lookup import find_key_result, find_person
from learnboard.storage.store import Store
from tests.builders import metric, person, year_of
from tests.service.conftest import DAY

FORMS = ("NFC", "NFD")
TITLES = {
    "k1": "Café crème",
    "k2": "Café noir",
    "k3": "Große Straße",
    "k4": "İstanbul meetup",
    "k5": "Résumé",
    "k6": "Resume",
    "k7": "Łódź office",
}


@pytest.fixture(params=FORMS)
def store(request, tmp_path):
    """A board as it may have been written by whichever version: titles and names are not put in another form."""
    titles = {id_: unicodedata.normalize(request.param, title) for id_, title in TITLES.items()}
    names = {"p1": "Zoë Brontë", "p2": "Zoe Lee", "p3": "Ħaġar"}
    people = [person(id=id_, name=unicodedata.normalize(request.param, name)) for id_, name in names.items()]
    board = year_of(*(metric(id=id_, title=title) for id_, title in titles.items()), *people)
    with Store.create(tmp_path / "board.db", board.board_info, board) as store:
        assert {row.id: row.title for row in store.rows(type(board.key_results[0]))} == titles
        yield store


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("Café crème", "k1"),
        ("cafe creme", "k1"),
        ("CRÈME", "k1"),
        ("creme cafe", "k1"),
        ("noir", "k2"),
        ("strasse", "k3"),
        ("STRAẞE", "k3"),
        ("grosse  strasse", "k3"),
        ("istanbul", "k4"),
        ("İSTANBUL", "k4"),
        ("lodz", "k7"),
        ("résumé", "k5"),  # one title is exactly so, and another one but for its accents
        ("resume", "k6"),
        ("RÉS", "k5"),  # of several titles that have the words, the accents that were written count
    ],
)
def test_a_key_result_is_found_by_its_words_without_case_and_accents(store, words, form, id_):
    assert find_key_result(store, unicodedata.normalize(form, words)).id == id_


@pytest.mark.parametrize("words", ["cafe", "café", "res"])
def test_words_without_accents_may_mean_titles_that_have_them(store, words):
    with pytest.raises(Rejected, match="matches “"):
        find_key_result(store, words)


@pytest.mark.parametrize("words", ["caffé", "\u0301", " "])
def test_what_no_title_has_is_not_found(store, words):
    with pytest.raises(NotFound):
        find_key_result(store, words)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("name", "id_"), [("Zoë Brontë", "p1"), ("bronte", "p1"), ("zoë", "p1"), ("ZOE LEE", "p2"), ("hagar", "p3")]
)
def test_a_person_is_found_by_their_name_without_case_and_accents(store, name, form, id_):
    assert find_person(store, unicodedata.normalize(form, name), DAY).id == id_


def test_a_name_without_accents_that_two_people_have_is_asked_about(store):
    with pytest.raises(Rejected, match="give the whole name, or the id"):
        find_person(store, "zoe", DAY)
