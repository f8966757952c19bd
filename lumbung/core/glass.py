"""Breaking the glass: what every emergency opening has in common, whatever lies behind the glass.

Who may open, who judges and what the opening shows differ: a case asks for its team's keys, a stay for its readers.
"""

from datetime import date, datetime, timedelta
from typing import Any

WRONG = "wrong"
"""There was not reason enough."""


def judged(opening: Any, *, verdict: str, by: Any, on: date, at: datetime) -> Any:
    """The opening with its verdict, once; a wrong one ends at once."""
    if opening.verdict:
        return opening
    opening.verdict, opening.reviewed_by, opening.reviewed_on = verdict, by, on
    if verdict == WRONG:
        opening.until = max(opening.at + timedelta(microseconds=1), min(opening.until, at))
    opening.save(update_fields=["verdict", "reviewed_by", "reviewed_on", "until"])
    return opening
