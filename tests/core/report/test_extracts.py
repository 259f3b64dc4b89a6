"""Evidence of one file is printed once: what touches is one extract, and nothing cited is lost."""

from core.audit.published import CitedEvidence
from core.report.extracts import MOST_LINES, Extract, FileExtracts, by_file

TEXT = [f"line {number}" for number in range(1, 101)]


def cited(number: int, line: int, end_line: int, path: str = "src/app.py") -> CitedEvidence:
    first = max(1, line - 3)
    return CitedEvidence(
        number, path, f"blob of {path}", "c", line, end_line, "\n".join(TEXT[first - 1 : first + 11]), first
    )


def numbers(extract: Extract) -> list[int]:
    return [line.number for line in extract.lines]


def hits(extract: Extract) -> list[int]:
    return [line.number for line in extract.lines if line.hit]


def only(*evidence: CitedEvidence) -> FileExtracts:
    (found,) = by_file(evidence)
    return found


def test_touching_places_are_one_extract_with_each_range_marked() -> None:
    (extract,) = only(cited(7, 12, 12), cited(3, 10, 10)).extracts
    assert numbers(extract) == [9, 10, 11, 12, 13]
    assert hits(extract) == [10, 12]
    assert [[e.name for e in line.starts] for line in extract.lines] == [[], ["E-003"], [], ["E-007"], []]


def test_places_far_apart_stay_apart_under_one_file() -> None:
    found = only(cited(1, 10, 10), cited(2, 40, 40))
    assert [numbers(extract) for extract in found.extracts] == [[9, 10, 11], [39, 40, 41]]


def test_the_same_lines_twice_are_printed_once() -> None:
    (extract,) = only(cited(1, 10, 11), cited(2, 10, 11)).extracts
    assert numbers(extract) == [9, 10, 11, 12]
    assert [e.number for e in extract.cited] == [1, 2]


def test_a_long_range_is_cut_and_says_so() -> None:
    (extract,) = only(cited(1, 10, 60)).extracts
    assert hits(extract) == list(range(10, 10 + MOST_LINES))
    assert extract.cut == "E-001 goes on to line 60; not printed here."


def test_files_stand_in_the_order_of_their_first_number() -> None:
    found = by_file([cited(5, 10, 10, "b.py"), cited(2, 10, 10, "a.py"), cited(1, 50, 50, "b.py")])
    assert [(entry.path, [e.number for e in entry.cited]) for entry in found] == [("b.py", [1, 5]), ("a.py", [2])]


def test_hidden_snippets_keep_their_place() -> None:
    hidden = CitedEvidence(1, "file-1", "b", "c", 10, 12, "", 10)
    (extract,) = only(hidden).extracts
    assert (extract.cited, extract.lines) == ((hidden,), ())
