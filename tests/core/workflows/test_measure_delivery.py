"""Delivery records of an open audit: its window, its days, its history; all records are example data."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.instruments.delivery_records import Choices
from core.instruments.draft import Draft, NotMeasured
from core.workflows import edit, measure
from core.workflows.measure_delivery import preview_delivery
from core.workflows.scan import scan
from tests.helpers.audits import new_audit
from tests.helpers.repositories import ExampleRepository, repository


def deployed_weekly(folder: Path) -> tuple[ExampleRepository, str]:
    """Ten weeks with two changes each; the second of each is deployed three hours later."""
    made = repository(folder)
    lines = ["environment,finished_at,commit,result"]
    for week in range(10):
        made.commit(f"Add a{week}", hours=84)
        made.commit(f"Add b{week}", hours=84)
        commit, at = made.git("log", "-1", "--format=%H %ct").split()
        lines.append(f"prod,{int(at) + 3 * 3600},{commit},success")
    made.commit("Add the last", hours=24)
    return made, "\n".join(lines) + "\n"


def values(draft: Draft) -> dict[str, float | None]:
    return {m.id.removeprefix("dora."): m.value for m in draft.measurements}


def test_the_window_ends_with_the_audited_commit_and_lead_times_come_from_its_history(tmp_path):
    made, records = deployed_weekly(tmp_path / "client")
    head = int(made.git("log", "-1", "--format=%ct"))
    records += f"prod,{head + 86_400},{'f' * 40},success\n"
    (tmp_path / "d.csv").write_text(records, encoding="utf-8")
    with new_audit(tmp_path) as opened:
        opened.do(edit.adopt_scan(opened, scan(made.folder), str(made.folder)))
        draft = preview_delivery(opened, [tmp_path / "d.csv"])
        assert values(draft)["deployment-frequency"] == 1
        assert values(draft)["lead-time"] == pytest.approx((3 + 84 + 3) / 2)
        lead = draft.measurements[2]
        assert lead.window[1] == datetime.fromtimestamp(head, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        assert (lead.n, lead.confidence) == (18, "high")
        assert "left out, as after the end of the window: 1 record" in draft.notes
        assert "no incidents were given: failures do not show" in draft.notes
        opened.do(measure.record(opened, draft))
        assert opened.audit.results["delivery-records-1"].title == "Delivery"


def test_without_a_repository_all_but_the_lead_time_is_measured(tmp_path):
    _, records = deployed_weekly(tmp_path / "client")
    (tmp_path / "d.csv").write_text(records, encoding="utf-8")
    with new_audit(tmp_path) as opened:
        draft = preview_delivery(opened, [tmp_path / "d.csv"])
        assert values(draft)["lead-time"] is None
        assert values(draft)["deployments-per-month"] == pytest.approx(10 / 63 * 365.25 / 12)
        assert "the window ends with the last deployment, as no commit is audited" in draft.notes
        assert draft.notes[-1] == "the history could not be read, which the lead time needs: no repository is known"
        gone = preview_delivery(opened, [tmp_path / "d.csv"], repository=tmp_path / "nowhere")
        assert "which the lead time needs: There is no folder" in gone.notes[-1]


def test_a_window_that_was_chosen_is_kept(tmp_path):
    made, records = deployed_weekly(tmp_path / "client")
    (tmp_path / "d.csv").write_text(records, encoding="utf-8")
    first = int(records.split("\n")[1].split(",")[1])
    with new_audit(tmp_path) as opened:
        chosen = Choices(since=first + 7 * 86_400, until=first + 56 * 86_400)
        draft = preview_delivery(opened, [tmp_path / "d.csv"], chosen, repository=made.folder)
        assert draft.measurements[0].n == 8
        assert draft.measurements[0].window == tuple(
            datetime.fromtimestamp(first + days * 86_400, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for days in (7, 56)
        )
        with pytest.raises(NotMeasured, match="no deployment of web"):
            (tmp_path / "s.csv").write_text(records.replace("environment", "service", 1), encoding="utf-8")
            preview_delivery(opened, [tmp_path / "s.csv"], Choices(service="web"))
