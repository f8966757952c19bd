"""JSON taken from a file value by value, with no more than one record and a block of text in memory."""

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=lambda _text: None)
"""Numbers stay as they are written: a card number has more digits than a float."""
BETWEEN = re.compile(r"[\s,]*")
MEGABYTE = 1_000_000
LONGEST = 128_000_000
"""More letters without the end of a value are no record."""
RECORDS, ROWS = "records", "rows"

Place = tuple[str, ...]
"""The names that lead to a value, the outermost first."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list inside objects that holds records, or rows; how many of them."""

    place: Place
    kind: str
    length: int


class Text:
    """A file read forward. Raises ValueError where what stands there is no JSON."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._text, self._at = file, "", 0

    def peek(self) -> str:
        """The next mark that is no blank or comma; empty at the end of the file."""
        while True:
            self._at = BETWEEN.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text):
                return self._text[self._at]
            self._text, self._at = self._file.read(MEGABYTE).lstrip("\ufeff"), 0
            if not self._text:
                return ""

    def take(self, mark: str) -> None:
        """Step over a mark that has to stand here."""
        if self.peek() != mark:
            raise ValueError(self._text[self._at : self._at + 40])
        self._at += 1

    def value(self) -> Any:
        """The whole value that begins here. One that ends with the block may go on in the next: `12` of `1234`."""
        self.peek()
        step = MEGABYTE
        while True:
            try:
                found, end = DECODER.raw_decode(self._text, self._at)
            except ValueError:
                if not self._read_on(step):
                    raise
            else:
                if end < len(self._text) or not self._read_on(step):
                    self._at = end
                    return found
            step *= 2

    def _read_on(self, step: int) -> bool:
        if len(self._text) - self._at > LONGEST:
            raise ValueError(self._text[self._at : self._at + 40])
        more = self._file.read(step)
        self._text, self._at = self._text[self._at :] + more, 0
        return bool(more)

    def elements(self) -> Iterator[Any]:
        """The values of the list that begins here, one after the other."""
        self.take("[")
        while self.peek() != "]":
            yield self.value()
        self.take("]")

    def names(self) -> Iterator[str]:
        """The names of the object that begins here; whoever asks takes the value of each before the next."""
        self.take("{")
        while self.peek() != "}":
            name = self.value()
            self.take(":")
            yield str(name)
        self.take("}")

    def skip(self) -> None:
        """Step over the value that begins here."""
        for _table in self.tables():
            pass

    def tables(self, place: Place = ()) -> Iterator[Table]:
        """Every list of records or rows inside the objects that begin here, by reading over all of it."""
        begins = self.peek()
        if begins == "{":
            for name in self.names():
                yield from self.tables((*place, name))
        elif begins == "[":
            yield from self._table(place)
        else:
            self.value()

    def _table(self, place: Place) -> Iterator[Table]:
        elements = enumerate(self.elements(), start=1)
        _one, first = next(elements, (0, None))
        last = deque(elements, maxlen=1)
        length = last[0][0] if last else 1
        if isinstance(first, dict):
            yield Table(place, RECORDS, length)
        elif isinstance(first, list) and length > 1:
            yield Table(place, ROWS, length)

    def go(self, place: Place) -> None:
        """Forward to the value of that place."""
        for wanted in place:
            for name in self.names():
                if name == wanted:
                    break
                self.skip()

    def end(self) -> None:
        """Nothing may follow."""
        if self.peek():
            raise ValueError(self._text[self._at : self._at + 40])
