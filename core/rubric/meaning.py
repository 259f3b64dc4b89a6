"""The meaning hash: whether a criterion still asks the same, so that an old judgement still answers it."""

from core import codec
from core.rubric.rubric import Criterion


def meaning(criterion: Criterion) -> str:
    """Return the SHA-256 over what a judgement refers to: question, guidance, levels, conditions, per_process.

    Weight, advice, severity and sources do not count: they change what a judgement is worth, not what it says.
    """
    return codec.digest(
        {
            "question": criterion.question,
            "guidance": criterion.guidance,
            "per_process": criterion.per_process,
            "applies_if": _plain(criterion.applies_if),
            "levels": [
                {
                    "label": level.label,
                    "meaning": level.meaning,
                    "rating": str(level.value),
                    "when": _plain(level.when),
                }
                for level in criterion.levels
            ],
        }
    )


def _plain(condition: object) -> object:
    dump = getattr(condition, "model_dump", None)
    return dump(mode="json", exclude_none=True) if dump else None
