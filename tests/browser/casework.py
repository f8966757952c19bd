"""What several journeys of care share: a case reached, and a conference that decides on it, by the pages alone."""

from datetime import date

from playwright.sync_api import Page

GUESTS = (("dr. Ratna", "Dokter"), ("Bu Endah", "Psikolog"))


def reach(worker: Page, supervisor: Page, case: str, *, by: str, relation: str = "Orangnya sendiri") -> None:
    """From access to the conference: agreed to by somebody, and assessed elsewhere."""
    worker.goto(case)
    worker.get_by_role("button", name="Pendekatan awal").click()
    worker.get_by_role("link", name="Catat persetujuan").click()
    worker.get_by_label("Siapa yang memberi persetujuan").fill(by)
    worker.get_by_label("Hubungan dengan orang ini").select_option(label=relation)
    worker.get_by_label("Menerima layanan").check()
    worker.get_by_role("button", name="Simpan persetujuan").click()
    worker.get_by_role("button", name="Asesmen komprehensif").click()
    supervisor.goto(case)
    supervisor.get_by_text("Lewati langkah ini").click()
    supervisor.get_by_label("Mengapa dilewati").fill("Asesmen puskesmas dipakai.")
    supervisor.get_by_role("button", name="Tanda tangani dan lewati").click()


def confer(
    page: Page, worker: Page, case: str, *, question: str, outcome: str, on: date,
    until: str = "", guests: tuple[tuple[str, str], ...] = GUESTS, said: str = "Disepakati bersama orangnya.",
) -> None:  # fmt: skip
    """One plans it and seats two, the worker brings the case, the first writes what was decided and closes."""
    page.goto(f"{case.partition('/kasus/')[0]}/pembahasan/baru/")
    page.get_by_label("Tanggal").fill(str(on))
    page.get_by_label("Tempat").fill(f"Ruang rapat, {question}")
    page.get_by_role("button", name="Simpan rencana").click()
    for name, function in guests:
        page.get_by_text("Tambah peserta").click()
        page.get_by_label("Atau nama orang dari luar").fill(name)
        page.get_by_label("Jabatan atau profesi").fill(function)
        page.get_by_role("button", name="Simpan peserta").click()
    worker.goto(f"{case}pembahasan/")
    worker.get_by_label("Pembahasan kasus").select_option(page.url.rstrip("/").rsplit("/", 1)[1])
    worker.get_by_label("Yang dibahas").select_option(label=question)
    worker.get_by_role("button", name="Masukkan ke pembahasan").click()
    page.reload()
    page.get_by_role("link", name="Tulis putusan").click()
    page.get_by_label(outcome, exact=True).check()
    page.get_by_label("Alasan").fill(said)
    if until:
        page.get_by_label("Diperpanjang sampai").fill(until)
    page.get_by_role("button", name="Simpan putusan").click()
    page.get_by_role("button", name="Tutup berita acara").click()
