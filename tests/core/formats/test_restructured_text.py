from core.formats.document import Fence, Heading
from core.formats.prose import parse_document

RST = """Design Decisions
================

Start it::

    flask run

The Rest
--------

.. code-block:: python

    import flask

Text after.
"""

ADOC = """= Payments

== Running

[source,bash]
----
make run
----
After.
"""


def test_restructured_text_headings_and_code() -> None:
    document = parse_document("docs/design.rst", RST)
    assert document.headings == (Heading(1, "Design Decisions", 1), Heading(2, "The Rest", 8))
    assert document.fences == (Fence("", "flask run", 6), Fence("python", "import flask", 13))
    assert "flask run" not in document.text
    assert "Text after." in document.text


def test_asciidoc_headings_and_code() -> None:
    document = parse_document("docs/run.adoc", ADOC)
    assert document.headings == (Heading(1, "Payments", 1), Heading(2, "Running", 3))
    assert document.fences == (Fence("bash", "make run", 7),)
    assert "make run" not in document.text
    assert "After." in document.text
