"""The palette, the settings and the help in the running application, by keyboard."""

import subprocess
from pathlib import Path

from tests.end_to_end.desktop import Desktop, person, until


def test_from_criterion_to_settings_to_help(screen: Desktop, sightline: str, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "example.sightline"
    scope = ("--client", "Example client", "--auditor", "Example auditor")
    subprocess.run(
        [sightline, "audit", "new", str(sample), *scope, "--output", str(file)], check=True, capture_output=True
    )
    with person(screen, [sightline, "--theme", "light", str(file)], tmp_path) as someone:
        someone.see("Criteria", "list")

        someone.press("ctrl+k")
        someone.see("Find anything", "text")
        someone.type("c hlt-02")
        someone.see("Found", "list")
        someone.press("Return")
        until("the criterion", lambda: "HLT-02" in str(someone.selected() and someone.selected().name))  # type: ignore[union-attr]

        someone.press("ctrl+comma")
        someone.see("100 %", "combo box")  # Qt names a box by its choice
        someone.press("F1")
        someone.see("Help page")
        someone.press("ctrl+f")
        someone.type("fingerprint signer")
        someone.press("Return")
        someone.press("Escape")
        someone.gone("Help page")
        someone.press("Escape")
        someone.see("Criteria", "list")
