"""The colours of a chart, given in by whoever draws it: the report, or the window in its light or dark look."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as `#RRGGBB`, and the font family. Meaning never rests on a colour alone: values and marks say it too."""

    ink: str = "#0B2545"
    mute: str = "#5B6B7F"
    grid: str = "#D9E0E8"
    track: str = "#EEF2F6"
    paper: str = "#FFFFFF"
    accent: str = "#0E8C86"
    good: str = "#2E8B57"
    fair: str = "#E0A100"
    poor: str = "#C0362C"
    neutral: str = "#8DA2B8"
    phases: tuple[str, ...] = ("#C0362C", "#B65F00", "#0E8C86", "#2F6DA5", "#6B4FA0", "#5B6B7F")
    font: str = "Inter"

    def tone(self, name: str) -> str:
        """Return the colour of `good`, `fair` or `poor`; anything else is neutral."""
        return {"good": self.good, "fair": self.fair, "poor": self.poor}.get(name, self.neutral)


LIGHT = Theme()
DARK = Theme(
    ink="#E8EEF5",
    mute="#9FB0C2",
    grid="#33465C",
    track="#22344A",
    paper="#101C2B",
    accent="#2FB7AE",
    good="#4CB27A",
    fair="#E5B03A",
    poor="#E4665C",
    neutral="#7F93A8",
    phases=("#E4665C", "#E08A3C", "#2FB7AE", "#5B9BD5", "#9B83CF", "#9FB0C2"),
)
MARKS = {"good": "■", "fair": "▲", "poor": "●"}
"""The shape that stands beside a tone's colour."""
