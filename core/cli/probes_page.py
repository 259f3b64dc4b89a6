"""The help page of all probes, made from the catalogue; `sightline probes --markdown` prints it."""

from core.cli.probes import PROCESS_AREA, area_of, held_out_sentence, in_area, looks_at
from core.probes.accuracy import Accuracy, Rate, rounds
from core.probes.meanings import AREAS, RULES, meanings
from core.probes.probe import Probe, ProcessProbe


def page(accuracy: Accuracy) -> str:
    """Return the whole page as Markdown."""
    return "\n".join(
        [
            "# What the scanner asks",
            "",
            "Each probe asks the repository one yes/no question; it answers present, partial, absent, unproven, not "
            "applicable or error, with evidence, what only looked like it, and what was searched.",
            "",
            "## How often it is right",
            "",
            *_measured(accuracy),
            "",
            "## What holds for every probe",
            "",
            *(f"- {rule}" for rule in RULES),
            *(line for area in AREAS for line in _area(area, accuracy)),
            *_processes(),
            "",
        ]
    )


def _measured(accuracy: Accuracy) -> list[str]:
    whole = accuracy.overall
    said = [
        f"Measured on {accuracy.measured_on} with Sightline {accuracy.sightline} against {whole.accuracy.n} labels "
        f"made by hand in {len(accuracy.repositories)} public repositories: {whole.accuracy.right} answers right "
        f"({_percent(whole.accuracy)}). Of the answers yes {_percent(whole.precision)} were right; of what is there "
        f"{_percent(whole.recall)} was found; {_percent(whole.cited)} of the right answers yes cite a labelled file. "
        "In brackets: the 95 % Wilson interval.",
        "",
        held_out_sentence(accuracy),
        "",
        "| Area | Labels | Right | Accuracy | Precision | Recall |",
        "|---|---:|---:|---|---|---|",
    ]
    for area, name in AREAS.items():
        found = accuracy.areas.get(area)
        if found:
            counts = f"{found.accuracy.n} | {found.accuracy.right}"
            shares = " | ".join(_percent(share) for share in (found.accuracy, found.precision, found.recall))
            said.append(f"| {name} | {counts} | {shares} |")
    said += [
        "",
        "Labelled repositories: " + ", ".join(f"{r.name} ({r.commit[:10]})" for r in accuracy.repositories) + ".",
    ]
    for held in rounds(accuracy):
        read = ", ".join(
            f"{r.name} ({r.ecosystem}, {r.commit[:10]}: {r.wrong} of {r.n} wrong)" for r in held.repositories
        )
        said += ["", f"Read on {held.read_on}, never labelled: {read}."]
        if held.fixed_since:
            said[-1] += f" {held.fixed_since} of the wrong answers are right now; the figure is not changed."
    return said


def _percent(share: Rate) -> str:
    return f"{share.rate:.1%} ({share.low:.1%} to {share.high:.1%})"


def _area(area: str, accuracy: Accuracy) -> list[str]:
    found = accuracy.areas.get(area)
    right = f"Right in {found.accuracy}." if found else "Not measured."
    head = ["", f"## {AREAS[area]}", "", right, "", "| Probe | Question | Looks at |", "|---|---|---|"]
    words: list[str] = []
    for probe in in_area(area):
        meaning = meanings()[probe.id]
        words += ["", f"### {probe.id}", "", f"Counts: {meaning.counts}.", "", f"Does not count: {meaning.never}."]
        own = accuracy.probes.get(probe.id)
        if own:
            words += ["", f"Right in {own} labelled repositories."]
    return [*head, *(_row(probe) for probe in in_area(area)), *words]


def _row(probe: Probe | ProcessProbe) -> str:
    return f"| `{probe.id}` | {_cell(probe.question)} | {_cell(looks_at(probe))} |"


def _cell(text: str) -> str:
    """Return text that cannot break a table or be read as emphasis."""
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")


def _processes() -> list[str]:
    probes = in_area("process")
    assert all(area_of(probe) == "process" for probe in probes)
    head = ["", f"## {PROCESS_AREA}", "", "Asked of each critical process; not measured against labels.", ""]
    return [*head, "| Probe | Question | Looks at |", "|---|---|---|", *(_row(probe) for probe in probes)]
