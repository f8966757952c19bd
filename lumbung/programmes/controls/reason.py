"""Why a control found somebody, and what to do, in both languages."""

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True)
class Reason:
    """The finding in words; one that `blocks` keeps the family's money back until a second person has settled it."""

    id: str
    en: str
    do_id: str
    do_en: str
    blocks: bool = True

    def sentence(self) -> str:
        """What was found and what to do, in the reader's language."""
        english = (get_language() or "id").startswith("en")
        return f"{self.en} {self.do_en}" if english else f"{self.id} {self.do_id}"
