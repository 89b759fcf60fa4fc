"""Places that are bad for a board: folders that a sync tool swaps files in, and file systems of the network."""

import os
import re
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

from learnboard.domain.text import clean_line

# Names are casefolded. These mean the tool wherever the folder is, …
_ANYWHERE: Final[Mapping[str, str]] = {
    **{tool.casefold(): tool for tool in ("Dropbox", "Google Drive", "OneDrive", "Resilio Sync", "Tresorit")},
    **dict.fromkeys(("pcloud drive", "pclouddrive"), "pCloud"),
    **dict.fromkeys(("yandex.disk", "yandex.disk.localized"), "Yandex.Disk"),
    "box sync": "Box",
    "iclouddrive": "iCloud",
    "megasync": "MEGA",
}
# … these are plain words, or programs that people keep the source of, unless they are where the tools put them.
_BELOW_A_ROOT: Final[Mapping[str, str]] = {
    **{tool.casefold(): tool for tool in ("Box", "MEGA", "Nextcloud", "ownCloud", "Seafile", "Syncthing")},
    "my drive": "Google Drive",
}
_ACCOUNT: Final = re.compile(r" (\(.+\)|[-–] .+)\Z", re.DOTALL)  # “Dropbox (Company)”, “OneDrive - Company”
_PROVIDERS: Final = {"googledrive": "Google Drive", "iclouddrive": "iCloud", "protondrive": "Proton Drive"}
_OF_DROPBOX: Final = ".dropbox"  # a file where Dropbox syncs; a folder of settings in every home that has Dropbox
_MARKS: Final[Mapping[str, str]] = {
    **dict.fromkeys((_OF_DROPBOX, ".dropbox.cache"), "Dropbox"),
    **dict.fromkeys((".sync/ID", ".sync/root_acl_entry"), "Resilio Sync"),
    **dict.fromkeys((".tmp.drivedownload", ".tmp.driveupload"), "Google Drive"),
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".SynologyWorkingDirectory": "Synology Drive",
}
_DATABASE: Final = re.compile(r"\._?sync_.*\.db", re.DOTALL)  # of Nextcloud or ownCloud, with a hash in its name
_LOOKED_AT: Final = 500  # names in a folder: thousands of files shall not hold up the first paint
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
_PROGRAM: Final = "/sbin/mount"
_PATIENCE: Final = 2.0  # seconds
_ESCAPE: Final = re.compile(r"\\([01][0-7]{2})")


def risk(board: Path, mounts: str | None = None) -> str | None:
    """What moves or locks files in the folder a board lies in: “Dropbox”, “a network file system (nfs4)”.

    None if nothing is known to; it never raises. The folder is taken as it is named and as it is with links resolved.
    `mounts` is what is mounted, in the words of Linux or of macOS; without it, the system is asked.
    """
    folders = [folder for way in (Path.absolute, Path.resolve) if (folder := _folder(board, way))]
    above = list(dict.fromkeys(each for folder in folders for each in (*reversed(folder.parents), folder)))
    mounted = _mounted(_listed() if mounts is None else mounts)
    homes = _homes()
    roots = {*homes, *mounted}
    # A person may be called like a tool: a home says nothing by its own name.
    named = (_by_name(folder, roots) for folder in above if str(folder) not in homes)
    # Marks come last, because looking for files takes long on a network.
    marked = map(_by_mark, above)
    return next(filter(None, named), None) or _by_mount(folders, mounted) or next(filter(None, marked), None)


def _folder(board: Path, way: Callable[[Path], Path]) -> Path | None:
    """The folder the board lies in; None if it cannot be told, or its path turns back, so that names in it mislead."""
    try:
        path = way(board)
    except (OSError, RuntimeError, ValueError):  # no working folder, links in a loop, a zero in the name
        return None
    return None if ".." in path.parts else path.parent


def _homes() -> set[str]:
    """The person's home, as it is named and with links resolved; nothing for a person without one."""
    try:
        home = Path.home()
        return {str(home), str(home.resolve())}
    except (OSError, RuntimeError, ValueError):
        return set()


def _by_name(folder: Path, roots: set[str]) -> str | None:
    """The tool whose folder is called like this one; some names count only directly below a home or a mount point."""
    parent = folder.parent
    *above, name = (each.name.casefold() for each in (parent.parent, parent, folder))
    if above == ["library", "cloudstorage"]:
        provider = folder.name.partition("-")[0]
        return _PROVIDERS.get(provider.casefold()) or clean_line(provider) or "a cloud storage"
    if (above[-1], name) == ("library", "mobile documents"):
        return "iCloud"
    if str(parent) in roots and name in _BELOW_A_ROOT:
        return _BELOW_A_ROOT[name]
    return _ANYWHERE.get(_ACCOUNT.sub("", name))


def _by_mark(folder: Path) -> str | None:
    """The tool that has left something of its own in the folder."""
    if found := next((tool for mark, tool in _MARKS.items() if _is_there(folder / mark)), None):
        return found
    try:
        with os.scandir(folder) as entries:
            synced = any(_DATABASE.fullmatch(entry.name) for entry in islice(entries, _LOOKED_AT))
    except (OSError, ValueError):
        return None
    return "Nextcloud or ownCloud" if synced else None


def _is_there(mark: Path) -> bool:
    try:
        return mark.exists() and not (mark.name == _OF_DROPBOX and mark.is_dir())
    except (OSError, ValueError):
        return False


def _by_mount(folders: list[Path], mounted: Mapping[str, str]) -> str | None:
    """The kind of file system that the last of the folders is on, if another machine or system holds its files."""
    above = [str(each) for folder in folders[-1:] for each in (folder, *folder.parents)]
    kind = next((mounted[each] for each in above if each in mounted), "")
    return f"{_REMOTE[kind]} ({kind})" if kind in _REMOTE else None


def _mounted(mounts: str) -> dict[str, str]:
    """The kind of file system at each mount point; what was mounted there last hides the others."""
    return dict(filter(None, map(_mount, mounts.split("\n"))))


def _mount(line: str) -> tuple[str, str] | None:
    """A mount point and its kind: `nas:/a /mnt nfs4 rw 0 0` in Linux, `//nas/a on /Volumes/a (smbfs, …)` in macOS."""
    _, on, rest = line.partition(" on /")
    if on and rest.endswith(")"):
        point, _, options = rest.rpartition(" (")
        return f"/{point}", options.rstrip(")").partition(",")[0]
    source, point, kind, *_ = (*line.split(" "), "", "", "")
    kind = "davfs" if kind == "fuse" and source.startswith("http") else kind  # davfs2 does not say its name
    return (_ESCAPE.sub(lambda code: chr(int(code[1], 8)), point), kind) if kind else None


def _listed() -> str:
    """What the system says is mounted; nothing if it does not say."""
    try:
        return os.fsdecode(_MOUNTS.read_bytes())
    except OSError:  # no Linux
        import subprocess  # noqa: PLC0415 - needed nowhere else

    try:
        return os.fsdecode(subprocess.check_output([_PROGRAM], stderr=subprocess.DEVNULL, timeout=_PATIENCE))  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""
