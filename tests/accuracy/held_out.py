"""What was read in repositories that nobody labelled: tests/accuracy/held_out*.yaml, and their totals."""

from pathlib import Path
from typing import Any

import yaml

from core.probes.accuracy import HeldOut, HeldOutRepository, rate

FILE = Path(__file__).with_name("held_out.yaml")
AGAIN = Path(__file__).with_name("held_out_again.yaml")
LATER = tuple(Path(__file__).with_name(f"held_out_{name}.yaml") for name in ("third", "fourth", "fifth", "sixth"))
"""The further rounds, in the order in which they were read."""


def read(file: Path = FILE) -> dict[str, Any] | None:
    """Return the record, or None when there is none."""
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else None


def held_out(record: dict[str, Any] | None) -> HeldOut | None:
    """Return the totals of a record."""
    if record is None:
        return None
    everything = [answer for each in record["repositories"] for answer in each["answers"]]

    def wrong_share(*said: str) -> Any:
        asked = [answer for answer in everything if answer["said"] in said]
        return rate(sum("wrong" in answer for answer in asked), len(asked))

    return HeldOut(
        read_on=str(record["read_on"]),
        probe_set=record["probe_set"],
        repositories=tuple(
            HeldOutRepository(
                name=each["repo"],
                commit=each["commit"],
                ecosystem=each["ecosystem"],
                seed=each["seed"],
                n=len(each["answers"]),
                wrong=sum("wrong" in answer for answer in each["answers"]),
            )
            for each in record["repositories"]
        ),
        wrong=wrong_share("yes", "no"),
        wrong_yes=wrong_share("yes"),
        wrong_no=wrong_share("no"),
        fixed_since=sum("fixed" in answer for answer in everything),
    )


def later_rounds() -> tuple[HeldOut, ...]:
    """Return the totals of the further rounds."""
    return tuple(totals for totals in map(held_out, map(read, LATER)) if totals)
