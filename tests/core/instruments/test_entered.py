import pytest

from core.instruments.draft import NotMeasured
from core.instruments.entered import enter, enterable, number


def test_a_number_is_kept_with_unit_and_source() -> None:
    draft = enter("qa.wait", 36.0, "  ticket system,\n median of April 2026 ", n=41)
    (found,) = draft.measurements
    assert (found.id, found.value, found.unit, found.n) == ("qa.wait", 36.0, "hours", 41)
    assert found.source == "entered: ticket system, median of April 2026"
    assert draft.title == "QA wait time"


def test_every_measure_of_the_instrument_can_be_entered() -> None:
    assert {enter(m.id, 0.5, "example").measurements[0].id for m in enterable()} == {m.id for m in enterable()}
    assert enterable()


@pytest.mark.parametrize(
    ("name", "value", "source", "said"),
    [
        ("qa.wait", 3.0, "  ", "without its source"),
        ("qa.wait", -1.0, "x", "no value of QA wait time"),
        ("oncall.actionable", 72.0, "x", "no value of Actionable pages"),
        ("dora.lead-time", 3.0, "x", "not entered: it is measured"),
        ("joy", 3.0, "x", "no measure joy"),
        ("qa.wait", 3.0, "x" * 501, "longer than 500"),
    ],
)
def test_what_does_not_fit_is_refused(name: str, value: float, source: str, said: str) -> None:
    with pytest.raises(NotMeasured, match=said):
        enter(name, value, source)


def test_fewer_than_no_observations_cannot_stand_behind_a_number() -> None:
    with pytest.raises(NotMeasured, match="-4 observations"):
        enter("qa.wait", 3.0, "example", n=-4)


def test_numbers_as_people_type_them() -> None:
    assert (number("72%"), number("3.5"), number("1 200")) == (0.72, 3.5, 1200)
    for text in ("", "many", "nan", "inf", "%"):
        with pytest.raises(NotMeasured):
            number(text)
