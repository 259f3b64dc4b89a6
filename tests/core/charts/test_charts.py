"""Charts are pictures that say what they show, in the subset that Qt draws too."""

import re
import xml.etree.ElementTree as ET

import pytest

from core.charts.bars import Bar, bars
from core.charts.dial import dial
from core.charts.gantt import Projection, Stage, Task, gantt
from core.charts.heat import Cell, heat
from core.charts.line import line
from core.charts.radar import radar
from core.charts.theme import DARK

ROWS = (
    Bar("Observability <all>", 0.5, 0.4, 0.7, "10 / 20", "fair", 0.8),
    Bar("A category with a name that is far too long for one line", None, 0.0, 1.0, "–", "", 0.8),
    Bar("Recovery", 1.0, 1.0, 1.0, "5 / 5", "good", 0.8),
)
STAGES = (
    Stage("Phase 1: Now", 0, 2, (Task("Pin what the build uses", 0, 1, "Lead Example"),)),
    Stage("Phase 2: Next", 2, 6),
)
PICTURES = {
    "dial": dial(6.8, 5.5, 7.3, 10, tone="fair", target=8),
    "dial without a score": dial(None, 0, 10, 10),
    "bars": bars(ROWS),
    "radar": radar(ROWS),
    "line": line([("Q1", 4.0), ("Q2", None), ("Q3", 2.5)], title="Lead time", unit="hours"),
    "heat": heat([("Checkout", (Cell("Met", "good"), Cell("Open")))], ("Traced", "Measured")),
    "gantt": gantt(STAGES, [Projection(0, 5, 6, 7, "6.0"), Projection(6, 6, 8, 9, "8.0")], scale=10, target=8),
}


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(picture).iter() if element.tag.endswith("}text")]


@pytest.mark.parametrize("name", PICTURES)
def test_is_well_formed_titled_and_without_style(name: str) -> None:
    root = ET.fromstring(PICTURES[name])
    assert root[0].tag.endswith("}title")
    assert root[0].text
    for element in root.iter():
        assert "style" not in element.attrib
        assert element.tag.rpartition("}")[2] in {
            "svg", "title", "desc", "text", "line", "rect", "circle", "polygon", "polyline", "path"
        }  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_same_input_same_picture_and_finite_numbers(name: str) -> None:
    assert not re.search(r"nan|inf|e-\d", re.sub(r"<(title|desc|text).*?</\1>", "", PICTURES[name]))


def test_bars_print_values_marks_and_whole_names() -> None:
    shown = texts(PICTURES["bars"])
    assert {"10 / 20", "5 / 5", "▲", "■"} <= set(shown)
    assert "A category with a name that is far too long for one line" in " ".join(shown)


def test_client_text_is_escaped() -> None:
    assert "Observability &lt;all&gt;" in PICTURES["radar"] or "&lt;all&gt;" in PICTURES["radar"]
    assert "<all>" not in PICTURES["bars"]


def test_dial_says_interval_and_nothing_known() -> None:
    assert "between 5.5 and 7.3" in texts(PICTURES["dial"])
    assert "–" in texts(PICTURES["dial without a score"])


def test_radar_marks_only_what_is_known() -> None:
    picture = ET.fromstring(PICTURES["radar"])
    assert len([e for e in picture.iter() if e.tag.endswith("}circle")]) == 2
    assert "(open)" in " ".join(texts(PICTURES["radar"]))


def test_a_long_name_at_the_bottom_of_the_radar_stays_above_its_legend() -> None:
    bar = ROWS[2]
    long = Bar("A category with a name that is far too long for one line", 0.5, 0.5, 0.5, "5 / 10", "", 0.8)
    picture = ET.fromstring(radar((bar, bar, long, bar), width=420, letters=9.6))
    heights = {e.text: float(e.attrib["y"]) for e in picture.iter() if e.tag.endswith("}text")}
    assert heights["one line"] + 8 <= heights["Today"]
    assert heights["Today"] < float(picture.attrib["height"])


def test_missing_measurement_breaks_the_line_and_is_not_zero() -> None:
    picture = ET.fromstring(PICTURES["line"])
    assert len([e for e in picture.iter() if e.tag.endswith("}circle")]) == 2
    assert not [e for e in picture.iter() if e.tag.endswith("}polyline")]
    assert "Q2: not known" in PICTURES["line"]


def test_gantt_places_work_in_its_weeks() -> None:
    shown = texts(PICTURES["gantt"])
    assert {"Phase 1: Now", "Phase 2: Next", "Pin what the build uses", "Target 8", "6.0", "8.0"} <= set(shown)
    assert "Phase 2: Next: week 3 to 6" in PICTURES["gantt"]


def test_cells_carry_words_beside_colours() -> None:
    assert {"■ Met", "– Open"} <= set(texts(PICTURES["heat"]))


def test_theme_gives_every_colour() -> None:
    dark = bars(ROWS, theme=DARK)
    assert DARK.ink in dark
    assert "#0B2545" not in dark


def test_a_scale_that_begins_at_one_is_drawn_from_one() -> None:
    assert "1" in texts(dial(3.0, 1, 5, 5, lowest=1)) and "0" not in texts(dial(3.0, 1, 5, 5, lowest=1))
    plan = gantt(STAGES, [Projection(0, 1, 2, 5, "2.0")], scale=5, lowest=1)
    assert "1 to 5: the audit re-scored" in texts(plan) and "0" not in texts(plan)
    assert dial(1.0, 1, 1, 5, lowest=1).count("<path") < dial(3.0, 1, 1, 5, lowest=1).count("<path")


@pytest.mark.parametrize("shown", ["90.5 / 10", "16.5 / 100", "100.0 / 100"])
def test_a_long_value_ends_inside_the_picture(shown: str) -> None:
    picture = bars([Bar("One category", 0.9, 0.9, 0.9, shown, "good")])
    root = ET.fromstring(picture)
    value = next(e for e in root.iter() if e.text == shown)
    widest = 6.1  # of a bold figure of the size that values have
    assert float(value.get("x", "0")) + widest * len(shown) <= float(root.get("width", "0"))
