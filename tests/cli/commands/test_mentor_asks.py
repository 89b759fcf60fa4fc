"""`learnboard mentor … --asks`: what the people of a folder ask for and offer, as text for the group."""

from tests.cli.conftest import refused
from tests.presentation.test_shared_asks import SHARED, asking, offering
from tests.service.mentor.snapshots import example, put, snapshot


def test_asks_and_offers_of_a_folder_are_printed_without_a_terminal(learnboard, world):
    example(world)
    put(world, snapshot("b", "2026-06-20", SHARED, offering("Meetup organisers I know"), board="b", owner="Briony"))
    mine = asking("my own slides", visibility="mentor")
    put(world, snapshot("c", "2026-06-20", SHARED, mine, board="c", owner="Cedar"))
    result = learnboard("mentor", world, "--asks")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "# Asks and offers\n\nOnly what each of them shares with everybody.\n\n## Who asks for help\n\n"
        "- **Alder Finch**: an introduction to a meetup organiser, for “Speak at one external meetup”\n"
        "  - may help: Briony: Meetup organisers I know (meetup, organiser)\n\n## Who offers help\n\n"
        "- **Briony**: Meetup organisers I know, workshop\n  - may help: Alder Finch (meetup, organiser)\n"
    )


def test_what_cannot_be_read_is_told_beside_the_rest(learnboard, world):
    put(world, snapshot("b", "2026-06-20", SHARED, offering("Slides"), board="b", owner="Briony"))
    (world / "torn.learnboard.json").write_text("{", encoding="utf-8")
    result = learnboard("mentor", world, "--asks")
    assert (result.code, "**Briony**: Slides" in result.out) == (1, True)
    assert "torn.learnboard.json" in result.err


def test_a_folder_without_a_snapshot_is_refused(learnboard, world):
    assert "There is no snapshot in" in refused(learnboard("mentor", world, "--asks"))
