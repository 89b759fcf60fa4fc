"""What the owner of a new board is called: somebody's name, and never that of an account which is nobody's."""

from types import SimpleNamespace

import pytest

from learnboard.service import accounts
from learnboard.service.opening import new_board_info


@pytest.mark.parametrize(
    ("account", "full", "name"),
    [
        ("ada", "Ada Finch,,,", "Ada Finch"),
        ("ada", "", "ada"),
        ("ada", ",room 4", "ada"),
        ("ada", "User", "ada"),
        ("ada", None, "ada"),  # no entry
        ("root", "Ada Finch", ""),
        ("ROOT", "root", ""),
        ("user", "user", ""),
        ("", "", ""),
        (None, "", ""),  # nobody knows
        ("a\x1b[2Jda", "", "ada"),
    ],
)
def test_the_account_names_the_owner_if_it_names_a_person(monkeypatch, account, full, name):
    def getuser():
        if account is None:
            raise OSError
        return account

    def getpwnam(_):
        if full is None:
            raise KeyError
        return SimpleNamespace(pw_gecos=full)

    monkeypatch.setattr(accounts.getpass, "getuser", getuser)
    monkeypatch.setattr(accounts, "pwd", SimpleNamespace(getpwnam=getpwnam))
    assert new_board_info().owner.name == name
    assert accounts.offered_name("Rowan") == "Rowan"
    assert accounts.offered_name(" root ") == name
