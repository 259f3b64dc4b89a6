"""Reads files of any instrument for a person to look at: a draft, or what must be said before there is one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from core.instruments.delivery_records import Choices
from core.instruments.delivery_rows import Records, read_records
from core.instruments.draft import Draft, NotMeasured
from core.instruments.inputs import Input, read_inputs
from core.instruments.survey_columns import DIMENSIONS, Role
from core.instruments.survey_preview import SurveyColumn, SurveySheet
from core.model.instrument import Instrument
from core.progress import Progress
from core.workflows.measure_delivery import AuditedDelivery, audited_delivery, read_delivery

__all__ = [
    "DIMENSIONS",
    "MEANINGS",
    "Kind",
    "Reading",
    "SurveyColumn",
    "SurveySheet",
    "Wanted",
    "audited_delivery",
    "read_files",
    "with_contents",
]

MEANINGS = tuple(role.value for role in Role)
"""What a column of a survey may hold."""


class Kind(StrEnum):
    """What files are read as."""

    SURVEY = Instrument.SURVEY.value
    RECORDS = Instrument.DELIVERY_RECORDS.value
    PIPELINE = Instrument.CI_PROFILE.value
    SCAN = Instrument.IMPORTED_SCAN.value


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person chose.

    Attributes:
        kind: of `Kind`; found out from the files when empty.
        roles: meaning by heading of a survey; `-efficiency` where agreeing is worse.
        scale: 5 or 7 for numbers of a survey, None to detect it.
        asked: how many people were asked, None when that is not known.
        sheet: of a workbook; the first that fits when empty.
        title: of the survey as it is printed.
        names: to take out of free answers.
        service: of delivery records.
        environments: that count as production; guessed when empty.
    """

    kind: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    scale: int | None = None
    asked: int | None = None
    sheet: str = ""
    title: str = ""
    names: tuple[str, ...] = ()
    service: str = ""
    environments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What files say, and what a person may still choose.

    Attributes:
        draft: without the bytes of the files; None while a choice is missing, which `problem` and `advice` tell.
        sheet: of a survey.
        services: that delivery records name.
        environments: that delivery records name.
    """

    kind: str
    draft: Draft | None = None
    problem: str = ""
    advice: str = ""
    sheet: SurveySheet | None = None
    services: tuple[str, ...] = ()
    environments: tuple[str, ...] = ()


def read_files(paths: Sequence[Path], wanted: Wanted, audited: AuditedDelivery, progress: Progress) -> Reading:
    """Return what files say; nothing is written.

    Args:
        paths: files or folders.
        wanted: what a person chose.
        audited: from `audited_delivery`.
        progress: told of the steps and asked whether to stop.

    Raises:
        InputsRefused: when the files cannot be read.
        NotReadable: when one cannot be read.
        Cancelled: when the person asked to stop.
    """
    progress.phase("Read the files")
    inputs = read_inputs(paths)
    progress.check()
    kind = Kind(wanted.kind) if wanted.kind else kind_of(inputs)
    progress.phase("Measure")
    reading = Reading(kind.value)
    try:
        if kind is Kind.SURVEY:
            reading = replace(reading, sheet=_sheet(inputs, wanted))
        elif kind is Kind.RECORDS:
            found = read_records(inputs, {}, None)
            reading = replace(
                reading,
                services=_names(row.service for row in found.deployments),
                environments=_names(row.environment for row in found.deployments),
            )
        progress.check()
        draft = _draft(kind, inputs, wanted, audited, progress)
    except NotMeasured as error:
        return replace(reading, problem=error.message, advice=error.advice)
    return replace(reading, draft=_without_contents(draft))


def kind_of(inputs: Sequence[Input]) -> Kind:
    """Return what files seem to be, by names and contents."""
    endings = {given.name.rpartition(".")[2].lower() for given in inputs}
    if endings & {"zip", "log", "txt"}:
        return Kind.PIPELINE
    if endings & {"sarif", "xml"}:
        return Kind.SCAN
    if endings == {"json"} and _imported(inputs):
        return Kind.SCAN
    records = _records(inputs)
    if records is not None and (records.deployments or records.incidents):
        return Kind.RECORDS
    return Kind.SURVEY


def _records(inputs: Sequence[Input]) -> Records | None:
    try:
        return read_records(inputs, {}, None)
    except NotMeasured:
        return None


def _imported(inputs: Sequence[Input]) -> bool:
    from core.instruments.imported_scan import imported_scan

    try:
        imported_scan(inputs)
    except NotMeasured:
        return False
    return True


def _names(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in found if name}, key=str.casefold))


def _sheet(inputs: Sequence[Input], wanted: Wanted) -> SurveySheet:
    from core.instruments.survey_preview import first_look

    if len(inputs) > 1:
        raise NotMeasured("A survey is one file.", "Choose the one with the answers.")
    return first_look(inputs[0], wanted.roles, wanted.sheet)


def _draft(kind: Kind, inputs: Sequence[Input], wanted: Wanted, audited: AuditedDelivery, progress: Progress) -> Draft:
    if kind is Kind.SURVEY:
        from core.instruments.survey import Questionnaire, read

        title = wanted.title.strip() or Questionnaire().title
        asked = Questionnaire(title, wanted.roles, wanted.scale, wanted.asked, wanted.sheet, wanted.names)
        return read(inputs[0], asked)
    if kind is Kind.RECORDS:
        choices = Choices(service=wanted.service, environments=wanted.environments)
        return read_delivery(inputs, choices, audited, progress)
    if kind is Kind.PIPELINE:
        from core.instruments.ci_profile import ci_profile

        return ci_profile(inputs)
    from core.instruments.imported_scan import imported_scan

    return imported_scan(inputs)


def _without_contents(draft: Draft) -> Draft:
    """Return a draft that knows the digests of its files, whose bytes may be many."""
    return replace(draft, inputs=tuple(Input(given.name, b"", given.sha256) for given in draft.inputs))


def with_contents(draft: Draft, paths: Sequence[Path]) -> Draft:
    """Return a draft with the bytes of its files, read again to keep them as evidence.

    Raises:
        NotMeasured: when a file is not what was read before.
    """
    now = {given.name: given for given in read_inputs(paths)}
    for given in draft.inputs:
        if given.name not in now or now[given.name].sha256 != given.sha256:
            raise NotMeasured(f"{given.name} was changed after it was read.", "Read the files again.")
    return replace(draft, inputs=tuple(now[given.name] for given in draft.inputs))
