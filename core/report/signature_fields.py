"""The three places to sign, as tagged and empty PDF signature fields."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A field that somebody signs; `name` is the field's name inside the PDF."""

    id: str
    name: str
    title: str


PLACES = (
    Place("lead", "Lead", "Signature of the lead auditor"),
    Place("reviewer", "Reviewer", "Signature of the reviewer"),
    Place("client", "Client", "Signature for the client"),
)
"""Who signs, in order: the lead auditor certifies, the others counter-sign."""


def make_signature_fields(pdf: Any) -> None:
    """Turn the text inputs that the template laid out into signature fields, inside WeasyPrint's object list."""
    import pydyf

    appearances = []
    for item in list(pdf.objects):
        if not (isinstance(item, dict) and item.get("FT") == "/Tx"):
            continue
        for key in ("DA", "V", "Ff", "MaxLen"):
            item.pop(key, None)
        item["FT"] = "/Sig"
        item["F"] = 132  # print + locked: ISO 32000-1, table 165
        x1, y1, x2, y2 = (float(value) for value in item["Rect"])
        left, right, bottom, top = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        item["Rect"] = pydyf.Array((left, bottom, right, top))
        look = pydyf.Stream(
            [b""],
            {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": pydyf.Array((0, 0, right - left, top - bottom)),
                "Resources": pydyf.Dictionary(),
            },
        )
        appearances.append((item, look))
    for item, look in appearances:
        pdf.add_object(look)
        item["AP"] = pydyf.Dictionary({"N": look.reference})
    for item in pdf.objects:
        # pyHanko knows a widget in the structure tree only as a single child, not as an array of one: with the array
        # it would call the first signature changed once a second one is added.
        if isinstance(item, dict) and item.get("S") == "/Form" and len(item["K"]) == 1:
            item["K"] = item["K"][0]
    form = pdf.catalog.get("AcroForm")
    if form is not None:
        form.pop("NeedAppearances", None)
        form.pop("DR", None)
