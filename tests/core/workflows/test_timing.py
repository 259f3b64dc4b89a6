from dataclasses import replace
from pathlib import Path

import pytest

from core.instruments.draft import NotMeasured
from core.progress import Cancelled, Silent
from core.workflows.open import open_audit
from core.workflows.timing import Plan, Refused, consent, plan, time_command
from tests.helpers.measured_audits import measured_audit
from tests.helpers.repositories import repository


def planned(folder: Path, command: str, measure: str = "local.test-time", **more) -> Plan:
    made = repository(folder / "client", {"Makefile": "test:\n\techo tested\n"})
    with open_audit(measured_audit(folder, made), for_reading=True) as opened:
        return plan(opened.audit, opened.scan, measure, command, **more)


def place(folder: Path) -> Path:
    (folder / "place").mkdir(exist_ok=True)
    return folder / "place"


def test_runs_share_a_copy_and_nothing_is_left(tmp_path: Path) -> None:
    wanted = planned(tmp_path, "ls; touch made", runs=2)
    draft = time_command(wanted, agreed=wanted.commands, within=place(tmp_path))
    assert draft.measurements[0].n == 2
    assert draft.inputs[0].data.count(b"\nmade\n") == 1  # the second run sees what the first one made
    assert list(place(tmp_path).iterdir()) == []
    assert sorted(p.name for p in (tmp_path / "client").iterdir()) == [".git", "Makefile"]


def test_a_set_up_is_timed_in_a_fresh_copy_each_time(tmp_path: Path) -> None:
    wanted = planned(tmp_path, "test ! -e made && touch made", "local.setup-time", runs=3)
    draft = time_command(wanted, agreed=wanted.commands, within=place(tmp_path))
    assert draft.measurements[0].n == 3


def test_what_prepares_the_copy_is_not_timed_and_must_succeed(tmp_path: Path) -> None:
    wanted = planned(tmp_path, "cat prepared", prepare="echo ready > prepared", runs=1)
    draft = time_command(wanted, agreed=wanted.commands, within=place(tmp_path))
    assert draft.measurements[0].n == 1
    assert "Before it ran, untimed: echo ready > prepared" in draft.notes
    broken = replace(wanted, prepare="echo no network; false")
    with pytest.raises(NotMeasured, match="It said: no network"):
        time_command(broken, agreed=broken.commands, within=place(tmp_path))
    assert list(place(tmp_path).iterdir()) == []


def test_another_repository_is_told_from_a_broken_one(tmp_path: Path) -> None:
    repository(tmp_path / "other", {"README.md": "example\n"})
    wanted = replace(planned(tmp_path, "true"), repository=tmp_path / "other")
    with pytest.raises(NotMeasured, match="other does not hold the audited commit"):
        time_command(wanted, agreed=wanted.commands, within=place(tmp_path))


def test_only_the_command_that_was_agreed_to_runs(tmp_path: Path) -> None:
    wanted = planned(tmp_path, f"touch {tmp_path}/ran")
    for agreed in (("", ""), ("make test", ""), (wanted.command, "make setup")):
        with pytest.raises(Refused):
            time_command(wanted, agreed=agreed, within=place(tmp_path))
    assert not (tmp_path / "ran").exists()
    assert list(place(tmp_path).iterdir()) == []


def test_the_consent_names_command_folder_and_danger(tmp_path: Path) -> None:
    wanted = planned(tmp_path, "make test", prepare="make setup", limit_seconds=90)
    text = "\n".join(consent(wanted))
    for part in ("make test", "make setup", str(tmp_path / "client"), wanted.commit[:12], "1.5 min", "your rights"):
        assert part in text


def test_cancelling_removes_the_copy(tmp_path: Path) -> None:
    class Cancelling(Silent):
        running = False

        def phase(self, name: str, total: int | None = None) -> None:
            self.running = name.startswith("Run")

        def check(self) -> None:
            if self.running:
                raise Cancelled

    wanted = planned(tmp_path, "sleep 600")
    with pytest.raises(Cancelled):
        time_command(wanted, agreed=wanted.commands, progress=Cancelling(), within=place(tmp_path))
    assert list(place(tmp_path).iterdir()) == []


def test_what_cannot_be_measured_so_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotMeasured, match="does not give"):
        planned(tmp_path, "make test", "qa.wait")
    (tmp_path / "unscanned").mkdir()
    with (
        open_audit(measured_audit(tmp_path / "unscanned"), for_reading=True) as opened,
        pytest.raises(NotMeasured, match="no scan"),
    ):
        plan(opened.audit, opened.scan, "local.test-time", "make test")
