"""Pages of rooms: the week as a picture, one booking, a new one."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lumbung.core import formats
from lumbung.core.refusals import Refusal
from lumbung.core.views import Request, done, may, show
from lumbung.facilities import actions, forms, pictures, queries, rules, words
from lumbung.facilities.models import Booking
from lumbung.facilities.tables import BOOKINGS

SHOWN = 50


@require_GET
@may("facilities.view")
def calendar(request: Request, pk: int) -> HttpResponse:
    """A week of a house's rooms: a picture to look at, the same as a list below it."""
    house = queries.facility(viewer=request.user, facility_id=pk)
    monday = _monday(request.GET.get("minggu", ""))
    found = queries.week_of(viewer=request.user, facility_id=pk, monday=monday)
    rooms = [one for one in queries.rooms_of(viewer=request.user, facility_id=pk) if one.bookable]
    context = {
        "house": house,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "picture": _picture(found, monday),
        "found": [(one, words.BOOKINGS[one.status]) for one in found],
        "rooms": rooms,
        "books": request.user.may("facilities.book"),
    }
    return render(request, "facilities/calendar.html", context)


def _monday(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = timezone.localdate()
    day = min(max(day, date(2000, 1, 3)), date(2100, 1, 1))
    return day - timedelta(days=day.weekday())


def _picture(found: Sequence[Booking], monday: date) -> Any:
    days = []
    for at in range(7):
        day = monday + timedelta(days=at)
        blocks = [
            pictures.Block(one.during.lower, one.during.upper, one.title, one.room.name,
                           one.status == Booking.Status.APPROVED)
            for one in found
            if timezone.localdate(one.during.lower) == day
        ]  # fmt: skip
        days.append((day, blocks))
    title = _("Ruang minggu %(day)s") % {"day": formats.day(monday)}
    described = _("%(count)s pemesanan; rinciannya di daftar di bawah.") % {"count": formats.count(len(found))}
    return pictures.week(days, title=title, description=described)


@require_GET
@may("facilities.view")
def bookings(request: Request) -> HttpResponse:
    """Every booking in reach, and those that wait for this person."""
    table = BOOKINGS.page(request, queries.bookings(viewer=request.user))
    decides, books = request.user.may("facilities.approve_booking"), request.user.may("facilities.book")
    context = {
        "table": table,
        "waits": queries.undecided(viewer=request.user)[:SHOWN] if decides else [],
        "rooms": queries.bookable_rooms(viewer=request.user)[:SHOWN] if books else [],
    }
    return table.export or render(request, "facilities/bookings.html", context)


@require_GET
@may("facilities.view")
def booking(request: Request, pk: int) -> HttpResponse:
    """One booking and what this person may do with it."""
    user = request.user
    found = queries.booking(viewer=user, booking_id=pk)
    asked = found.status == Booking.Status.ASKED
    mine = found.asked_by_id == user.pk
    context = {
        "booking": found,
        "badge": words.BOOKINGS[found.status],
        "decides": asked and not mine and user.may("facilities.approve_booking"),
        "withdraws": found.status in Booking.HOLDS and user.may("facilities.book")
        and (mine or user.may("facilities.approve_booking")),
    }  # fmt: skip
    return render(request, "facilities/booking.html", context)


@require_http_methods(["GET", "POST"])
@may("facilities.book")
def book(request: Request, pk: int) -> HttpResponse:
    """Ask for a room."""
    room = queries.room(viewer=request.user, room_id=pk)
    form = forms.BookingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("title", "people", "club")} | form.moments()
        try:
            made = actions.book_room(room_id=pk, by=request.user, at=timezone.now(), **told)
        except Refusal as refusal:
            show(form, refusal)
        else:
            messages.success(request, _("Dipesan. Petugas lain menyetujuinya."))
            return HttpResponseRedirect(reverse("facilities:booking", args=[made.pk]), status=303)
    p = rules.in_force(timezone.localdate())
    context = {"form": form, "room": room, "figures": p.bookings, "ground": words.ground(p.entry("bookings"))}
    return render(request, "facilities/book.html", context, status=422 if form.errors else 200)


@require_POST
@may("facilities.approve_booking")
def decide_booking(request: Request, pk: int) -> HttpResponse:
    """A second person decides."""
    agree = request.POST.get("putusan") == "setuju"
    told: dict[str, Any] = {
        "booking_id": pk,
        "agree": agree,
        "said": request.POST.get("said", ""),
        "on": timezone.localdate(),
    }
    action = partial(actions.decide_booking, by=request.user, **told)
    return done(request, action, back="facilities:booking", back_args=(pk,), said=_("Putusan tersimpan."))


@require_POST
@may("facilities.book")
def withdraw_booking(request: Request, pk: int) -> HttpResponse:
    """It is not needed."""
    action = partial(actions.withdraw_booking, booking_id=pk, said=request.POST.get("said", ""), by=request.user)
    return done(request, action, back="facilities:booking", back_args=(pk,), said=_("Pemesanan dibatalkan."))
