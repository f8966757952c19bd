"""Accounts of others: list, open, give and end roles. For administrators."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lumbung.core.refusals import BadInput
from lumbung.core.tables import Column, Filter, Table
from lumbung.core.views import Request, done, may
from lumbung.staff import actions, forms, queries, roles

ACCOUNTS = Table(
    caption=gettext_lazy("Akun"),
    columns=[
        Column(
            "name",
            gettext_lazy("Nama"),
            sort="name",
            link=lambda user: reverse("staff:person", args=[user.pk]),
            small=lambda user: user.username,
        ),
        Column("role", gettext_lazy("Peran"), sort="role", value=lambda user: user.get_role_display() or "–"),
        Column("region_code", gettext_lazy("Wilayah"), sort="region_code"),
        Column(
            "is_active",
            gettext_lazy("Keadaan"),
            kind="badge",
            value=lambda user: ("ok", _("Aktif")) if user.is_active else ("end", _("Dihentikan")),
        ),
    ],
    filters=[
        Filter("nama", gettext_lazy("Nama"), lambda found, text: found.filter(name__icontains=text)),
        Filter("peran", gettext_lazy("Peran"), lambda found, role: found.filter(role=role), choices=roles.choices()),
    ],
    order=["name", "pk"],
    file_name="akun",
    empty=gettext_lazy("Belum ada akun di wilayah Anda."),
)


@require_GET
@may("staff.manage")
def accounts(request: Request) -> HttpResponse:
    """Every account in the administrator's region."""
    table = ACCOUNTS.page(request, queries.accounts(viewer=request.user))
    return table.export or render(request, "staff/accounts.html", {"table": table})


@may("staff.manage")
def open_account(request: Request) -> HttpResponse:
    """A new account; its first password is shown once."""
    form = forms.AccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user, password = actions.open_account(**form.cleaned_data, on=timezone.localdate(), by=request.user)
        except BadInput as refusal:
            for name, sentence in refusal.fields.items():
                form.add_error(name, sentence)
        else:
            return _password_once(request, user, password)
    return render(request, "staff/open_account.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@may("staff.manage")
def person(request: Request, user_id: int) -> HttpResponse:
    """One account: role, history, what an administrator may do."""
    account = queries.account(viewer=request.user, user_id=user_id)
    form = forms.RoleForm(initial={"role": account.role, "region_code": account.region_code})
    history = queries.assignments_of(viewer=request.user, user_id=user_id)
    place = queries.place_of(region_code=account.region_code)
    context = {"account": account, "form": form, "history": history, "place": place}
    return render(request, "staff/person.html", context)


@require_POST
@may("staff.manage")
def assign(request: Request, user_id: int) -> HttpResponse:
    """Another role or region."""
    form = forms.RoleForm(request.POST)
    if not form.is_valid():
        raise BadInput(fields={name: str(errors[0]) for name, errors in form.errors.items()})
    return done(
        request,
        actions.assign_role,
        user_id=user_id,
        **form.cleaned_data,
        on=timezone.localdate(),
        by=request.user,
        back="staff:person",
        back_args=(user_id,),
        said=_("Peran tersimpan dan berlaku mulai hari ini."),
    )


@require_POST
@may("staff.manage")
def end(request: Request, user_id: int) -> HttpResponse:
    """End the role; the person can sign in no more."""
    return done(
        request,
        actions.end_assignment,
        user_id=user_id,
        on=timezone.localdate(),
        by=request.user,
        back="staff:person",
        back_args=(user_id,),
        said=_("Akun dihentikan. Orang ini tidak bisa masuk lagi."),
    )


@require_POST
@may("staff.manage")
def reset(request: Request, user_id: int) -> HttpResponse:
    """A new temporary password, and the second factor to be set up again."""
    account = queries.account(viewer=request.user, user_id=user_id)
    password = actions.reset_sign_in(user_id=user_id, by=request.user)
    return _password_once(request, account, password)


def _password_once(request: Request, account: object, password: str) -> HttpResponse:
    """The page that shows a temporary password, once."""
    response = render(request, "staff/password_once.html", {"account": account, "password": password})
    response["Cache-Control"] = "no-store"
    return response
