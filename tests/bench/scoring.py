"""Scoring and planning against their budgets: 1,000 criteria scored, all counterfactuals, a plan.

usage: python -m tests.bench.scoring

The reference beside them is the plain sum of the same weights and ratings as fractions.
"""

import random
import statistics
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from time import process_time

from core.model.outcome import Outcome
from core.model.roadmap import Phase
from core.planning.assessment import Assessment, assess
from core.planning.findings import findings
from core.planning.gaps import distance
from core.planning.roadmap import plan
from core.rubric.loading import parse, parse_recommendations, shipped, shipped_recommendations_text, shipped_text
from core.rubric.rubric import Recommendations, Rubric
from core.scoring.facts import Facts, Told
from core.scoring.score import score
from tests.bench.store import CRITERIA, rubric_text

ROUNDS = 9
ADVICE = 60


def banded(text: str) -> str:
    """Return the rubric with bands: half of a category's criteria, then all of them."""
    text = text.replace("strategy: weighted", "strategy: bands")
    for category in range(20):
        names = [f"c{category}-{number}" for number in range(CRITERIA // 20)]
        members = ", ".join(f"{{criterion: {{id: {name}}}}}" for name in names)
        bands = (
            f"bands: [{{points: 5, label: All, meaning: All., when: {{all: [{members}]}}}}, "
            f"{{points: 2, label: Half, meaning: Half., when: {{share: {{at_least: 0.5, of: [{members}]}}}}}}, "
            "{points: 0, label: Less, meaning: Less.}], "
        )
        text = text.replace(f"id: c{category}, name: C{category}, intent: Example., points: 5, ", f"id: c{category}, name: C{category}, intent: Example., points: 5, {bands}")  # fmt: skip  # noqa: E501
    return text


def advised(text: str) -> Rubric:
    """Return the rubric, each criterion with one of some recommendations."""
    rubric = parse(text, "bench.yaml")
    number = iter(range(CRITERIA))
    categories = tuple(
        category.model_copy(
            update={
                "criteria": tuple(
                    c.model_copy(update={"recommendation": f"r{next(number) % ADVICE}"}) for c in category.criteria
                )
            }
        )
        for category in rubric.categories
    )
    return rubric.model_copy(update={"categories": categories})


def some_facts() -> Facts:
    """Return outcomes at random, by a fixed seed."""
    chance = random.Random(7)
    outcomes = [Outcome.PRESENT, Outcome.PARTIAL, Outcome.ABSENT, Outcome.UNPROVEN]
    return Facts(probes={f"p.c{n // 50}-{n % 50}": Told(chance.choice(outcomes)) for n in range(CRITERIA)})


def timed(run: Callable[[], object]) -> float:
    """Return the median of some rounds, in milliseconds of processor time: the machine may be busy."""
    spans = []
    for _ in range(ROUNDS):
        begin = process_time()
        run()
        spans.append((process_time() - begin) * 1000)
    return statistics.median(spans)


def main() -> None:
    """Print the figures of both strategies."""
    advice = parse_recommendations(
        "recommendations:\n"
        + "".join(
            f"  - {{id: r{n}, action: Do it, why: So., effort_hours: [2, 8], timeline_weeks: [1, 1]}}\n"
            for n in range(ADVICE)
        )
    )
    phases = [Phase(f"phase-{n}", f"P{n}", 4, 120) for n in range(1, 5)]
    facts = some_facts()
    weights = [(1, Fraction(n % 3, 2)) for n in range(CRITERIA)]
    print(f"{'plain sum of fractions':34} {timed(lambda: sum(w * r for w, r in weights)):8.1f} ms")
    for name, text in (("weighted", rubric_text()), ("bands", banded(rubric_text()))):
        rubric = advised(text)
        today = score(rubric, facts)
        found = findings(rubric, facts, today)
        for what, run, budget in (
            ("score", lambda: score(rubric, replace(facts)), "20"),  # noqa: B023
            ("all counterfactuals", lambda: findings(rubric, facts, today), "500"),  # noqa: B023
            ("way to the target", lambda: distance(rubric, facts, today, found), ""),  # noqa: B023
            ("plan", lambda: plan([Assessment(rubric, facts, today, found)], advice, phases), ""),  # noqa: B023
        ):
            print(f"{name + ': ' + what:34} {timed(run):8.1f} ms  {budget and f'budget {budget}'}", flush=True)
    several = five_rubrics()
    shared = shipped_advice()
    for what, run in (
        ("findings", lambda: [assess(a.rubric, a.facts, a.score) for a in several]),
        ("plan", lambda: plan(several, shared, phases)),
    ):
        print(f"{f'{len(several)} rubrics that ship: ' + what:34} {timed(run):8.1f} ms", flush=True)


def shipped_advice() -> Recommendations:
    """Return the recommendations that ship."""
    return parse_recommendations(shipped_recommendations_text())


def five_rubrics() -> list[Assessment]:
    """Return every shipped rubric, its probes answered at random by a fixed seed."""
    chance = random.Random(11)
    outcomes = [Outcome.PRESENT, Outcome.PARTIAL, Outcome.ABSENT, Outcome.ABSENT]
    found = []
    for name in shipped():
        rubric = parse(shipped_text(name), name)
        asked = sorted({probe for c in rubric.criteria() for probe in c.probes()})
        facts = Facts(probes={probe: Told(chance.choice(outcomes)) for probe in asked})
        found.append(assess(rubric, facts, score(rubric, facts)))
    return found


if __name__ == "__main__":
    main()
