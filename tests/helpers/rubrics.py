"""Small rubrics for tests, built from short descriptions."""

from typing import Any

from core.rubric.rubric import Rubric

NOT_MET = {"label": "Not met", "meaning": "It is not there.", "rating": 0}
HALF = {"label": "Partly", "meaning": "Part of it is there.", "rating": 0.5}
MET = {"label": "Met", "meaning": "It is there.", "rating": 1}


def criterion(name: str, probe: str | None = None, **fields: Any) -> dict[str, Any]:
    """Return a criterion with levels 0, 0.5 and 1 that asks a probe; an interview when it asks none."""
    levels = [NOT_MET, HALF, MET]
    if probe is not None:
        levels = [
            NOT_MET,
            {**HALF, "when": {"probe": {"id": probe, "at_least": "partial"}}},
            {**MET, "when": {"probe": probe}},
        ]
    told = {} if probe else {"ask": "Is it?", "met_only_if": ["it was shown"], "show_me": ["it"]}
    return {
        "id": name,
        "code": name.upper(),
        "question": f"Is {name} there?",
        "guidance": "Look.",
        "method": "scan" if probe else "interview",
        "levels": levels,
        **told,
        **fields,
    }


def category(name: str, points: int, criteria: list[dict[str, Any]], bands: Any = ()) -> dict[str, Any]:
    """Return a category; bands are (points, condition) pairs, best first."""
    found = {"id": name, "name": name.title(), "intent": "Because.", "points": points, "criteria": criteria}
    if bands:
        found["bands"] = [
            {"points": worth, "label": f"Band {worth}", "meaning": "So much.", **({"when": when} if when else {})}
            for worth, when in bands
        ]
    return found


def rubric(strategy: str, scale: int, categories: list[dict[str, Any]], **fields: Any) -> Rubric:
    """Return a rubric with the id `t`; fields of scoring may be given as `scoring`."""
    scoring = {"strategy": strategy, "scale": scale, **fields.pop("scoring", {})}
    return Rubric.model_validate(
        {
            "id": "t",
            "version": "1",
            "name": "Test",
            "summary": "A test.",
            "purpose": "Testing.",
            "scoring": scoring,
            "categories": categories,
            **fields,
        }
    )


def needs(name: str, at_least: float = 1) -> dict[str, Any]:
    """Return a condition on another criterion."""
    return {"criterion": {"id": name, "at_least": at_least}}
