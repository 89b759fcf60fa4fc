"""Folders that put a board at risk: those of sync tools, which swap files, and file systems of the network."""

import os
import re
import subprocess
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean_line

# Names are casefolded. These mean the tool wherever the folder is …
_ANYWHERE: Final[Mapping[str, str]] = {
    **{tool.casefold(): tool for tool in ("Dropbox", "Google Drive", "OneDrive", "Resilio Sync", "Tresorit")},
    **dict.fromkeys(("pcloud drive", "pclouddrive"), "pCloud"),
    **dict.fromkeys(("yandex.disk", "yandex.disk.localized"), "Yandex.Disk"),
    "box sync": "Box",
    "iclouddrive": "iCloud",
    "megasync": "MEGA",
}
# … and these only where the tools put them: they are ordinary words, or programs whose source people keep.
_BELOW_A_ROOT: Final[Mapping[str, str]] = {
    **{tool.casefold(): tool for tool in ("Box", "MEGA", "Nextcloud", "ownCloud", "Seafile", "Syncthing")},
    "my drive": "Google Drive",
}
_ACCOUNT: Final = pattern(r" (\(.+\)|[-–] .+)\Z", re.DOTALL)  # “Dropbox (Company)”, “OneDrive - Company”
_PROVIDERS: Final = {"googledrive": "Google Drive", "iclouddrive": "iCloud", "protondrive": "Proton Drive"}
_DROPBOX_MARK: Final = ".dropbox"  # a file where Dropbox syncs; a folder of settings in every home with Dropbox
_MARKS: Final[Mapping[str, str]] = {
    **dict.fromkeys((_DROPBOX_MARK, ".dropbox.cache"), "Dropbox"),
    **dict.fromkeys((".sync/ID", ".sync/root_acl_entry"), "Resilio Sync"),
    **dict.fromkeys((".tmp.drivedownload", ".tmp.driveupload"), "Google Drive"),
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".SynologyWorkingDirectory": "Synology Drive",
}
_DATABASE: Final = pattern(r"\._?sync_.*\.db", re.DOTALL)  # of Nextcloud or ownCloud, with a hash in its name
_MOST_NAMES: Final = 500  # looked at in a folder: thousands of files must not delay the first paint
_NETWORK: Final = "a network file system"
_REMOTE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "afs", "ceph", "davfs", "webdav"), _NETWORK),
    **dict.fromkeys(("glusterfs", "lustre", "ncpfs", "gpfs", "beegfs", "fuse.glusterfs", "fuse.sshfs"), _NETWORK),
    **dict.fromkeys(("fuse.rclone", "fuse.davfs2", "fuse.s3fs", "fuse.gcsfuse", "fuse.curlftpfs"), _NETWORK),
    **dict.fromkeys(("fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.gvfsd-fuse"), _NETWORK),
    **dict.fromkeys(("9p", "vboxsf", "prl_fs", "fuse.vmhgfs-fuse"), "a folder shared by the host system"),
    "drvfs": "a Windows drive",
}
_MOUNTS: Final = Path("/proc/self/mounts")
_MOUNT_PROGRAM: Final = "/sbin/mount"
_TIMEOUT: Final = 2.0  # seconds
_ESCAPE: Final = pattern(r"\\([01][0-7]{2})")


def find_risk(board: Path, mounts: str | None = None) -> str | None:
    """Return what moves or locks files in a board's folder: “Dropbox”, “a network file system (nfs4)”; None if nothing.

    Never raises. The folder is checked both as it is named and with links resolved. `mounts` lists what is mounted, in
    the format of Linux or macOS; without it, the system is asked.
    """
    folders = [folder for resolve in (Path.absolute, Path.resolve) if (folder := _folder(board, resolve))]
    above = list(dict.fromkeys(path for folder in folders for path in (*reversed(folder.parents), folder)))
    mounted = _parse_mounts(_system_mounts() if mounts is None else mounts)
    homes = _homes()
    roots = {*homes, *mounted}
    # A person may have the name of a tool: the name of a home means nothing.
    named = (_tool_by_name(folder, roots) for folder in above if str(folder) not in homes)
    # Marks come last, because looking for files takes long on a network.
    marked = map(_tool_by_mark, above)
    return next(filter(None, named), None) or _remote_mount(folders, mounted) or next(filter(None, marked), None)


def _folder(board: Path, resolve: Callable[[Path], Path]) -> Path | None:
    """The folder of a board; None if it is unknown, or its path contains `..`, so that its names mislead."""
    try:
        path = resolve(board)
    except (OSError, RuntimeError, ValueError):  # no working folder, links in a loop, a NUL in the name
        return None
    return None if ".." in path.parts else path.parent


def _homes() -> set[str]:
    """The person's home, as it is named and with links resolved; empty for a person without one."""
    try:
        home = Path.home()
        return {str(home), str(home.resolve())}
    except (OSError, RuntimeError, ValueError):
        return set()


def _tool_by_name(folder: Path, roots: set[str]) -> str | None:
    """The tool whose folder has this name; some names count only directly below a home or a mount point."""
    parent = folder.parent
    *above, name = (path.name.casefold() for path in (parent.parent, parent, folder))
    if above == ["library", "cloudstorage"]:
        provider = folder.name.partition("-")[0]
        return _PROVIDERS.get(provider.casefold()) or clean_line(provider) or "a cloud storage"
    if (above[-1], name) == ("library", "mobile documents"):
        return "iCloud"
    if str(parent) in roots and name in _BELOW_A_ROOT:
        return _BELOW_A_ROOT[name]
    return _ANYWHERE.get(_ACCOUNT.sub("", name))


def _tool_by_mark(folder: Path) -> str | None:
    """The tool that has left a file of its own in the folder."""
    if found := next((tool for mark, tool in _MARKS.items() if _exists(folder / mark)), None):
        return found
    try:
        with os.scandir(folder) as entries:
            synced = any(_DATABASE.fullmatch(entry.name) for entry in islice(entries, _MOST_NAMES))
    except (OSError, ValueError):
        return None
    return "Nextcloud or ownCloud" if synced else None


def _exists(mark: Path) -> bool:
    try:
        return mark.exists() and not (mark.name == _DROPBOX_MARK and mark.is_dir())
    except (OSError, ValueError):
        return False


def _remote_mount(folders: list[Path], mounted: Mapping[str, str]) -> str | None:
    """The file system of the last of the folders, if another machine or system holds its files."""
    above = [str(path) for folder in folders[-1:] for path in (folder, *folder.parents)]
    kind = next((mounted[path] for path in above if path in mounted), "")
    return f"{_REMOTE[kind]} ({kind})" if kind in _REMOTE else None


def _parse_mounts(mounts: str) -> dict[str, str]:
    """The file system at each mount point; what was mounted there last hides the others."""
    return dict(filter(None, map(_parse_mount, mounts.split("\n"))))


def _parse_mount(line: str) -> tuple[str, str] | None:
    """A mount point and its file system, as in `nas:/a /mnt nfs4 rw 0 0`, or on macOS `//nas/a on /mnt (smbfs)`."""
    _, on, rest = line.partition(" on /")
    if on and rest.endswith(")"):
        point, _, options = rest.rpartition(" (")
        return f"/{point}", options.rstrip(")").partition(",")[0]
    source, point, kind, *_ = (*line.split(" "), "", "", "")
    kind = "davfs" if kind == "fuse" and source.startswith("http") else kind  # davfs2 does not give its name
    return (_ESCAPE.sub(lambda code: chr(int(code[1], 8)), point), kind) if kind else None


def _system_mounts() -> str:
    """What the system lists as mounted; empty if it does not say."""
    try:
        return os.fsdecode(_MOUNTS.read_bytes())
    except OSError:  # not Linux
        pass
    try:
        output = subprocess.check_output([_MOUNT_PROGRAM], stderr=subprocess.DEVNULL, timeout=_TIMEOUT)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""
    return os.fsdecode(output)
