"""Answers questions about the accessibility tree, one JSON line each; run by the system's Python, which has pyatspi.

It stands for a screen reader: what it cannot find or name, a person who does not see cannot use.
"""

import json
import sys

import pyatspi


def application(name):
    """Return the running application of that name, or None."""
    desktop = pyatspi.Registry.getDesktop(0)
    for place in range(desktop.childCount):
        child = desktop.getChildAtIndex(place)
        if child is not None and name in (child.name or "").lower():
            return child
    return None


def describe(node, path, depth, found):
    """Append a node and those below it, depth first, as plain data."""
    try:
        states = {pyatspi.stateToString(state).replace("STATE_", "").lower() for state in node.getState().getStates()}
        if depth and "showing" not in states and "active" not in states:
            return
        place = (
            node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS) if "Component" in node.get_interfaces() else None
        )
        text = node.queryText().getText(0, -1) if "EditableText" in node.get_interfaces() else ""
        found.append(
            {
                "path": path,
                "role": node.getRoleName(),
                "name": node.name or "",
                "states": sorted(states),
                "text": text,
                "box": [place.x, place.y, place.width, place.height] if place else None,
            }
        )
        for index in range(min(node.childCount, 400)):
            child = node.getChildAtIndex(index)
            if child is not None:
                describe(child, [*path, index], depth + 1, found)
    except (LookupError, NotImplementedError, RuntimeError):
        return  # it went away while we looked


def reach(name, path):
    """Return the node at a path of child indices."""
    node = application(name)
    for index in path:
        node = node.getChildAtIndex(index)
    return node


def answer(question):
    """Answer one question."""
    name = question["application"]
    if question["ask"] == "tree":
        root = application(name)
        found = []
        if root is not None:
            describe(root, [], 0, found)
        return found
    node = reach(name, question["path"])
    if question["ask"] == "act":
        return node.queryAction().doAction(question.get("action", 0))
    if question["ask"] == "focus":
        return node.queryComponent().grabFocus()
    raise ValueError(question["ask"])


for line in sys.stdin:
    try:
        reply = {"answer": answer(json.loads(line))}
    except Exception as error:
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), flush=True)
