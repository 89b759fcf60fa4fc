"""Which folders are bad for a board, and which only look so."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from learnboard.storage import sync_folders
from learnboard.storage.sync_folders import find_risk

HERE = "/dev/sda1 / ext4 rw,relatime 0 0\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


def board_in(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "board.db"


# By name


@pytest.mark.parametrize(
    ("folder", "tool"),
    [
        ("Dropbox", "Dropbox"),
        ("dropbox", "Dropbox"),
        ("Dropbox (Company)", "Dropbox"),
        ("Dropbox - x", "Dropbox"),
        ("OneDrive", "OneDrive"),
        ("OneDrive - Company", "OneDrive"),
        ("OneDrive – Firma", "OneDrive"),
        ("Google Drive", "Google Drive"),
        ("Google Drive (me@x.org)", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("MEGAsync", "MEGA"),
        ("pCloud Drive", "pCloud"),
        ("pCloudDrive", "pCloud"),
        ("Tresorit", "Tresorit"),
        ("Box Sync", "Box"),
        ("Yandex.Disk", "Yandex.Disk"),
        ("Yandex.Disk.localized", "Yandex.Disk"),
        ("Resilio Sync", "Resilio Sync"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-me@x.org/My Drive", "Google Drive"),
        ("Library/CloudStorage/OneDrive-Personal", "OneDrive"),
        ("Library/CloudStorage/Dropbox", "Dropbox"),
        ("Library/CloudStorage/ProtonDrive-me@x.org-folder", "Proton Drive"),
        ("Library/CloudStorage/Egnyte-x", "Egnyte"),
        ("Library/CloudStorage/\x1b-x", "a cloud storage"),
        ("library/cloudstorage/Box-Box", "Box"),
    ],
)
def test_a_tool_is_known_by_the_name_of_its_folder_wherever_that_is(tmp_path: Path, folder: str, tool: str) -> None:
    assert find_risk(tmp_path / folder / "board.db", HERE) == tool
    assert find_risk(tmp_path / "a" / folder / "b" / "c" / "board.db", HERE) == tool


@pytest.mark.parametrize(
    ("folder", "tool"),
    [
        ("Box", "Box"),
        ("MEGA", "MEGA"),
        ("My Drive", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("Seafile", "Seafile"),
        ("Syncthing", "Syncthing"),
    ],
)
def test_what_may_be_another_folder_is_a_tool_directly_below_the_home_or_a_mount_point(
    tmp_path: Path, home: Path, folder: str, tool: str
) -> None:
    assert find_risk(home / folder / "notes" / "board.db", HERE) == tool
    assert find_risk(home / "projects" / folder / "board.db", HERE) is None
    disk = tmp_path / "disk"
    assert find_risk(disk / folder / "board.db", HERE) is None
    assert find_risk(disk / folder / "board.db", f"{HERE}/dev/sdb1 {disk} ext4 rw 0 0\n") == tool


@pytest.mark.parametrize(
    "folder",
    [
        "boxes",
        "dropbox-notes",
        "Dropbox2",
        "my dropbox",
        "Dropbox ()",
        "Dropbox (a) b",
        "Dropbox -",
        "OneDriveTemp",
        "Box (1)",
        "mega-things",
        "nextcloud-server",
        "Google Drive.app",
        "Library/Application Support",
        "Library/CloudStorage",
        "Mobile Documents",
        "CloudStorage/Dropper-x",
    ],
)
def test_a_name_that_only_resembles_a_tool_does_not_count(home: Path, folder: str) -> None:
    assert find_risk(board_in(home / folder), HERE) is None


def test_the_name_of_the_board_itself_does_not_count(tmp_path: Path) -> None:
    assert find_risk(tmp_path / "Dropbox", HERE) is None


def test_a_home_with_the_name_of_a_tool_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("dropbox", "nextcloud"):
        monkeypatch.setenv("HOME", str(tmp_path / name))
        assert find_risk(tmp_path / name / "board.db", f"/dev/sdb1 {tmp_path} ext4 rw 0 0") is None
        assert find_risk(tmp_path / name / "OneDrive" / "board.db", HERE) == "OneDrive"


def test_the_outermost_tool_is_reported(home: Path) -> None:
    assert find_risk(home / "OneDrive" / "Dropbox" / "board.db", HERE) == "OneDrive"


# Links


def test_a_link_into_such_a_folder_is_seen_through(tmp_path: Path) -> None:
    board_in(tmp_path / "Dropbox" / "notes").touch()
    (tmp_path / "notes").symlink_to(tmp_path / "Dropbox" / "notes")
    (tmp_path / "mine.db").symlink_to(tmp_path / "notes" / "board.db")
    assert find_risk(tmp_path / "notes" / "board.db", HERE) == "Dropbox"
    assert find_risk(tmp_path / "mine.db", HERE) == "Dropbox"


def test_a_link_with_the_name_of_a_tool_counts_too(tmp_path: Path, home: Path) -> None:
    board_in(tmp_path / "disk").touch()
    (home / "Nextcloud").symlink_to(tmp_path / "disk")
    assert find_risk(home / "Nextcloud" / "board.db", HERE) == "Nextcloud"
    assert find_risk(tmp_path / "disk" / "board.db", HERE) is None


def test_a_home_behind_a_link_is_a_home(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "link").symlink_to(home)
    monkeypatch.setenv("HOME", str(tmp_path / "link"))
    assert find_risk(home / "MEGA" / "board.db", HERE) == "MEGA"
    assert find_risk(tmp_path / "link" / "MEGA" / "board.db", HERE) == "MEGA"


def test_a_path_that_turns_back_is_not_where_it_turned(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    assert find_risk(tmp_path / "Dropbox" / ".." / "board.db", HERE) is None
    assert find_risk(tmp_path / "a" / ".." / "Dropbox" / "board.db", HERE) == "Dropbox"


def test_a_relative_path_starts_in_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    board_in(tmp_path / "Dropbox")
    monkeypatch.chdir(tmp_path / "Dropbox")
    assert find_risk(Path("board.db"), HERE) == "Dropbox"


# By mark


@pytest.mark.parametrize(
    ("mark", "tool"),
    [
        (".dropbox", "Dropbox"),
        (".dropbox.cache/", "Dropbox"),
        (".stfolder/", "Syncthing"),
        (".stfolder", "Syncthing"),
        (".sync/ID", "Resilio Sync"),
        (".sync/root_acl_entry", "Resilio Sync"),
        (".nextcloudsync.log", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        (".sync_0123456789ab.db", "Nextcloud or ownCloud"),
        ("._sync_0123456789ab.db", "Nextcloud or ownCloud"),
        (".SynologyWorkingDirectory/", "Synology Drive"),
        (".tmp.drivedownload/", "Google Drive"),
        (".tmp.driveupload/", "Google Drive"),
    ],
)
def test_a_tool_is_known_by_what_it_leaves_in_its_folder(tmp_path: Path, mark: str, tool: str) -> None:
    place(tmp_path / "shared", mark)
    assert find_risk(board_in(tmp_path / "shared"), HERE) == tool
    assert find_risk(board_in(tmp_path / "shared" / "a" / "b"), HERE) == tool
    assert find_risk(board_in(tmp_path / "other"), HERE) is None


@pytest.mark.parametrize(
    "mark",
    [".sync/", ".sync/x", ".dropbox/", ".dropboxignore", "sync_1.db", ".sync_1.db-wal", ".sync.db", ".stignore"],
)
def test_a_file_that_is_no_mark_does_not_count(home: Path, mark: str) -> None:
    place(home, mark)
    assert find_risk(board_in(home / "notes"), HERE) is None


def place(folder: Path, mark: str) -> None:
    """Make an empty file, or a folder for a name with a slash behind it."""
    made = folder / mark
    made.parent.mkdir(parents=True, exist_ok=True)
    if mark.endswith("/"):
        made.mkdir()
    else:
        made.touch()


def test_unreadable_folders_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(Path, "exists", refuse)
    assert find_risk(tmp_path / "board.db", HERE) is None


# By mount


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        *((kind, "a network file system") for kind in ("nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "afs", "ceph")),
        *((kind, "a network file system") for kind in ("glusterfs", "lustre", "davfs", "ncpfs", "gpfs", "beegfs")),
        *((f"fuse.{kind}", "a network file system") for kind in ("sshfs", "rclone", "davfs2", "s3fs", "gcsfuse")),
        *((f"fuse.{kind}", "a network file system") for kind in ("google-drive-ocamlfuse", "onedriver", "glusterfs")),
        *((f"fuse.{kind}", "a network file system") for kind in ("curlftpfs", "gvfsd-fuse")),
        *((kind, "a folder shared by the host system") for kind in ("9p", "vboxsf", "prl_fs", "fuse.vmhgfs-fuse")),
        ("drvfs", "a Windows drive"),
    ],
)
def test_a_file_system_of_another_machine_is_named(kind: str, words: str) -> None:
    mounts = f"{HERE}nas:/export /mnt/nas {kind} rw,relatime,addr=10.0.0.1 0 0\n"
    assert find_risk(Path("/mnt/nas/a/board.db"), mounts) == f"{words} ({kind})"
    assert find_risk(Path("/mnt/nas/board.db"), mounts) == f"{words} ({kind})"
    assert find_risk(Path("/mnt/nas2/board.db"), mounts) is None
    assert find_risk(Path("/mnt/board.db"), mounts) is None


@pytest.mark.parametrize(
    "kind", ["ext4", "btrfs", "xfs", "zfs", "tmpfs", "overlay", "apfs", "fuseblk", "fuse.gocryptfs"]
)
def test_a_local_file_system_is_no_risk(kind: str) -> None:
    assert find_risk(Path("/mnt/nas/board.db"), f"{HERE}/dev/sdb1 /mnt/nas {kind} rw 0 0\n") is None


def test_webdav_is_known_by_its_address() -> None:
    assert find_risk(Path("/m/b.db"), "https://x.org/dav /m fuse rw 0 0") == "a network file system (davfs)"
    assert find_risk(Path("/m/b.db"), "/dev/fuse /m fuse rw 0 0") is None


def test_the_longest_mount_point_counts() -> None:
    mounts = "nas:/ /a/b nfs4 rw 0 0\n/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /a/b/c ext4 rw 0 0\n"
    assert find_risk(Path("/a/board.db"), mounts) is None
    assert find_risk(Path("/a/b/board.db"), mounts) == "a network file system (nfs4)"
    assert find_risk(Path("/a/b/c/d/board.db"), mounts) is None


def test_what_was_mounted_last_counts() -> None:
    assert (
        find_risk(Path("/a/b.db"), "systemd-1 /a autofs rw 0 0\n//nas/x /a cifs rw 0 0\n")
        == "a network file system (cifs)"
    )
    assert find_risk(Path("/a/b.db"), "//nas/x /a cifs rw 0 0\n/dev/sdb1 /a ext4 rw 0 0\n") is None
    assert find_risk(Path("/b.db"), "nas:/root / nfs rw 0 0") == "a network file system (nfs)"


@pytest.mark.parametrize(
    ("written", "point"),
    [
        (r"/mnt/my\040files", "/mnt/my files"),
        (r"/mnt/tab\011and\012line", "/mnt/tab\tand\nline"),
        (r"/mnt/back\134slash", "/mnt/back\\slash"),
        (r"/mnt/\134040", r"/mnt/\040"),
        (r"/mnt/\043\04", r"/mnt/#\04"),
        ("/mnt/käse\u2028\x85", "/mnt/käse\u2028\x85"),
        ("/mnt/\udcff", "/mnt/\udcff"),
    ],
)
def test_a_mount_point_may_have_any_name(written: str, point: str) -> None:
    assert find_risk(Path(point, "board.db"), f"{HERE}nas:/x {written} nfs4 rw 0 0\n") == "a network file system (nfs4)"


def test_a_link_onto_the_network_is_seen_through(tmp_path: Path) -> None:
    board_in(tmp_path / "nas").touch()
    (tmp_path / "link").symlink_to(tmp_path / "nas")
    (tmp_path / "nas" / "back").symlink_to(tmp_path)
    mounts = f"{HERE}nas:/x {tmp_path / 'nas'} nfs4 rw 0 0\n"
    assert find_risk(tmp_path / "link" / "board.db", mounts) == "a network file system (nfs4)"
    assert find_risk(tmp_path / "nas" / "back" / "board.db", mounts) is None


def test_the_name_of_a_tool_precedes_the_file_system() -> None:
    assert find_risk(Path("/mnt/c/Users/me/OneDrive/board.db"), "C: /mnt/c drvfs rw 0 0") == "OneDrive"


MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//me@nas.local/share on /Volumes/share (smbfs, nodev, nosuid, mounted by me)
//me@nas.local/my%20files on /Volumes/my files (1) (smbfs, nodev, nosuid, mounted by me)
nas:/export on /Volumes/on top (nfs)
https://x.org/dav on /Volumes/dav (webdav, nodev, mounted by me)
/dev/disk4s1 on /Volumes/stick (msdos, local, nodev, mounted by me)
"""


@pytest.mark.parametrize(
    ("folder", "found"),
    [
        ("/Volumes/share", "a network file system (smbfs)"),
        ("/Volumes/share/a/b", "a network file system (smbfs)"),
        ("/Volumes/my files (1)", "a network file system (smbfs)"),
        ("/Volumes/on top", "a network file system (nfs)"),
        ("/Volumes/dav", "a network file system (webdav)"),
        ("/Volumes/stick", None),
        ("/Volumes/stick/MEGA", "MEGA"),
        ("/Users/me", None),
    ],
)
def test_mounts_of_macos_are_read_as_well(folder: str, found: str | None) -> None:
    assert find_risk(Path(folder, "board.db"), MACOS) == found


# What the system says


def test_the_systems_mounts_are_read_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mounts").write_bytes(b"nas:/x /mnt/\xff nfs4 rw 0 0\n")
    monkeypatch.setattr(sync_folders, "_MOUNTS", tmp_path / "mounts")
    assert find_risk(Path(os.fsdecode(b"/mnt/\xff/board.db"))) == "a network file system (nfs4)"


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("echo '//nas/x on /Volumes/x (smbfs, nodev)'", "a network file system (smbfs)"),
        ("echo '//nas/x on /Volumes/x (smbfs, nodev)'; exit 1", None),
        ("exec sleep 10", None),
        (None, None),
    ],
)
def test_the_mount_program_is_run_where_there_is_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None, found: str | None
) -> None:
    program = tmp_path / "mount"
    if script:
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o700)
    monkeypatch.setattr(sync_folders, "_MOUNTS", tmp_path / "none")
    monkeypatch.setattr(sync_folders, "_MOUNT_PROGRAM", str(program))
    monkeypatch.setattr(sync_folders, "_TIMEOUT", 0.2 if script and "sleep" in script else 10)
    assert find_risk(Path("/Volumes/x/board.db")) == found


# Whatever comes


def test_links_in_a_loop_count_by_their_names(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "Dropbox").symlink_to(tmp_path / "Dropbox")
    assert find_risk(tmp_path / "loop" / "board.db", HERE) is None
    assert find_risk(tmp_path / "loop", HERE) is None
    assert find_risk(tmp_path / "Dropbox" / "board.db", HERE) == "Dropbox"


def test_nobody_without_a_home_or_a_working_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", missing)
    assert find_risk(tmp_path / "board.db", HERE) is None
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert find_risk(Path("board.db"), HERE) is None


NAMES = st.sampled_from(["Dropbox", "Library", "CloudStorage", "Box", "loop", "..", ".sync", "\udcff", "x" * 300, "\0"])
PIECES = st.sampled_from(["nas:/x", " ", "/", "/a", " on /", " (", ")", ", ", "nfs4", "smbfs", "\\040", "\\777", "\n"])


@given(
    st.text(st.characters()) | st.lists(NAMES).map("/".join),
    st.text(st.characters()) | st.lists(PIECES).map("".join) | st.none(),
)
@example("a" + "/a" * 1_000, None)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_path_and_no_mounts_raise(tmp_path: Path, name: str, mounts: str | None) -> None:
    if not (tmp_path / "loop").is_symlink():
        (tmp_path / "loop").symlink_to("loop")
    for path in (Path(name), tmp_path / name, Path("/", name)):
        found = find_risk(path, mounts)
        assert found is None or found.isprintable()
