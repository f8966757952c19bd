"""Roles: what each kind of officer may do. Names are the ministry's, permissions are verbs of the contexts."""

from django.utils.translation import gettext_lazy as _

CHOICES = [
    ("village_operator", _("Operator desa")),
    ("facilitator", _("Pendamping")),
    ("regency_verifier", _("Verifikator kabupaten")),
    ("regency_head", _("Kepala dinas kabupaten")),
    ("programme_officer", _("Petugas program nasional")),
    ("treasurer", _("Bendahara")),
    ("auditor", _("Auditor")),
    ("administrator", _("Administrator")),
]

_LOOK = {"registry.view", "insight.view"}
_BENEFITS = {"programmes.view", "payments.view", "targeting.view"}
PERMISSIONS: dict[str, frozenset[str]] = {
    "village_operator": frozenset(
        _LOOK | {"quality.view", "quality.import", "quality.resolve_duplicate", "programmes.view"}
    ),
    "facilitator": frozenset(_LOOK | _BENEFITS | {"registry.reveal_number"}),
    "regency_verifier": frozenset(
        _LOOK
        | _BENEFITS
        | {"quality.view", "quality.import", "quality.undo", "quality.resolve_duplicate", "registry.reveal_number"}
    ),
    "regency_head": frozenset(_LOOK | _BENEFITS | {"quality.view", "payments.approve_cycle"}),
    "programme_officer": frozenset(
        _LOOK
        | _BENEFITS
        | {
            "targeting.train",
            "targeting.score",
            "targeting.set_quota",
            "programmes.run",
            "payments.prepare_cycle",
            "payments.submit_cycle",
            "payments.read_bank_file",
            "quality.view",
        }
    ),
    "treasurer": frozenset(
        {
            "insight.view",
            "payments.view",
            "payments.manage_fund",
            "payments.authorise_cycle",
            "payments.release_cycle",
            "payments.read_bank_file",
        }
    ),
    "auditor": frozenset(_LOOK | _BENEFITS | {"quality.view", "core.view_audit"}),
    "administrator": frozenset({"staff.manage", "insight.view", "core.view_audit"}),
}
