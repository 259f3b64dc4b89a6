"""Sentences with numbers in them."""

from core.model.answer import Message


def test_a_word_follows_its_number() -> None:
    sentence = "{n} {n:file says|files say} so in {where}."
    assert Message(sentence, {"n": 1, "where": "docs"}).render() == "1 file says so in docs."
    assert Message(sentence, {"n": 0, "where": "docs"}).render() == "0 files say so in docs."
