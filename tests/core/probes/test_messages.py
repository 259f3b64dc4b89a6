"""Every sentence of a probe reads well for one thing and for many."""

import ast
import re
from pathlib import Path

import core.probes
from core.model.answer import Message

FOLDER = Path(core.probes.__file__).parent
BARE_PLURAL = re.compile(r"\{(\w+)\} (?:(?!in |at |of )[\w-]+ )?[a-z]+s\b")
NOT_COUNTS = {"process"}


def _sentences() -> list[str]:
    found = []
    for path in sorted(FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"\{\w+\} ", node.value):
                found.append(node.value)
    return found


def test_no_word_after_a_number_is_always_plural() -> None:
    bad = [s for s in _sentences() for name in BARE_PLURAL.findall(s) if name not in NOT_COUNTS]
    assert bad == []


def test_both_forms_of_every_sentence_can_be_said() -> None:
    for sentence in _sentences():
        names = {name.partition(":")[0] for name in re.findall(r"\{([^{}]+)\}", sentence)}
        if not all(name.isidentifier() for name in names):
            continue
        for number in (0, 1, 3):
            said = Message(sentence, dict.fromkeys(names, number)).render()
            assert "{" not in said and "|" not in said
            if number == 1:
                assert not re.search(r"\b1 (?:places|files|sections|documents|jobs|commands)\b", said), said
