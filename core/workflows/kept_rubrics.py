"""Rubrics as an audit file keeps them: their text word for word, and beside it the JSON that loads many times faster.

Both are named by their digest in the audit, so neither can be changed unseen; that they say the same is checked with
the whole trail.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from core.audit.audit import RubricRef
from core.rubric.loading import RubricError, as_json, digest, from_json, parse, parse_recommendations, parsed
from core.rubric.rubric import Recommendations, Rubric

Text = Callable[[str], str]
"""Gives the kept text of a digest, verified."""

Texts = dict[str, tuple[str, str]]
"""File name and body by digest."""

advice_of = lru_cache(maxsize=8)(parse_recommendations)
_from_json = lru_cache(maxsize=8)(from_json)


def kept(text: str, name: str, advice: str) -> tuple[RubricRef, Texts]:
    """Return how an audit names a rubric, and what its file must keep for that.

    Args:
        text: the rubric file, YAML.
        name: what to call it in messages.
        advice: the text of its recommendations.

    Raises:
        RubricError: when it is not a rubric.
    """
    rubric = parsed(text, name)
    advice_of(advice)
    ref = RubricRef(rubric.id, rubric.version, digest(text), digest(advice))
    texts = {ref.digest: (f"{rubric.id}.yaml", text), ref.recommendations: ("recommendations.yaml", advice)}
    if plain := as_json(rubric):
        ref = RubricRef(ref.id, ref.version, ref.digest, ref.recommendations, digest(plain))
        texts[ref.json] = (f"{rubric.id}.json", plain)
    return ref, texts


def load(refs: Iterable[RubricRef], text: Text) -> tuple[dict[str, Rubric], Recommendations]:
    """Return the rubrics of an audit by id, in its order, and the recommendations that they share.

    Raises:
        Damaged: from `text`, when one is missing or was changed.
        RubricError: when what is kept is no rubric.
    """
    rubrics: dict[str, Rubric] = {}
    advice: dict[str, Recommendations] = {}
    for ref in refs:
        written = text(ref.digest)
        name = f"{ref.id}.yaml"
        rubrics[ref.id] = _from_json(text(ref.json), name) if ref.json else parsed(written, name)
        if ref.recommendations and ref.recommendations not in advice:
            advice[ref.recommendations] = advice_of(text(ref.recommendations))
    known = {r.id: r for found in reversed(advice.values()) for r in found.recommendations}
    return rubrics, Recommendations(recommendations=tuple(known.values()))


def differing(refs: Iterable[RubricRef], text: Text) -> tuple[str, ...]:
    """Return a sentence for each rubric whose JSON does not say what its text says."""
    found = []
    for ref in refs:
        if ref.json:
            name = f"{ref.id}.yaml"
            try:
                same = parse(text(ref.digest), name) == from_json(text(ref.json), name)
            except RubricError:
                same = False
            if not same:
                found.append(f"The rubric {ref.id} is not used as its text says.")
    return tuple(found)
