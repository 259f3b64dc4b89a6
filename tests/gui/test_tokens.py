"""Every colour pair that is drawn can be read."""

import pytest

from gui.tokens import CONTROL_PAIRS, LIGHT, TEXT_PAIRS, THEMES, Tokens, contrast


def test_contrast_follows_the_formula() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
def test_text_reaches_four_and_a_half(tokens: Tokens) -> None:
    poor = {
        (text, ground): round(contrast(getattr(tokens, text), getattr(tokens, ground)), 2)
        for text, grounds in TEXT_PAIRS
        for ground in grounds
        if contrast(getattr(tokens, text), getattr(tokens, ground)) < 4.5
    }
    assert poor == {}


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
def test_outlines_of_controls_reach_three(tokens: Tokens) -> None:
    poor = {
        (line, ground): round(contrast(getattr(tokens, line), getattr(tokens, ground)), 2)
        for line, grounds in CONTROL_PAIRS
        for ground in grounds
        if contrast(getattr(tokens, line), getattr(tokens, ground)) < 3
    }
    assert poor == {}


def test_every_colour_token_is_checked_or_only_an_area() -> None:
    areas = {"name", "border", "border_width", "on_accent", "accent_hover"}
    named = {text for text, _ in (*TEXT_PAIRS, *CONTROL_PAIRS)}
    named |= {ground for _, grounds in (*TEXT_PAIRS, *CONTROL_PAIRS) for ground in grounds}
    assert set(LIGHT.__slots__) - areas - named == set()
