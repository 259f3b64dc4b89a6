import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.instruments.draft import NotMeasured
from core.instruments.inputs import Input
from core.instruments.survey import Questionnaire, read
from core.instruments.survey_privacy import hidden, names_in, pattern_of, quote

HEAD = (
    "Timestamp,Email address,Team,I am satisfied with my tools and my work,I can focus without waiting,Anything else?"
)


def csv(*rows: str, head: str = HEAD) -> Input:
    return Input("answers.csv", "\n".join((head, *rows)).encode())


def answers(team: str, satisfaction: list[int], efficiency: list[int], first: int = 0, comment: str = "") -> list[str]:
    pairs = enumerate(zip(satisfaction, efficiency, strict=True), start=first)
    return [f"2026-05-0{1 + n % 9} 10:00:{n:02},p{n}@example.com,{team},{s},{e},{comment}" for n, (s, e) in pairs]


def value(draft, name: str) -> float | None:
    return next(m.value for m in draft.measurements if m.id == f"space.{name}")


def table(draft, title: str):
    return next(t for t in draft.tables if t.title == title)


def test_an_export_of_a_form_gives_the_dimensions() -> None:
    draft = read(csv(*answers("Payments", [1, 2, 3, 4, 5, 5], [4, 4, 4, 4, 4, 1])), Questionnaire(asked=8))
    assert value(draft, "satisfaction") == 3.33
    assert value(draft, "efficiency") == 3.5
    assert value(draft, "responses") == 6
    assert value(draft, "response-rate") == 0.75
    assert value(draft, "activity") is None
    assert table(draft, "By dimension").rows[0] == ("Satisfaction", "6", "3.33", "1.63", "1", "1", "1", "1", "2")
    assert "Numbers were read on a scale of 1 to 5: no answer is above 5; say so if it was asked from 1 to 7." in (
        draft.notes
    )
    assert draft.bad == ()


def test_a_scale_of_seven_is_seen_and_said() -> None:
    draft = read(csv(*answers("A", [7, 7, 7, 7, 4], [1, 1, 1, 1, 1])), Questionnaire())
    assert value(draft, "satisfaction") == 4.6  # four of 5, one of 3
    assert any("scale of 1 to 7: 4 of 10 answers are above 5" in note for note in draft.notes)
    said = read(csv(*answers("A", [5, 5, 5, 5, 5], [1, 1, 1, 1, 1])), Questionnaire(scale=7))
    assert value(said, "satisfaction") == 3.67


def test_answers_in_words() -> None:
    words = ["Strongly agree", "agree", "Neither agree nor disagree", "Disagree", "Strongly disagree.", "n/a"]
    rows = [f"{word},4 - good" for word in words]
    draft = read(csv(*rows, head="I enjoy my work,Quality of what we deliver"), Questionnaire())
    assert value(draft, "satisfaction") == 3
    assert value(draft, "performance") == 4
    assert table(draft, "By dimension").rows[0][1] == "5"  # no answer counts for nothing


def test_columns_can_be_said_and_turned_round() -> None:
    rows = [f"{n},5,2" for n in range(6)]
    given = csv(*rows, head="id,Q1,I am often interrupted")
    with pytest.raises(NotMeasured, match="No column"):
        read(csv("1,5", head="id,Q1"), Questionnaire())
    draft = read(given, Questionnaire(roles={"q1": "satisfaction", "I am often interrupted": "-efficiency"}))
    assert (value(draft, "satisfaction"), value(draft, "efficiency")) == (5, 4)
    assert table(draft, "Questions").rows == (
        ("Q1", "satisfaction", "1 to 5", "auditor"),
        ("I am often interrupted", "efficiency (turned round)", "1 to 5", "auditor"),
    )
    guessed = read(given, Questionnaire())
    assert any("does not sound so: I am often interrupted" in note for note in guessed.notes)
    better = read(csv(*rows, head="id,Q1,I can focus without being interrupted"), Questionnaire())
    assert not any("does not sound so" in note for note in better.notes)
    with pytest.raises(NotMeasured, match="no column 'Q9'"):
        read(given, Questionnaire(roles={"Q9": "activity"}))
    with pytest.raises(NotMeasured, match="no meaning"):
        read(given, Questionnaire(roles={"Q1": "joy"}))


def test_bad_rows_and_duplicates_are_named_with_their_line() -> None:
    rows = answers("A", [3, 3, 3, 3, 3, 3], [3, 3, 3, 3, 3, 3])
    rows[1] = rows[1].replace(",3,3,", ",maybe,3,")
    rows.append(rows[2])  # exported twice
    rows.append("2026-05-09 12:00,P3@example.com,A,5,5,")  # answered again
    rows.append("2026-05-09 12:01,new@example.com,A,,,")
    draft = read(csv(*rows, "half"), Questionnaire())
    assert [(b.line, b.reason) for b in sorted(draft.bad, key=lambda b: b.line)] == [
        (3, "'maybe' under 'I am satisfied with my tools and my work' is not on the scale (1 to 5)"),
        (4, "the same person answered again in line 8; the last answers count"),
        (5, "the same person answered again in line 9; the last answers count"),
        (10, "it answers none of the questions"),
        (11, "it has 1 of 6 columns"),
    ]
    assert value(draft, "responses") == 5
    assert value(draft, "satisfaction") == 3.4


def test_equal_answers_of_unnamed_people_both_count() -> None:
    draft = read(csv(*["4"] * 5, head="I am happy here"), Questionnaire())
    assert value(draft, "responses") == 5
    assert any("nothing tells whether the same person wrote them" in note for note in draft.notes)


def test_more_answers_than_people_asked_is_refused() -> None:
    with pytest.raises(NotMeasured, match="6 responses came, more than the 5"):
        read(csv(*answers("A", [3] * 6, [3] * 6)), Questionnaire(asked=5))


def test_fewer_than_five_people_give_no_number() -> None:
    draft = read(
        csv(*answers("A", [5, 5, 5, 5], [1, 1, 1, 1], comment="I am the only one who says this")), Questionnaire()
    )
    assert value(draft, "satisfaction") is None
    assert value(draft, "responses") == 4
    assert table(draft, "By dimension").rows[0] == ("Satisfaction", "under 5", *[""] * 7)
    assert draft.quotes == ()


def test_a_small_group_is_hidden_and_so_is_what_gives_it_away() -> None:
    rows = [
        *answers("Large", [5] * 9, [5] * 9, comment="Said in a large group"),
        *answers("Middle", [4] * 6, [4] * 6, first=9),
        *answers("Small", [1] * 2, [1] * 2, first=15, comment="Said in a small group"),
    ]
    draft = read(csv(*rows), Questionnaire())
    assert table(draft, "By group").rows == (
        ("Large", "9", "5.00 (9)", "5.00 (9)"),
        ("Middle", "not shown", "not shown", "not shown"),
        ("Small", "under 5", "not shown", "not shown"),
    )
    assert draft.quotes == ("Said in a large group",)
    assert "2 free answers left out: too few people are in the group." in draft.notes


def test_a_question_that_few_of_a_group_answered_is_hidden_there() -> None:
    rows = [*answers("One", [5] * 6, [5] * 6), *answers("Two", [4] * 6, [4] * 6, first=6)]
    rows[0:4] = [row.replace(",5,5,", ",5,,") for row in rows[0:4]]
    draft = read(csv(*rows), Questionnaire())
    assert table(draft, "By group").rows == (
        ("One", "6", "5.00 (6)", "not shown"),
        ("Two", "6", "4.00 (6)", "not shown"),
    )


@pytest.mark.parametrize(
    ("sizes", "away"),
    [
        ({"a": 9, "b": 5}, set()),
        ({"a": 9, "b": 2}, {"a", "b"}),
        ({"a": 9, "b": 7, "c": 2}, {"b", "c"}),
        ({"a": 9, "b": 1, "c": 1}, {"a", "b", "c"}),
        ({"a": 9, "b": 4, "c": 4}, {"b", "c"}),
        ({"a": 3}, {"a"}),
        ({"a": 9, "b": 0}, {"b"}),
    ],
)
def test_what_is_hidden_cannot_be_worked_out(sizes: dict[str, int], away: set[str]) -> None:
    assert hidden(sizes) == away


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 12), max_size=8))
def test_the_rest_of_the_whole_is_never_one_group_nor_under_five(sizes: dict[str, int]) -> None:
    away = {name for name in hidden(sizes) if sizes[name]}
    assert all(sizes[name] >= 5 for name in sizes if sizes[name] and name not in away)
    together = sum(sizes[name] for name in away)
    assert not away or (len(away) > 1 and together >= 5) or away == {name for name in sizes if sizes[name]}


def test_quotes_lose_names_and_addresses() -> None:
    names = pattern_of(names_in(["anna.example@example.com", "Bert Muster"]))
    said = quote(
        "Ask Anna or bert.muster@example.org, or Bert Muster's phone +49 170 1234567, or @carl. Dr. Dora knows.", names
    )
    assert said == "Ask [name] or [name], or [name] phone [number], or [name]. [name] knows."
    assert quote("We muster 12 builds an hour, 99.5% green", names) == "We muster 12 builds an hour, 99.5% green"
    assert quote("Anna", names) == ""
    assert "ghp_" + "a1B2" * 9 not in quote("the token is ghp_" + "a1B2" * 9, names)


def test_quotes_of_a_file_lose_the_names_that_it_holds() -> None:
    rows = answers("A", [3] * 6, [3] * 6)
    rows[0] = rows[0].replace("p0@example.com", "anna.example@example.com")
    rows[1] = rows[1] + "Anna and Zoe keep the build alive"
    draft = read(csv(*rows), Questionnaire(names=("Zoe",)))
    assert draft.quotes == ("[name] and [name] keep the build alive",)
    assert "anna" not in repr((draft.tables, draft.notes, draft.quotes, draft.bad, draft.measurements)).lower()


def test_a_workbook_as_forms_writes_it() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "About"
    book.active.append(["Example data"])
    book.active.append(["This sheet explains the survey"])
    sheet = book.create_sheet("Form responses 1")
    sheet.append(["Id", "Team", "How satisfied are you?", "Communication in the team"])
    for number in range(6):
        sheet.append([number, "A", number % 5 + 1, 4.0])
    file = io.BytesIO()
    book.save(file)
    draft = read(Input("survey.xlsx", file.getvalue()), Questionnaire())
    assert value(draft, "satisfaction") == 2.67
    assert value(draft, "communication") == 4
    assert draft.source == "survey.xlsx: Form responses 1: 6 responses"
    with pytest.raises(NotMeasured, match="no sheet 'Other'"):
        read(Input("survey.xlsx", file.getvalue()), Questionnaire(sheet="Other"))


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"PK\x03\x04broken", b"I am happy\n", b"{}"])
def test_what_is_no_survey_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(NotMeasured):
        read(Input("x", data), Questionnaire())
