"""Delivery records, against numbers computed by hand; all records are example data."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.history.recorded_delivery import Repository
from core.instruments.delivery_records import Choices, delivery_records
from core.instruments.draft import Draft, NotMeasured
from core.instruments.inputs import Input
from core.progress import Silent
from core.repository.log import read_history
from core.repository.opening import opened
from tests.helpers.repositories import repository

MONDAY = datetime(2026, 1, 5, 10, tzinfo=UTC)
"""The first deployment."""
END = MONDAY + timedelta(days=70)
HEAD = "id,service,environment,finished_at,commit,result\n"


def at(days: float, hours: float = 0) -> str:
    return (MONDAY + timedelta(days=days, hours=hours)).isoformat().replace("+00:00", "Z")


def weekly(count: int = 10) -> list[str]:
    return [f"d{n},shop,production,{at(7 * n)},{n:040x},success\n" for n in range(count)]


def measured(deployments: str, incidents: str | None = None, **choices) -> Draft:
    given = [Input("deployments.csv", deployments.encode())]
    if incidents is not None:
        given.append(Input("incidents.csv", incidents.encode()))
    return delivery_records(given, Choices(until=END.timestamp(), **choices))


def values(draft: Draft) -> dict[str, float | None]:
    return {m.id.removeprefix("dora."): m.value for m in draft.measurements}


INCIDENTS = "service,created_at,resolved_at,deployment,planned\n"


def test_weekly_deployments_with_two_incidents():
    rows = weekly()
    rows.insert(3, f"x,shop,staging,{at(15)},,success\n")
    rows.append(f"d10,shop,production,{at(21, 5)},{99:040x},success\n")
    incidents = INCIDENTS + f"shop,{at(21, 1)},{at(21, 6)},d3,no\n"  # 6 hours after the deployment of day 21
    incidents += f"shop,{at(30)},{at(30, 2)},,no\n"  # no link: goes to that of day 28, 50 hours before its end
    incidents += f"shop,{at(36)},{at(37)},d5,yes\n"
    found = measured(HEAD + "".join(rows), incidents)
    assert values(found) == {
        "deployment-frequency": 1.0,
        "deployments-per-month": pytest.approx(11 / 70 * 365.25 / 12),
        "lead-time": None,
        "change-fail-rate": pytest.approx(2 / 11),
        "recovery-time": 28.0,  # of 6 and 50
        "rework-rate": pytest.approx(1 / 11),  # d10, the last before the incident of day 21 was resolved
    }
    by_id = {m.id: m for m in found.measurements}
    assert by_id["dora.deployment-frequency"].band == "high"
    assert (by_id["dora.recovery-time"].n, by_id["dora.recovery-time"].band) == (2, "low")
    assert by_id["dora.change-fail-rate"].window == ("2026-01-05T10:00:00Z", "2026-03-16T10:00:00Z")
    assert "2 of 11 deployments caused an incident" in by_id["dora.change-fail-rate"].notes
    assert "announced work is no failure: 1 incident" in by_id["dora.change-fail-rate"].notes
    assert [label for label, _ in by_id["dora.change-fail-rate"].series] == ["2026 Q1"]
    assert "history was not at hand" in by_id["dora.lead-time"].reason
    assert by_id["dora.rework-rate"].confidence == "medium"
    assert found.source == "delivery records: deployments.csv (12 rows), incidents.csv (3 rows)"
    read = next(t for t in found.tables if t.title == "Records that were read")
    assert read.rows == (
        ("deployments.csv", "12", "11", "0", "1", "0", "0"),
        ("incidents.csv", "3", "3", "0", "0", "0", "0"),
    )
    assert ("2026-01", "5", "1", "1") in next(t for t in found.tables if t.title == "Deployments by month").rows


def test_weeks_without_a_deployment_count_as_zero():
    rows = [f"d{n},shop,production,{at(n)},,success\n" for n in range(5)]  # five days of ten weeks
    found = values(measured(HEAD + "".join(rows)))
    assert found["deployment-frequency"] == 0
    rows = [f"d{n},shop,production,{at(7 * (n // 2) + n % 2)},,success\n" for n in range(20)]
    assert values(measured(HEAD + "".join(rows)))["deployment-frequency"] == 2


def test_a_day_is_a_day_of_the_audits_time_zone():
    rows = "".join(
        f"a{n},shop,production,{at(7 * n, 12)},,ok\nb{n},shop,production,{at(7 * n, 15)},,ok\n" for n in range(10)
    )
    given = [Input("d.csv", (HEAD + rows).encode())]
    one = delivery_records(given, Choices(until=END.timestamp()), ZoneInfo("UTC"))
    two = delivery_records(given, Choices(until=END.timestamp()), ZoneInfo("America/New_York"))
    assert values(one)["deployment-frequency"] == 2  # 22:00 and 01:00
    assert values(two)["deployment-frequency"] == 1


def test_two_deployments_are_not_measurable():
    found = measured(HEAD + "".join(weekly(2)))
    assert {m.value for m in found.measurements} == {None}
    assert "only 2 deployments in the window" in found.measurements[0].reason
    rows = [f"d{n},shop,production,{at(50 + n)},,success\n" for n in range(9)]
    short = measured(HEAD + "".join(rows))
    assert {m.reason for m in short.measurements} == {"the records cover fewer than 30 days of the window"}


def test_without_incidents_failures_are_unknown_not_zero():
    found = measured(HEAD + "".join(weekly()))
    assert values(found)["change-fail-rate"] is None
    assert "no incidents were given: failures do not show" in found.notes
    unusable = measured(HEAD + "".join(weekly()), INCIDENTS + "shop,yesterday,today,d3,no\n")
    assert values(unusable)["change-fail-rate"] is None
    none = measured(HEAD + "".join(weekly()), INCIDENTS)
    assert values(none)["change-fail-rate"] == 0


def test_services_are_never_blended():
    rows = "".join(weekly()) + f"e1,billing,production,{at(3)},,success\n"
    with pytest.raises(NotMeasured, match="2 services: billing, shop"):
        measured(HEAD + rows)
    found = measured(HEAD + rows, service="Shop")
    assert found.title == "Delivery of shop"
    assert found.measurements[0].n == 10
    with pytest.raises(NotMeasured, match="no deployment of web"):
        measured(HEAD + rows, service="web")


@pytest.mark.parametrize("name", ["prod", "Production", "eu-prod", "prod-2", "production/eu", "live"])
def test_production_is_known_by_its_name(name):
    rows = "".join(weekly()).replace(",production,", f",{name},")
    assert measured(HEAD + rows).measurements[0].n == 10


@pytest.mark.parametrize("name", ["pre-prod", "staging", "nonprod", "product-demo", "prod-test", "reproduction"])
def test_what_only_sounds_like_production_is_not(name):
    rows = "".join(weekly()).replace(",production,", f",{name},")
    with pytest.raises(NotMeasured, match="environment called production"):
        measured(HEAD + rows)
    assert measured(HEAD + rows, environments=(name,)).measurements[0].n == 10


def test_every_bad_row_is_named_and_the_others_count():
    rows = [
        *weekly(),
        "e0,shop,production,2026-01-06 10:00:00,,success\n",
        "e1,shop,production,06/01/2026 10:00,,success\n",
        "e2,shop,production,,,success\n",
        f"e3,shop,production,{at(3)},,running\n",
        f"e4,shop,production,{at(3)},,=HYPERLINK(1)\n",
        "e5,shop,production,2026-01-07,,success\n",
        "e6,shop,production,0026-01-07T00:00:00Z,,success\n",
        "e7,shop,prod",
    ]
    found = measured(HEAD + "".join(rows), INCIDENTS + f"shop,{at(9)},{at(8)},,no\nshop,{at(9)},,d77,no\n")
    assert found.measurements[0].n == 10
    assert [str(row) for row in found.bad] == [
        "deployments.csv, line 19: it has 3 of 6 columns",
        "deployments.csv, line 12: '2026-01-06 10:00:00' has no time zone",
        "deployments.csv, line 13: '06/01/2026 10:00' is not a time like 2026-05-01T10:00:00Z",
        "deployments.csv, line 14: it has no time",
        "deployments.csv, line 15: it is not finished (running)",
        "deployments.csv, line 16: '=HYPERLINK(1)' is no known result",
        "deployments.csv, line 17: '2026-01-07' is a day without a time",
        "deployments.csv, line 18: the year of '0026-01-07T00:00:00Z' cannot be right",
        "incidents.csv, line 2: it was resolved before it began",
        "incidents.csv, line 3: it names 'd77', which is not among the deployments",
    ]
    zoned = measured(HEAD + "".join(rows), zone=ZoneInfo("Europe/Berlin"))
    assert zoned.measurements[0].n == 11


def test_a_window_that_ends_before_it_begins_is_refused():
    with pytest.raises(NotMeasured, match="ends before it begins"):
        measured(HEAD + "".join(weekly()), since=END.timestamp() + 1)


def test_a_file_that_holds_nothing_is_named_once():
    found = delivery_records(
        [Input("deployments.csv", (HEAD + "".join(weekly())).encode()), Input("a.json", b"[]")], Choices()
    )
    assert [str(row) for row in found.bad] == ["a.json: it lists nothing"]


def test_a_file_of_something_else_is_no_source_of_the_numbers():
    survey = Input("survey.csv", b"Timestamp,Team,I am satisfied\n2026-01-06T10:00:00Z,A,4\n")
    found = delivery_records([Input("deployments.csv", (HEAD + "".join(weekly())).encode()), survey], Choices())
    assert "survey.csv" not in found.source
    assert [row[0] for row in found.tables[1].rows] == ["deployments.csv"]
    assert [str(row).partition(" (")[0] for row in found.bad] == [
        "survey.csv: its columns are neither those of deployments"
    ]


def test_records_of_gitlab_and_of_a_workbook_are_read(tmp_path):
    entries = ",\n".join(
        f'{{"iid": {n}, "sha": "{n:040x}", "status": "success", "environment": {{"id": 1, "name": "production"}},'
        f' "created_at": "{at(7 * n)}", "deployable": {{"finished_at": "{at(7 * n, 1)}"}}}}'
        for n in range(10)
    )
    found = delivery_records([Input("d.json", f"[{entries}]".encode())], Choices(until=END.timestamp()))
    assert found.measurements[0].n == 10
    assert found.measurements[0].window[0] == "2026-01-05T11:00:00Z"
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Service", "Environment", "Finished at", "Commit", "Result"])
    for n in range(10):
        book.active.append(["shop", "production", datetime(2026, 1, 5, 10) + timedelta(days=7 * n), None, "success"])
    book.save(tmp_path / "d.xlsx")
    given = Input("d.xlsx", (tmp_path / "d.xlsx").read_bytes())
    found = delivery_records([given], Choices(until=END.timestamp(), zone=UTC))
    assert found.measurements[0].n == 10
    with pytest.raises(NotMeasured, match="line 2: '2026-01-05T10:00:00' has no time zone"):
        delivery_records([given], Choices(until=END.timestamp()))


def test_recorded_plans_decide_what_is_rework():
    head = "id,environment,finished_at,result,planned\n"
    rows = "".join(f"d{n},production,{at(7 * n)},success,{'no' if n in (3, 4) else 'yes'}\n" for n in range(10))
    found = measured(head + rows)
    assert values(found)["rework-rate"] == 0.2
    assert found.measurements[-1].confidence == "high"


def test_a_failed_deployment_counts_only_when_an_incident_names_it():
    rows = "".join(weekly()) + f"f1,shop,production,{at(10)},,failed\nf2,shop,production,{at(11)},,failed\n"
    found = measured(HEAD + rows, INCIDENTS + f"shop,{at(10, 1)},{at(10, 4)},f1,no\n")
    assert values(found)["change-fail-rate"] == pytest.approx(1 / 11)
    assert values(found)["recovery-time"] == 4
    assert found.measurements[0].n == 10
    note = "not counted, as they failed and caused no incident: 1 deployment"
    assert note in found.measurements[0].notes


def test_lead_time_from_author_dates(tmp_path):
    made = repository(tmp_path / "client")
    commits = []
    for week in range(8):
        made.commit(f"Add a{week}", hours=24)
        made.commit(f"Add b{week}", hours=24 * 6)
        commits.append(made.git("rev-parse", "HEAD").strip())
    made.commit("Not deployed", hours=24)
    until = made.now
    with opened(made.folder) as repo:
        commit = repo.commit()
        history = read_history(repo, [commit.id], Silent())
    authored = {c: int(made.git("log", "-1", "--format=%at", c)) for c in commits}
    head = "finished_at,environment,commit,result\n"
    rows = "".join(
        f"{authored[c] + 3600 * (n + 1)},prod,{c if n % 2 else c[:12]},success\n" for n, c in enumerate(commits)
    )
    rows += f"{until},prod,{'f' * 40},success\n"
    given = [Input("d.csv", (head + rows).encode())]
    source = Repository(history, history.number[commit.id.encode()])
    found = {m.id: m for m in delivery_records(given, Choices(until=until), UTC, source).measurements}
    lead = found["dora.lead-time"]
    # What week n brought (the first is left out): b waited n + 1 hours, a as much longer as it was authored earlier.
    waits = []
    for n, c in enumerate(commits[1:], start=1):
        before = int(made.git("log", "-1", "--format=%at", f"{c}~1"))
        waits += [n + 1, (authored[c] - before) / 3600 + n + 1]
    waits.sort()
    assert lead.value == pytest.approx((waits[6] + waits[7]) / 2)
    assert lead.n == 14
    assert lead.coverage == pytest.approx(14 / 15)  # since the first deployment; the last change was not deployed
    assert "what the first recorded deployment brought is left out: it may have been deployed before" in lead.notes
    assert "without a commit of this history: 1 deployment" in lead.notes
    shallow = Repository(history, source.tip, shallow=True)
    cut = {m.id: m for m in delivery_records(given, Choices(until=until), UTC, shallow).measurements}
    assert "shallow" in cut["dora.lead-time"].reason


spans = st.floats(0, 69.9)
results = st.sampled_from(["success", "failed"])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(spans, results), min_size=3, max_size=25),
    st.lists(st.tuples(spans, st.floats(0, 5), st.one_of(st.none(), st.integers(0, 2))), max_size=8),
    st.randoms(use_true_random=False),
)
def test_order_and_repeated_rows_change_nothing(made: list, happened: list, chance: random.Random):
    deployments = [f"d{n},shop,production,{at(days)},{n:040x},{result}\n" for n, (days, result) in enumerate(made)]
    incidents = [
        f"shop,{at(days)},{at(days + more)},{'' if cause is None else f'd{cause}'},no\n"
        for days, more, cause in happened
    ]
    incidents = list(dict.fromkeys(incidents))
    once = measured(HEAD + "".join(deployments), INCIDENTS + "".join(incidents))
    shuffled = deployments + deployments[:3]
    chance.shuffle(shuffled)
    again = [*incidents, *incidents[:2]]
    chance.shuffle(again)
    twice = measured(HEAD + "".join(shuffled), INCIDENTS + "".join(again))
    assert values(once) == values(twice)
    assert [(m.n, m.band, m.notes, m.window, m.series) for m in once.measurements] == [
        (m.n, m.band, m.notes, m.window, m.series) for m in twice.measurements
    ]
    rate = values(once)["change-fail-rate"]
    assert rate is None or 0 <= rate <= 1
