"""`learnboard settings`: where they are, what holds, what is wrong; and a first file."""

import json
import tomllib
from pathlib import Path

import pytest

from learnboard.settings import Preferences
from learnboard.ui.base_app import BaseApp
from tests.cli.conftest import refused


@pytest.fixture
def file(world):
    return world.parent / "home" / "config" / "learnboard" / "settings.toml"


def written(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_without_a_file_its_path_is_printed_and_none_is_created(learnboard, file):
    result = learnboard("settings")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"# {file} (does not exist")
    assert tomllib.loads(result.out) == {
        "theme": "learnboard-dark",
        "ascii": False,
        "density": "comfortable",
        "animation": False,
    }
    assert not file.parent.exists()


def test_current_settings_are_printed_as_a_settings_file(learnboard, file):
    written(file, 'theme = "nord"\nascii = true\n[keys]\n"card.check_in" = ["c", "+"]\n')
    result = learnboard("settings")
    assert (result.code, result.err) == (0, "")
    found = tomllib.loads(result.out)
    assert (found["theme"], found["ascii"], found["keys"]) == ("nord", True, {"card.check_in": "c,plus"})


def test_every_problem_is_printed_with_its_line_and_the_exit_status_is_1(learnboard, file):
    written(file, 'theme = "nort"\ndensity = "dense"\n[keys]\ncard.check_in = "ctrl+i"\n')
    result = learnboard("settings")
    assert result.code == 1
    assert result.err.splitlines() == [
        "learnboard: settings.toml, line 1: There is no theme “nort”: did you mean “nord”?",
        'learnboard: settings.toml, line 2: “density” must be "comfortable" or "compact", not “dense”.',
        (
            "learnboard: settings.toml, line 4: “card.check_in”: “ctrl+i” arrives as “tab” in a plain terminal: "
            "choose another."
        ),
    ]


@pytest.mark.parametrize("name", ["learnboard-dark", "learnboard-light", "learnboard-contrast", "nord", "nope"])
def test_the_doctor_and_the_list_of_settings_judge_a_theme_as_the_screens_do(learnboard, file, name):
    written(file, f'theme = "{name}"\n')
    problems = learnboard("settings").err.splitlines()
    (check,) = [
        check for check in json.loads(learnboard("doctor", "--json").out)["checks"] if check["name"] == "settings"
    ]
    offered = name in BaseApp(Preferences()).available_themes
    assert (name == "nope", problems == [], check["state"] == "ok") == (not offered, offered, offered)
    if problems:
        assert [f"learnboard: {sentence}" for sentence in check["sentences"]] == problems


def test_a_key_by_its_former_name_holds_and_its_present_name_is_told(learnboard, file):
    written(file, '[keys]\n"meeting.down" = "s"\n')
    result = learnboard("settings")
    assert (result.code, result.err) == (
        0,
        "learnboard: “meeting.down” is now called “cursor.down”; the old name still works.\n",
    )
    assert tomllib.loads(result.out)["keys"] == {"cursor.down": "s"}


def test_another_file_may_be_named_in_the_environment(learnboard, file, monkeypatch, world):
    monkeypatch.setenv("LEARNBOARD_SETTINGS", "mine.toml")
    (world / "mine.toml").write_text('theme = "nord"')
    assert learnboard("settings").out.startswith(f'# {world / "mine.toml"}\ntheme = "nord"\n')
    for none in ("~nobody-here/mine.toml", "/dev/null"):
        monkeypatch.setenv("LEARNBOARD_SETTINGS", none)
        assert learnboard("settings").code == 0


@pytest.mark.parametrize("folder", ["", "relative", None])
def test_an_invalid_configuration_folder_counts_as_not_set(learnboard, file, monkeypatch, world, folder):
    if folder is None:
        monkeypatch.delenv("XDG_CONFIG_HOME")
    else:
        monkeypatch.setenv("XDG_CONFIG_HOME", folder)
    place = Path(learnboard("settings").out.removeprefix("# ").partition(" (")[0])
    assert place.is_relative_to(world.parent / "home")
    assert place.name == "settings.toml"


def test_the_first_file_is_created_once_and_never_overwritten(learnboard, file):
    assert learnboard("settings", "--init").out == f"Wrote “{file}”: every line in it is disabled.\n"
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert tomllib.loads(file.read_text(encoding="utf-8")) == {"keys": {}}
    assert learnboard("settings").code == 0
    written(file, "mine = 1")
    assert "already exists" in refused(learnboard("settings", "--init"))
    assert file.read_text(encoding="utf-8") == "mine = 1"


def test_every_line_of_the_first_file_is_valid_when_enabled(learnboard, file):
    learnboard("settings", "--init")
    lines = file.read_text(encoding="utf-8").splitlines()
    on = [line.removeprefix("# ") if " = " in line else line for line in lines]
    assert on != lines
    written(file, "\n".join(on))
    assert learnboard("settings").code == 0


def test_a_path_where_no_file_can_be_created_is_refused(learnboard, monkeypatch, world):
    (world / "plain").write_text("")
    monkeypatch.setenv("LEARNBOARD_SETTINGS", str(world / "plain" / "settings.toml"))
    assert "could not be created" in refused(learnboard("settings", "--init"))


def test_every_action_is_listed_and_the_list_is_valid(learnboard, file):
    result = learnboard("settings", "--keys")
    assert (result.code, result.err) == (0, "")
    written(file, result.out)
    assert learnboard("settings").code == 0
    assert '"cursor.down" = "j,down"' in result.out
