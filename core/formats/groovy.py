"""Groovy as far as build files use it: calls with their arguments and closures, comments and strings told apart."""

import re
from dataclasses import dataclass, field

from core.formats.errors import NotUnderstood

_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_NUMBER = re.compile(r"\d[\w.]*")
_BLANK = re.compile(r"[ \t\r\f]+|\\\n")
_OPERATOR = re.compile(r"->|\?\.|\*\.|==~|=~|==|!=|<=|>=|&&|\|\||\+=|-=|\+\+|--|<<|\?:|.", re.DOTALL)
_IN_DOUBLE = re.compile(r'"|\\.|\$\{', re.DOTALL)
_IN_SINGLE = re.compile(r"'|\\.|\n", re.DOTALL)
_SLASHY = re.compile(r"/(?:[^/\n\\]|\\.)+/")
_ESCAPE = re.compile(r"\\(\n|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "", "b": "", "f": "", "\n": "\\\n"}
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_MOST_TOKENS = 150_000
_DEEPEST = 80
_SKIPPED_LINES = {"import", "package"}
_CONTROL = {
    "if", "else", "for", "while", "try", "catch", "finally", "switch", "case", "default", "return", "throw", "in",
    "instanceof", "as", "assert", "true", "false", "null", "final", "static", "private", "public", "protected", "do",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `name`, `text` (a string's content), `number`, `operator` or `newline`."""

    kind: str
    text: str
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call.

    Attributes:
        key: its name, empty for a positional one.
        text: content of its strings joined, otherwise its source.
        computed: it holds no string.
    """

    key: str
    text: str
    line: int
    end_line: int
    computed: bool


@dataclass(frozen=True, slots=True)
class Call:
    """One call, closure entry or assignment of a closure.

    Attributes:
        name: dotted, `docker.image.inside` for a chain; `:` for an entry of a map or an assignment with a closure.
        label: the key of such an entry.
        inner: calls within the arguments.
        body: calls of its closure, None without one.
        stands_alone: it is a statement, not a part of an expression.
    """

    name: str
    line: int
    end_line: int
    arguments: tuple[Argument, ...] = ()
    inner: "tuple[Call, ...]" = ()
    body: "tuple[Call, ...] | None" = None
    label: str = ""
    stands_alone: bool = False

    def named(self, key: str) -> Argument | None:
        """Return a named argument."""
        return next((a for a in self.arguments if a.key == key), None)

    def first(self) -> Argument | None:
        """Return the first positional argument."""
        return next((a for a in self.arguments if not a.key), None)


@dataclass(slots=True)
class Script:
    """A parsed file: its calls, its own functions, and the names of its variables with those set to a string."""

    calls: tuple[Call, ...] = ()
    functions: dict[str, tuple[Call, ...]] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)


def parse(text: str) -> Script:
    """Return the calls of a Groovy text; raises NotUnderstood when brackets or strings do not close."""
    return _Parser(_tokens(text.replace("\r\n", "\n"))).script()


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    at, line = 0, 1
    while at < len(text):
        if len(tokens) > _MOST_TOKENS:
            raise NotUnderstood("too long")
        character = text[at]
        end = at + 1
        kind, content = "", ""
        if blank := _BLANK.match(text, at):
            end = blank.end()
        elif text.startswith(("//", "#!"), at):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
        elif text.startswith("/*", at):
            end = text.find("*/", at) + 2
            if end < 2:
                raise NotUnderstood("a comment that does not end")
        elif character in "\"'":
            kind, end = "text", _string_end(text, at, 0)
            content = _content(text[at:end])
        elif character == "/" and _may_be_slashy(tokens) and (found := _SLASHY.match(text, at)):
            kind, content, end = "text", found[0][1:-1], found.end()
        elif found := _WORD.match(text, at):
            kind, content, end = "name", found[0], found.end()
        elif found := _NUMBER.match(text, at):
            kind, content, end = "number", found[0], found.end()
        elif character == "\n":
            kind = "newline"
        elif found := _OPERATOR.match(text, at):
            kind, content, end = "operator", found[0], found.end()
        last = line + text.count("\n", at, end)
        if kind:
            tokens.append(Token(kind, content, line, last))
        at, line = end, last
    return tokens


def _may_be_slashy(tokens: list[Token]) -> bool:
    return not tokens or (tokens[-1].kind == "operator" and tokens[-1].text not in (")", "]", "}"))


def _string_end(text: str, at: int, depth: int) -> int:
    """Return where a string that begins at a quote ends."""
    quote = text[at]
    if depth > _DEEPEST:
        raise NotUnderstood("strings nested beyond measure")
    triple = text.startswith(quote * 3, at)
    place = at + (3 if triple else 1)
    expression = _IN_DOUBLE if quote == '"' else _IN_SINGLE
    while found := expression.search(text, place):
        place = found.end()
        if found[0] == "${":
            place = _hole_end(text, place, depth + 1)
        elif found[0] == quote and not triple:
            return place
        elif found[0] == quote and text.startswith(quote * 3, found.start()):
            return found.start() + 3
        elif found[0] == "\n" and not triple:
            break
    raise NotUnderstood("a string that does not end")


def _hole_end(text: str, at: int, depth: int) -> int:
    """Return where `${` ... `}` within a string ends."""
    level = 1
    while at < len(text):
        character = text[at]
        if character in "\"'":
            at = _string_end(text, at, depth)
            continue
        level += (character == "{") - (character == "}")
        at += 1
        if not level:
            return at
    raise NotUnderstood("a string that does not end")


def _content(literal: str) -> str:
    width = 3 if literal.startswith(literal[0] * 3) and len(literal) >= 6 else 1
    return _ESCAPE.sub(lambda m: _ESCAPED.get(m[1], m[1]), literal[width:-width])


class _Parser:
    """Finds calls in tokens; brackets are matched beforehand."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.closes = self._matched()
        self.found = Script()

    def script(self) -> Script:
        """Return everything found."""
        self.found.calls = tuple(self.calls(0, len(self.tokens), True))
        return self.found

    def _matched(self) -> dict[int, int]:
        closes: dict[int, int] = {}
        waiting: list[int] = []
        for at, token in enumerate(self.tokens):
            if token.kind != "operator":
                continue
            if token.text in _CLOSING:
                waiting.append(at)
                if len(waiting) > _DEEPEST:
                    raise NotUnderstood(f"nested deeper than {_DEEPEST} levels")
            elif token.text in (")", "]", "}"):
                if not waiting or _CLOSING[self.tokens[waiting[-1]].text] != token.text:
                    raise NotUnderstood(f"brackets that do not match at line {token.line}")
                closes[waiting.pop()] = at
        if waiting:
            raise NotUnderstood("brackets that do not close")
        return closes

    def _is(self, at: int, end: int, *texts: str) -> bool:
        return at < end and self.tokens[at].kind == "operator" and self.tokens[at].text in texts

    def calls(self, at: int, end: int, statements: bool) -> list[Call]:
        """Return the calls between two tokens.

        Args:
            at: the first token.
            end: after the last one.
            statements: this is a block, in which calls need no parentheses.
        """
        calls: list[Call] = []
        fresh = statements
        while at < end:
            token = self.tokens[at]
            if token.kind in ("name", "text") and self._is(at + 1, end, ":") and self._is(at + 2, end, "{"):
                calls.append(self._entry(token.text, token.line, at + 2))
                at = self.closes[at + 2] + 1
            elif token.kind == "name":
                call, at = self._named(at, end, fresh)
                calls += call
                fresh = statements and self.tokens[at - 1].text in ("return", "else", "do")
                continue
            elif token.kind == "operator" and token.text in _CLOSING:
                calls += self.calls(at + 1, self.closes[at], token.text == "{")
                at = self.closes[at] + 1
            else:
                at += 1
            fresh = statements and (token.kind == "newline" or (token.kind == "operator" and token.text in ";={}"))
        return calls

    def _entry(self, label: str, line: int, brace: int) -> Call:
        close = self.closes[brace]
        body = tuple(self.calls(brace + 1, close, True))
        return Call(":", line, self.tokens[close].end_line, body=body, label=label)

    def _named(self, at: int, end: int, fresh: bool) -> tuple[list[Call], int]:
        """Return what begins with a name, and the place after it."""
        token = self.tokens[at]
        if token.text in _SKIPPED_LINES and fresh:
            return [], self._line_end(at, end)
        if token.text in _CONTROL:
            return [], at + 1
        if token.text == "new":
            return [], min(end, at + 2)
        function = self._function(at, end) if fresh else 0
        if function:
            return [], function
        if self._is(at + 1, end, "=", "->", "+=") or (at + 1 < end and self.tokens[at + 1].text == "in"):
            self._assigned(at, end)
            return [], at + 1
        if at + 1 < end and self.tokens[at + 1].kind == "name" and self._is(at + 2, end, "="):  # `def x =`
            return [], at + 1
        if self._is(at + 1, end, "[") and self._is(close := self.closes[at + 1] + 1, end, "="):  # `branches['x'] =`
            if not self._is(close + 1, end, "{"):
                return [], close
            label = self.tokens[at + 2].text if at + 2 < end else ""
            return [self._entry(label, token.line, close + 1)], self.closes[close + 1] + 1
        return self._call(at, end, fresh)

    def _assigned(self, at: int, end: int) -> None:
        name = self.tokens[at].text
        known = self.found.variables
        plain = at + 2 < end and self.tokens[at + 2].kind == "text" and self._is(at + 1, end, "=")
        ends = at + 3 >= end or self.tokens[at + 3].kind == "newline"
        known[name] = self.tokens[at + 2].text if plain and ends and not known.get(name) else ""

    def _function(self, at: int, end: int) -> int:
        """Keep a function's definition, `def name(...) {`, and return the place after it, 0 when it is none."""
        opens = at + 2
        if opens >= end or self.tokens[at + 1].kind != "name" or not self._is(opens, end, "("):
            return 0
        brace = self.closes[opens] + 1
        while brace < end and self.tokens[brace].kind == "newline":
            brace += 1
        if not self._is(brace, end, "{"):
            return 0
        self.found.functions[self.tokens[at + 1].text] = tuple(self.calls(brace + 1, self.closes[brace], True))
        for inner in range(opens, self.closes[opens]):
            if self.tokens[inner].kind == "name":
                self.found.variables.setdefault(self.tokens[inner].text, "")
        return self.closes[brace] + 1

    def _call(self, at: int, end: int, fresh: bool) -> tuple[list[Call], int]:
        line = self.tokens[at].line
        name, at = self.tokens[at].text, at + 1
        arguments: list[Argument] = []
        inner: list[Call] = []
        body: list[Call] | None = None
        called = False
        while at < end:
            if self._is(at, end, ".", "?.", "*.") and at + 1 < end and self.tokens[at + 1].kind == "name":
                name, at = f"{name}.{self.tokens[at + 1].text}", at + 2
            elif self._is(at, end, "(") and body is None:
                close = self.closes[at]
                arguments += self._arguments(at + 1, close)
                inner += self.calls(at + 1, close, False)
                at, called = close + 1, True
            elif self._is(at, end, "{"):
                inner += body or []
                body = self.calls(at + 1, self.closes[at], True)
                at, called = self.closes[at] + 1, True
            elif fresh and not called and self._begins_argument(at):
                stop = self._line_end(at, end)
                arguments += self._arguments(at, stop)
                inner += self.calls(at, stop, False)
                at, called = stop, True
                if not self._is(at, end, "{"):
                    break
            else:
                break
        if not called:
            return [], at
        last = self.tokens[at - 1].end_line
        made = Call(name, line, last, tuple(arguments), tuple(inner), None if body is None else tuple(body), "", fresh)
        return [made], at

    def _begins_argument(self, at: int) -> bool:
        token = self.tokens[at]
        return (
            token.kind in ("text", "number")
            or (token.kind == "name" and token.text not in _CONTROL)
            or (token.kind == "operator" and token.text == "[")
        )

    def _line_end(self, at: int, end: int) -> int:
        """Return where the arguments of a call without parentheses end: the line, a `;` or the brace of its closure."""
        while at < end:
            token = self.tokens[at]
            if token.kind == "operator" and token.text == "{" and self.tokens[at - 1].text not in (":", ",", "="):
                return at
            if token.kind == "operator" and token.text in _CLOSING:
                at = self.closes[at] + 1
                continue
            if self._is(at, end, ";"):
                return at
            if token.kind == "newline" and self.tokens[at - 1].text not in (",", "+", ":", "="):
                return at
            at += 1
        return end

    def _arguments(self, at: int, end: int) -> list[Argument]:
        while at < end and self.tokens[at].kind == "newline":
            at += 1
        if self._is(at, end, "[") and self.closes[at] >= end - 1:  # one map or list around everything
            return self._arguments(at + 1, self.closes[at])
        found: list[Argument] = []
        start = at
        while at <= end:
            if at == end or self._is(at, end, ","):
                argument = self._argument(start, at)
                found += [argument] if argument else []
                start = at + 1
            elif self._is(at, end, *_CLOSING):
                at = self.closes[at]
            at += 1
        return found

    def _argument(self, at: int, end: int) -> Argument | None:
        part = [token for token in self.tokens[at:end] if token.kind != "newline"]
        key = ""
        if len(part) > 1 and part[0].kind in ("name", "text") and part[1].text == ":" and part[1].kind == "operator":
            key, part = part[0].text, part[2:]
        if not part:
            return None
        texts = [token for token in part if token.kind == "text"]
        shown = "".join(t.text for t in texts) if texts else " ".join(token.text for token in part)[:300]
        first = texts[0] if texts else part[0]
        return Argument(key, shown, first.line, part[-1].end_line, not texts)
