"""Addresses of imports and duplicates."""

from django.urls import path

from lumbung.quality.views import columns, duplicates, family_forms, imports, matching, references

app_name = "quality"
urlpatterns = [
    path("impor/", imports.batches, name="batches"),
    path("impor/<int:pk>/", imports.batch, name="batch"),
    path("impor/<int:pk>/kolom", columns.columns, name="columns"),
    path("impor/<int:pk>/arti", columns.meanings, name="meanings"),
    path("impor/<int:pk>/cocokkan", columns.reopen, name="reopen"),
    path("impor/<int:pk>/profil", columns.save_profile, name="save_profile"),
    path("impor/profil/", columns.profiles, name="profiles"),
    path("impor/profil/<int:pk>/pensiun", columns.retire_profile, name="retire_profile"),
    path("impor/<int:pk>/kemajuan", imports.progress, name="progress"),
    path("impor/<int:pk>/masukkan", imports.take_in, name="take_in"),
    path("impor/<int:pk>/batalkan", imports.cancel, name="cancel"),
    path("impor/<int:pk>/kembalikan", imports.undo, name="undo"),
    path("impor/<int:pk>/orang", imports.rows, name="rows"),
    path("impor/<int:pk>/perubahan", imports.changed, name="changes"),
    path("impor/<int:pk>/temuan", imports.findings, name="findings"),
    path("impor/<int:pk>/disisihkan", imports.set_aside, name="set_aside"),
    path("impor/<int:pk>/baris/<int:row>", imports.correct, name="correct"),
    path("rujukan/", references.results, name="reference_results"),
    path("rujukan/<int:pk>/", references.result, name="reference_result"),
    path("rujukan/pekerjaan/<int:job_id>/", references.job, name="reference_job"),
    path("rujukan/pekerjaan/<int:job_id>/kemajuan", references.progress, name="reference_progress"),
    path("orang/<int:person_id>/rujukan", references.ask, name="ask_reference"),
    path("ganda/", duplicates.pairs, name="duplicates"),
    path("ganda/<int:pk>/", duplicates.pair, name="pair"),
    path("ganda/cari/", matching.search, name="matching"),
    path("ganda/cari/<int:pk>/", matching.job, name="matching_job"),
    path("ganda/model/", matching.model, name="matching_model"),
    path("ganda/model/latih", matching.train, name="train_matching"),
    path("ganda/model/<int:number>/pakai", matching.activate, name="activate_matching"),
    path("ganda/<int:pk>/buka", duplicates.reopen, name="reopen_pair"),
    path("formulir/", family_forms.forms, name="family_forms"),
    path("keluarga/<int:family_id>/kunjungan", family_forms.visit, name="visit"),
    path("formulir/<int:pk>/", family_forms.form, name="family_form"),
    path("formulir/<int:pk>/<int:member>/<slug:part>/", family_forms.block, name="form_block"),
    path("formulir/<int:pk>/anggota", family_forms.add_member, name="form_add_member"),
    path("formulir/<int:pk>/anggota/<int:member>/hapus", family_forms.remove_member, name="form_remove_member"),
    path("formulir/<int:pk>/tempat", family_forms.place, name="form_place"),
    path("formulir/<int:pk>/foto", family_forms.photo, name="form_photo"),
    path("formulir/<int:pk>/buang", family_forms.discard, name="form_discard"),
    path("formulir/<int:pk>/kirim", family_forms.send, name="form_send"),
]
