"""Random numbers of cards: sixty bits that stand for nothing, in letters that nobody confuses."""

import secrets

import polars as pl

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U."""
LETTERS = 12


def random_numbers(count: int) -> pl.Series:
    """So many numbers of twelve letters; two alike among ten million in one of twenty-three thousand tries."""
    drawn = secrets.token_bytes(LETTERS * count)
    text = "".join(ALPHABET[byte & 31] for byte in drawn)
    return pl.Series([text[at : at + LETTERS] for at in range(0, len(text), LETTERS)], dtype=pl.String)


def spoken(number: str) -> str:
    """In groups of four, as printed: `K7Q2-M9XA-4T0B`."""
    return "-".join(number[at : at + 4] for at in range(0, len(number), 4))
