"""Finds repositories that were brought beforehand into one folder."""

from pathlib import Path


def find(folder: Path, name: str) -> Path | None:
    """Return the repository `owner/name`, bare or not: `owner+name/repo`, `owner+name` or `owner+name.git`."""
    flat = name.replace("/", "+")
    candidates = (folder / flat / "repo", folder / flat / "repo.git", folder / flat, folder / f"{flat}.git")
    return next((each for each in candidates if (each / "HEAD").is_file() or (each / ".git").exists()), None)
