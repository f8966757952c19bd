"""The acts on a proposal: at which step, by whose permission, within which calendar."""

from dataclasses import dataclass
from typing import Any

from lumbung.proposals.models import Proposal
from lumbung.proposals.models.way import FORWARD, Status


@dataclass(frozen=True)
class Act:
    """What lets a proposal go on from one step."""

    name: str
    at: Status
    permission: str
    window: str = ""

    @property
    def to(self) -> Status:
        """The step behind."""
        return FORWARD[self.at]


ACTS = {
    act.name: act
    for act in (
        Act("check", Status.REPORTED, "proposals.check", "entry"),
        Act("agree", Status.DELIBERATING, "proposals.deliberate", "meeting"),
        Act("verify", Status.VERIFYING, "proposals.verify", "verification"),
        Act("endorse", Status.ENDORSING, "proposals.endorse", "verification"),
        Act("sign", Status.SIGNING, "proposals.sign"),
        Act("decide", Status.DECIDING, "proposals.decide"),
        Act("confirm", Status.FIELD_CHECK, "proposals.field_check"),
        Act("rerank", Status.RERANKING, "proposals.rerank"),
    )
}
ACT_AT = {act.at: act for act in ACTS.values()}


def act_of(proposal: Proposal) -> Act | None:
    """What the proposal waits for; nothing once it has ended."""
    return ACT_AT.get(Status(proposal.status))


def steps_of(*, viewer: Any) -> list[Status]:
    """The steps at which the viewer may act."""
    return [act.at for act in ACTS.values() if viewer.may(act.permission)]
