"""Finds repositories that were brought beforehand into one folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


def find(folder: Path, name: str) -> Path | None:
    """Return the repository `owner/name`, bare or not: `owner+name/repo`, `owner+name` or `owner+name.git`."""
    flat = name.replace("/", "+")
    candidates = (folder / flat / "repo", folder / flat / "repo.git", folder / flat, folder / f"{flat}.git")
    return next((each for each in candidates if (each / "HEAD").is_file() or (each / ".git").exists()), None)


@contextmanager
def under_its_name(found: Path, name: str) -> Iterator[Path]:
    """Give a repository the folder name of a clone: that it calls itself a demo decides whether its examples count."""
    with TemporaryDirectory() as folder:
        link = Path(folder) / name.rpartition("/")[2]
        link.symlink_to(found.resolve(), target_is_directory=True)
        yield link
