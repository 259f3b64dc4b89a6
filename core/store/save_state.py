"""Whether the disk has everything: the one word of this room that windows show."""

from enum import StrEnum


class SaveState(StrEnum):
    """Whether everything that was done is on the disk."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"
