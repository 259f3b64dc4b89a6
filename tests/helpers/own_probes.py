"""Own probes of shipped rubrics: each must answer to the real thing, and not to what resembles it."""

from core.model.outcome import Outcome
from core.probes.own import own_probe
from core.rubric.rubric import OwnProbe
from tests.helpers.snapshots import ask

Case = tuple[str, tuple[str, str], tuple[str, str]]
"""Name of the probe, path and text of the real thing, path and text of what resembles it."""


def tells_apart(rubric_id: str, own: OwnProbe, real: tuple[str, str], resembling: tuple[str, str]) -> None:
    """Assert that the probe is present on the one and absent on the other."""
    probe = own_probe(rubric_id, own)
    assert ask(probe, dict([real])).outcome is Outcome.PRESENT
    assert ask(probe, dict([resembling])).outcome is Outcome.ABSENT
