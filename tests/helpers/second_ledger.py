"""A second book-keeper: every number of a published audit again, from its JSON and the rubric's YAML alone.

Written from the rules in words, with nothing of core/scoring or core/planning: where the two disagree, one is wrong.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import yaml

Three = tuple[Any, Any, Any]
"""Low, point, high. Truth values in conditions, fractions in ratings; None in the middle: nothing is known."""

ALL, NONE, MAYBE = (True, True, True), (False, False, False), (False, None, True)
UNKNOWN_RATING = (Fraction(0), None, Fraction(1))


@cache
def read_rubric(text: str) -> dict[str, Any]:
    """Return a rubric's YAML as plain data; nobody changes it."""
    return dict(yaml.safe_load(text))


class Ledger:
    """One rubric of a published audit, added up again."""

    def __init__(self, audit: Mapping[str, Any], number: int, met: Collection[str] = ()) -> None:
        self.audit, self.number = audit, number
        self.published = audit["rubrics"][number]
        self.rubric = read_rubric(audit["texts"][self.published["digest"]])
        self.met = frozenset(met)
        self.criteria = {c["id"]: c for category in self.rubric["categories"] for c in category["criteria"]}
        self.decided = {row["key"]: row for row in self.published["criteria"]}
        self.answers = {(a["process"], a["probe"]): a for a in audit["answers"]}
        not_run = set((audit["scanned"] or {}).get("not_run", ()))
        self.answers = {key: a for key, a in self.answers.items() if key[1] not in not_run}
        self.measured = {m["id"]: m["value"] for m in audit["measurements"]}
        self.processes = [p["id"] for p in audit["processes"]]
        self._ratings: dict[str, tuple[str, Three]] = {}

    # ------------------------------------------------------------------ conditions

    def holds(self, condition: Mapping[str, Any] | None, process: str | None = None) -> Three:
        """Tell whether a condition holds at worst, as known, at best; None where it is left out."""
        if condition is None:
            return ALL
        (kind, asked), *_ = condition.items()
        if kind in ("all", "any", "at_least", "share"):
            return self._group(kind, asked, process)
        if kind == "probe":
            wanted = asked if isinstance(asked, dict) else {"id": asked}
            return self._probe(wanted["id"], wanted.get("at_least", "present"), process)
        if kind == "measure":
            value = self.measured.get(asked["id"])
            if value is None:
                return MAYBE
            return ALL if asked.get("above", -math.inf) < value < asked.get("below", math.inf) else NONE
        assert kind == "criterion", kind
        state, rating = self.rating(asked["id"])
        least = Fraction(str(asked.get("at_least", 1)))
        return (None,) * 3 if state == "n.a." else tuple(None if r is None else r >= least for r in rating)  # type: ignore[return-value]

    def _probe(self, probe: str, at_least: str, process: str | None) -> Three:
        answer = self.answers.get((process if probe.startswith("process.") else None, probe))
        if answer is None or answer["outcome"] == "error":
            return MAYBE
        outcome = answer["outcome"]
        if outcome == "present" or (outcome == "partial" and at_least == "partial"):
            return ALL
        if outcome == "unproven":
            return (False, True, True)
        if outcome == "partial":
            return NONE
        return (False, False, True) if answer["skipped_source"] else NONE

    def _group(self, kind: str, asked: Any, process: str | None) -> Three:
        inner = asked["of"] if isinstance(asked, dict) else asked
        columns = []
        for member in inner:
            truth = self.holds(member, process)
            is_group = next(iter(member)) in ("all", "any", "at_least", "share")
            columns.append(tuple(bool(v) for v in truth) if is_group and None in truth else truth)
        found: list[bool | None] = []
        for column in zip(*columns, strict=True):
            left = [v for v in column if v is not None]
            n, m = len(left), len(inner)
            need = {
                "all": n,
                "any": 1,
                "at_least": math.ceil(Fraction(asked["n"] * n, m)) if kind == "at_least" else 0,
                "share": math.ceil(Fraction(str(asked["at_least"])) * n) if kind == "share" else 0,
            }[kind]
            found.append(sum(left) >= need if left else None)
        return tuple(found)  # type: ignore[return-value]

    # ------------------------------------------------------------------ ratings

    def rating(self, criterion_id: str) -> tuple[str, Three]:
        """Return state and rating of a criterion."""
        if criterion_id not in self.criteria:
            return "n.a.", (Fraction(0), None, Fraction(0))
        if criterion_id not in self._ratings:
            criterion = self.criteria[criterion_id]
            state, rating = (
                self._of_processes(criterion) if criterion.get("per_process") else self.part(criterion, None)
            )
            if criterion_id in self.met and state != "n.a.":
                state, rating = "rated", (Fraction(1),) * 3
            self._ratings[criterion_id] = (state, rating)
        return self._ratings[criterion_id]

    def part(self, criterion: Mapping[str, Any], process: str | None) -> tuple[str, Three]:
        """Return state and rating of a criterion, or of one critical process of it."""
        key = criterion["id"] if process is None else f"{criterion['id']}@{process}"
        if self._excluded(criterion["id"], key):
            return "n.a.", (Fraction(0), None, Fraction(0))
        values = [Fraction(str(level["rating"])) for level in criterion["levels"]]
        judged = self._judged(key)
        if judged is not None:
            return "rated", (values[judged],) * 3
        if "applies_if" in criterion and not self.holds(criterion["applies_if"], process)[2]:
            return "n.a.", (Fraction(0), None, Fraction(0))
        low, point, high = self.scan_level(criterion, process)
        if point is None:
            return "open", (values[low], None, values[high])
        return "rated" if low == high else "unproven", (values[low], values[point], values[high])

    def scan_level(self, criterion: Mapping[str, Any], process: str | None) -> Three:
        """Return the number of the best level whose condition holds at worst, as known, at best."""
        top = len(criterion["levels"]) - 1
        asked = [
            (n, self.holds(level["when"], process)) for n, level in enumerate(criterion["levels"]) if "when" in level
        ]
        if criterion["method"] in ("interview", "review") or not asked:
            return 0, None, top
        low, point, high = (max((n for n, truth in asked if truth[i]), default=0) for i in range(3))
        if all(truth[1] is None for _, truth in asked) and high > low:
            return low, None, high
        return low, point, high

    def _of_processes(self, criterion: Mapping[str, Any]) -> tuple[str, Three]:
        if not self.processes:
            return (
                ("n.a.", (Fraction(0), None, Fraction(0)))
                if self._excluded(criterion["id"])
                else ("open", UNKNOWN_RATING)
            )
        parts = [self.part(criterion, process) for process in self.processes]
        left = [part for part in parts if part[0] != "n.a."]
        if not left:
            return "n.a.", (Fraction(0), None, Fraction(0))
        points = [rating[1] for _, rating in left if rating[1] is not None]
        low, high = (sum((rating[i] for _, rating in left), Fraction(0)) / len(left) for i in (0, 2))
        if not points:
            return "open", (low, None, high)
        state = "rated" if all(s == "rated" for s, _ in left) else "unproven"
        return state, (low, sum(points, Fraction(0)) / len(points), high)

    def _excluded(self, *keys: str) -> bool:
        return any((self.decided.get(key) or {}).get("not_applicable") for key in keys)

    def _judged(self, key: str) -> int | None:
        judgement = (self.decided.get(key) or {}).get("judgement")
        if not judgement or (judgement["kind"] == "override" and len(judgement["justification"].strip()) < 20):
            return None
        level: int = judgement["level"]
        return level

    # ------------------------------------------------------------------ sums

    @property
    def lowest(self) -> int:
        """Return where the scale begins; each category then runs from there to its maximum."""
        return int(self.rubric["scoring"].get("lowest", 0))

    def weighted(self, criteria: Iterable[Mapping[str, Any]], maximum: Fraction, lowest: int = 0) -> Three:
        """Return lowest + (maximum - lowest) x sum(weight x rating) / sum(weight)."""
        rows = [(c.get("weight", 1), self.rating(c["id"])) for c in criteria]
        rows = [(w, r) for w, r in rows if r[0] != "n.a."]
        span = maximum - lowest
        low, high = (lowest + span * sum(w * r[1][i] for w, r in rows) / sum(w for w, _ in rows) for i in (0, 2))
        known = [(w, r[1][1]) for w, r in rows if r[1][1] is not None]
        point = lowest + span * sum(w * p for w, p in known) / sum(w for w, _ in known) if known else None
        return low, point, high

    def category(self, category: Mapping[str, Any]) -> Three | None:
        """Return the points of a category; None when no criterion of it applies."""
        ratings = [self.rating(c["id"]) for c in category["criteria"]]
        if all(state == "n.a." for state, _ in ratings):
            return None
        maximum = Fraction(category["points"])
        if self.rubric["scoring"]["strategy"] == "weighted":
            return self.weighted(category["criteria"], maximum, self.lowest)
        if all(rating[1] is None for _, rating in ratings):
            return Fraction(0), None, maximum
        found = []
        for i in range(3):
            held = (b["points"] for b in category["bands"] if "when" not in b or self.holds(b["when"])[i])
            found.append(Fraction(str(next(held, 0))))
        return found[0], found[1], found[2]

    def lost(self, category_id: str, criterion_id: str) -> Fraction:
        """Return the points of its category that a criterion costs today; 0 where bands decide or nothing is known."""
        point = self.rating(criterion_id)[1][1]
        if self.rubric["scoring"]["strategy"] == "bands" or point is None:
            return Fraction(0)
        category = next(c for c in self.rubric["categories"] if c["id"] == category_id)
        known = [c for c in category["criteria"] if self.rating(c["id"])[1][1] is not None]
        weight = self.criteria[criterion_id].get("weight", 1)
        span = Fraction(category["points"] - self.lowest)
        return span * weight * (1 - point) / int(sum(c.get("weight", 1) for c in known))

    def aspects(self, category: Mapping[str, Any]) -> dict[str, tuple[Three, Fraction]]:
        """Return points and maximum of each aspect of a weighted category."""
        left = [c for c in category["criteria"] if self.rating(c["id"])[0] != "n.a."]
        whole = sum(c.get("weight", 1) for c in left)
        found = {}
        for name in dict.fromkeys(c.get("aspect", "") for c in left):
            own = [c for c in left if c.get("aspect", "") == name]
            if name:
                most = Fraction(category["points"]) * sum(c.get("weight", 1) for c in own) / whole
                found[name] = (self.weighted(own, most), most)
        return found

    def overall(self) -> Three:
        """Return the overall score on the rubric's scale."""
        span = Fraction(self.rubric["scoring"]["scale"] - self.lowest)
        rows = [(self.category(c), Fraction(c["points"])) for c in self.rubric["categories"]]
        rows = [(points, most) for points, most in rows if points is not None]
        if not rows:
            return Fraction(0), None, Fraction(0)
        found: list[Fraction | None] = []
        for i in range(3):
            known = [(points[i], most) for points, most in rows if points is not None and points[i] is not None]
            above = sum(p - self.lowest for p, _ in known)
            below = sum(m - self.lowest for _, m in known)
            found.append(self.lowest + span * above / below if known else None)
        return found[0], found[1], found[2]

    def grade(self) -> str:
        """Return the label of the best grade whose limit the unrounded point reaches."""
        point = self.overall()[1]
        reached = [
            g for g in self.rubric.get("grades", ()) if point is not None and point >= Fraction(str(g["from_score"]))
        ]
        return max(reached, key=lambda g: Fraction(str(g["from_score"])))["label"] if reached else ""

    def maturity(self) -> int | None:
        """Return the last level up to which every level holds; None without levels or without a point."""
        point, reached = self.overall()[1], None
        if point is None:
            return None
        for level in sorted(self.rubric.get("maturity", ()), key=lambda m: m["level"]):
            if not self.holds(level.get("when"))[1] or point < Fraction(str(level.get("from_score", 0))):
                return reached if reached is not None else level["level"]
            reached = level["level"]
        return reached

    def completeness(self, category: Mapping[str, Any]) -> Fraction:
        """Return the share of a category's weight that is neither open nor unproven."""
        known = whole = Fraction(0)
        for criterion in category["criteria"]:
            state, _ = self.rating(criterion["id"])
            if state == "n.a.":
                continue
            weight = criterion.get("weight", 1)
            whole += weight
            parts = [self.part(criterion, p)[0] for p in self.processes] if criterion.get("per_process") else []
            parts = [part for part in parts if part != "n.a."]
            share = Fraction(parts.count("rated"), len(parts)) if parts else Fraction(0)
            known += weight * (1 if state == "rated" else share)
        return known / whole if whole else Fraction(0)

    def with_met(self, criteria: Iterable[str]) -> "Ledger":
        """Return the same audit with some criteria fully met."""
        return Ledger(self.audit, self.number, {*self.met, *criteria})


def exact(text: str | None) -> Fraction | None:
    """Return a published fraction."""
    return None if text is None else Fraction(text)


def three(published: Mapping[str, Any]) -> Three:
    """Return a published interval."""
    return exact(published["low"]), exact(published["point"]), exact(published["high"])


def differences(audit: Mapping[str, Any]) -> Iterator[str]:
    """Yield every number of a published audit that the second book-keeper gets otherwise."""
    for number in range(len(audit["rubrics"])):
        yield from _of_scores(Ledger(audit, number))
        yield from _of_plans(Ledger(audit, number))


def _of_scores(ledger: Ledger) -> Iterator[str]:
    said, name = ledger.published["score"], ledger.rubric["id"]
    pairs: list[tuple[str, Any, Any]] = [
        ("overall", three(said["overall"]), ledger.overall()),
        ("grade", said["grade"], ledger.grade()),
        ("maturity", said["maturity"], ledger.maturity()),
    ]
    weights = shares = Fraction(0)
    for category, printed in zip(ledger.rubric["categories"], said["categories"], strict=True):
        here, points = category["id"], ledger.category(category)
        pairs.append((f"{here} applies", printed["applicable"], points is not None))
        pairs.append((f"{here} completeness", exact(printed["completeness"]), ledger.completeness(category)))
        if points is not None:
            pairs.append((here, three(printed["points"]), points))
            weights += category["points"]
            shares += category["points"] * ledger.completeness(category)
        if points is not None and ledger.rubric["scoring"]["strategy"] == "weighted":
            aspects = {a["name"]: (three(a["points"]), exact(a["maximum"])) for a in printed["aspects"]}
            pairs.append((f"{here} aspects", aspects, ledger.aspects(category)))
        for criterion, row in zip(category["criteria"], printed["criteria"], strict=True):
            state, rating = ledger.rating(criterion["id"])
            pairs.append((f"{criterion['id']} state", row["state"], state))
            if state != "n.a.":
                pairs.append((criterion["id"], three(row["rating"]), rating))
    pairs.append(("completeness", exact(said["completeness"]), shares / weights if weights else Fraction(0)))
    for what, printed_value, again in pairs:
        if printed_value != again:
            yield f"{name}: {what}: published {printed_value}, added up again {again}"


def _of_plans(ledger: Ledger) -> Iterator[str]:
    name, today = ledger.rubric["id"], ledger.overall()[1]
    for finding in ledger.published["findings"]:
        lost = ledger.lost(finding["category"], finding["criterion"])
        if exact(finding["lost"]) != lost:
            yield f"{name}: {finding['criterion']} costs: published {finding['lost']}, again {lost}"
        after = ledger.with_met([finding["criterion"]]).overall()[1]
        gain = None if today is None or after is None else after - today
        if exact(finding["gain"]) != gain:
            yield f"{name}: gain of {finding['criterion']}: published {finding['gain']}, again {gain}"
    closed: set[str] = set()
    for gap in (ledger.published["distance"] or {}).get("gaps", ()):
        closed |= set(gap["criteria"])
        again = ledger.with_met(closed).overall()
        if three(gap["projected"]) != again:
            yield f"{name}: with {sorted(closed)} closed: published {gap['projected']}, again {again}"
    done: set[str] = set()
    items: Sequence[Mapping[str, Any]] = ledger.audit["roadmap"]["items"]
    for item in items:
        closed = {key.partition("/")[2] for key in item["closes"] if key.startswith(f"{name}/")}
        after = ledger.with_met(closed).overall()[1]
        gain = None if not closed or today is None or after is None else float(after - today)
        if item["gains"].get(name) != gain:
            yield f"{name}: {item['recommendation']} gains: published {item['gains'].get(name)}, again {gain}"
    for phase in ledger.audit["roadmap"]["phases"]:
        inside = [item for item in items if item["phase"] == phase["id"]]
        done |= {key.partition("/")[2] for item in inside for key in item["closes"] if key.startswith(f"{name}/")}
        done = {key.partition("@")[0] for key in done}
        again = ledger.with_met(done).overall()
        if name in phase["projected"] and three(phase["projected"][name]) != again:
            yield f"{name}: after {phase['name']}: published {phase['projected'][name]}, again {again}"
        for bound in ("effort_low", "effort_high"):
            effort = sum(item[bound] for item in inside if item["status"] != "complete")
            if not math.isclose(effort, phase[bound]):
                yield f"{phase['name']}: {bound}: published {phase[bound]}, again {effort}"
