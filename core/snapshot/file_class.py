"""What role a file plays, decided once from its path."""

from enum import StrEnum


class FileClass(StrEnum):
    """The classes that probes ask for."""

    SOURCE = "source"
    TEST = "test"
    CONFIGURATION = "configuration"
    INFRASTRUCTURE = "infrastructure"
    DOCUMENT = "document"
    GENERATED = "generated"
    VENDORED = "vendored"
    EXAMPLE = "example"
    BINARY = "binary"
