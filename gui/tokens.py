"""The colours of the three themes, as one table; a test computes every contrast that text and controls need."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by purpose, as `#RRGGBB`.

    Attributes:
        name: `light`, `dark` or `contrast`.
        border: separates areas; never the only sign of a control.
        control: outline of something that can be operated, at least 3:1 on every surface.
        soft: background of what is selected.
        *_tint: background of a status in its own colour.
        highlight: background of the lines that count, in code.
    """

    name: str
    background: str
    surface: str
    raised: str
    sunken: str
    border: str
    control: str
    text: str
    text2: str
    text3: str
    accent: str
    on_accent: str
    accent_hover: str
    soft: str
    hover: str
    passed: str
    passed_tint: str
    partial: str
    partial_tint: str
    failed: str
    failed_tint: str
    manual: str
    manual_tint: str
    na: str
    na_tint: str
    code: str
    highlight: str
    keyword: str
    string: str
    comment: str
    function: str
    number: str
    border_width: int = 1

    def status(self, tone: str) -> tuple[str, str]:
        """Return colour and tint of a status tone: `passed`, `partial`, `failed`, `manual` or `na`."""
        return getattr(self, tone), getattr(self, f"{tone}_tint")


LIGHT = Tokens(
    name="light",
    background="#F5F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    sunken="#F0F2F5",
    border="#E2E6EB",
    control="#7E8A9A",
    text="#1A2330",
    text2="#55606E",
    text3="#5F6B7A",
    accent="#3451D1",
    on_accent="#FFFFFF",
    accent_hover="#2A43B4",
    soft="#EAEFFD",
    hover="#ECEFF3",
    passed="#166F3C",
    passed_tint="#E3F5EA",
    partial="#8F5300",
    partial_tint="#FDF1DA",
    failed="#C22626",
    failed_tint="#FCE9E9",
    manual="#6741C9",
    manual_tint="#EFEAFC",
    na="#5B6777",
    na_tint="#EDF0F3",
    code="#FAFBFC",
    highlight="#FFF4D6",
    keyword="#8430CE",
    string="#0B7A4B",
    comment="#647182",
    function="#1D5FBF",
    number="#B04F07",
)

DARK = Tokens(
    name="dark",
    background="#0E1217",
    surface="#151B22",
    raised="#1A2129",
    sunken="#10151B",
    border="#252E38",
    control="#627084",
    text="#E5EAF0",
    text2="#A5B1BF",
    text3="#8494A6",
    accent="#7F9BFF",
    on_accent="#0B1020",
    accent_hover="#9BB1FF",
    soft="#1E2946",
    hover="#1B232C",
    passed="#56C988",
    passed_tint="#15301F",
    partial="#E9B05A",
    partial_tint="#34280F",
    failed="#FF8078",
    failed_tint="#3B1C1D",
    manual="#B9A4F8",
    manual_tint="#2A2345",
    na="#93A2B3",
    na_tint="#222B34",
    code="#11171D",
    highlight="#332B12",
    keyword="#C792EA",
    string="#8FD694",
    comment="#8797AA",
    function="#82AAFF",
    number="#F5A97F",
)

CONTRAST = Tokens(
    name="contrast",
    background="#000000",
    surface="#000000",
    raised="#000000",
    sunken="#000000",
    border="#FFFFFF",
    control="#FFFFFF",
    text="#FFFFFF",
    text2="#FFFFFF",
    text3="#FFFFFF",
    accent="#FFD800",
    on_accent="#000000",
    accent_hover="#FFFFFF",
    soft="#2B2600",
    hover="#1C1C1C",
    passed="#5CFF9D",
    passed_tint="#000000",
    partial="#FFD800",
    partial_tint="#000000",
    failed="#FF9C96",
    failed_tint="#000000",
    manual="#D7C9FF",
    manual_tint="#000000",
    na="#FFFFFF",
    na_tint="#000000",
    code="#000000",
    highlight="#2B2600",
    keyword="#D9B3FF",
    string="#9CFFB0",
    comment="#D0D0D0",
    function="#9FC4FF",
    number="#FFC29A",
    border_width=2,
)

THEMES: tuple[Tokens, ...] = (LIGHT, DARK, CONTRAST)

TEXT_PAIRS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("text", ("background", "surface", "raised", "sunken", "soft", "hover", "code", "highlight")),
    ("text2", ("background", "surface", "raised", "sunken", "soft", "hover")),
    ("text3", ("background", "surface", "raised", "sunken", "soft", "hover", "code")),
    ("accent", ("background", "surface", "raised", "soft", "hover")),
    ("on_accent", ("accent", "accent_hover")),
    ("passed", ("passed_tint", "surface", "sunken", "soft", "background")),
    ("partial", ("partial_tint", "surface", "sunken", "soft", "background")),
    ("failed", ("failed_tint", "surface", "sunken", "soft", "background")),
    ("manual", ("manual_tint", "surface", "sunken", "soft", "background")),
    ("na", ("na_tint", "surface", "sunken", "soft", "background")),
    *((token, ("code", "highlight")) for token in ("keyword", "string", "comment", "function", "number")),
)
"""Text colours and every background they are drawn on: at least 4.5:1 (WCAG 2.2, 1.4.3)."""

CONTROL_PAIRS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("control", ("background", "surface", "raised", "sunken")),
    ("accent", ("background", "surface", "soft")),
)
"""Outlines of controls and the focus ring: at least 3:1 (WCAG 2.2, 1.4.11)."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
