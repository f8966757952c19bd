"""A house on a phone, without script: a girl who ran away comes at night and goes home after a family conference."""

from datetime import date
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser import visiting
from tests.browser.casework import confer, reach
from tests.browser.installation import Installation

WITHOUT_SCRIPT: dict[str, Any] = {"java_script_enabled": False, "viewport": {"width": 360, "height": 800}}
FAMILY = (("Bu Lasmi", "Ibu"), ("Pakde Tarno", "Paman"))
HOME = "Pulang ke rumah ibu; ayah tirinya sudah pindah."


def admitted(page: Page, site: Installation) -> str:
    """A girl at the door; the address of her stay."""
    page.goto(f"{site.url}/fasilitas/")
    page.get_by_role("link", name="Rumah Singgah Melati").click()
    page.get_by_role("link", name="Terima seseorang").click()
    page.get_by_label("Nama panggilan").fill("Wulan")
    page.get_by_label("Umur").fill("14")
    page.get_by_label("Mengapa datang").fill("Lari dari rumah malam ini.")
    page.get_by_label("Rahasiakan").check()
    page.get_by_role("button", name="Terima dan beri tempat tidur").click()
    expect(page.locator("h1")).to_have_text("Wulan")
    expect(page.locator(".tags")).to_contain_text("Dirahasiakan")
    return page.url


def case_of(worker: Page, site: Installation) -> str:
    """The worker's case of the girl; its address."""
    worker.goto(f"{site.url}/kasus/baru/")
    worker.get_by_label("Keadaannya").select_option(value="anak:anak_perlindungan_khusus")
    worker.get_by_label("Nama panggilan").fill("Wulan")
    worker.get_by_label("Kode wilayah tempat orang ini berada").fill("33.23")
    worker.get_by_label("Apa yang terjadi dan apa yang diperlukan").fill("Lari dari rumah sesudah dipukul.")
    worker.get_by_role("button", name="Kirim rujukan").click()
    expect(worker.get_by_role("heading", level=1)).to_have_text("Wulan")
    return worker.url


def test_a_runaway_girl_is_admitted_at_night_and_goes_home_after_a_family_conference_without_script(
    browser: Browser, site: Installation, states: dict[str, Any]
) -> None:
    carer, worker, supervisor = (
        browser.new_context(storage_state=states[name], **WITHOUT_SCRIPT).new_page()
        for name in ("pengasuh", "peksos", "supervisor")
    )
    stay = admitted(carer, site)
    carer.get_by_role("link", name="Rumah Singgah Melati").click()
    expect(carer.get_by_role("link", name="W•••")).to_be_visible()
    case = case_of(worker, site)
    reach(worker, supervisor, case, by="Bu Lasmi", relation="Orang tua")
    told = {"question": "Penerimaan", "outcome": "Diterima", "on": date.today(), "guests": FAMILY}
    confer(supervisor, worker, case, **told, said=HOME)
    worker.goto(case)
    expect(worker.get_by_text(HOME).first).to_be_visible()
    carer.goto(stay)
    carer.locator("summary", has_text="Pulang").click()
    carer.get_by_label("Pulang ke").select_option(label="Keluarga sendiri")
    carer.get_by_label("Catatan kepulangan").fill("Dijemput ibu sesudah rapat keluarga.")
    carer.get_by_role("button", name="Catat kepulangan").click()
    expect(carer.locator("#batas")).to_contain_text("Keluarga sendiri")
    assert visiting.overflow(carer) == 0
    for page in (carer, worker, supervisor):
        page.context.close()
