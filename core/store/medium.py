"""What kind of medium a file lies on: write-ahead logging needs shared memory, which network shares do not give."""

import os
import sys
from pathlib import Path

_LOCAL = frozenset({"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "bcachefs", "tmpfs", "ramfs", "overlay"})


def _linux_filesystem(path: Path) -> str:
    best, kind = "", ""
    with Path("/proc/self/mountinfo").open(encoding="utf-8", errors="surrogateescape") as file:
        for line in file:
            before, _, after = line.partition(" - ")
            mount = before.split(" ")[4].encode("utf-8", "surrogateescape").decode("unicode_escape", "replace")
            inside = str(path) == mount or str(path).startswith(mount.rstrip("/") + "/")
            if inside and len(mount) >= len(best):
                best, kind = mount, after.split(" ")[0]
    return kind


def is_local_disk(path: Path) -> bool:
    """Return whether the folder of a path lies on a built-in disk; doubtful cases count as no."""
    folder = Path(os.path.realpath(path)).parent
    if sys.platform == "win32":
        import ctypes

        fixed = 3  # DRIVE_FIXED of GetDriveTypeW
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == fixed)
    if sys.platform == "darwin":
        return not str(folder).startswith(("/Volumes/", "/Network/"))
    try:
        return _linux_filesystem(folder) in _LOCAL
    except (OSError, IndexError):
        return False
