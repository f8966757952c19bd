"""`lumbung forms begin`, `save`, `place`, `send` …: filling in a family form from the keyboard."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _

from lumbung.core import formats
from lumbung.core.actors import acting
from lumbung.core.commands import actor, as_json, command_errors, console, errors, existing
from lumbung.core.refusals import BadInput, allowed
from lumbung.quality import actions
from lumbung.quality.family_forms import reading, telling
from lumbung.quality.models import FamilyForm

JSON = Annotated[bool, typer.Option("--json", help=_("Cetak sebagai JSON."))]
BY = Annotated[str, typer.Option("--by", help=_("Nama pengguna yang bertindak; tanpa ini, sistem."))]
FORM = Annotated[int, typer.Argument(help=_("Nomor formulir."))]
MEMBER = Annotated[int, typer.Argument(help=_("Nomor anggota di formulir."))]
ANSWERS = Annotated[list[str], typer.Argument(help=_("ISIAN=JAWABAN, misalnya floor=8; tanpa jawaban: dikosongkan."))]
OF = Annotated[int, typer.Option("--member", min=0, help=_("Nomor anggota; 0 untuk keluarga dan rumah."))]
SEEN = Annotated[int, typer.Option("--seen", min=0, help=_("Susunan formulir yang Anda lihat (version dari show)."))]
FAMILY = Annotated[int | None, typer.Option("--family", help=_("Nomor keluarga yang dikunjungi; tanpa ini, baru."))]
VILLAGE = Annotated[str, typer.Option("--village", help=_("Kode desa keluarga baru, misalnya 33.23.01.2001."))]
LATITUDE = Annotated[str, typer.Option("--latitude", help=_("Lintang rumah, misalnya -7,31667."))]
LONGITUDE = Annotated[str, typer.Option("--longitude", help=_("Bujur rumah, misalnya 110,17500."))]
PHOTO = Annotated[Path | None, typer.Option("--photo", help=_("Foto rumah: JPEG, PNG, atau WebP."))]


class NotAnAnswer(BadInput):
    """An answer is a question and what was said; what was typed is not repeated, for it may be anybody's number."""

    message = _("Tulis tiap jawaban sebagai ISIAN=JAWABAN, misalnya floor=8.")


def register(forms: typer.Typer) -> None:
    """The acts of filling in, under `lumbung forms`."""
    forms.command("begin", help=_("Mulai pendaftaran keluarga baru, atau kunjungan ke sebuah keluarga."))(begin)
    forms.command("show", help=_("Tampilkan kemajuan sebuah formulir dan apa yang masih harus diperbaiki."))(show)
    forms.command("save", help=_("Simpan jawaban, satu atau banyak."))(save)
    forms.command("add-member", help=_("Tambah satu anggota."))(add_member)
    forms.command("remove-member", help=_("Hapus anggota baru dari formulir."))(remove_member)
    forms.command("place", help=_("Simpan koordinat dan foto rumah."))(place)
    forms.command("send", help=_("Kirim formulir ke registri; jawabannya lalu dihapus dari formulir."))(send)
    forms.command("discard", help=_("Buang sebuah formulir; isinya dihapus."))(discard)


def begin(family: FAMILY = None, village: VILLAGE = "", by: BY = "", as_json_: JSON = False) -> None:
    """A visit that is under way is found again; its opening is noted."""
    if family is not None:
        form = _done(actions.start_visit, by, family_id=family)
    else:
        form = _done(actions.start_registration, by, region_code=village)
    _tell(form, as_json_)


def show(form: FORM, by: BY = "", as_json_: JSON = False) -> None:
    """In words and masked, as the page shows it before sending."""
    with command_errors():
        allowed(who := actor(by), "quality.fill_form")
        with acting(who):
            found = reading.form(viewer=who, form_id=form)
            said = reading.filled(form=found, viewer=who)
            sections = telling.sections(found, said)
            is_open = found.status == FamilyForm.Status.OPEN
            told = telling.before_sending(found, said, viewer=who) if is_open else {}
    if as_json_:
        as_json({**_of_form(found), **_of_sending(told)})
        return
    console.print(_in_a_line(found), markup=False, highlight=False)
    for section in sections:
        done, asked = (sum(getattr(block, name) for block in section.blocks) for name in ("answered", "asked"))
        console.print(f"  {section.member}  {section.title}: {done}/{asked}", markup=False, highlight=False)
    for who_changed, changes in told.get("changes", ()):
        for one in changes:
            line = f"  {who_changed}: {one.label}: {one.before} → {one.after}"
            console.print(line, markup=False, highlight=False)
    for one in (*told.get("wrong", ()), *told.get("warned", ())):
        console.print(f"  {one['who']}: {one['question']}: {one['sentence']}", markup=False, highlight=False)
    for known in told.get("known", ()):
        console.print(f"  {known.sentence}", markup=False, highlight=False)


def save(form: FORM, given: ANSWERS, member: OF = 0, seen: SEEN = 0, by: BY = "", as_json_: JSON = False) -> None:
    """A wrong answer is kept as well, and told. Exit code 1 where somebody else answered meanwhile."""
    with command_errors():
        if any("=" not in one for one in given):
            raise NotAnAnswer
        typed = dict(one.split("=", 1) for one in given)
        who = actor(by)
        with acting(who):
            saved = actions.save_answers(
                form_id=form, member=member, answers=typed, seen=seen, by=who, at=timezone.now()
            )
            told = telling.told_of_saving(saved, member, viewer=who)
    said = [{"field": one.field, "code": one.code, "sentence": one.sentence} for one in told["said"]]
    if as_json_:
        as_json({**told, "said": said})
    else:
        counted = {name: formats.count(told[name]) for name in ("answered", "asked")}
        kept = _("%(count)s jawaban tersimpan; terisi %(answered)s dari %(asked)s.")
        console.print(kept % {**counted, "count": formats.count(len(told["kept"]))})
        for one in (*said, *told["known"]):
            console.print(f"  {one['sentence']}", markup=False, highlight=False)
        for one in told["conflicts"]:
            errors.print(one["sentence"], style="red", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(1 if told["conflicts"] else 0)


def add_member(form: FORM, by: BY = "", as_json_: JSON = False) -> None:
    """Told with their number."""
    number = _done(actions.add_member, by, form_id=form)
    if as_json_:
        as_json({"form": form, "member": number})
    else:
        console.print(_("Anggota %(n)s ditambahkan.") % {"n": number})


def remove_member(form: FORM, member: MEMBER, by: BY = "", as_json_: JSON = False) -> None:
    """Only somebody who is not registered yet."""
    _tell(_done(actions.remove_member, by, form_id=form, member=member), as_json_)


def place(
    form: FORM,
    latitude: LATITUDE = "",
    longitude: LONGITUDE = "",
    photo: PHOTO = None,
    by: BY = "",
    as_json_: JSON = False,
) -> None:
    """Coordinates, a photo, or both; what is left out stays as it was."""
    with command_errors():
        content = existing(photo).read_bytes() if photo else b""
    where = {"latitude": latitude, "longitude": longitude, "photo": content, "at": timezone.now()}
    _tell(_done(actions.keep_place, by, form_id=form, **where), as_json_)


def send(form: FORM, by: BY = "", as_json_: JSON = False) -> None:
    """The form becomes an import of one family, which can be given back."""
    batch = _done(actions.send_form, by, form_id=form, at=timezone.now())
    names = ("families_new", "people_new", "people_changed", "people_same")
    if as_json_:
        as_json({"form": form, "batch": batch.pk, **{name: getattr(batch, name) for name in names}})
        return
    told = _(
        "Impor %(batch)s: %(families_new)s keluarga baru, %(people_new)s orang baru, "
        "%(people_changed)s berubah, %(people_same)s tetap."
    )
    console.print(told % {"batch": batch.pk, **{name: formats.count(getattr(batch, name)) for name in names}})


def discard(form: FORM, by: BY = "", as_json_: JSON = False) -> None:
    """What was typed is gone at once."""
    _tell(_done(actions.discard_form, by, form_id=form), as_json_)


def _done(action: Callable[..., Any], by: str, **told: Any) -> Any:
    with command_errors():
        who = actor(by)
        with acting(who):
            return action(by=who, **told)


def _tell(form: FamilyForm, quiet: bool) -> None:
    if quiet:
        as_json(_of_form(form))
    else:
        console.print(_in_a_line(form), markup=False, highlight=False)


def _in_a_line(form: FamilyForm) -> str:
    told = {"kind": form.get_kind_display(), "number": form.pk, "status": form.get_status_display()}
    return _("%(kind)s %(number)s: %(status)s.") % told


def _of_form(form: FamilyForm) -> dict[str, Any]:
    """Which form and how far, never an answer."""
    names = ("pk", "kind", "status", "region_code", "family_id", "batch_id", "version")
    where = {name: None if (at := getattr(form, name)) is None else float(at) for name in ("latitude", "longitude")}
    told = {name: getattr(form, name) for name in names}
    return {**told, **where, "has_photo": bool(form.photo), "members": form.numbers()}


def _of_sending(told: dict[str, Any]) -> dict[str, Any]:
    if not told:
        return {}
    words = ("who", "question", "sentence")
    return {
        "changes": [
            {"who": who, "question": one.label, "before": one.before, "after": one.after}
            for who, changes in told["changes"]
            for one in changes
        ],
        **{of: [{word: one[word] for word in words} for one in told[of]] for of in ("wrong", "warned")},
        "known": [one.sentence for one in told["known"]],
        "may_send": told["may_send"],
    }
