import re

import pytest

from core.matching.engine import compile
from core.matching.pattern import Hit
from core.probes.clocks import CLOCK, in_pipelines, timed
from core.progress import Silent
from tests.helpers.snapshots import snapshot

REPORT = re.compile("report")


def clocks(files: dict[str, str]) -> list[tuple[str, int, int]]:
    shot = snapshot(files)
    matches = compile([CLOCK]).scan(shot.contents(), Silent())
    return list(timed(shot, [Hit("clock", *found) for found in matches.of(CLOCK)], REPORT))


@pytest.mark.parametrize(
    ("files", "places"),
    [
        ({"a/crontab": "\n5 4 * * 1 root report.sh\n"}, [("a/crontab", 2, 2)]),
        ({"a.py": "schedule.every().day.do(\n    report,\n)\n"}, [("a.py", 1, 2)]),
        ({"k.yaml": "kind: CronJob\nspec:\n  a: 1\n  b: 2\n  c: 3\n  d: 4\n  args: [report]\n"}, [("k.yaml", 1, 7)]),
        ({"report.timer": "[Timer]\nOnCalendar=daily\n"}, [("report.timer", 2, 2)]),
        ({"k.yaml": "kind: CronJob\nspec: {}\n---\nkind: Job\nargs: [report]\n"}, []),
        ({"a/crontab": "5 4 * * 1 root clean.sh\n# report\n"}, []),
        ({"rules.yaml": "values: '0 0 0 0 0'\nalert: report\n"}, []),
    ],
)
def test_what_a_clock_starts_stands_near_it(files: dict[str, str], places: list[tuple[str, int, int]]) -> None:
    assert clocks(files) == places


def test_only_pipelines_that_the_clock_starts_are_asked_unless_told_otherwise() -> None:
    step = "jobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ./report.sh\n"
    files = {
        ".github/workflows/n.yml": "on:\n  schedule:\n    - cron: '0 2 * * *'\n" + step,
        ".github/workflows/p.yml": "on: push\n" + step,
    }
    shot = snapshot(files)
    assert [place[0] for place in in_pipelines(shot, REPORT, REPORT)] == [".github/workflows/n.yml"]
    assert len(in_pipelines(shot, REPORT, REPORT, ())) == 2
