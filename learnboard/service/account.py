"""What whoever is logged in is called: the owner of a new board."""

import getpass
from typing import Final

from learnboard.domain.text import clean_line

try:
    import pwd
except ImportError:  # not on every system
    pwd = None  # type: ignore[assignment]

_NOBODY: Final = frozenset(
    {"root", "user", "admin", "administrator", "guest", "nobody", "test", "demo", "ubuntu", "debian", "fedora", "pi"}
    | {"vagrant", "docker", "runner", "ec2-user", "owner"}
)
"""Accounts that are not called after a person."""


def offered_name(name: str) -> str:
    """Return what the owner of a board with this name may be called: that, unless it names no person."""
    return account_name() if clean_line(name).casefold() in {"", *_NOBODY} else name


def account_name() -> str:
    """Return the name of whoever is logged in: the full one, else that of the account; "" if neither names a person."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
    if clean_line(account).casefold() in _NOBODY:  # whoever shares it is not named by it
        return ""
    names = map(clean_line, (_full_name(account), account))
    return next((name for name in names if name and name.casefold() not in _NOBODY), "")


def _full_name(account: str) -> str:
    """The name that the system has for an account; empty if it has none."""
    try:
        return pwd.getpwnam(account).pw_gecos.partition(",")[0] if pwd else ""
    except KeyError:
        return ""
