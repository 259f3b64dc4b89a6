"""Two audits of one system: what became of findings, and who moved the score."""

from fractions import Fraction
from typing import Any

from core.model.outcome import Outcome
from core.planning.assessment import Assessment, assess
from core.planning.comparison import Change, RubricComparison, compare
from core.rubric.rubric import Rubric
from core.scoring.facts import Facts, Told
from core.scoring.score import score
from tests.helpers.rubrics import category, criterion, rubric

ABSENT, PARTIAL, PRESENT = Told(Outcome.ABSENT), Told(Outcome.PARTIAL), Told(Outcome.PRESENT)
UNPROVEN = Told(Outcome.UNPROVEN)


def of(*criteria: dict[str, Any], version: str = "1") -> Rubric:
    return rubric("weighted", 100, [category("c", 100, list(criteria))]).model_copy(update={"version": version})


def scanned(name: str, **fields: Any) -> dict[str, Any]:
    return criterion(name, f"x.{name}", **fields)


def known(**probes: Told) -> Facts:
    return Facts(probes={f"x.{name}": told for name, told in probes.items()})


def assessed(chosen: Rubric, facts: Facts) -> Assessment:
    return assess(chosen, facts, score(chosen, facts))


def changes(found: RubricComparison) -> dict[str, Change]:
    return {c.criterion: c.change for c in found.criteria}


def test_each_finding_says_what_became_of_it() -> None:
    chosen = of(*(scanned(n) for n in ("closed", "worse", "better", "same", "sure", "fine", "fell")), criterion("told"))
    then = known(
        closed=ABSENT, worse=PARTIAL, better=ABSENT, same=PARTIAL, sure=UNPROVEN, fine=PRESENT, fell=PRESENT
    )  # fmt: skip
    now = known(closed=PRESENT, worse=ABSENT, better=PARTIAL, same=PARTIAL, sure=ABSENT, fine=PRESENT, fell=ABSENT)
    assert changes(compare(chosen, then, assessed(chosen, now))) == {
        "closed": Change.CLOSED,
        "worse": Change.REGRESSED,
        "better": Change.CHANGED,
        "same": Change.UNCHANGED,
        "sure": Change.REGRESSED,
        "fell": Change.REGRESSED,
        "told": Change.UNCHANGED,
    }


def test_what_nobody_could_answer_before_is_new() -> None:
    chosen = of(scanned("a"), scanned("b"), criterion("told"))
    then = Facts(probes={"x.b": ABSENT}, not_applicable=frozenset({"b"}))
    now = Facts(probes={"x.a": ABSENT, "x.b": ABSENT}, levels={"told": 0})
    found = compare(chosen, then, assessed(chosen, now))
    assert changes(found) == {"a": Change.NEW, "b": Change.NEW, "told": Change.NEW}
    assert found.answered == ("a", "b", "told")


def test_the_client_alone_moved_the_score() -> None:
    chosen = of(scanned("a"), scanned("b"))
    found = compare(chosen, known(a=ABSENT, b=PARTIAL), assessed(chosen, known(a=PRESENT, b=PARTIAL))).score
    assert (found.before.point, found.now.point) == (25, 75)
    assert (found.by_rubric, found.by_client, found.by_answers) == (0, 50, 0)


def test_the_rubric_alone_moved_the_score() -> None:
    before, after = of(scanned("a"), scanned("b")), of(scanned("a", weight=3), scanned("b"), version="2")
    facts = known(a=ABSENT, b=PRESENT)
    found = compare(before, facts, assessed(after, facts))
    assert (found.score.before.point, found.score.now.point) == (50, 25)
    assert (found.score.by_rubric, found.score.by_client, found.score.by_answers) == (-25, 0, 0)
    assert (found.version_before, found.version_now) == ("1", "2")
    assert changes(found) == {"a": Change.UNCHANGED}


def test_a_question_that_only_one_audit_answers_is_nobody_s_doing() -> None:
    chosen = of(scanned("a"), scanned("b"), criterion("told"))
    then, now = known(a=PRESENT, b=ABSENT), Facts(probes={"x.a": PRESENT}, levels={"told": 0})
    found = compare(chosen, then, assessed(chosen, now))
    assert (found.score.by_rubric, found.score.by_client, found.score.by_answers) == (0, 0, 0)
    assert (found.answered, found.unanswered) == (("told",), ("b",))
    now = Facts(probes={"x.a": PARTIAL}, levels={"told": 2})
    moved = compare(chosen, then, assessed(chosen, now)).score
    assert (moved.before.point, moved.now.point) == (50, 75)
    assert (moved.by_client, moved.by_answers) == (-50, 75)


def test_the_parts_add_up_exactly() -> None:
    before = of(scanned("a", weight=3), scanned("b", weight=7), scanned("gone", weight=2))
    after = of(scanned("a", weight=5), scanned("b", weight=7), scanned("new"), version="2")
    found = compare(
        before, known(a=ABSENT, b=PARTIAL, gone=PRESENT), assessed(after, known(a=PARTIAL, b=PRESENT, new=ABSENT))
    ).score
    assert found.before.point is not None and found.now.point is not None
    parts = (found.by_rubric, found.by_client, found.by_answers)
    assert all(parts)
    assert sum((p or Fraction(0) for p in parts), found.before.point) == found.now.point


def test_a_judgement_answers_only_what_still_asks_the_same() -> None:
    before = of(criterion("kept"), criterion("old"), criterion("changed"), criterion("gone"))
    after = of(
        criterion("kept", weight=2),
        criterion("renamed", was=["old"], question="Is old there?"),
        criterion("changed", question="Is something else there?"),
        version="2",
    )
    then = Facts(levels={"kept": 0, "old": 0, "changed": 0, "gone": 0})
    now = Facts(levels={"kept": 0, "renamed": 2, "changed": 0})
    found = compare(before, then, assessed(after, now))
    assert changes(found) == {"kept": Change.UNCHANGED, "renamed": Change.CLOSED, "changed": Change.NEW}
    assert [c.criterion for c in found.criteria if c.asks_else] == ["changed"]
    assert [c.id for c in found.retired] == ["gone"]


def test_processes_that_lack_something_make_a_change() -> None:
    chosen = of(criterion("k", "process.traced", per_process="process.traced"))

    def facts(first: Told, second: Told) -> Facts:
        told = {"p": {"process.traced": first}, "q": {"process.traced": second}}
        return Facts(process_probes=told, processes=("p", "q"))

    found = compare(chosen, facts(PRESENT, ABSENT), assessed(chosen, facts(ABSENT, PRESENT)))
    assert changes(found) == {"k": Change.CHANGED}


def test_without_a_score_no_part_is_made_up() -> None:
    chosen = of(criterion("told"))
    found = compare(chosen, Facts(), assessed(chosen, Facts(levels={"told": 0}))).score
    assert (found.by_rubric, found.by_client, found.by_answers) == (None, None, None)
