"""Reads files of the work tree without leaving it: component by component, no link followed, only regular files."""

import os
import stat
from collections import OrderedDict
from pathlib import Path

_KEPT_FOLDERS = 32
_FORBIDDEN = frozenset({b"", b".", b"..", b".git"})
SUPPORTED = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW") and hasattr(os, "O_DIRECTORY")
"""False on Windows: there, content comes from the object database only."""


class WorkTree:
    """The folder of a clone, opened once; everything else is opened relative to it."""

    def __init__(self, folder: Path) -> None:
        self._flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
        self._no_atime = getattr(os, "O_NOATIME", 0)
        self._root = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        self._folders: OrderedDict[bytes, int | None] = OrderedDict()

    def close(self) -> None:
        """Close all folders."""
        for handle in self._folders.values():
            if handle is not None:
                os.close(handle)
        self._folders.clear()
        if self._root >= 0:
            os.close(self._root)
            self._root = -1

    def read(self, path: bytes, most: int) -> bytes | None:
        """Return a regular file's bytes; None when it is none, is missing, too large or behind a link."""
        folder, _, name = path.rpartition(b"/")
        if name.lower() in _FORBIDDEN:
            return None
        at = self._folder(folder) if folder else self._root
        if at is None:
            return None
        try:
            handle = self._open(name, at)
        except OSError:
            return None
        try:
            known = os.fstat(handle)
            if not stat.S_ISREG(known.st_mode) or known.st_size > most:
                return None
            data = os.read(handle, known.st_size + 1)
            while len(data) < known.st_size:
                more = os.read(handle, known.st_size - len(data))
                if not more:
                    break
                data += more
        except OSError:
            return None
        finally:
            os.close(handle)
        return data

    def _open(self, name: bytes, at: int) -> int:
        """Open without waiting (a FIFO) and, where allowed, without touching the time of last access."""
        flags = self._flags | os.O_NONBLOCK
        if self._no_atime:
            try:
                return os.open(name, flags | self._no_atime, dir_fd=at)
            except PermissionError:
                self._no_atime = 0
        return os.open(name, flags, dir_fd=at)

    def _folder(self, folder: bytes) -> int | None:
        """Return an open folder, None when it is none; a loop, since a tree may be thousands of folders deep."""
        cut = len(folder)
        while cut > 0 and folder[:cut] not in self._folders:
            cut = max(0, folder.rfind(b"/", 0, cut))
        handle = self._root if cut <= 0 else self._folders[folder[:cut]]
        if cut > 0:
            self._folders.move_to_end(folder[:cut])
        while cut < len(folder):
            start = cut + 1 if cut > 0 else 0
            end = folder.find(b"/", start)
            cut = end if end >= 0 and handle is not None else len(folder)
            handle = self._opened(folder[start:cut], handle)
            self._keep(folder[:cut], handle)
        return handle

    def _opened(self, name: bytes, parent: int | None) -> int | None:
        if parent is None or name.lower() in _FORBIDDEN:
            return None
        try:
            return os.open(name, self._flags | os.O_DIRECTORY, dir_fd=parent)
        except OSError:
            return None

    def _keep(self, folder: bytes, handle: int | None) -> None:
        self._folders[folder] = handle
        while len(self._folders) > _KEPT_FOLDERS:
            _, old = self._folders.popitem(last=False)
            if old is not None:
                os.close(old)
