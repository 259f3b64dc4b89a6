"""One mistake in a rubric file, with what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """Where a rubric file is wrong, how, and what to change."""

    file: str
    line: int
    message: str
    advice: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" + (f" ({self.advice})" if self.advice else "")
