"""A proposal in words: what it would change, why it is where it is, until when it waits, what one may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.proposals import flow, queries, reasons, rules
from lumbung.proposals.models import Paper, Proposal, ProposedChange
from lumbung.proposals.models.way import LAPSES_FROM, WAY, Status
from lumbung.proposals.queries.families import MODELS


@dataclass(frozen=True)
class ToldChange:
    """One answer: whose, which, how it reads, how it should read."""

    whose: str
    label: str
    old: str
    new: str


def changes(*, viewer: Any, proposal: Proposal) -> list[ToldChange]:
    """What the proposal would change, in the words of the form."""
    found = list(
        ProposedChange.objects.visible_to(viewer).filter(proposal=proposal).order_by("record", "record_id", "pk")
    )
    names = {
        (asked.record, asked.instance.pk): asked
        for asked in queries.answers_of(viewer=viewer, family_id=proposal.family_id)
    }
    return [_told(change, names.get((change.record, change.record_id))) for change in found]


def word(model: Any, field: str, value: str | None) -> str:
    """A stored answer as a person reads it."""
    described = model._meta.get_field(field)
    if value is None or value == "":
        return _("belum diisi")
    if described.choices:
        return str(dict(described.flatchoices).get(int(value) if value.isdigit() else value, value))
    if described.get_internal_type() == "BooleanField":
        return _("ya") if value == "true" else _("tidak")
    if described.get_internal_type() == "DateField":
        return formats.day_long(date.fromisoformat(value))
    return value


def why(*, proposal: Proposal, on: date) -> str:
    """Where it stands and why, and when its step is open again where the calendar has closed it."""
    if proposal.status == Status.DONE:
        return _done(proposal)
    if not proposal.is_open:
        return f"{proposal.get_status_display()}: {reasons.words(proposal.reason)}. {proposal.said}"
    if proposal.reason:
        told = {"reason": reasons.words(proposal.reason), "said": proposal.said}
        return _("Dikembalikan ke langkah ini: %(reason)s. %(said)s") % told + _closed(proposal, on)
    passed = {"passed": WAY.index(Status(proposal.status)), "all": len(WAY) - 1, "step": proposal.get_status_display()}
    return _("%(passed)s dari %(all)s langkah sudah dilewati. Sekarang: %(step)s.") % passed + _closed(proposal, on)


def deadline(proposal: Proposal, today: date) -> tuple[str, str]:
    """Badge and words of its last day; nothing once the regency has verified it."""
    if proposal.status not in LAPSES_FROM:
        return "", ""
    left = (proposal.due_on - today).days
    if left < 0:
        return "late", _("Tenggat %(day)s sudah lewat") % {"day": formats.day(proposal.due_on)}
    if left == 0:
        return "today", _("Tenggat hari ini")
    return "wait", _("Tenggat %(day)s, %(left)s hari lagi") % {"day": formats.day(proposal.due_on), "left": left}


def lacking(proposal: Proposal) -> str:
    """What the papers still need, in a sentence; empty when they are complete."""
    found = queries.lacking(proposal_ids=[proposal.pk]).get(proposal.pk)
    if found is None:
        return ""
    words = [str(_papers()[kind]) for kind in found.papers]
    words += [_("koordinat pada salah satu foto")] if found.place else []
    return _("Masih kurang: %(papers)s.") % {"papers": ", ".join(words)}


def windows(*, region_code: str, on: date) -> list[tuple[str, rules.Window, bool]]:
    """The calendar of a region: name, window of that day or the next one, whether it is open."""
    names = {
        "entry": _("Usulan dicatat dan diperiksa desa"),
        "meeting": _("Musyawarah desa atau SPTJM"),
        "verification": _("Verifikasi kabupaten"),
    }
    found = [(name, rules.window(act=act, region_code=region_code, day=on)) for act, name in names.items()]
    return [(name, window, window.covers(on)) for name, window in found]


def by_step(counts: dict[str, int]) -> list[dict[str, Any]]:
    """How many stand at each step, in order."""
    return [{"status": str(step), "title": step.label, "count": counts[str(step)]} for step in flow.ACT_AT]


def held(moved: Any, said: str) -> str:
    """What was done, and how many were left for somebody else."""
    if not moved.held:
        return said
    return _("%(said)s %(count)s usulan dibiarkan untuk petugas lain, karena menyangkut Anda sendiri.") % {
        "said": said,
        "count": formats.count(len(moved.held)),
    }


def people_of(lines: str) -> list[tuple[str, str]]:
    """Attendance as it is written down: a person a line, the office behind a comma or semicolon."""
    return list(_attending(lines.splitlines()))


def _attending(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        name, _sign, office = line.replace(";", ",").partition(",")
        if name.strip():
            yield name.strip(), office.strip()


def _papers() -> dict[str, Any]:
    return dict(Paper.Kind.choices)


def _told(change: ProposedChange, asked: Any) -> ToldChange:
    model = MODELS[change.record]
    label = str(model._meta.get_field(change.field).verbose_name)
    person = change.record == ProposedChange.Record.PERSON
    whose = (asked.instance.name if asked else _("Anggota keluarga")) if person else _("Rumah")
    return ToldChange(
        whose, label[:1].upper() + label[1:], *(word(model, change.field, one) for one in (change.old, change.new))
    )


def _closed(proposal: Proposal, on: date) -> str:
    act = flow.act_of(proposal)
    if act is None or not act.window or not rules.is_windowed(kind=proposal.kind, day=on):
        return ""
    window = rules.window(act=act.window, region_code=proposal.region_code, day=on)
    if window.covers(on):
        return ""
    told = {"opens": formats.day_long(window.opens), "closes": formats.day_long(window.closes)}
    return " " + _("Langkah ini dibuka lagi %(opens)s sampai %(closes)s.") % told


def _done(proposal: Proposal) -> str:
    if proposal.decile_after is None:
        return _("Selesai. Desil keluarga ini belum bisa dihitung, karena isiannya belum lengkap.")
    if proposal.decile_before == proposal.decile_after:
        return _("Selesai. Keluarga ini diperingkat ulang dan tetap di desil %(after)s.") % {
            "after": proposal.decile_after
        }
    if proposal.decile_before is None:
        return _("Selesai. Keluarga ini sekarang di desil %(after)s.") % {"after": proposal.decile_after}
    return _("Selesai. Keluarga ini pindah dari desil %(before)s ke desil %(after)s.") % {
        "before": proposal.decile_before,
        "after": proposal.decile_after,
    }
