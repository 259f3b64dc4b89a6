"""From a path to its file class, in one place.

The order of the questions is the rule: what is not ours (vendored, generated) before what is not the product (examples,
tests) before what the name and the extension say.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from core.snapshot import file_names as names
from core.snapshot.file_class import FileClass

_DOMAINS = frozenset({"com", "org", "net", "io", "dev", "co"})
_MOST_EXAMPLES = 0.5


def is_example_repository(name: str, paths: Iterable[str]) -> bool:
    """Tell whether a repository as a whole is an example: by its name, or by where most of its code lies.

    Args:
        name: the repository's folder name, and the title of its README.
        paths: all its paths.
    """
    if names.EXAMPLE_WORDS & set(re.split(r"[^a-z]+", name.lower())):
        return True
    code = examples = 0
    for path in paths:
        last = path.rpartition("/")[2]
        if last.rpartition(".")[2] in names.CODE:
            file_class = classify(path)
            code += file_class in (FileClass.SOURCE, FileClass.EXAMPLE)
            examples += file_class is FileClass.EXAMPLE
    return code > 0 and examples / code > _MOST_EXAMPLES


def readme_title(text: str) -> str:
    """Return the first heading of a README, which names a repository whatever folder it was cloned into."""
    found = re.search(r"^#[ \t]+(.+?)[ \t#]*$|^(\S.*)\n={3,}[ \t]*$", text, re.MULTILINE)
    return (found[1] or found[2])[:200] if found else ""


def is_lock_file(path: str) -> bool:
    """Tell whether a file records resolved dependencies: what it names is locked, not used."""
    return names.LOCK_FILE.fullmatch(path.rpartition("/")[2]) is not None


def classify(path: str, example_repository: bool = False) -> FileClass:
    """Return what role a file plays, from its path alone.

    Args:
        path: repository path.
        example_repository: the whole repository is an example, so its example folders hold what counts.
    """
    folder, _, name = path.rpartition("/")
    where = _folder(folder, example_repository)
    by_name = _name(name)
    if by_name is FileClass.BINARY:
        return by_name
    for role in (where, by_name):
        if role in (FileClass.VENDORED, FileClass.GENERATED):
            return role
    if where is FileClass.EXAMPLE:
        return where
    if FileClass.TEST in (where, by_name):
        return FileClass.TEST
    if where is FileClass.SOURCE:  # a folder of specifications
        return FileClass.TEST if by_name is FileClass.SOURCE else by_name
    if where is FileClass.INFRASTRUCTURE and by_name is FileClass.CONFIGURATION:
        data = name.rpartition(".")[2].lower() in names.INFRASTRUCTURE_DATA
        return FileClass.INFRASTRUCTURE if data and not is_lock_file(name) else by_name
    if where is FileClass.DOCUMENT and by_name is FileClass.SOURCE:
        return FileClass.DOCUMENT
    return by_name


@lru_cache(maxsize=65536)
def _folder(folder: str, example_repository: bool) -> FileClass | None:
    """Return what a folder makes of its files; SOURCE stands for a folder of specifications."""
    if not folder:
        return None
    parts = folder.split("/")
    lower = [part.lower() for part in parts]
    if names.VENDORED_FOLDERS.intersection(lower) or "wwwroot/lib" in "/".join(lower):
        return FileClass.VENDORED
    if names.SERVED_FOLDERS.intersection(lower) and any(names.VENDORED_VERSION.fullmatch(part) for part in lower):
        return FileClass.VENDORED
    if names.GENERATED_FOLDERS.intersection(lower):
        return FileClass.GENERATED
    if not example_repository and any(
        part in names.EXAMPLE_FOLDERS and (at == 0 or lower[at - 1] not in _DOMAINS) for at, part in enumerate(lower)
    ):
        return FileClass.EXAMPLE
    if any(
        low in names.TEST_FOLDERS or names.TEST_FOLDER.fullmatch(low) or names.TEST_CAMEL_FOLDER.fullmatch(part)
        for low, part in zip(lower, parts, strict=True)
    ):
        return FileClass.TEST
    if names.SPEC_FOLDERS.intersection(lower):
        return FileClass.SOURCE
    if lower[0].startswith(".") and lower[0] not in (".k8s", ".helm", ".docker", ".infra", ".deploy"):
        return FileClass.CONFIGURATION
    if names.DOCUMENT_FOLDERS.intersection(lower[:2]):
        return FileClass.DOCUMENT
    if names.INFRASTRUCTURE_FOLDERS.intersection(lower):
        return FileClass.INFRASTRUCTURE
    return None


@lru_cache(maxsize=65536)
def _name(name: str) -> FileClass:
    """Return what a file's own name says."""
    stem, dot, extension = name.lower().rpartition(".")
    if dot and extension in names.BINARY:
        return FileClass.BINARY
    if names.GENERATED_FILE.fullmatch(name):
        return FileClass.GENERATED
    if names.VENDORED_FILE.fullmatch(name):
        return FileClass.VENDORED
    if names.TEST_FILE.fullmatch(name) or names.TEST_CAMEL_FILE.fullmatch(name):
        return FileClass.TEST
    if names.INFRASTRUCTURE_FILE.fullmatch(name) or (dot and extension in names.INFRASTRUCTURE):
        return FileClass.INFRASTRUCTURE
    if names.CONFIGURATION_FILE.fullmatch(name):
        return FileClass.CONFIGURATION
    if dot and extension in names.WRAPPERS and stem:
        return _name(stem) if "." in stem.strip(".") else FileClass.CONFIGURATION
    if dot and extension in names.DOCUMENT:
        return FileClass.DOCUMENT
    if dot and extension in names.CODE:
        return FileClass.SOURCE
    if dot and extension in names.CONFIGURATION:
        return FileClass.CONFIGURATION
    if names.DOCUMENT_FILE.fullmatch(name):
        return FileClass.DOCUMENT
    return FileClass.CONFIGURATION if dot else FileClass.SOURCE
