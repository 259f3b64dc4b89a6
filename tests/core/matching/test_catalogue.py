"""The patterns of all probes and shipped rubrics must find in a scan what each finds by itself, or evidence is lost."""

import ast
import random
from functools import cache
from itertools import groupby
from pathlib import Path

from core.matching.expression import portable
from core.probes.catalogue import PROBES, PROCESS_PROBES
from core.probes.own import own_probe
from core.probes.running import patterns_of
from core.rubric.loading import parse, shipped, shipped_text
from tests.helpers.engines import matching_lines, mutated, places, places_by_python, told
from tests.helpers.examples import example
from tests.helpers.traps import traps

ROOT = Path(__file__).parents[3]
PROBE_TESTS = ROOT / "tests/core/probes"
FOLDERS = ("core/probes", "packaging", "rubrics")
EXAMPLES = 8
"""Lines made for each pattern."""


@cache
def patterns():
    own = [own_probe(name, probe) for name in shipped() for probe in parse(shipped_text(name), name).own_probes]
    return patterns_of((*PROBES, *PROCESS_PROBES, *own))


@cache
def texts() -> dict[str, bytes]:
    """Own files of the project, the traps' files, the texts that tests of probes hold, and lines made from patterns."""
    found = {}
    own = (file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*")) if file.suffix != ".pyc")
    for file in [file for file in own if file.is_file()][::3]:  # `make engines` reads more
        found[str(file.relative_to(ROOT))] = file.read_bytes()
    for area, several in groupby(traps(), lambda trap: trap.probe.split(".")[0]):
        told_apart = [text for trap in several for text in (*trap.files.values(), *trap.genuine.values())]
        found[f"traps of {area}"] = "\n".join(told_apart).encode()
    for folder in (folder for folder in sorted(PROBE_TESTS.iterdir()) if folder.is_dir()):
        trees = [ast.parse(file.read_text("utf-8")) for file in sorted(folder.glob("test_*.py"))]
        constants = [n.value for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Constant)]
        found[f"texts of {folder.name}"] = "\n".join(text for text in constants if isinstance(text, str)).encode()
    choose = random.Random(5)
    made = [example(portable(pattern.regex), choose) for pattern in patterns() for _ in range(EXAMPLES)]
    apart = [f"{'x' * choose.randrange(80)}\n{line}" for line in made]  # at any distance from the last one
    found |= {f"made {i}": "\n".join(apart[i : i + 150]).encode() for i in range(0, len(apart), 150)}
    return found


@cache
def in_a_scan():
    return places(patterns(), texts().items())


def test_each_pattern_finds_beside_all_others_what_it_finds_by_itself():
    assert told(places(patterns(), texts().items(), by_itself=True), in_a_scan(), texts()) == []


def test_the_texts_try_nearly_every_pattern():
    known = {(p.regex, p.ignore_case) for p in patterns()}
    tried = {place[:2] for place in in_a_scan()}
    assert len(tried) > 0.99 * len(known), sorted(known - tried)


def test_lines_that_match_and_lines_like_them_are_found_as_python_finds_them():
    lines = matching_lines(in_a_scan(), texts())[::12]
    files = dict(mutated(lines, seed=1))
    files |= {f"as they are {i}": b"\n".join(lines[i : i + 100]) for i in range(0, len(lines), 100)}
    assert told(places_by_python(patterns(), files.items()), places(patterns(), files.items()), files) == []


def test_lines_like_those_that_match_are_found_as_by_itself():
    lines = matching_lines(in_a_scan(), texts())[::2]
    files = dict(mutated(lines, seed=2))
    assert told(places(patterns(), files.items(), by_itself=True), places(patterns(), files.items()), files) == []
