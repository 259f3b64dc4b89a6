"""Mistakes in what a rubric adds to the report: coverage tables, benchmarks, texts by category, friction."""

from collections.abc import Iterator

from core.rubric.check_conditions import Found, Names, Path
from core.rubric.rubric import Rubric


def check_tables(rubric: Rubric, names: Names) -> Found:
    """Yield what is wrong with tables, benchmarks, narrative fields and the friction list."""
    for number, table in enumerate(rubric.coverage_tables):
        path: Path = ("coverage_tables", number)
        for position, row in enumerate(table.rows):
            here = (*path, "rows", position)
            if len(row.criteria) != len(table.columns):
                yield here, f"{row.topic!r} has {len(row.criteria)} of {len(table.columns)} cells", "name one a column"
            for named in row.criteria:
                if named not in names.criteria:
                    yield here, f"the criterion {named!r} is unknown", "name a criterion of this rubric by its id"
    for number, benchmark in enumerate(rubric.benchmarks):
        path = ("benchmarks", number)
        if (benchmark.criterion is None) == (benchmark.measure is None):
            yield path, "a benchmark stands beside one criterion or one measure", "name one of them"
        if benchmark.criterion is not None and benchmark.criterion not in names.criteria:
            yield path, f"the criterion {benchmark.criterion!r} is unknown", "name a criterion of this rubric by its id"
        if benchmark.measure is not None and benchmark.measure not in names.measures:
            yield path, f"no instrument gives the measure {benchmark.measure!r}", "see `sightline measure list`"
    categories = {category.id for category in rubric.categories}
    for number, named in enumerate(rubric.friction):
        if named not in categories:
            yield ("friction", number), f"the category {named!r} is unknown", "name a category of this rubric by its id"
    yield from _twice("coverage_tables", [table.id for table in rubric.coverage_tables])
    yield from _twice("narrative", [field.id for field in rubric.narrative])


def _twice(field: str, ids: list[str]) -> Iterator[tuple[Path, str, str]]:
    for number, name in enumerate(ids):
        if name in ids[:number]:
            yield (field, number), f"the id {name!r} stands twice", "give each its own"
