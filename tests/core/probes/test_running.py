from core.matching.engine import compile
from core.matching.pattern import Pattern
from core.model.outcome import Outcome
from core.model.process import CriticalProcess
from core.probes.own import own_probe
from core.probes.probe import Found, Hits, Probe, ProcessProbe, absent, lines_of, present
from core.probes.running import patterns_of, probe_set, run
from core.progress import Silent
from core.rubric.rubric import OwnProbe
from tests.helpers.snapshots import ask, ask_process, snapshot


def says(_snapshot, hits: Hits) -> Found:
    found = hits.of()
    return present("{n} lines.", lines_of(found), args={"n": len(found)}) if found else absent("None.")


def probe(*patterns: Pattern, **rest) -> Probe:
    return Probe("test.example", "Is it?", says, patterns, **rest)


LINE = "sentry_sdk.init(dsn)\n"
EVERYWHERE = {
    "app/main.py": "import x\n" + LINE,
    "app/commented.py": "# " + LINE + "x = 1  # " + LINE,
    "tests/test_a.py": LINE,
    "docs/guide.md": LINE,
    "vendor/lib/a.py": LINE,
    "examples/a.py": LINE,
    "dist/a.js": LINE,
    "uv.lock": LINE,
}


def test_hits_that_do_not_count_are_near_misses_with_the_reason():
    pattern = Pattern("init", r"sentry_sdk\.init\(", classes=("source",), code_only=True)
    answer = ask(probe(pattern), EVERYWHERE)
    assert [e.place for e in answer.evidence] == ["app/main.py:2"]
    assert {(m.path, m.line, m.reason) for m in answer.near_misses} == {
        ("app/commented.py", 1, "comment"),
        ("app/commented.py", 2, "comment"),
        ("docs/guide.md", 1, "documentation only"),
        ("examples/a.py", 1, "example"),
        ("dist/a.js", 1, "generated"),
        ("tests/test_a.py", 1, "test"),
        ("vendor/lib/a.py", 1, "vendored"),
    }


def test_by_default_everything_ours_counts_but_lock_files():
    answer = ask(probe(Pattern("init", r"sentry_sdk\.init\(")), EVERYWHERE)
    assert {e.path for e in answer.evidence} == {"app/main.py", "app/commented.py", "tests/test_a.py", "docs/guide.md"}
    assert ("uv.lock", "only in a lock file") in {(m.path, m.reason) for m in answer.near_misses}


def test_paths_limit_a_pattern_and_may_name_a_lock_file():
    answer = ask(probe(Pattern("init", "sentry_sdk", paths=("**/*.lock",))), EVERYWHERE)
    assert [e.path for e in answer.evidence] == ["uv.lock"]


def test_in_an_example_repository_examples_count():
    shot = snapshot(EVERYWHERE, name="shop-demo")
    answer = ask(probe(Pattern("init", "sentry_sdk", classes=("source",))), shot)
    assert "examples/a.py" in {e.path for e in answer.evidence}


def test_a_probe_that_raises_is_an_error_and_the_others_go_on():
    def breaks(_snapshot, _hits):
        raise RuntimeError("oops")

    broken, fine = Probe("test.broken", "?", breaks), probe()
    shot = snapshot({})
    answers, _ = run([broken, fine], [], [], shot, compile(patterns_of([fine])).scan([], Silent()), Silent())
    assert (answers["test.broken"].outcome, answers["test.example"].outcome) == (Outcome.ERROR, Outcome.ABSENT)
    assert "RuntimeError: oops" in answers["test.broken"].summary


def test_a_question_that_does_not_apply_says_why():
    answer = ask(probe(applies_to=lambda shot: shot.has("main.tf"), unless="there is no Terraform"), {"a.py": "x"})
    assert (answer.outcome, answer.summary) == (Outcome.NOT_APPLICABLE, "Not applicable: there is no Terraform.")


def test_a_skipped_source_file_is_told():
    answer = ask(probe(Pattern("n", "needle")), {"a.py": "x = 1\n" * 300_000, "b.py": "y"})
    assert (answer.outcome, answer.skipped_source, answer.searched.eligible, answer.searched.read) == (
        Outcome.ABSENT,
        True,
        2,
        1,
    )


def test_process_probes_are_asked_for_each_process():
    def named(_snapshot, hits, process):
        return present("Yes.", ()) if process.name in {h.text for h in hits.of()} else absent("No.")

    asked = ProcessProbe("process.named", "?", named, (Pattern("name", "order"),))
    files = {"a.py": "order\n"}
    assert ask_process(asked, files, CriticalProcess("o", "order")).outcome is Outcome.PRESENT
    assert ask_process(asked, files, CriticalProcess("p", "pay")).outcome is Outcome.ABSENT


def test_own_probes_of_a_rubric():
    own = OwnProbe(
        name="queue",
        question="?",
        patterns=("kafka",),
        near_patterns=("rabbit",),
        paths=("**/*.py",),
        classes=("source",),
    )
    made = own_probe("shop", own)
    answer = ask(made, {"a.py": "kafka\nrabbit\n", "a.md": "kafka\n"})
    assert (answer.probe, answer.outcome, answer.summary) == (
        "own.shop.queue",
        Outcome.PRESENT,
        "1 line in 1 file matches.",
    )
    assert [(m.line, m.reason) for m in answer.near_misses] == [(2, "looks similar")]
    only = own_probe("shop", own.model_copy(update={"applies_to": ("**/*.go",)}))
    assert ask(only, {"a.py": "kafka"}).outcome is Outcome.NOT_APPLICABLE


def test_an_own_probe_may_only_point_to_something():
    made = own_probe("shop", OwnProbe(name="pager", question="?", patterns=("PAGER_KEY",), proves=False))
    assert ask(made, {"a.py": "PAGER_KEY\n"}).outcome is Outcome.UNPROVEN
    assert ask(made, {"a.py": "other\n"}).outcome is Outcome.ABSENT


def test_the_probe_set_changes_with_a_pattern():
    one, other = probe(Pattern("n", "a")), probe(Pattern("n", "b"))
    assert probe_set([one]) != probe_set([other])
    assert probe_set([one]) == probe_set([probe(Pattern("n", "a"))])
