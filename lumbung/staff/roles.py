"""Who may do what: eighteen roles, what each may do, and how wide a region each is bound to.

Permissions are names, `context.act`; a view, an API call and a page ask for one by name and never for a role.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

StrOrPromise = str | Promise

VILLAGE, DISTRICT, REGENCY, PROVINCE, NATION = 4, 3, 2, 1, 0
"""Levels of a region: how many parts its code has."""

LEVEL_NAMES = {
    VILLAGE: _("desa atau kelurahan"),
    DISTRICT: _("kecamatan"),
    REGENCY: _("kabupaten atau kota"),
    PROVINCE: _("provinsi"),
    NATION: _("seluruh Indonesia"),
}

LOOKING = frozenset({"registry.view", "insight.view"})
BENEFITS = frozenset({"programmes.view", "payments.view", "payments.view_card", "targeting.view"})
CARDS = frozenset({"payments.view_card", "payments.hand_over_card", "payments.block_card"})
"""What those near the families do with cards: hand them over, report them lost, name another holder."""
OVERSEEING_SHOPS = frozenset({"shops.view", "shops.oversee"})
REFERRING = frozenset({"cases.open", "outreach.find"})
GOODS_IN_VILLAGES = frozenset({"in_kind.view", "in_kind.request", "in_kind.hand_over"})
HEARING = frozenset({"referrals.view", "referrals.take"})
"""What those do who hear of a need and pass it on to the referral desk."""
AT_THE_DESK = HEARING | {"referrals.refer"}
HOUSES = frozenset({"facilities.view", "facilities.book"})
KEEPING_A_HOUSE = HOUSES | {
    *("facilities.admit", "facilities.teach", "facilities.certify", "facilities.approve_booking"),
    *("facilities.set_window", "facilities.break_glass"),
}
"""What those do who are in a shelter or a centre day and night; a second one of them approves and certifies."""
LEADING_CASES = frozenset(
    {
        *("cases.view", "cases.open", "cases.work", "cases.assess", "cases.read_assessment", "cases.plan"),
        *("cases.break_glass", "facilities.break_glass", "registry.reveal_number"),
    }
)
"""What a social worker does with the cases of their region; of sensitive ones only with those of their own teams."""
SEEING_OUTREACH = frozenset({"outreach.view", "outreach.see"})
LEADING_OUTREACH = SEEING_OUTREACH | {"outreach.find", "outreach.lead", "outreach.visit", "outreach.train"}
"""What a social worker does with persons found at home and with the cadres near them."""
SUPERVISING_CASES = frozenset({"cases.supervise", "cases.approve_plan", "cases.confer"})
REPORTING_DANGER = frozenset({"childhood.report"})
"""Suspected abuse of a child is reported by anybody who works here."""
FINDING_CHILDREN = frozenset({"childhood.look"})
"""What those near the families do for Dream Start: ask whom the registry shows."""
SERVING_CHILDREN = FINDING_CHILDREN | {
    *("childhood.view", "childhood.discover", "childhood.work", "childhood.protect"),
}
"""What social workers do with children and expectant mothers, and with reports on their own teams."""
IN_THE_DISTRICT = frozenset({"districts.view", "districts.call"})
"""What those do who call and visit people: note how they are, what they grow, what they need."""
CARING_IN_THE_DISTRICT = IN_THE_DISTRICT | {"districts.assess", "districts.teach", "districts.warn"}
DECIDING_IN_THE_DISTRICT = frozenset({"districts.view", "districts.decide", "districts.warn"})
PROPOSING = frozenset({"proposals.view", "proposals.file", "proposals.check", "proposals.deliberate"})

MENTORING = frozenset(
    {"programmes.enter_duties", "programmes.appeal", "programmes.care", "programmes.assess_departure"}
)
OVERSEEING_MENTORS = frozenset(
    {
        *("programmes.enter_duties", "programmes.verify_conditions", "programmes.appeal", "programmes.care"),
        *("programmes.assign_care", "programmes.verify_departure"),
    }
)
SIGNING_SANCTIONS = frozenset({"programmes.sign_sanction", "programmes.decide_appeal", "programmes.decide_departure"})


@dataclass(frozen=True)
class Role:
    """One kind of work: its name, the purpose written beside every opened file, its permissions, its region levels."""

    name: StrOrPromise
    purpose: StrOrPromise
    permissions: frozenset[str]
    levels: tuple[int, ...]


ROLES = {
    "village_operator": Role(
        _("Operator desa"),
        _("pemutakhiran data desa"),
        LOOKING
        | FINDING_CHILDREN
        | REPORTING_DANGER
        | PROPOSING
        | GOODS_IN_VILLAGES
        | REFERRING
        | HEARING
        | {"programmes.view", "quality.view", "quality.import", "quality.resolve_duplicate", "quality.fill_form"}
        | {"registry.merge", "quality.ask_reference", "programmes.explain_finding"}
        | CARDS
        | {"shops.view", "shops.register", "shops.issue_code", "shops.issue_vouchers"},
        (VILLAGE,),
    ),
    "facilitator": Role(
        _("Pendamping PKH"),
        _("pendampingan PKH"),
        LOOKING
        | FINDING_CHILDREN
        | {"childhood.view"}
        | REPORTING_DANGER
        | BENEFITS
        | PROPOSING
        | CARDS
        | GOODS_IN_VILLAGES
        | REFERRING
        | HEARING
        | IN_THE_DISTRICT
        | {"cases.view"}
        | MENTORING
        | {"registry.reveal_number", "quality.fill_form", "proposals.field_check", "in_kind.assess"}
        | {"payments.answer_sample"}
        | OVERSEEING_SHOPS
        | {"shops.issue_code", "shops.issue_vouchers", "shops.explain_signal"},
        (VILLAGE, DISTRICT),
    ),
    "regency_verifier": Role(
        _("Verifikator kabupaten"),
        _("verifikasi dan validasi data"),
        LOOKING
        | REPORTING_DANGER
        | BENEFITS
        | {"quality.view", "quality.import", "quality.undo", "quality.resolve_duplicate", "registry.reveal_number"}
        | {"quality.fill_form", "registry.merge", "registry.approve_merge", "proposals.view", "proposals.verify"}
        | {"quality.find_duplicates", "programmes.check_controls", "programmes.explain_finding"}
        | OVERSEEING_MENTORS
        | {"quality.ask_reference", "in_kind.view", "in_kind.stock"}
        | OVERSEEING_SHOPS
        | {"shops.register", "shops.set_price", "shops.set_reference", "shops.upload", "shops.return_purchase"}
        | {"shops.look_for_signals", "shops.explain_signal"},
        (REGENCY,),
    ),
    "regency_head": Role(
        _("Kepala dinas kabupaten"),
        _("pengesahan data dan pembayaran"),
        LOOKING
        | REPORTING_DANGER
        | {"childhood.view"}
        | BENEFITS
        | {"quality.view", "payments.approve_cycle", "registry.approve_merge", "proposals.view", "proposals.endorse"}
        | {"payments.approve_opening"}
        | {"payments.sign_act"}
        | SIGNING_SANCTIONS
        | {"programmes.check_controls", "programmes.settle_finding"}
        | {"in_kind.view", "in_kind.approve", "in_kind.correct", "payments.settle_sample"}
        | HOUSES
        | {"referrals.view"}
        | {"facilities.manage", "facilities.decide_stay", "facilities.approve_booking"}
        | DECIDING_IN_THE_DISTRICT
        | OVERSEEING_SHOPS
        | {"shops.check", "shops.decide_signal"},
        (REGENCY,),
    ),
    "regent": Role(
        _("Bupati atau wali kota"),
        _("pengesahan usulan daerah"),
        LOOKING | REPORTING_DANGER | {"proposals.view", "proposals.sign"},
        (REGENCY,),
    ),
    "programme_officer": Role(
        _("Petugas program nasional"),
        _("penetapan program"),
        LOOKING
        | REPORTING_DANGER
        | {"childhood.view"}
        | BENEFITS
        | CARDS
        | {
            "payments.prepare_opening",
            "payments.approve_opening",
            "payments.manage_card",
            "quality.view",
            "quality.find_duplicates",
            "quality.train_matching",
            "quality.resolve_duplicate",
            "registry.merge",
            "registry.approve_merge",
            "proposals.view",
            "proposals.decide",
            "proposals.rerank",
            "in_kind.view",
            "in_kind.stock",
            "in_kind.allot",
            "cases.view",
            "cases.open_wave",
            "cases.load_instrument",
            "cases.pay_aids",
            "outreach.pay",
            "payments.draw_sample",
            "payments.settle_sample",
            "payments.answer_sample",
            "targeting.train",
            "targeting.score",
            "targeting.set_quota",
            "programmes.run",
            "programmes.check_controls",
            "programmes.verify_conditions",
            "programmes.decide_appeal",
            "programmes.take_hand_over",
            "payments.prepare_cycle",
            "payments.submit_cycle",
            "exchange.view",
            "payments.read_bank_file",
            "payments.ask_act",
            "shops.register",
            "shops.check",
            "shops.set_price",
            "shops.set_reference",
            "shops.issue_code",
            "shops.issue_vouchers",
            "shops.upload",
            "shops.return_purchase",
            "shops.prepare_settlement",
            "shops.look_for_signals",
            "shops.explain_signal",
        }
        | {"facilities.view", "facilities.manage", "facilities.listen"}
        | {"referrals.view"}
        | {"districts.view", "districts.pay"}
        | SEEING_OUTREACH
        | OVERSEEING_SHOPS,
        (NATION, PROVINCE, REGENCY),
    ),
    "facility_officer": Role(
        _("Petugas fasilitas"),
        _("pelayanan penghuni fasilitas"),
        frozenset({"registry.view", "referrals.answer"}) | REPORTING_DANGER | KEEPING_A_HOUSE,
        (DISTRICT, REGENCY, PROVINCE),
    ),
    "social_worker": Role(
        _("Pekerja sosial"),
        _("pelayanan rehabilitasi sosial"),
        LOOKING
        | SERVING_CHILDREN
        | REPORTING_DANGER
        | LEADING_CASES
        | LEADING_OUTREACH
        | HOUSES
        | AT_THE_DESK
        | {"in_kind.view", "in_kind.request", "facilities.admit", "referrals.answer"}
        | CARING_IN_THE_DISTRICT,
        (DISTRICT, REGENCY, PROVINCE),
    ),
    "case_supervisor": Role(
        _("Supervisor pekerja sosial"),
        _("supervisi rehabilitasi sosial"),
        LOOKING
        | SERVING_CHILDREN
        | REPORTING_DANGER
        | {"childhood.sign"}
        | LEADING_CASES
        | SUPERVISING_CASES
        | LEADING_OUTREACH
        | HOUSES
        | AT_THE_DESK
        | {"in_kind.view", "outreach.decide"}
        | CARING_IN_THE_DISTRICT
        | DECIDING_IN_THE_DISTRICT,
        (REGENCY, PROVINCE, NATION),
    ),
    "centre_head": Role(
        _("Kepala sentra"),
        _("penyelenggaraan rehabilitasi sosial"),
        LOOKING
        | REPORTING_DANGER
        | {"childhood.view"}
        | {
            "cases.view",
            "cases.confer",
            "cases.read_assessment",
            "cases.open_wave",
            "cases.approve_plan",
            "cases.break_glass",
            "facilities.break_glass",
            "in_kind.view",
        }
        | KEEPING_A_HOUSE
        | {"facilities.manage", "facilities.decide_stay", "referrals.view", "referrals.answer", "outreach.decide"}
        | SEEING_OUTREACH,
        (REGENCY, PROVINCE, NATION),
    ),
    "referral_officer": Role(
        _("Petugas meja rujukan"),
        _("rujukan layanan sosial"),
        LOOKING | AT_THE_DESK | REPORTING_DANGER | {"referrals.keep_directory"},
        (VILLAGE, REGENCY, PROVINCE, NATION),
    ),
    "referral_receiver": Role(
        _("Petugas lembaga penerima rujukan"),
        _("pelayanan rujukan"),
        REPORTING_DANGER | {"referrals.answer"},
        (VILLAGE, DISTRICT, REGENCY, PROVINCE),
    ),
    "cadre": Role(
        _("Kader pendamping"),
        _("pendampingan dari rumah ke rumah"),
        REFERRING | REPORTING_DANGER | {"outreach.see", "outreach.visit", "referrals.take"},
        (VILLAGE, DISTRICT),
    ),
    "treasurer": Role(
        _("Bendahara"),
        _("pembayaran bantuan"),
        REPORTING_DANGER
        | frozenset(
            {
                "insight.view",
                "payments.view",
                "payments.view_card",
                "payments.manage_fund",
                "payments.authorise_cycle",
                "exchange.view",
                "exchange.pay_out",
                "payments.release_cycle",
                "payments.read_bank_file",
                "payments.book_purchase",
                "payments.ask_act",
                "payments.sign_act",
                "payments.close_day",
                "shops.prepare_settlement",
                "shops.approve_settlement",
            }
        )
        | OVERSEEING_SHOPS,
        (NATION, PROVINCE, REGENCY),
    ),
    "shop_operator": Role(
        _("Penjaga toko"),
        _("pelayanan belanja keluarga penerima"),
        REPORTING_DANGER | frozenset({"shops.view", "shops.sell", "shops.upload", "shops.set_price"}),
        (VILLAGE, DISTRICT, REGENCY),
    ),
    "partner_system": Role(
        _("Sistem mitra"),
        _("permintaan bayar dari program mitra"),
        frozenset({"exchange.call", "payments.prepare_cycle"}),
        (NATION, PROVINCE, REGENCY),
    ),
    "auditor": Role(
        _("Auditor"),
        _("pemeriksaan"),
        LOOKING
        | REPORTING_DANGER
        | {"childhood.view"}
        | BENEFITS
        | OVERSEEING_SHOPS
        | {"quality.view", "proposals.view", "core.view_audit", "in_kind.view", "exchange.view", "facilities.view"}
        | {"cases.view", "referrals.view", "districts.view"}
        | SEEING_OUTREACH,
        (NATION, PROVINCE, REGENCY),
    ),
    "administrator": Role(
        _("Administrator"),
        _("pengelolaan akun"),
        REPORTING_DANGER
        | frozenset({"staff.manage", "insight.view", "core.view_audit", "core.run_night"})
        | {"exchange.view", "exchange.manage_partner"},
        (NATION, PROVINCE, REGENCY),
    ),
}


def choices() -> list[tuple[str, str | Promise]]:
    """Roles to choose from; asked for, so that a new role is no change of the database."""
    return [(key, role.name) for key, role in ROLES.items()]


PERMISSIONS = frozenset().union(*(role.permissions for role in ROLES.values()))
NOBODY = Role(_("Tanpa peran"), _("tanpa keperluan"), frozenset(), ())


def role_of(key: str) -> Role:
    """The role with this key; an account without an open assignment has the role of nobody."""
    return ROLES.get(key, NOBODY)


def may(key: str, permission: str) -> bool:
    """Whether the role permits the act; an act that no role knows is a mistake in the program."""
    if permission not in PERMISSIONS:
        raise LookupError(permission)
    return permission in role_of(key).permissions


def level_of(region_code: str) -> int:
    """The level of a region code: '' is the nation, '33.23' a regency."""
    return len(region_code.split(".")) if region_code else NATION


def fits(key: str, region_code: str) -> bool:
    """Whether a role may be bound to this region."""
    return level_of(region_code) in role_of(key).levels
