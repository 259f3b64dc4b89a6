"""A cursor over Bicep text: strings, brackets and comments are told apart, lines are counted."""

import re
from bisect import bisect_right
from typing import Any

from core.formats.errors import NotUnderstood

_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/|#disable\S*[^\n]*|#restore[^\n]*", re.DOTALL)
_BLANK = re.compile(r"[ \t\r]+")
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"-?\d+(?![\w.])")
_LITERAL = re.compile(r"(true|false|null)(?!\w)")
_MULTI = "'''"
_CLOSES = {"{": "}", "[": "]", "(": ")"}
_GOES_ON = re.compile(r"\s*(\?|:(?!:)|&&|\||==|!=|\.(?!\.)|\+|<|>)")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


class Reader:
    """Reads a text from left to right; every method that finds nothing leaves the place where it was."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._last = 0
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def line(self) -> int:
        """Return the line, from 1, of the next thing that is no space or comment."""
        self.skip()
        return bisect_right(self._starts, self._at)

    def last_line(self) -> int:
        """Return the line of what was read last."""
        return bisect_right(self._starts, max(0, self._last - 1))

    def ended(self) -> bool:
        """Tell whether only spaces and comments are left."""
        self.skip()
        return self._at >= len(self._text)

    def skip(self) -> None:
        """Go over spaces, ends of lines and comments."""
        while (found := _SPACE.match(self._text, self._at)) or (found := _COMMENT.match(self._text, self._at)):
            self._at = found.end()

    def skip_blank(self) -> None:
        """Go over spaces and comments within a line."""
        while (found := _BLANK.match(self._text, self._at)) or (found := _COMMENT.match(self._text, self._at)):
            self._at = found.end()

    def skip_line(self) -> None:
        """Go to the next line."""
        end = self._text.find("\n", self._at)
        self._at = len(self._text) if end < 0 else end + 1

    def at(self, char: str) -> bool:
        """Tell whether a character comes next on this line."""
        self.skip_blank()
        return self._text.startswith(char, self._at)

    def take_char(self, char: str) -> bool:
        """Read one character, if it comes next on this line."""
        if not self.at(char):
            return False
        self._move(self._at + len(char))
        return True

    def take_word(self, word: str) -> bool:
        """Read one word, if it comes next on this line."""
        self.skip_blank()
        return self.match(re.compile(rf"{word}(?!\w)"))

    def match(self, pattern: re.Pattern[str]) -> bool:
        """Read what a pattern matches here."""
        found = pattern.match(self._text, self._at)
        if found:
            self._move(found.end())
        return found is not None

    def take(self, pattern: re.Pattern[str]) -> str:
        """Read what a pattern matches next on this line, empty when it does not."""
        self.skip_blank()
        found = pattern.match(self._text, self._at)
        if found:
            self._move(found.end())
        return found[0] if found else ""

    def string(self) -> str | None:
        """Read a string without its quotes, or None; an interpolation stays as it is written."""
        self.skip_blank()
        start = self._at
        if self._text.startswith(_MULTI, start):
            end = self._text.find(_MULTI, start + 3)
            if end < 0:
                raise NotUnderstood("a string without an end")
            self._move(end + 3)
            return self._text[start + 3 : end]
        if not self._text.startswith("'", start):
            return None
        end = self._string_end(start)
        self._move(end)
        return re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), self._text[start + 1 : end - 1])

    def _string_end(self, start: int) -> int:
        """Return the place after the string that begins at a quote; `${...}` may hold strings of its own."""
        at, depth = start + 1, 0
        while at < len(self._text):
            char = self._text[at]
            if char == "\\":
                at += 1
            elif char == "\n":
                break
            elif self._text.startswith("${", at):
                depth, at = depth + 1, at + 1
            elif depth and char == "}":
                depth -= 1
            elif char == "'" and depth:
                end = self._text.find("'", at + 1)
                if end < 0:
                    break
                at = end
            elif char == "'":
                return at + 1
            at += 1
        raise NotUnderstood("a string without an end")

    def scalar(self) -> Any:
        """Read a literal as plain data, or an expression as its text."""
        start = self._at
        value: Any = self.string()
        if value is None:
            self.skip_blank()
            if found := _NUMBER.match(self._text, self._at):
                value = int(found[0])
                self._move(found.end())
            elif found := _LITERAL.match(self._text, self._at):
                value = {"true": True, "false": False}.get(found[0])
                self._move(found.end())
            else:
                return self.expression()
        if self.ends_value():
            return value
        self._at = start
        return self.expression()

    def ends_value(self) -> bool:
        """Tell whether nothing follows on this line that would make the value part of an expression."""
        self.skip_blank()
        if self._at >= len(self._text) or self._text[self._at] in ",]})":
            return True
        return self._text[self._at] == "\n" and not _GOES_ON.match(self._text, self._at)

    def expression(self) -> str:
        """Read up to the end of a value: a comma, a closing bracket, or a line that does not go on."""
        self.skip_blank()
        start = at = self._at
        open_: list[str] = []
        while at < len(self._text):
            char = self._text[at]
            comment = _COMMENT.match(self._text, at)
            if comment:
                at = comment.end()
                continue
            if char == "'":
                self._at = at
                self.string()
                at = self._at
                continue
            if char in _CLOSES:
                open_.append(_CLOSES[char])
            elif open_ and char == open_[-1]:
                open_.pop()
            elif not open_ and (char in ",]})" or (char == "\n" and not _GOES_ON.match(self._text, at))):
                break
            at += 1
        self._move(at)
        if at == start and at < len(self._text) and self._text[at] in ",])":
            self._move(at + 1)  # a stray bracket: never stay in place
        return self._text[start:at].strip()

    def until_assigned(self) -> str:
        """Read a type up to the `=` of its line, or to the end of it."""
        self.skip_blank()
        start = self._at
        depth = 0
        while self._at < len(self._text):
            char = self._text[self._at]
            if char == "'":
                self.string()
                continue
            depth += (char in _CLOSES) - (char in "]})")
            if depth <= 0 and char in "=\n":
                break
            self._at += 1
        self._last = self._at
        return self._text[start : self._at].strip()

    def until(self, char: str) -> None:
        """Go behind the next such character outside strings and brackets."""
        depth = 0
        while self._at < len(self._text):
            here = self._text[self._at]
            if here == "'":
                self.string()
                continue
            depth += (here in _CLOSES) - (here in "]})")
            self._at += 1
            if here == char and depth <= 0:
                return
        raise NotUnderstood(f"no {char}")

    def bracketed(self) -> str:
        """Read a pair of brackets with all within; returns what is within."""
        start = self._at
        closing = _CLOSES.get(self._text[start : start + 1])
        if closing is None:
            raise NotUnderstood("no bracket")
        self._at += 1
        self.skip_to_close(closing)
        return self._text[start + 1 : self._at - 1].strip()

    def skip_to_close(self, closing: str) -> None:
        """Go behind the bracket that closes the one around this place."""
        depth = 0
        while self._at < len(self._text):
            char = self._text[self._at]
            comment = _COMMENT.match(self._text, self._at)
            if comment:
                self._at = comment.end()
            elif char == "'":
                self.string()
            else:
                self._at += 1
                if not depth and char == closing:
                    self._last = self._at
                    return
                depth += (char in _CLOSES) - (char in "]})")
        raise NotUnderstood(f"no {closing}")

    def _move(self, at: int) -> None:
        self._at = self._last = at
