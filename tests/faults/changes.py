"""What a hand on the keyboard does to a board: each kind of change that the journal knows by its sentence."""

from collections.abc import Callable, Mapping, Sequence

from tests.faults import shelf
from tests.faults.driver import ESCAPE, Driver
from tests.faults.eyes import STATUS

CARRIES = (b"H", b"J", b"K", b"L", b"[", b"]")
_STEPWISE = ("Publish a performance playbook", "Finish the queueing")
# Cards that `x` marks; with any other, and with one that is dropped, it is refused in a box over what is said.
_MARKED = ("Speak at one external meetup", "Build a toy map-tile", *_STEPWISE)
_REASON = " drop, because "
_TAKEN_UP = "is taken up again"


def change(driver: Driver) -> None:
    """Go somewhere and do one thing there; a card is carried where that was nothing."""
    kinds, done = list(_KINDS), driver.done
    _KINDS[driver.rng.choices(kinds, [_WEIGHTS.get(kind, 2) for kind in kinds])[0]](driver)
    if driver.done == done:
        _carry(driver)


def _word(driver: Driver) -> bytes:
    return f"{driver.rng.getrandbits(32):x}".encode()


def _carry(driver: Driver) -> None:
    driver.go()
    driver.type(driver.rng.choice(CARRIES))


def _name_card(driver: Driver) -> None:
    driver.go()
    driver.type(b"npractise " + _word(driver) + b"\r" + ESCAPE)


def _name_column(driver: Driver) -> None:
    driver.type(b"Nmaster " + _word(driver) + b"\r" + ESCAPE)


def _rename_column(driver: Driver) -> None:
    driver.go()
    if not driver.tells_of("rename"):
        driver.type(b"E " + _word(driver) + b"\r")


def _column_form(driver: Driver) -> None:
    driver.go()
    if not driver.tells_of("rename"):
        driver.type(b"o " + _word(driver) + b"\r")


def _rename_card(driver: Driver) -> None:
    if driver.go() and not driver.tells_of("rename"):
        driver.type(b"e " + _word(driver)[:3] + b"\r")


def _due(driver: Driver) -> None:
    if driver.go():
        driver.type(b"t2027-%02d-%02d\r" % (driver.rng.randint(1, 12), driver.rng.randint(1, 28)))


def _label(driver: Driver) -> None:
    if driver.go():
        driver.type(b"#w" + _word(driver)[:3] + b"\r")


def _visibility(driver: Driver) -> None:
    if driver.go() and not driver.tells_of("change who sees"):
        driver.type(b"p")


def _drop(driver: Driver) -> None:
    """Drop a card for a reason, or take one up again, which asks for none."""
    card = driver.go()
    if not card or card.startswith(_MARKED) or _TAKEN_UP in driver.terminal.lines()[STATUS]:
        return  # the last: what is said already would be taken for an answer
    driver.terminal.send(b"d")
    lines = driver.eyes.until(
        lambda lines: lines[STATUS].startswith(_REASON) or _TAKEN_UP in lines[STATUS], "what d does"
    )
    driver.type(b"too much\r" if lines[STATUS].startswith(_REASON) else b"")


def _delete(driver: Driver) -> None:
    if driver.go():
        driver.type(b"\x7f")


def _mark(driver: Driver) -> None:
    if driver.go().startswith(_MARKED):
        driver.type(b"x")


def _step(driver: Driver) -> None:
    """Write a step on the page of a card that has some."""
    if driver.go().startswith(_STEPWISE):
        driver.type(b"\rnstep " + _word(driver) + b"\r" + ESCAPE + ESCAPE)


def _check_in(driver: Driver) -> None:
    if driver.go() and not driver.tells_of("check in"):
        driver.type(b" %d\r" % driver.rng.randint(1, 9))


def _back_and_forth(driver: Driver) -> None:
    """Take some steps back, and perhaps do some of them again."""
    for _ in range(driver.rng.randint(1, 3)):
        _press_if(driver, driver.heard.live, "Undid", b"u")
    for _ in range(driver.rng.randint(0, 3)):
        _press_if(driver, driver.heard.undone, "Redid", b"U")


def _press_if(driver: Driver, labels: Sequence[str], verb: str, key: bytes) -> None:
    if driver.tells(labels, verb):
        driver.type(key)


_KINDS: Mapping[str, Callable[[Driver], object]] = {
    "carry": _carry,
    "card": _name_card,
    "column": _name_column,
    "column's title": _rename_column,
    "column's form": _column_form,
    "title": _rename_card,
    "due": _due,
    "labels": _label,
    "visibility": _visibility,
    "drop": _drop,
    "delete": _delete,
    "mark": _mark,
    "step": _step,
    "check in": _check_in,
    "undo": _back_and_forth,
    "backup": shelf.back_up,
    "restore": shelf.restore,
}
_WEIGHTS: Mapping[str, int] = {"carry": 6, "column": 1, "delete": 1, "undo": 3, "mark": 3, "step": 4}
