"""`sightline probes`: what every probe asks, what counts, and how often its area is right."""

import argparse
import textwrap

from core.errors import ExitCode, SightlineError
from core.probes.accuracy import Accuracy, Scores, published, rate
from core.probes.catalogue import PROBES, PROCESS_PROBES
from core.probes.meanings import AREAS, RULES, meanings
from core.probes.probe import Probe, ProcessProbe

_MOST_PATHS = 6
PROCESS_AREA = "Critical processes"


class NoSuchProbe(SightlineError):
    """Neither an area nor the id of a probe."""

    exit_code = ExitCode.USAGE


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of the verb."""
    parser.epilog = f"areas: {', '.join((*AREAS, 'process'))}"
    parser.add_argument("wanted", nargs="?", metavar="AREA|ID", help="an area or one probe (default: all, in short)")
    parser.add_argument("--markdown", action="store_true", help="print the whole help page as Markdown")


def run(args: argparse.Namespace) -> int:
    """Print what was asked for."""
    if args.markdown:
        from core.cli.probes_page import page

        print(page(published()), end="")
        return int(ExitCode.DONE)
    print("\n".join(lines(args.wanted)))
    return int(ExitCode.DONE)


def area_of(probe: Probe | ProcessProbe) -> str:
    """Return the first part of a probe's id."""
    return probe.id.partition(".")[0]


def in_area(area: str) -> tuple[Probe | ProcessProbe, ...]:
    """Return the probes of an area, in the order in which the catalogue explains them."""
    if area == "process":
        return PROCESS_PROBES
    order = list(meanings())
    return tuple(sorted((p for p in PROBES if area_of(p) == area), key=lambda p: order.index(p.id)))


def looks_at(probe: Probe | ProcessProbe) -> str:
    """Return in words what a probe reads: what it asks of parsed files, patterns, classes of files and paths."""
    said = list(probe.asks)
    if probe.patterns:
        kinds = probe.classes or tuple(sorted({kind for pattern in probe.patterns for kind in pattern.classes}))
        where = f" in files of class {', '.join(kinds)}" if kinds else ""
        said.append(f"{len(probe.patterns)} text {'pattern' if len(probe.patterns) == 1 else 'patterns'}{where}")
    if probe.paths:
        more = len(probe.paths) - _MOST_PATHS
        said.append("paths " + ", ".join(probe.paths[:_MOST_PATHS]) + (f" and {more} more" if more > 0 else ""))
    return "; ".join(said)


def held_out_sentence(accuracy: Accuracy) -> str:
    """Return the honest sentence: what the rules were tuned on, and the error elsewhere."""
    tuned = f"The rules were tuned on the same {len(accuracy.repositories)} repositories, so these figures flatter."
    held = accuracy.held_out
    if held is None:
        return tuned + " The error on other repositories has not been measured."
    return (
        f"{tuned} In {len(held.repositories)} others, which nobody had labelled, answers were drawn at random and the "
        f"files read: {held.wrong.right} of {held.wrong.n} were wrong ({held.wrong.rate:.1%}, 95 % interval "
        f"{held.wrong.low:.1%} to {held.wrong.high:.1%}); {held.wrong_yes.right} of {held.wrong_yes.n} answers yes, "
        f"{held.wrong_no.right} of {held.wrong_no.n} answers no.{_again(accuracy)}{_later(accuracy)}"
    )


def _again(accuracy: Accuracy) -> str:
    again = accuracy.held_out_again
    if again is None:
        return ""
    return (
        f" After that was mended where it could be, {again.wrong.right} of {again.wrong.n} answers in "
        f"{len(again.repositories)} further repositories were wrong ({again.wrong.rate:.1%}, {again.wrong.low:.1%} to "
        f"{again.wrong.high:.1%})."
    )


def _later(accuracy: Accuracy) -> str:
    """Return one sentence over all later rounds; they are few, so one share says more than each by itself."""
    later = accuracy.held_out_later
    if not later:
        return ""
    right, n = sum(held.wrong.right for held in later), sum(held.wrong.n for held in later)
    wrong, read = rate(right, n), sum(len(held.repositories) for held in later)
    return (
        f" Later rounds, in {read} repositories that were new again, found {wrong.right} of {wrong.n} answers wrong "
        f"({wrong.rate:.1%}, {wrong.low:.1%} to {wrong.high:.1%})."
    )


def lines(wanted: str | None) -> list[str]:
    """Return the lines for all probes, an area or one probe.

    Raises:
        NoSuchProbe: when there is neither.
    """
    accuracy = published()
    if wanted is None:
        said = [line for area in (*AREAS, "process") for line in _short(area, accuracy)]
        return [*said, *textwrap.wrap(held_out_sentence(accuracy), 100)]
    if wanted in AREAS or wanted == "process":
        probes = in_area(wanted)
        return [_heading(wanted, accuracy), "", *(line for probe in probes for line in (*_in_full(probe), ""))]
    everything: tuple[Probe | ProcessProbe, ...] = (*PROBES, *PROCESS_PROBES)
    probe = next((p for p in everything if p.id == wanted), None)
    if probe is None:
        raise NoSuchProbe(f"There is no probe or area {wanted!r}.", "`sightline probes` lists all.")
    own = accuracy.probes.get(probe.id)
    return [
        *_in_full(probe),
        *_wrapped("looks at", looks_at(probe)),
        *([f"  probe      right in {own}"] if own else []),
        f"  area       {_heading(area_of(probe), accuracy)}",
        "",
        "for every probe:",
        *(f"  {rule}" for rule in RULES),
        "",
        *textwrap.wrap(held_out_sentence(accuracy), 100),
    ]


def _short(area: str, accuracy: Accuracy) -> list[str]:
    probes = in_area(area)
    width = max(len(probe.id) for probe in probes)
    return [_heading(area, accuracy), *(f"  {probe.id:{width}}  {probe.question}" for probe in probes), ""]


def _heading(area: str, accuracy: Accuracy) -> str:
    scores: Scores | None = accuracy.areas.get(area)
    name = AREAS.get(area, PROCESS_AREA)
    return f"{name}: right in {scores.accuracy}" if scores else f"{name}: not measured"


def _in_full(probe: Probe | ProcessProbe) -> list[str]:
    meaning = meanings().get(probe.id)
    said = [probe.id, f"  {probe.question}"]
    if meaning:
        said += [*_wrapped("counts", meaning.counts), *_wrapped("not", meaning.never)]
    return said


def _wrapped(label: str, text: str) -> list[str]:
    return textwrap.wrap(text, 100, initial_indent=f"  {label:9}  ", subsequent_indent=" " * 13, break_on_hyphens=False)
