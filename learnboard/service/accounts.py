"""What the owner of a new board may be called: the name of the account that the program runs in."""

import getpass
from typing import Final

from learnboard.domain.text import clean_line

try:
    import pwd
except ImportError:  # not every system has one
    pwd = None  # type: ignore[assignment]

_NOBODY: Final = frozenset(
    {"", "root", "user", "admin", "administrator", "guest", "nobody", "test", "demo", "ubuntu", "debian", "fedora"}
    | {"pi", "vagrant", "docker", "runner", "ec2-user", "owner"}
)
"""Accounts that are not called after a person."""


def offered_name(name: str) -> str:
    """Return what the owner of a board with this name may be called: that, unless it names no person."""
    return name if _names_a_person(name) else account_name()


def account_name() -> str:
    """Return the name of whoever is logged in: the full one, else that of the account; "" if it names no person."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
    if not _names_a_person(account):
        return ""
    full_name = clean_line(_full_name(account))
    return full_name if _names_a_person(full_name) else clean_line(account)


def _full_name(account: str) -> str:
    try:
        return pwd.getpwnam(account).pw_gecos.partition(",")[0] if pwd else ""
    except KeyError:
        return ""


def _names_a_person(name: str) -> bool:
    return clean_line(name).casefold() not in _NOBODY
