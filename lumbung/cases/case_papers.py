"""Papers of a case and of conferences, in Indonesian whoever prints: the agreement, minutes, the list of a call-up."""

from datetime import date
from typing import Any

from django.utils.translation import override

from lumbung.cases import queries, words
from lumbung.cases.models import Case, Conference, Wave
from lumbung.core import documents, formats
from lumbung.regions import queries as regions

TEMPLATES = "cases/templates/cases"
BLANK = "………………………………"


def agreement(*, viewer: Any, case: Case) -> bytes:
    """What was agreed to, each with its day, for who gave the consent to sign; blank where nobody has agreed yet."""
    with override("id"):
        town = regions.town(code=case.region_code)
        given = queries.consents_of(viewer=viewer, case_id=case.pk).filter(withdrawn_on=None)
        return documents.pdf(f"{TEMPLATES}/agreement.typ", {
            "office": regions.office(code=case.region_code),
            "number": f"KS/{case.region_code}/{case.opened_on:%Y}/{case.pk}",
            "who": case.called,
            "cluster": words.cluster(case.cluster),
            "worker": str(case.worker or BLANK),
            "consents": [_consent(one, town) for one in given],
            "blank": f"{town}, {BLANK}",
        })  # fmt: skip


def _consent(one: Any, town: str) -> dict[str, Any]:
    return {
        "who": one.given_by, "relation": str(one.get_relation_display()), "how": str(one.get_sign_display()),
        "scopes": [str(dict(one.Scope.choices)[scope]) for scope in one.scopes], "withheld": one.withheld,
        "withheld_from": one.withheld_from, "witness": one.witness, "on": formats.day_long(one.on),
        "day": f"{town}, {formats.day_long(one.on)}",
    }  # fmt: skip


def minutes(*, viewer: Any, meeting: Conference) -> bytes:
    """The minutes of a conference, with the lines that the viewer may know of; of secret cases the number, no name."""
    with override("id"):
        day = formats.day_long(meeting.on)
        return documents.pdf(f"{TEMPLATES}/minutes.typ", {
            "office": regions.office(code=meeting.region_code),
            "number": str(meeting),
            "on": day,
            "day": f"{regions.town(code=meeting.region_code)}, {day}",
            "place": meeting.place,
            "chair": meeting.chair.name,
            "seated": [[one.name, one.function] for one in meeting.attendants.order_by("pk")],
            "agenda": [_line(one) for one in queries.agenda_of(viewer=viewer, conference_id=meeting.pk)],
        })  # fmt: skip


def _line(one: Any) -> dict[str, str]:
    return {
        "case": str(one.case), "who": words.masked(one.case), "cluster": words.cluster(one.case.cluster),
        "question": str(one.get_question_display()), "outcome": str(one.get_outcome_display()), "said": one.said,
        "until": formats.day_long(one.until) if one.until else "", "wave": str(one.wave or ""),
    }  # fmt: skip


def call_list(*, viewer: Any, wave: Wave, on: date) -> bytes:
    """Whom a wave of a course calls, for the head of the centre to sign."""
    with override("id"):
        called = queries.accepted_into(viewer=viewer, wave_id=wave.pk).exclude(called_on=None)
        return documents.pdf(f"{TEMPLATES}/call_list.typ", {
            "office": wave.centre,
            "number": f"GP/{wave.region_code}/{wave.year}/{wave.pk}",
            "title": str(wave),
            "starts": formats.day_long(wave.starts_on),
            "day": f"{regions.town(code=wave.region_code)}, {formats.day_long(on)}",
            "by": str(wave.made_by or BLANK),
            "rows": [
                [str(at), str(one.case), words.masked(one.case), formats.day(one.called_on)]
                for at, one in enumerate(called, start=1)
            ],
        })  # fmt: skip
