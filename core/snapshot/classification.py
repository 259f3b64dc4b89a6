"""From a path to its file class, in one place."""

from core.snapshot.file_class import FileClass


def classify(path: str) -> FileClass:
    """Return what role a file plays, from its path alone."""
    return FileClass.SOURCE
