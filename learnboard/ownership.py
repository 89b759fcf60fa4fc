"""Files made as root: they belong to the owner of their folder, so that one `sudo` locks nobody out of their own."""

import os
from contextlib import suppress
from pathlib import Path


def give_to_owner(made: Path | int, folder: Path) -> None:
    """Give a file (its path, or its descriptor) or folder that was just made in `folder` to the owner of that folder.

    Nothing happens for anybody but root, and where the disk knows no owners.
    """
    if os.geteuid() == 0:
        with suppress(OSError):
            owner = folder.stat()
            os.chown(made, owner.st_uid, owner.st_gid)
