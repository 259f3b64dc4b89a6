"""From a path to its file class, in one place."""

from collections.abc import Iterable

from core.snapshot.file_class import FileClass


def is_example_repository(name: str, paths: Iterable[str]) -> bool:
    """Tell whether a repository as a whole is an example."""
    return False


def classify(path: str, example_repository: bool = False) -> FileClass:
    """Return what role a file plays, from its path alone."""
    return FileClass.SOURCE
