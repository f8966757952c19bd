"""One step of a case on paper, Indonesian: what is asked, what was done, who signs; blank where it is to come."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import override

from lumbung.cases import clusters, queries, words
from lumbung.cases.models import Case, CaseStep
from lumbung.core import documents, formats
from lumbung.core.refusals import NotFound
from lumbung.regions import queries as regions

TEMPLATE = "cases/templates/cases/step.typ"
BLANK = "………………………………………………"
Row = list[str]


def paper_of(*, viewer: Any, case_id: int, step: str) -> bytes:
    """The paper of a step for the team of the case; raises NotFound behind the wall and for a step that is none."""
    case = queries.case(viewer=viewer, case_id=case_id)
    if step not in SAID:
        raise NotFound(step)
    rounds = [one for one in queries.steps_of(viewer=viewer, case_id=case_id) if one.kind == step]
    with override("id"):
        return documents.pdf(TEMPLATE, _told(viewer, case, step, rounds))


def _told(viewer: Any, case: Case, step: str, rounds: list[CaseStep]) -> dict[str, Any]:
    title, asks, body = SAID[step]
    place = regions.paths(codes=[case.region_code]).get(case.region_code, case.region_code)
    return {
        "title": title,
        "office": regions.office(code=case.region_code),
        "number": f"KS/{case.region_code}/{case.opened_on:%Y}/{case.pk} · {Case.Status(step).label}",
        "facts": [
            ["Nama", case.called],
            ["Wilayah", place],
            ["Klaster dan jenis PPKS", f"{words.cluster(case.cluster)}; {words.kind(case.ppks)}"],
            ["Cara layanan", str(case.get_mode_display())],
        ],
        "rounds": [_round(one) for one in rounds],
        "body": body(viewer, case),
        "asks": asks,
        "signs": [
            ["Penerima layanan atau walinya", case.called],
            ["Pekerja sosial", str(case.worker or BLANK)],
            ["Supervisor", str(case.supervisor or BLANK)],
        ],
    }


def _round(step: CaseStep) -> Row:
    """One time that the step was gone through."""
    days = f"{formats.day(step.opened_on)}, tenggat {formats.day(step.due_on)}"
    done = f"selesai {formats.day(step.done_on)}" if step.done_on else "berjalan"
    if step.status == CaseStep.State.SKIPPED:
        done = f"dilewati {formats.day(step.done_on)}: {step.skip_reason} Ditandatangani {step.signed_by}."
    return [days, str(step.owner or "–"), f"{done}: {step.said}" if step.said else done]


def _access(_viewer: Any, case: Case) -> list[Row]:
    told = [["Masuk", formats.day_long(case.opened_on)], ["Dirujuk oleh", case.referred_by or "–"]]
    reason = [["Alasan layanan di balai", f"{case.mode_reason} {case.centre}".strip()]] if case.mode_reason else []
    return [*told, ["Yang diperlukan", case.need], *reason]


def _approach(viewer: Any, case: Case) -> list[Row]:
    return [
        [one.given_by, f"{formats.day(one.on)}, {one.get_sign_display()}: "
         + ", ".join(str(one.Scope(scope).label) for scope in one.scopes)]
        for one in queries.consents_of(viewer=viewer, case_id=case.pk).filter(withdrawn_on=None)
    ]  # fmt: skip


def _assessment(viewer: Any, case: Case) -> list[Row]:
    if not viewer.may("cases.read_assessment"):
        return []
    found = queries.assessments(viewer=viewer, case_id=case.pk).filter(status="finished").order_by("on", "pk")
    return [
        [words.said(queries.instrument_of(assessment=one).title), f"{formats.day(one.on)}, {one.finished_by}"]
        for one in found
    ]


def _conference(viewer: Any, case: Case) -> list[Row]:
    found = queries.decisions_on(viewer=viewer, case_id=case.pk).exclude(outcome="")
    return [
        [f"{formats.day(one.conference.on)}, {one.get_question_display()}", f"{one.get_outcome_display()}. {one.said}"]
        for one in found
    ]


def _plan(viewer: Any, case: Case) -> list[Row]:
    return [
        [f"Versi {one.version}, {one.get_status_display()}", f"{one.wish} Ditinjau {formats.day(one.until)}."]
        for one in queries.plans_of(viewer=viewer, case_id=case.pk)
    ]


def _implementation(viewer: Any, case: Case) -> list[Row]:
    met = queries.attendances_of_case(viewer=viewer, case_id=case.pk).exclude(state="cancelled").order_by("starts_at")
    sessions = [
        [f"{formats.moment(one.starts_at)}, {one.session.title}", f"{one.get_state_display()}. {one.note}".strip()]
        for one in met
    ]
    given = [
        [f"{formats.day(one.on)}, {one.get_kind_display()}", f"{one.what}, {formats.rupiah(one.rupiah)}"]
        for one in queries.aids_of(case_id=case.pk).order_by("on", "pk")
    ]
    return sessions + given


def _monitoring(viewer: Any, case: Case) -> list[Row]:
    plans = queries.plans_of(viewer=viewer, case_id=case.pk)
    goals = [goal for plan in plans for goal in queries.goals_of(viewer=viewer, plan_id=plan.pk)]
    reached = [
        [f"{formats.day(note.on)}, {goal.aim}", f"{note.get_reached_display()}. {note.words}"]
        for goal in goals
        for note in goal.progress.all()
    ]
    return reached + _functioning(viewer, case)


def _functioning(viewer: Any, case: Case) -> list[Row]:
    """Every score of social functioning over time, for those who read assessments."""
    if not viewer.may("cases.read_assessment"):
        return []
    courses = queries.courses(viewer=viewer, case_id=case.pk, use="functioning")
    told = {one: "; ".join(f"{formats.day(point.on)}: {point.value}" for point in one.points) for one in courses}
    return [[words.said(course.score.words), points] for course, points in told.items()]


def _aftercare(viewer: Any, case: Case) -> list[Row]:
    return [
        [f"Tenggat {formats.day(one.due_on)}",
         f"{formats.day(one.on)}: {one.get_found_display()}. {one.said}" if one.on else BLANK]
        for one in queries.contacts_of(viewer=viewer, case_id=case.pk)
    ]  # fmt: skip


def _termination(_viewer: Any, case: Case) -> list[Row]:
    ending = clusters.find(case.cluster).outcomes.get(case.ending)
    return [
        ["Masuk", formats.day_long(case.opened_on)],
        ["Ditutup", formats.day_long(case.closed_on) if case.closed_on else BLANK],
        ["Hasil akhir", words.said(ending.words) if ending else BLANK],
        ["Ke mana, dan siapa yang mendampingi", case.said or BLANK],
    ]


SAID: dict[str, tuple[str, list[str], Callable[[Any, Case], list[Row]]]] = {
    "access": (
        "Formulir akses dan rujukan",
        ["Siapa yang memberi tahu, dan cara menghubunginya", "Apakah aman malam ini", "Siapa yang tidak boleh tahu"],
        _access,
    ),
    "approach": (
        "Lembar pendekatan awal dan kesepakatan",
        ["Apa yang diharapkan orangnya", "Apa yang ditolaknya", "Kapan dan di mana bertemu lagi"],
        _approach,
    ),
    "assessment": (
        "Lembar asesmen komprehensif",
        ["Keluarga dan pengasuhan", "Kesehatan, pendidikan, pekerjaan, hukum", "Kekuatan dan dukungan di sekitarnya"],
        _assessment,
    ),
    "conference": (
        "Lembar pembahasan kasus",
        ["Pertanyaan yang dibahas", "Pendapat yang berbeda", "Putusan dan alasannya"],
        _conference,
    ),
    "plan": (
        "Lembar perencanaan layanan",
        ["Tujuan menurut orangnya sendiri", "Apa yang dilakukan keluarga", "Apa yang diberikan, dari dana mana"],
        _plan,
    ),
    "implementation": (
        "Lembar pelaksanaan layanan",
        ["Yang dilakukan", "Yang berubah sejak pertemuan lalu", "Pertemuan berikutnya"],
        _implementation,
    ),
    "monitoring": (
        "Lembar pemantauan dan evaluasi",
        ["Sejauh mana setiap tujuan", "Apa kata orangnya dan keluarganya", "Diteruskan, diubah, atau diakhiri"],
        _monitoring,
    ),
    "aftercare": (
        "Lembar pascalayanan",
        ["Tempat tinggal, pekerjaan atau sekolah", "Kesehatan dan tanda kambuh", "Yang masih diperlukan"],
        _aftercare,
    ),
    "termination": (
        "Berita acara terminasi layanan",
        ["Pesan orangnya", "Siapa yang dihubungi bila perlu lagi"],
        _termination,
    ),
}  # fmt: skip
"""By step: its title on paper, what is asked and written by hand, and what is known of it already."""
