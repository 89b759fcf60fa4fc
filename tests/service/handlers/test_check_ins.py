"""A check-in says where a key result stands; what cannot be said is refused, and nothing is changed."""

from datetime import date

import pytest

from learnboard.domain.errors import InvalidValue, NotFound
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import Blocker, CheckIn
from learnboard.service.board_service import BoardService
from learnboard.service.commands import CheckInKeyResult
from tests.builders import binary, check_in, maintain, metric, steps, year_of
from tests.service.conftest import DAY, execute


def latest(service: BoardService, key_result: str, day: date = DAY) -> CheckIn:
    return service.details(key_result, service.open(day)).check_ins[0]


def test_a_check_in_is_kept_as_it_was_said(service):
    blocker = Blocker("dependency", " the fraud\x1b team ", "ask\u202e again\n", None)
    command = CheckInKeyResult("k11", DAY, Number("590.0"), 7, " faster \x1b[1m ✓\n", "at_risk", blocker)
    given = execute(service, command)
    # (590 - 850) / (400 - 850) = 0.577…
    assert given == "“Cut p95 latency of the checkout service from 85…”: 53 % → 58 %, on pace."
    row = latest(service, "k11")
    assert (row.key_result_id, row.on, str(row.value), row.confidence) == ("k11", DAY, "590.0", 7)
    assert (row.note, row.status) == ("faster  ✓", "at_risk")
    assert row.blocker == Blocker("dependency", "the fraud team", "ask again", None)


@pytest.mark.parametrize(
    "given",
    [{"value": Number("1")}, {"confidence": 5}, {"note": "x"}, {"status": "on_track"},
     {"blocker": Blocker("clarity", "what is asked for?", "", None)}],
    ids=lambda given: next(iter(given)),
)  # fmt: skip
def test_one_word_is_enough(service, given):
    execute(service, CheckInKeyResult("k11", DAY, **given))
    ((name, value),) = given.items()
    assert getattr(latest(service, "k11"), name) == value


@pytest.mark.parametrize("note", ["", " ", "\n\t", "\x1b\x07", "\ufeff"])
def test_nothing_is_no_check_in(service, note):
    before = service.store.count(CheckIn)
    with pytest.raises(InvalidValue, match="nothing to check in yet"):
        execute(service, CheckInKeyResult("k11", DAY, note=note))
    assert service.store.count(CheckIn) == before


@pytest.mark.parametrize(
    ("card", "measured"),
    [(metric(), True), (maintain(), True), (binary(kind="baseline"), True), (binary(), False), (steps(), False)],
    ids=lambda part: getattr(part, "kind", None),
)
def test_only_what_is_measured_takes_a_value(service_of, card, measured):
    service = service_of(year_of(card))
    command = CheckInKeyResult("k1", DAY, Number("3"))
    if measured:
        execute(service, command)
        assert latest(service, "k1").value == 3
        return
    with pytest.raises(InvalidValue, match="“something to learn” has no value to report: leave it out"):
        execute(service, command)
    assert not service.store.count(CheckIn)


@pytest.mark.parametrize("confidence", [1, 10])
def test_confidence_goes_from_1_to_10(service, confidence):
    execute(service, CheckInKeyResult("k22", DAY, confidence=confidence))
    assert latest(service, "k22").confidence == confidence


@pytest.mark.parametrize("confidence", [0, 11, -1, 2**63])
def test_no_confidence_is_beyond_1_to_10(service, confidence):
    before = service.store.count(CheckIn)
    with pytest.raises(InvalidValue, match=f"confidence: {confidence} is out of range: write 1 to 10"):
        execute(service, CheckInKeyResult("k22", DAY, confidence=confidence))
    assert service.store.count(CheckIn) == before


@pytest.mark.parametrize("day", [date(1969, 12, 31), date(2201, 1, 1)])
def test_a_day_is_one_the_format_can_hold(service, day):
    with pytest.raises(InvalidValue, match=r"on: (1969-12-31|2201-01-01) is out of range"):
        execute(service, CheckInKeyResult("k22", day, confidence=5))


def test_what_is_not_there_is_not_checked_in(service):
    with pytest.raises(NotFound):
        execute(service, CheckInKeyResult("none", DAY, confidence=5))


@pytest.mark.parametrize("taken", ["ci-1", "zebra", "zz", "z" * 28, "01" * 32, "z" + "9" * 63, "_" * 64, "-"])
def test_the_last_word_of_a_day_counts_whatever_ids_another_program_gave(service_of, taken):
    service = service_of(year_of(metric(), check_in(str(DAY), "1", id=taken)))
    for value in ("2", "3", "4"):
        assert (
            execute(service, CheckInKeyResult("k1", DAY, Number(value))).partition(" → ")[2].startswith(f"{value}0 %, ")
        )
        assert latest(service, "k1").value == int(value)
    assert len({row.id for row in service.store.rows(CheckIn)}) == 4


def test_the_latest_check_in_is_the_latest_known_on_the_day(service):
    assert latest(service, "k11", date(2026, 3, 27)).id == "ci003"
    january = date(2026, 1, 15)
    assert service.details("k11", service.open(january)).check_ins == ()
