"""Whole journeys in the running application, by keyboard, seen through the accessibility tree."""

import subprocess
from pathlib import Path

from tests.end_to_end.desktop import Desktop, Person, person, until

PASSPHRASE = "one two three four five six"


def create_audit(someone: Person, repository: Path, file: Path) -> None:
    """Go through the new audit dialog by keyboard, up to the review of the finished scan."""
    someone.see("New audit", "push button")
    someone.press("ctrl+n")
    someone.see("Repository folder", "text")
    someone.type(str(repository))
    someone.see("Terraform")  # what the folder holds shows, so the dialog has looked at it
    someone.press("ctrl+Return")
    someone.see("Client", "text")
    someone.type("Example client")
    someone.press("Tab", "Tab")
    someone.type("Example auditor")
    someone.press("ctrl+Return")
    someone.see("What it asks")
    someone.press("ctrl+Return")
    someone.see("Audit file", "text")
    someone.press("ctrl+a")
    someone.type(str(file))
    someone.press("ctrl+Return")
    someone.see("Criteria", "list")


def go_to(someone: Person, words: str) -> None:
    """Move down the checklist until the row with these words is selected."""
    someone.press("Home")
    for _ in range(60):
        row = someone.selected()
        if row and words.lower() in row.name.lower():
            return
        someone.press("j")
    raise AssertionError(f"no row says {words!r}; the last was {row and row.name!r}")


def test_from_a_repository_to_a_verified_report(screen: Desktop, sightline: str, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "example.sightline"
    picture = tmp_path / "rota.png"
    screen.run("convert", "-size", "320x200", "gradient:white-navy", str(picture))
    with person(screen, [sightline, "--theme", "light"], tmp_path) as someone:
        create_audit(someone, sample, file)

        # a confirmation: the scan's level, in force at once
        go_to(someone, "Is distributed tracing set up")
        someone.press("3")
        until("the confirmation", lambda: "reviewed" in row(someone, "Is distributed tracing set up"))

        # an override is a draft until it has a justification of twenty characters
        go_to(someone, "OBS-04")
        someone.press("1")
        until("the draft", lambda: "draft" in row(someone, "OBS-04").lower())
        someone.press("o")
        until("the justification to have the focus", lambda: has_focus(someone, "Justification"))
        someone.type("Only the booking spans carry it, as the interview showed.")
        someone.press("ctrl+Return")
        until("the override", lambda: "overridden" in row(someone, "OBS-04").lower())

        # undo takes it back, redo brings it again
        someone.press("ctrl+z")
        until("the undo", lambda: "overridden" not in row(someone, "OBS-04").lower())
        someone.press("ctrl+shift+z")
        until("the redo", lambda: "overridden" in row(someone, "OBS-04").lower())

        # attach by paste
        go_to(someone, "OBS-06")
        screen.run("sh", "-c", f"xclip -selection clipboard -t image/png -i '{picture}' >/dev/null 2>&1")
        someone.press("ctrl+v")
        someone.see("Screenshot.png")

        export(someone, tmp_path)
        report = next(p for p in tmp_path.glob("*report*.pdf"))

        # the window verifies what it signed, and sees one changed byte
        someone.press("Escape")
        tampered = tmp_path / "tampered.pdf"
        data = bytearray(report.read_bytes())
        data[data.index(b"stream", len(data) // 3) + 300] ^= 1
        tampered.write_bytes(bytes(data))
        verify(someone, report, "valid")
        verify(someone, tampered, "changed")
    verdict = subprocess.run(
        [sightline, "verify", str(report), "--audit", str(file), "--repo", str(sample)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert "unknown" in verdict.stdout  # an identity of the app's own: nobody vouches for it
    shown = subprocess.run([sightline, "audit", "trail", str(file)], capture_output=True, text=True, check=True).stdout
    assert "override" in shown


def row(someone: Person, words: str) -> str:
    """Return what the row with these words says, or nothing."""
    return next((n.name for n in someone.nodes() if n.role == "list item" and words in n.name), "")


def verify(someone: Person, pdf: Path, verdict: str) -> None:
    """Verify a PDF in the window and read the verdict."""
    someone.press("ctrl+shift+v")
    someone.act(someone.see("Choose a PDF", "push button"))
    someone.choose_file("Verify a PDF", pdf)
    someone.see(verdict)
    someone.press("Escape")
    someone.gone("Verify a PDF", "dialog")


def has_focus(someone: Person, name: str) -> bool:
    """Tell whether a thing of this name has the keyboard."""
    return any(n.name == name and "focused" in n.states for n in someone.nodes())


def export(someone: Person, folder: Path) -> None:
    """Make an identity, sign report and roadmap with it and export them."""
    someone.press("ctrl+e")
    someone.act(someone.see("Make a signing identity", "check box"))
    someone.fill("New passphrase", PASSPHRASE, "password text")
    someone.fill("The same again", PASSPHRASE, "password text")
    someone.click(someone.see("Save the identity as", "push button"))
    someone.choose_file("Save the identity as", folder / "example.p12")
    until("the identity on the disk", (folder / "example.p12").exists)
    someone.see("until 20")
    someone.fill("Export folder", str(folder), "text")
    someone.press("ctrl+Return")
    someone.see("Show in folder", patience=150)


def test_processes_are_accepted_scanned_and_survive_a_crash(
    screen: Desktop, sightline: str, sample: Path, tmp_path: Path
) -> None:
    file = tmp_path / "example.sightline"
    with person(screen, [sightline, "--theme", "dark"], tmp_path) as someone:
        create_audit(someone, sample, file)
        someone.act(someone.see("Critical processes", "check box"))
        someone.act(someone.see("Accept all proposals", "push button"))
        someone.see("Booking", "table cell") if someone.find("", "table") else someone.see("Booking")
        someone.act(someone.see("Scan again", "push button"))
        someone.act(someone.see("Review", "check box"))
        someone.see("Booking, Traced", "list item")
        go_to(someone, "Booking, Traced")
        someone.press("2")
        until("the draft", lambda: "draft" in row(someone, "Booking").lower())
        until("the change on the disk", lambda: someone.find("Saved", "label"))
        someone.process.kill()
        someone.process.wait()
    with person(screen, [sightline, str(file)], tmp_path) as someone:
        someone.see("Criteria", "list")
        until("the draft after the crash", lambda: "draft" in row(someone, "Booking").lower())
    assert subprocess.run([sightline, "audit", "check", str(file)], capture_output=True, check=False).returncode == 0
