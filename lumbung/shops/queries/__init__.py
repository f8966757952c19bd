"""Reads about shops; each starts with who is looking."""

from lumbung.shops.queries.settlements import (
    Due,
    State,
    credits_to,
    due,
    lines_of,
    settlement,
    settlements,
    signatures_of,
    states_of,
    waiting,
)
from lumbung.shops.queries.shops import (
    Asked,
    attendants_of,
    attends,
    price_changes,
    price_list,
    prices_on,
    purchase,
    purchases_of,
    reference_of_return,
    return_of,
    return_signatures,
    shop,
    shops,
    sold_since,
    usual_prices,
)
from lumbung.shops.queries.signals import counts, evidence_of, sales, signal, signals
from lumbung.shops.queries.vouchers import Double, book, books_of, card, doubles, redemptions, texts_of

__all__ = [
    "Asked", "Double", "Due", "State", "attendants_of", "attends", "book", "books_of", "card", "counts",
    "credits_to", "doubles", "due", "evidence_of", "lines_of", "price_changes", "price_list", "prices_on",
    "purchase", "purchases_of", "redemptions", "reference_of_return", "return_of", "return_signatures",
    "sales", "settlement", "settlements", "shop", "shops",
    "signal", "signals", "signatures_of", "sold_since", "states_of", "texts_of", "usual_prices", "waiting",
]  # fmt: skip
