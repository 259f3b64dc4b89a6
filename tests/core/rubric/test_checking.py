"""`sightline rubric check` names every mistake with its line and says what to do."""

from pathlib import Path

import pytest

from core.cli.main import main
from core.rubric.checking import check, check_recommendations
from core.rubric.loading import parse_recommendations

SOUND = """\
id: sample
version: "1"
name: Sample
summary: A sample.
purpose: To be checked.
scoring: {strategy: bands, scale: 10, target: 8}
grades:
  - {from_score: 8, label: Good, meaning: It holds.}
  - {from_score: 0, label: Poor, meaning: It does not.}
categories:
  - id: tracing
    name: Tracing
    intent: To see.
    points: 20
    bands:
      - {points: 20, label: Both, meaning: Both., when: {all: [{criterion: {id: set-up}},
         {criterion: {id: asked, at_least: 0.5}}]}}
      - {points: 10, label: One, meaning: One., when: {criterion: {id: set-up, at_least: 0.5}}}
      - {points: 0, label: None, meaning: None.}
    criteria:
      - id: set-up
        code: T-01
        question: Is it set up?
        guidance: Look.
        method: scan
        recommendation: do-it
        levels:
          - {label: Not, meaning: It is not., rating: 0}
          - {label: Partly, meaning: In part., rating: 0.5, when: {probe: {id: obs.tracing, at_least: partial}}}
          - {label: Set up, meaning: It is., rating: 1, when: {probe: obs.tracing}}
      - id: asked
        code: T-02
        question: Do they say so?
        guidance: Ask.
        method: interview
        ask: Do you?
        met_only_if: [It was shown]
        show_me: [The trace]
        levels:
          - {label: "No", meaning: They do not., rating: 0}
          - {label: "Yes", meaning: They do., rating: 1}
"""
PROBES = ("obs.tracing", "process.traced")
ADVICE = parse_recommendations(
    "recommendations: [{id: do-it, action: Do it, why: So., effort_hours: [1, 2], timeline_weeks: [1, 1]}]"
)


def mistakes(old: str = "", new: str = "") -> list[tuple[int, str]]:
    assert old in SOUND
    return [(m.line, m.message) for m in check(SOUND.replace(old, new, 1), "sample.yaml", PROBES, ADVICE)]


def test_a_sound_rubric_has_no_mistakes() -> None:
    assert mistakes() == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("id: sample", "id: other", 1, "the file 'sample.yaml'"),
        ("target: 8", "target: 11", 6, "lies above the scale"),
        ("from_score: 0", "from_score: 3", 7, "a score below 3 has no grade"),
        ("question: Is it set up?", "quastion: x", 23, "'quastion' is unknown"),
        ("method: scan", "method: guess", 25, "input should be"),
        ("probe: obs.tracing}", "probe: obs.tracking}", 30, "the probe 'obs.tracking' is unknown"),
        ("probe: obs.tracing}", "probe: process.traced}", 30, "asked without `per_process: process.traced`"),
        ("recommendation: do-it", "recommendation: do-that", 26, "'do-that' is unknown"),
        ("{id: asked, at_least: 0.5}", "{id: nobody}", 17, "the criterion 'nobody' is unknown"),
        ("rating: 0}", "rating: 0.25}", 28, "the lowest level rates 0.25"),
        ("rating: 0.5", "rating: 1", 30, "the ratings do not rise"),
        ("{id: obs.tracing, at_least: partial}", "obs.tracing", 29, "'Partly' can never be chosen"),
        (
            "rating: 0.5, when: {probe: {id: obs.tracing, at_least: partial}}",
            "rating: 0.5",
            29,
            "can never choose 'Partly'",
        ),
        ("{criterion: {id: set-up, at_least: 0.5}}", "{criterion: {id: asked, at_least: 0.6}}", 20, ""),
        ("points: 10, label: One", "points: 20, label: One", 18, "the points do not fall"),
        (
            "label: None, meaning: None.}",
            "label: None, meaning: N., when: {probe: obs.tracing}}",
            19,
            "the last band has a condition",
        ),
        ("id: asked\n", "id: set-up\n", 31, "stands 2 times"),
        ("code: T-02", "code: T-01", 32, "the code 'T-01' stands 2 times"),
        ("        ask: Do you?\n", "", 31, "no question to ask"),
        ("meaning: They do., rating: 1", "meaning: T., rating: 1, when: {probe: obs.tracing}", 41, "no scan answers"),
        ("probe: obs.tracing}", "absent: obs.tracing}", 30, "`absent` feeds a score"),
        ("probe: obs.tracing}", "criterion: {id: set-up}}", 21, "depend on each other: set-up -> set-up"),
        ("probe: obs.tracing}", "all: []}", 30, "the group has no member"),
        ("probe: obs.tracing}", "at_least: {n: 2, of: [{probe: obs.tracing}]}}", 30, "at least 2 of 1"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int, words: str) -> None:
    found = mistakes(old, new)
    if not words:  # the change itself is allowed
        assert all(at != line for at, _ in found)
        return
    assert any(at == line and words in message for at, message in found), found


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"foo\s+bar", "can cross the end of a line"),
        (r'"[^"]*"', "can cross the end of a line"),
        ("(", "not a regular expression"),
        ("a" * 201, "longer than 200"),
        ("a*", "matches empty text"),
    ],
)
def test_a_pattern_outside_the_common_subset_is_refused(pattern: str, words: str) -> None:
    text = SOUND + f"own_probes:\n  - name: mine\n    question: Is it?\n    patterns: ['{pattern}']\n"
    found = check(text, "sample.yaml", PROBES, ADVICE)
    assert [m.line for m in found] == [45]
    assert words in found[0].message


def test_ten_levels_are_too_many() -> None:
    level = "          - {label: L, meaning: M., rating: 0.5}\n"
    found = mistakes('          - {label: "No"', level * 8 + '          - {label: "No"')
    assert any("at most 9 items" in message for _, message in found)


def test_text_that_is_not_yaml_is_one_mistake() -> None:
    assert "not valid YAML at line 2" in check("a: b\n  - c: [", "x.yaml", PROBES)[0].message


def test_a_circle_of_requirements_is_named() -> None:
    text = (
        "recommendations:\n"
        "  - {id: a, action: A, why: W, effort_hours: [2, 1], timeline_weeks: [1, 1], requires: [b]}\n"
        "  - {id: b, action: B, why: W, effort_hours: [1, 2], timeline_weeks: [1, 1], requires: [a, c]}\n"
    )
    assert [(m.line, m.message) for m in check_recommendations(text, "recommendations.yaml")] == [
        (2, "'a' requires itself"),
        (2, "effort_hours does not rise from low to high"),
        (3, "'b' requires itself"),
        (3, "the recommendation 'c' is unknown"),
    ]


def test_the_command_ends_with_3_and_prints_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "sample.yaml"
    file.write_text(SOUND.replace("rating: 0.5", "rating: 7"), encoding="utf-8")
    assert main(["rubric", "check", str(file)]) == 3
    assert f"{file}:29: input should be less than or equal to 1" in capsys.readouterr().out


def test_what_ships_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rubric", "check"]) == 0, capsys.readouterr().out
    assert main(["rubric", "list"]) == 0
    assert "process-integrity" in capsys.readouterr().out


def test_a_name_that_is_nothing_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rubric", "check", "no-such-rubric"]) == 2
    assert "neither a file nor a rubric" in capsys.readouterr().err


def test_a_field_that_stands_twice_is_named_where_it_is_repeated() -> None:
    found = mistakes("    points: 20\n", "    points: 20\n    intent: To be lost.\n")
    assert found == [(15, "the field 'intent' stands twice")]


@pytest.mark.parametrize("text", ["- 1\n", "words\n"])
def test_a_file_that_is_no_mapping_is_said_in_plain_words(text: str) -> None:
    (mistake,) = check(text, "sample.yaml", PROBES)
    assert (mistake.line, mistake.message) == (1, "a mapping of fields was expected")


TABLES = """\
narrative: [{id: pain, title: Pain points}]
coverage_tables:
  - {id: t, title: T, columns: [Policy, Runbook], rows: [{topic: Releases, criteria: [set-up, asked]}]}
benchmarks: [{practice: Tracing, criterion: set-up, expected: Set up, source: Example source, year: 2024}]
friction: [tracing]
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("criteria: [set-up, asked]", "criteria: [set-up]", "'Releases' has 1 of 2 cells"),
        ("criteria: [set-up, asked]", "criteria: [set-up, other]", "the criterion 'other' is unknown"),
        ("criterion: set-up, expected", "expected", "a benchmark stands beside one criterion or one measure"),
        ("criterion: set-up, exp", "measure: no.such, exp", "no instrument gives the measure 'no.such'"),
        ("friction: [tracing]", "friction: [logging]", "the category 'logging' is unknown"),
        ("title: Pain points}", "title: Pain points}, {id: pain, title: Twice}", "the id 'pain' stands twice"),
    ],
)
def test_what_a_rubric_adds_to_the_report_is_checked(old: str, new: str, message: str) -> None:
    assert not check(SOUND + TABLES, "sample.yaml", PROBES, ADVICE)
    assert [m.message for m in check((SOUND + TABLES).replace(old, new), "sample.yaml", PROBES, ADVICE)] == [message]


def test_a_measure_that_no_instrument_gives_is_named() -> None:
    asked = SOUND.replace("when: {probe: obs.tracing}", "when: {measure: {id: ci.duration-p51, below: 10}}")
    assert [m.message for m in check(asked, "sample.yaml", PROBES, ADVICE)] == [
        "no instrument gives the measure 'ci.duration-p51'"
    ]


@pytest.mark.parametrize(
    ("scoring", "message"),
    [
        ("{strategy: weighted, scale: 5, lowest: 5}", "the scale ends at 5 and begins at 5"),
        ("{strategy: bands, scale: 20, lowest: 1}", "bands give points from 0"),
        ("{strategy: weighted, scale: 20, lowest: 1, show: points-lost}", "points are lost of a scale from 0"),
        ("{strategy: weighted, scale: 20, lowest: 3, target: 2}", "the target 2 lies below 3"),
        ("{strategy: weighted, scale: 5, lowest: 1}", "20 points on a scale to 5"),
    ],
)
def test_a_scale_that_does_not_begin_at_0_is_checked(scoring: str, message: str) -> None:
    assert message in [text for _, text in mistakes("{strategy: bands, scale: 10, target: 8}", scoring)]
