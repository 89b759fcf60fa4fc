"""`learnboard timer`: the timer from the command line."""

import json
from datetime import timedelta

import pytest

from learnboard.domain.timer import Moment
from tests.cli.conftest import refused


@pytest.fixture(autouse=True)
def passes(time_machine, monkeypatch):
    """Noon of a Friday, and a function that lets minutes pass on both clocks."""
    monkeypatch.setenv("TZ", "UTC")
    noon = 1_782_475_200
    now = [0]

    def read_moment():
        return Moment(noon + now[0], 5000 + now[0])

    def let_pass(minutes):
        now[0] += 60 * minutes
        time_machine.shift(timedelta(minutes=minutes))

    time_machine.move_to("2026-06-26T12:00:00Z", tick=False)
    monkeypatch.setattr("learnboard.cli.commands.timer.read_moment", read_moment)
    return let_pass


def logged(learnboard):
    rows = json.loads(learnboard("export", "--profile", "full", "-o", "-").out)["log_entries"]
    return [(row["minutes"], row["on"], row["text"], row["key_result_id"]) for row in rows if len(row["id"]) > 3]


def test_start_tell_and_stop(year, passes):
    assert year("timer", "status").out == "No timer runs.\n"
    assert "No timer runs." in refused(year("timer", "stop"))
    assert year("timer", "start", "p95", "latency").out.startswith("Started the timer for “Cut p95 latency")
    assert "A timer runs already for “Cut p95 latency" in refused(year("timer", "start", "k31"))
    assert "less than a minute" in refused(year("timer", "stop"))
    passes(42)
    assert year("timer", "status").out == (
        "▶ 0:42 for “Cut p95 latency of the checkout service from 85…”, since 12:00\n"
    )
    assert json.loads(year("timer", "status", "--json").out) == {
        "running": True,
        "started_at": "2026-06-26T12:00:00Z",
        "minutes": 42,
        "key_result_id": "k11",
    }
    assert year("timer", "stop", "a", "profile").out.startswith("Logged 42 min on Fri 26 Jun for “Cut p95 latency")
    assert logged(year) == [(42, "2026-06-26", "a profile", "k11")]
    assert year("timer", "status").out == "No timer runs.\n"
    year("undo")
    assert logged(year) == []
    assert year("timer", "status").out.startswith("▶ 0:42")


@pytest.mark.parametrize(
    ("how", "entries"),
    [
        (("--all",), [(720, "2026-06-26", "", None)]),
        (("--nothing",), []),
        (("2h", "module", "4"), [(120, "2026-06-26", "module 4", "k31")]),
        (("1h", "notes", "--for", "k42"), [(60, "2026-06-26", "notes", "k42")]),
    ],
)
def test_after_hours_without_a_key_it_has_to_be_said_what_counts(year, passes, how, entries):
    year("timer", "start")
    passes(720)  # past midnight: the time is of the day on which it began
    message = refused(year("timer", "stop", "module"))
    assert "No key came for hours after Fri 26 Jun 12:00. The timer runs on" in message
    assert "--all (all 12 h), --nothing" in message
    assert year("timer", "status").out.startswith("▶ 12:00")
    assert year("timer", "stop", *how).code == 0
    assert [(*row[:2], row[2], row[3]) for row in logged(year)] == entries
    assert year("timer", "status").out == "No timer runs.\n"


def test_no_copy_of_the_board_has_the_timer(year, passes):
    before = json.loads(year("export", "--profile", "full", "-o", "-").out)
    started = json.loads(year("timer", "start", "k11", "--json").out)
    assert (started["running"], started["minutes"], started["key_result_id"]) == (True, 0, "k11")
    passes(5)
    after = json.loads(year("export", "--profile", "full", "-o", "-").out)
    assert year("timer", "stop", "--json", "--nothing").out == '{\n "entry": null,\n "running": false\n}\n'
    told = {"exported_at", "content_hash", "snapshot_id", "sequence", "previous"}
    assert {name: after[name] for name in after if name not in told} == {
        name: before[name] for name in before if name not in told
    }


def test_no_option_is_ignored(year):
    assert "in the words and in --for: leave one out." in refused(year("timer", "start", "k31", "--for", "k11"))
    assert "--until-key is for “timer stop”" in refused(year("timer", "start", "--until-key"))
    assert "--for is for “timer stop”: leave it out of “timer status”." in refused(
        year("timer", "status", "--for", "k11")
    )
    assert year("timer", "start", "--for", "k11").out.startswith("Started the timer for “Cut p95 latency")
    assert json.loads(year("timer", "status", "--json").out)["key_result_id"] == "k11"
