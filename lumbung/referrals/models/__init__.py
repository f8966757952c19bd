"""Needs, institutions, referrals with their consents, escalations."""

from lumbung.referrals.models.escalation import Escalation
from lumbung.referrals.models.institution import Institution
from lumbung.referrals.models.need import Level, Need, Urgency
from lumbung.referrals.models.referral import Consent, Referral

__all__ = ["Consent", "Escalation", "Institution", "Level", "Need", "Referral", "Urgency"]
