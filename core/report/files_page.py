"""The files that the assessment rests on, with their lines, by the category whose questions cite them."""

from dataclasses import dataclass

from core.audit.published import AnalysedFile
from core.report.book import Book, RubricBook


@dataclass(frozen=True, slots=True)
class CategoryFiles:
    """The files that one category's answers cite."""

    category: str
    files: tuple[AnalysedFile, ...]
    lines: int


def analysed(book: Book) -> tuple[tuple[RubricBook, tuple[CategoryFiles, ...]], ...]:
    """Return the analysed files by rubric and category; categories without any are left out."""
    files = book.published.scanned.analysed if book.published.scanned else ()
    found = []
    for rubric in book.rubrics:
        rows = []
        for category in rubric.rubric.categories:
            probes = {probe for criterion in category.criteria for probe in criterion.probes()}
            own = tuple(f for f in files if probes & set(f.probes))
            if own:
                rows.append(CategoryFiles(category.name, own, sum(f.lines for f in own)))
        if rows:
            found.append((rubric, tuple(rows)))
    return tuple(found)
