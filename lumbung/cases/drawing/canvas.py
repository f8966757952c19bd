"""What the pictures of a case share: names that fit a small place."""

WIDTH = 360
LETTER = 7.0
"""Units that a letter of 13 takes."""


def fitted(text: str, room: float) -> str:
    """The text, cut with an ellipsis where it is longer than its room."""
    most = max(int(room / LETTER), 1)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def folded(text: str, room: float, lines: int = 2) -> list[str]:
    """The text in at most so many lines, broken between words."""
    found: list[str] = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if len(longer) * LETTER <= room or not found[-1] or len(found) == lines:
            found[-1] = longer
        else:
            found.append(word)
    return [fitted(one, room) for one in found]
