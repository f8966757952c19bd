"""One's own account: how pages look, devices, keys for programs, what one declares."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lumbung.core.refusals import BadInput
from lumbung.core.views import Request, done
from lumbung.staff import actions, forms, queries
from lumbung.staff.models import ApiToken


def _page(request: Request, *, status: int = 200, **given: object) -> HttpResponse:
    user = request.user
    today = timezone.localdate()
    preferences = {"language": user.language, "theme": user.theme, "dense_tables": user.dense_tables}
    context = {
        "preferences": forms.PreferencesForm(initial=preferences),
        "token_form": forms.TokenForm(),
        "declaration_form": forms.DeclarationForm(),
        "tokens": ApiToken.objects.in_force(on=today).filter(user=user).order_by("pk"),
        "place": queries.place_of(region_code=user.region_code),
        "declarations": user.declarations.order_by("pk"),
        **given,
    }
    response = render(request, "staff/account.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_GET
@login_required
def account(request: Request) -> HttpResponse:
    """One's own account."""
    return _page(request)


@require_POST
@login_required
def save_preferences(request: Request) -> HttpResponse:
    """Language, light or dark, dense tables; on this device and on the next."""
    form = forms.PreferencesForm(request.POST)
    if not form.is_valid():
        return _page(request, preferences=form, status=422)
    said = _("Tampilan tersimpan.")
    return done(
        request, actions.change_preferences, user=request.user, **form.cleaned_data, back="staff:account", said=said
    )


@require_POST
@login_required
def sign_out_everywhere(request: Request) -> HttpResponse:
    """End every session, this one as well."""
    return done(request, actions.sign_out_everywhere, user=request.user, back="account_login")


@require_POST
@login_required
def issue_token(request: Request) -> HttpResponse:
    """A key for a program, shown once."""
    form = forms.TokenForm(request.POST)
    if form.is_valid():
        try:
            key = actions.issue_token(user=request.user, **form.cleaned_data, on=timezone.localdate())
        except BadInput as refusal:
            for name, sentence in refusal.fields.items():
                form.add_error(name, sentence)
        else:
            return _page(request, new_key=key)
    return _page(request, token_form=form, status=422)


@require_POST
@login_required
def revoke_token(request: Request, token_id: int) -> HttpResponse:
    """The key opens nothing from now on."""
    said = _("Kunci dicabut.")
    return done(request, actions.revoke_token, user=request.user, token_id=token_id, back="staff:account", said=said)


@require_POST
@login_required
def declare(request: Request) -> HttpResponse:
    """Note one's own or a relative's identity number."""
    form = forms.DeclarationForm(request.POST)
    if not form.is_valid():
        return _page(request, declaration_form=form, status=422)
    told = form.cleaned_data
    declares_card = told["what"] == "kk"
    return done(
        request,
        actions.declare_card if declares_card else actions.declare_number,
        user=request.user,
        kind=told["kind"],
        **{"kk" if declares_card else "nik": told["nik"]},
        on=timezone.localdate(),
        back="staff:account",
        said=_("Pernyataan tersimpan."),
    )
