"""Terraform and OpenTofu: blocks as resources with values as plain data, read with tree-sitter.

Expressions that are not literals stay as their text, so `var.size > 0 ? 1 : 0` is a string.
"""

from functools import lru_cache
from typing import Any

import tree_sitter_hcl
from tree_sitter import Language, Node, Parser

from core.formats.errors import NotUnderstood
from core.formats.infrastructure import Infrastructure, Resource

PATHS = ("**/*.tf", "**/*.tofu")

_DEEPEST = 40


@lru_cache(maxsize=1)
def _language() -> Language:
    return Language(tree_sitter_hcl.language())


def parse(path: str, text: str) -> Infrastructure:
    """Return the blocks of a file.

    `resource "aws_db_instance" "main"` is kind `resource.aws_db_instance`, name `main`; a backend is kind
    `terraform.backend.s3`; providers, modules, variables, outputs and locals keep their keyword as kind.
    """
    root = Parser(_language()).parse(text.encode()).root_node
    body = next((child for child in root.children if child.type == "body"), None)
    if body is None:
        if root.has_error:
            raise NotUnderstood("not valid HCL")
        return Infrastructure("terraform", path)
    found: list[Resource] = []
    for block in body.children:
        if block.type == "block":
            found += _block(block)
    broken = tuple(f"line {n.start_point[0] + 1}" for n in body.children if n.type == "ERROR")
    return Infrastructure("terraform", path, tuple(found), broken)


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


def _header(block: Node) -> list[str]:
    """Return a block's keyword and labels."""
    return [_text(c).strip('"') for c in block.children if c.type in ("identifier", "string_lit")]


def _block(block: Node) -> list[Resource]:
    keyword, *labels = _header(block)
    line, end = block.start_point[0] + 1, block.end_point[0] + 1
    values = _body(block, 0)
    if keyword == "terraform":
        inner = [Resource("terraform", "", line, end, values)]
        for child in _inner_blocks(block):
            name, *types = _header(child)
            if name in ("backend", "cloud"):
                kind = f"terraform.{'.'.join([name, *types])}"
                first, last = child.start_point[0] + 1, child.end_point[0] + 1
                inner.append(Resource(kind, "", first, last, _body(child, 0)))
        return inner
    if keyword in ("resource", "data", "ephemeral") and len(labels) == 2:
        return [Resource(f"{keyword}.{labels[0]}", labels[1], line, end, values)]
    return [Resource(keyword, labels[0] if labels else "", line, end, values)]


def _inner_blocks(block: Node) -> list[Node]:
    body = next((child for child in block.children if child.type == "body"), None)
    return [child for child in body.children if child.type == "block"] if body else []


def _body(block: Node, depth: int) -> dict[str, Any]:
    """Return attributes by name and nested blocks as lists of dicts by keyword (`dynamic "x"` counts as block x)."""
    body = next((child for child in block.children if child.type == "body"), None)
    values: dict[str, Any] = {}
    for child in body.children if body and depth < _DEEPEST else ():
        if child.type == "attribute":
            expression = next((c for c in child.children if c.type == "expression"), None)
            values[_text(child.children[0])] = _value(expression, depth + 1)
        elif child.type == "block":
            keyword, *labels = _header(child)
            inner = _body(child, depth + 1)
            if keyword == "dynamic" and labels:
                keyword, labels, inner = labels[0], [], inner.get("content", [{}])[0]
            entry = inner if not labels else {"_label": labels[0], **inner}
            values.setdefault(keyword, [])
            if isinstance(values[keyword], list):
                values[keyword].append(entry)
    return values


def _value(node: Node | None, depth: int) -> Any:
    while node is not None and node.type in ("expression", "literal_value", "collection_value") and node.named_children:
        if len(node.named_children) != 1:
            return _text(node)
        node = node.named_children[0]
    if node is None or depth > _DEEPEST:
        return None
    text = _text(node)
    if node.type == "string_lit" or (node.type == "template_expr" and text.startswith('"')):
        return text.strip('"')
    if node.type == "numeric_lit":
        return float(text) if "." in text or "e" in text.lower() else int(text, 0)
    if node.type == "bool_lit":
        return text == "true"
    if node.type == "null_lit":
        return None
    if node.type == "tuple":
        return [_value(c, depth + 1) for c in node.named_children if c.type == "expression"]
    if node.type == "object":
        pairs = {}
        for element in node.named_children:
            expressions = [c for c in element.named_children if c.type == "expression"]
            if len(expressions) == 2:
                pairs[_text(expressions[0]).strip('"')] = _value(expressions[1], depth + 1)
        return pairs
    return text
