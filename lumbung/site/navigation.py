"""The menu: by what people do, only what the role may do, with counts only for work that waits."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lumbung.core import waiting
from lumbung.regions.models import Region

THEME_COOKIE = "lumbung_theme"
THEMES = ("light", "dark")
SHORT_MENU = 14
"""So many doors are seen at once; more are folded by group."""


@dataclass(frozen=True)
class Door:
    """One line of the menu: shown to those who may, leading to a named address."""

    label: Any
    address: str
    permission: str
    key: str = ""


@dataclass(frozen=True)
class Item:
    """A door as one person sees it now."""

    label: Any
    url: str
    current: bool
    count: int = 0

    @property
    def waits(self) -> str:
        """How much waits behind the door, as people read it."""
        return waiting.told(self.count)


@dataclass(frozen=True)
class Group:
    """Doors to one kind of work; folded away in a long menu unless the reader is there or something waits there."""

    title: Any
    items: list[Item]
    unfolded: bool = True

    @property
    def count(self) -> int:
        """How much waits behind these doors."""
        return sum(item.count for item in self.items)

    @property
    def waits(self) -> str:
        """The same as people read it."""
        return waiting.told(self.count)


MENU = (
    (
        _("Mendata"),
        (
            Door(_("Keluarga dan orang"), "registry:families", "registry.view", "families"),
            Door(_("Formulir keluarga"), "quality:family_forms", "quality.fill_form", "forms"),
            Door(_("Impor dan verifikasi"), "quality:batches", "quality.view", "imports"),
            Door(_("Dugaan ganda"), "quality:duplicates", "quality.view", "duplicates"),
            Door(_("Pencocokan rujukan"), "quality:reference_results", "quality.view", "references"),
            Door(pgettext_lazy("many", "Penggabungan"), "registry:merges", "registry.view", "merges"),
            Door(_("Usulan warga"), "proposals:proposals", "proposals.view", "proposals"),
            Door(_("Musyawarah desa"), "proposals:meetings", "proposals.view"),
            Door(_("Berita acara usulan"), "proposals:dockets", "proposals.view"),
        ),
    ),
    (
        _("Menetapkan"),
        (
            Door(_("Peringkat dan kuota"), "targeting:home", "targeting.view", "targeting"),
            Door(_("Penetapan program"), "programmes:runs", "programmes.view", "runs"),
            Door(_("Temuan audit"), "programmes:findings", "programmes.view", "findings"),
            Door(_("Skenario"), "programmes:scenarios", "programmes.view"),
        ),
    ),
    (
        _("Membayar"),
        (
            Door(pgettext_lazy("many", "Siklus pembayaran"), "payments:cycles", "payments.view", "cycles"),
            Door(pgettext_lazy("many", "Kartu KKS"), "payments:cards", "payments.view_card", "cards"),
            Door(_("Uji petik"), "payments:sample_tasks", "payments.answer_sample", "samples"),
            Door(_("Hasil uji petik"), "payments:samples", "payments.view", "sample_findings"),
            Door(_("Pesan uji petik"), "exchange:sendings", "payments.view"),
            Door(_("Perjalanan uang"), "payments:funnel", "payments.view"),
            Door(_("Uang yang belum diambil"), "payments:untouched", "payments.view", "untouched"),
            Door(pgettext_lazy("many", "Rekening gagal diperiksa"), "payments:account_faults", "payments.view"),
            Door(pgettext_lazy("many", "Kata status"), "payments:status_words", "payments.view"),
            Door(pgettext_lazy("many", "Dana"), "payments:funds", "payments.manage_fund", "funds"),
            Door(pgettext_lazy("many", "Tindakan uang"), "payments:acts", "payments.view", "acts"),
            Door(_("Laporan harian"), "payments:days", "payments.view"),
            Door(_("Susunan berkas bank"), "payments:layouts", "payments.read_bank_file"),
            Door(_("Pembayaran lewat API"), "exchange:payouts", "exchange.view"),
        ),
    ),
    (
        _("Toko e-warong"),
        (
            Door(_("Toko"), "shops:shops", "shops.view", "shops"),
            Door(_("Kupon luring"), "shops:redemptions", "shops.view"),
            Door(_("Pelunasan toko"), "shops:settlements", "shops.oversee", "settlements"),
            Door(_("Tanda penyalahgunaan"), "shops:signals", "shops.oversee", "signals"),
        ),
    ),
    (
        _("Merawat"),
        (
            Door(pgettext_lazy("many", "Kasus"), "cases:cases", "cases.view", "cases"),
            Door(_("Rujuk seseorang"), "cases:new", "cases.open"),
            Door(_("Meja rujukan"), "referrals:desk", "referrals.view", "referrals"),
            Door(_("Rujukan masuk"), "referrals:received", "referrals.answer", "received"),
            Door(_("Direktori layanan"), "referrals:institutions", "referrals.view"),
            Door(_("Eskalasi"), "referrals:escalations", "referrals.view", "escalations"),
            Door(_("Laporkan kekerasan pada anak"), "childhood:new_report", "childhood.report"),
            Door(_("Laporan kekerasan"), "childhood:reports", "childhood.protect", "reports"),
            Door(_("Dream Start"), "childhood:starts", "childhood.view", "dreamstart"),
            Door(_("Daftar penemuan anak"), "childhood:discoveries", "childhood.look"),
            Door(_("Instrumen asesmen"), "cases:instruments", "cases.view"),
            Door(_("Hari kerja saya"), "cases:day", "cases.work"),
            Door(_("Pertemuan layanan"), "cases:week", "cases.view"),
            Door(_("Beban kerja"), "cases:loads", "cases.view"),
            Door(_("Layanan wilayah"), "districts:overview", "districts.view"),
            Door(_("Telepon hari ini"), "districts:calls", "districts.view", "district_calls"),
            Door(_("Kunjungan rumah"), "districts:visits", "districts.view", "district_visits"),
            Door(_("Keputusan layanan"), "districts:decisions", "districts.view", "district_care"),
            Door(_("Peringatan cuaca"), "districts:alerts", "districts.view"),
            Door(_("Usaha di rumah"), "districts:activities", "districts.view"),
            Door(_("Inklusi dan wirausaha"), "districts:cohorts", "districts.view"),
        ),
    ),
    (
        _("Menjangkau"),
        (
            Door(_("Kunjungan saya"), "outreach:day", "outreach.visit", "my_visits"),
            Door(_("Orang yang dijangkau"), "outreach:persons", "outreach.view", "outreach"),
            Door(_("Laporkan yang ditemukan"), "outreach:find", "outreach.find"),
            Door(_("Kader"), "outreach:cadres", "outreach.view"),
            Door(_("Kelompok orang tua"), "outreach:groups", "outreach.view"),
            Door(_("Sanggar kerja"), "outreach:workshops", "outreach.view", "workshops"),
            Door(_("Layanan keliling"), "outreach:service_days", "outreach.view"),
            Door(_("Peta jangkauan"), "outreach:map", "outreach.view"),
        ),
    ),
    (
        _("Mendampingi"),
        (
            Door(_("Rencana hari ini"), "programmes:day_plan", "programmes.care"),
            Door(_("Kewajiban bulanan"), "programmes:duties", "programmes.view", "duties"),
            Door(_("Daftar kehadiran"), "programmes:lists", "programmes.enter_duties"),
            Door(_("Sanksi dan keberatan"), "programmes:sanctions", "programmes.view", "sanctions"),
            Door(_("Kelompok dan beban dampingan"), "programmes:care", "programmes.view"),
            Door(_("Resertifikasi"), "programmes:recertifications", "programmes.view"),
            Door(_("Kelulusan"), "programmes:departures", "programmes.view", "departures"),
            Door(_("Penyerahan ke pemberdayaan"), "programmes:hand_overs", "programmes.view"),
            Door(pgettext_lazy("many", "Fasilitas"), "facilities:facilities", "facilities.view", "houses"),
            Door(_("Penghuni"), "facilities:stays", "facilities.view", "stays"),
            Door(pgettext_lazy("many", "Pemesanan ruang"), "facilities:bookings", "facilities.view", "bookings"),
            Door(pgettext_lazy("many", "Program kegiatan"), "facilities:courses", "facilities.view"),
            Door(_("Bantuan barang"), "in_kind:requests", "in_kind.view", "goods"),
            Door(_("Stok barang"), "in_kind:stock", "in_kind.view", "stock"),
        ),
    ),
    (
        _("Melihat"),
        (
            Door(_("Angka dan peta"), "insight:dashboard", "insight.view"),
            Door(_("Hasil layanan"), "cases:results", "cases.view"),
            Door(_("Angka meja rujukan"), "referrals:figures", "referrals.view"),
            Door(_("Hasil jangkauan"), "outreach:figures", "outreach.view"),
            Door(_("Kode wilayah"), "regions:browse", "insight.view"),
            Door(_("Jejak audit"), "staff:audit", "core.view_audit"),
        ),
    ),
    (
        _("Mengelola"),
        (
            Door(_("Akun"), "staff:accounts", "staff.manage"),
            Door(_("Mitra"), "exchange:partners", "exchange.view"),
            Door(_("Pekerjaan malam"), "staff:nights", "core.view_audit"),
        ),
    ),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """What every page's shell needs, worked out only when a page draws it."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    common = {
        "theme": theme_of(request),
        "dense": bool(getattr(user, "dense_tables", False)),
        "home_url": "/",
        "language_url": reverse("choose_language"),
        "theme_url": reverse("choose_theme"),
        "demonstration": settings.DEMONSTRATION,
    }
    if user is None or not user.is_authenticated:
        return common
    return {
        **common,
        "groups": groups_of(user, request.path, counts_for(request)),
        "region": region_name(user.region_code),
        "region_url": address("insight:dashboard") if user.may("insight.view") else "",
        "search_url": address("registry:search") if user.may("registry.view") else "",
        "account_url": address("staff:account"),
        "signout_url": reverse("account_logout"),
    }


def region_name(code: str) -> str:
    """A person's region as the bar writes it: its name, and below a regency the area around it."""
    if not code:
        return str(_("Seluruh Indonesia"))
    region = Region.objects.filter(pk=code).first()
    if region is None:
        return code
    parts = [part.strip() for part in region.path.split(",") if part.strip()] or [region.name]
    return ", ".join(parts[: 2 if region.level >= Region.Level.DISTRICT else 1])


def theme_of(request: HttpRequest) -> str:
    """`light`, `dark`, or nothing, which follows the device."""
    user = getattr(request, "user", None)
    chosen = user.theme if user and user.is_authenticated else request.COOKIES.get(THEME_COOKIE)
    return chosen if chosen in THEMES else ""


def counts_for(request: HttpRequest) -> waiting.Counts:
    """How much waits for whom the page is drawn for."""
    return waiting.counts_of(viewer=request.user, today=timezone.localdate(), acts=acts_of(request))


def acts_of(request: HttpRequest) -> str:
    """The word that the browser got after its person's last act."""
    return request.COOKIES.get(waiting.ACTS_COOKIE, "")


def groups_of(user: Any, path: str, waits: waiting.Counts) -> list[Group]:
    """The menu of one person on one page."""
    counts = waits.by_menu
    home = Item(_("Menunggu Anda"), "/", path == "/", waits.things)
    mine = [(title, _doors(user, doors)) for title, doors in MENU]
    urls = [url for _title, doors in mine for _door, url in doors]
    here = max((url for url in urls if path.startswith(url)), key=len, default="")
    groups = [Group("", [home])]
    for title, doors in mine:
        items = [Item(door.label, url, url == here, counts[door.key] if door.key else 0) for door, url in doors]
        opened = not here and any(item.count for item in items)
        if items:
            groups.append(Group(title, items, len(urls) <= SHORT_MENU or opened or any(item.current for item in items)))
    return groups


def _doors(user: Any, doors: tuple[Door, ...]) -> list[tuple[Door, str]]:
    """Those that this person may open, with their addresses."""
    return [(door, url) for door in doors if user.may(door.permission) and (url := address(door.address))]


def address(name: str) -> str:
    """The address of a page, or nothing while its context has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
