"""What the gateway tells: a message arrived, failed, or was answered. Told again it changes nothing."""

import json
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lumbung.core import crypto, states
from lumbung.core.actors import SYSTEM, acting
from lumbung.core.refusals import BadInput, Refusal
from lumbung.exchange import messaging
from lumbung.exchange.messaging import replies
from lumbung.exchange.models import Message
from lumbung.payments import actions as payments

FRESH = timedelta(minutes=15)
"""How old a call may be: a gateway tries again for a while, and a call that somebody wrote down is worth nothing."""
Status = Message.Status
_TOLD = {"sms:delivered": Status.DELIVERED, "sms:failed": Status.FAILED, "sms:sent": Status.SENT}


class NotTheGateway(Refusal):
    """The call is not signed with the common key, or too old."""

    message = _("Panggilan ini tidak ditandatangani gerbang pesan, atau sudah terlalu lama.")
    status = 403


class BadEvent(BadInput):
    """A call that says nothing."""

    message = _("Isi panggilan gerbang pesan tidak terbaca.")


def take_event(*, body: bytes, timestamp: str, signature: str, at: datetime) -> str:
    """Take in one call of the gateway; tells in a word what it did: `noted`, `answered`, `kept`, `ignored`.

    Raises NotTheGateway, also where none is set, and BadEvent.
    """
    _refuse_strangers(body, timestamp, signature, at)
    try:
        told = json.loads(body)
        event, payload = str(told["event"]), dict(told["payload"])
    except (ValueError, KeyError, TypeError) as broken:
        raise BadEvent from broken
    with acting(SYSTEM, via="gateway"):
        if event == "sms:received":
            return _replied(str(payload.get("phoneNumber", "")), str(payload.get("message", "")), at)
        return _noted(_TOLD.get(event), str(payload.get("messageId", "")), at)


def _refuse_strangers(body: bytes, timestamp: str, signature: str, at: datetime) -> None:
    key = messaging.gateway().signing_key if messaging.configured() else ""
    wanted = messaging.signature(key, body, timestamp)
    if not key or not secrets.compare_digest(wanted.encode(), signature.lower().encode()):
        raise NotTheGateway
    if not timestamp.isdecimal() or abs(at.timestamp() - int(timestamp[:12])) > FRESH.total_seconds():
        raise NotTheGateway


def _noted(status: Message.Status | None, reference: str, at: datetime) -> str:
    found = Message.objects.select_for_update().filter(reference=reference).first()
    if found is None or status is None or status not in Message.MOVES[Status(found.status)]:
        return "ignored"
    states.move(found, status, changed_at=at)
    if status == Status.DELIVERED and found.asked_by:
        payments.note_sent(entry_ids=[found.entry_id], by=found.asked_by, on=timezone.localdate(at))
    return "noted"


def _replied(number: str, text: str, at: datetime) -> str:
    """The first answer to the last question that this telephone was asked; what is written later, a person reads."""
    index = crypto.blind(messaging.national(number), "phone")
    asked = Message.objects.select_for_update(of=("self",)).filter(entry__line__family__phone_index=index)
    found = asked.exclude(status__in=[Status.PLANNED, Status.FAILED]).order_by("-pk").first()
    words = replies.kept(text)
    if found is None or not words or found.reply:
        return "ignored"
    found.reply, found.replied_at = words, at
    found.save(update_fields=["reply", "replied_at"])
    return _answer(found, replies.understood(text), at)


def _answer(found: Message, reply: replies.Reply | None, at: datetime) -> str:
    """Answered in the name of who sent the question, so that they do not settle what it finds."""
    if reply is None or found.asked_by is None:
        return "kept"
    try:
        with transaction.atomic(), acting(found.asked_by, via="gateway"):
            payments.answer_entry(
                entry_id=found.entry_id,
                received=reply.received,
                amount=reply.amount,
                cut=reply.cut,
                held_by=reply.held_by,
                said=found.reply,
                by=found.asked_by,
                on=timezone.localdate(at),
            )
    except Refusal:
        return "kept"
    return "answered"
