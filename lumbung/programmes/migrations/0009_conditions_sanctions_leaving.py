"""Conditions, verification, sanctions, mentoring and leaving; every table of them behind the wall of regions."""

import django.db.models.deletion
import django.db.models.expressions
import lumbung.core.reach
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from lumbung.core.reach import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0008_codes_on_cards'),
        ('programmes', '0008_audit_of_many'),
        ('registry', '0012_people_belong_by_statement'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                ('status', models.TextField(choices=[('open', 'Belum diputus'), ('granted', 'Diterima'), ('refused', 'Ditolak')], default='open', verbose_name='Keadaan')),
                ('channel', models.TextField(choices=[('citizen', 'Warga sendiri'), ('facilitator', 'Pendamping untuk warga')], verbose_name='Dari')),
                ('exemption', models.SlugField(blank=True, max_length=40, verbose_name='Pengecualian')),
                ('words', models.TextField(verbose_name='Isi keberatan')),
                ('filed_on', models.DateField(verbose_name='Diajukan pada')),
                ('due_on', models.DateField(verbose_name='Paling lambat diputus')),
                ('decided_on', models.DateField(null=True, verbose_name='Diputus pada')),
                ('answer', models.TextField(blank=True, verbose_name='Putusan')),
            ],
            options={
                'verbose_name': 'Keberatan atas sanksi',
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                ('present', models.BooleanField(null=True, verbose_name='Hadir')),
            ],
            options={
                'verbose_name': 'Kehadiran P2K2',
            },
        ),
        migrations.CreateModel(
            name='Care',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                ('since', models.DateField(verbose_name='Sejak')),
                ('until', models.DateField(null=True, verbose_name='Sampai')),
            ],
            options={
                'verbose_name': 'Pendampingan',
            },
        ),
        migrations.CreateModel(
            name='Departure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                ('kind', models.SlugField(max_length=40, verbose_name='Program')),
                ('route', models.TextField(choices=[('natural', 'Lulus alami: tidak ada lagi anggota yang dihitung'), ('independent', 'Lulus mandiri: mampu atau mengundurkan diri'), ('not_found', 'Tidak ditemukan atau datanya tidak padan'), ('village', 'Keputusan musyawarah desa'), ('removal', 'Dikeluarkan karena kewajiban tidak dipenuhi')], verbose_name='Jalur')),
                ('status', models.TextField(choices=[('found', 'Perlu asesmen lapangan'), ('assessed', 'Menunggu verifikasi'), ('verified', 'Menunggu putusan akhir'), ('decided', 'Sudah keluar'), ('rejected', 'Tetap peserta'), ('readmitted', 'Boleh ditetapkan lagi')], default='found', verbose_name='Keadaan')),
                ('found_on', models.DateField(verbose_name='Ditemukan pada')),
                ('minutes', models.TextField(blank=True, verbose_name='Nomor berita acara')),
                ('minutes_on', models.DateField(null=True, verbose_name='Tanggal berita acara')),
                ('assessed_on', models.DateField(null=True, verbose_name='Diases pada')),
                ('assessment', models.TextField(blank=True, verbose_name='Hasil asesmen')),
                ('verified_on', models.DateField(null=True, verbose_name='Diverifikasi pada')),
                ('decided_on', models.DateField(null=True, verbose_name='Diputus pada')),
                ('said', models.TextField(blank=True, verbose_name='Alasan putusan')),
            ],
            options={
                'verbose_name': 'Kelulusan',
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                ('condition', models.SlugField(db_index=False, max_length=40, verbose_name='Kewajiban')),
                ('month', models.DateField(help_text='Hari pertama bulan itu.', verbose_name='Bulan')),
                ('effective_days', models.SmallIntegerField(null=True, verbose_name='Hari efektif')),
                ('present_days', models.SmallIntegerField(null=True, verbose_name='Hari hadir')),
                ('sick_days', models.SmallIntegerField(null=True, verbose_name='Hari sakit')),
                ('kept', models.BooleanField(null=True, verbose_name='Dipenuhi')),
                ('pregnancy_month', models.SmallIntegerField(null=True, verbose_name='Umur kehamilan (bulan)')),
                ('exemption', models.SlugField(blank=True, db_index=False, max_length=40, verbose_name='Pengecualian')),
                ('evidence', models.TextField(blank=True, choices=[('stamped_recap', 'Rekap bercap'), ('attendance_photo', 'Foto daftar hadir'), ('kia_book', 'Buku KIA'), ('clinic_record', 'Catatan faskes'), ('visit', 'Kunjungan rumah')], verbose_name='Bukti')),
                ('entered_on', models.DateField(null=True, verbose_name='Diisi pada')),
            ],
            options={
                'verbose_name': 'Kewajiban bulanan',
            },
        ),
        migrations.CreateModel(
            name='DutyList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                ('kind', models.TextField(choices=[('school', 'Daftar hadir sekolah'), ('health', 'Daftar posyandu atau faskes'), ('session', 'Daftar hadir pertemuan P2K2')], verbose_name='Jenis')),
                ('condition', models.SlugField(blank=True, max_length=40, verbose_name='Kewajiban')),
                ('month', models.DateField(verbose_name='Bulan')),
                ('name', models.TextField(verbose_name='Nama berkas')),
                ('file', models.TextField(verbose_name='Berkas')),
                ('status', models.TextField(choices=[('looked_at', 'Menunggu kolomnya diperiksa'), ('taken', 'Sudah dimasukkan'), ('cancelled', 'Dibatalkan')], default='looked_at', verbose_name='Keadaan')),
                ('columns', models.JSONField(default=dict, verbose_name='Kolom')),
                ('rows', models.IntegerField(default=0, verbose_name='Baris')),
                ('matched', models.IntegerField(default=0, verbose_name='Baris yang cocok')),
                ('changed', models.IntegerField(default=0, verbose_name='Catatan yang berubah')),
                ('on', models.DateField(verbose_name='Diunggah pada')),
            ],
            options={
                'verbose_name': 'Daftar kehadiran',
            },
        ),
        migrations.CreateModel(
            name='DutyListRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                ('row', models.IntegerField(verbose_name='Baris')),
                ('name', models.TextField(blank=True, verbose_name='Nama')),
                ('reason', models.TextField(choices=[('nobody', 'Tidak ada peserta dengan NIK atau nama dan tanggal lahir ini di wilayah Anda'), ('several', 'Lebih dari satu peserta cocok dengan baris ini'), ('owes_nothing', 'Orang ini tidak punya kewajiban itu pada bulan ini'), ('unreadable', 'Isi baris ini tidak bisa dibaca'), ('twice', 'Orang ini sudah disebut di baris lain dari daftar ini'), ('no_key', 'Baris ini tanpa NIK, dan tanpa nama dengan tanggal lahir')], verbose_name='Sebab')),
            ],
            options={
                'verbose_name': 'Baris yang tidak cocok',
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                ('name', models.TextField(verbose_name='Nama')),
                ('closed_on', models.DateField(null=True, verbose_name='Ditutup pada')),
            ],
            options={
                'verbose_name': 'Kelompok P2K2',
            },
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                ('scheme', models.SlugField(max_length=40, verbose_name='Skema')),
                ('status', models.TextField(choices=[('waiting', 'Menunggu pemberdayaan'), ('taken', 'Sudah diambil')], default='waiting', verbose_name='Keadaan')),
                ('on', models.DateField(verbose_name='Diserahkan pada')),
                ('taken_on', models.DateField(null=True, verbose_name='Diambil pada')),
            ],
            options={
                'verbose_name': 'Penyerahan ke pemberdayaan',
            },
        ),
        migrations.CreateModel(
            name='ListProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                ('kind', models.TextField(choices=[('school', 'Daftar hadir sekolah'), ('health', 'Daftar posyandu atau faskes'), ('session', 'Daftar hadir pertemuan P2K2')], verbose_name='Jenis')),
                ('header', models.TextField(verbose_name='Kepala kolom')),
                ('columns', models.JSONField(verbose_name='Kolom')),
            ],
            options={
                'verbose_name': 'Profil daftar kehadiran',
            },
        ),
        migrations.CreateModel(
            name='Recertification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                ('kind', models.SlugField(max_length=40, verbose_name='Program')),
                ('status', models.TextField(choices=[('due', 'Perlu dikunjungi'), ('visited', 'Sudah dikunjungi')], default='due', verbose_name='Keadaan')),
                ('since', models.DateField(verbose_name='Peserta sejak')),
                ('due_on', models.DateField(verbose_name='Jatuh tempo')),
                ('visited_on', models.DateField(null=True, verbose_name='Dikunjungi pada')),
                ('outcome', models.TextField(blank=True, choices=[('stays', 'Masih memenuhi'), ('able', 'Sudah mampu'), ('no_component', 'Tidak ada lagi anggota yang dihitung'), ('not_found', 'Tidak ditemukan')], verbose_name='Hasil')),
                ('note', models.TextField(blank=True, verbose_name='Catatan')),
            ],
            options={
                'verbose_name': 'Resertifikasi',
            },
        ),
        migrations.CreateModel(
            name='Sanction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                ('quarter', models.DateField(verbose_name='Triwulan yang diverifikasi')),
                ('step', models.TextField(choices=[('cut', 'Dipotong'), ('stop', 'Dihentikan sementara'), ('removal', 'Diusulkan keluar')], verbose_name='Tingkat')),
                ('quarters_failed', models.SmallIntegerField(verbose_name='Triwulan berturut-turut')),
                ('percent', models.SmallIntegerField(verbose_name='Potongan (persen)')),
                ('since', models.DateField(verbose_name='Berlaku sejak')),
                ('until', models.DateField(verbose_name='Berlaku sampai')),
                ('because', models.JSONField(help_text='Hasil verifikasi yang mendasarinya, dibekukan.', verbose_name='Sebab')),
                ('status', models.TextField(choices=[('proposed', 'Menunggu tanda tangan'), ('signed', 'Berlaku'), ('appealed', 'Ditunda: keberatan belum diputus'), ('lifted', 'Dicabut'), ('dismissed', 'Tidak jadi')], default='proposed', verbose_name='Keadaan')),
                ('proposed_on', models.DateField(verbose_name='Diusulkan pada')),
                ('signed_on', models.DateField(null=True, verbose_name='Ditandatangani pada')),
                ('dismissed_because', models.TextField(blank=True, verbose_name='Alasan tidak jadi')),
            ],
            options={
                'verbose_name': 'Sanksi',
            },
        ),
        migrations.CreateModel(
            name='SanctionEffect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                ('stage', models.TextField(verbose_name='Tahap')),
                ('kind', models.TextField(choices=[('cut', 'Dipotong'), ('back', 'Dikembalikan')], verbose_name='Jenis')),
                ('amount', models.BigIntegerField(verbose_name='Nilai')),
            ],
            options={
                'verbose_name': 'Akibat sanksi',
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                ('module', models.SlugField(max_length=40, verbose_name='Modul')),
                ('on', models.DateField(verbose_name='Hari')),
                ('status', models.TextField(choices=[('planned', 'Direncanakan'), ('held', 'Sudah dilaksanakan'), ('cancelled', 'Dibatalkan')], default='planned', verbose_name='Keadaan')),
            ],
            options={
                'verbose_name': 'Pertemuan P2K2',
            },
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', lumbung.core.reach.RegionCodeField(db_collation='C', db_index=True, max_length=13, verbose_name='Wilayah')),
                ('condition', models.SlugField(db_index=False, max_length=40, verbose_name='Kewajiban')),
                ('quarter', models.DateField(help_text='Hari pertama triwulan itu.', verbose_name='Triwulan')),
                ('met', models.BooleanField(null=True, verbose_name='Dipenuhi')),
                ('months', models.SmallIntegerField(verbose_name='Bulan yang wajib')),
                ('known', models.SmallIntegerField(verbose_name='Bulan yang tercatat')),
                ('kept', models.SmallIntegerField(verbose_name='Bulan yang dipenuhi')),
                ('excused', models.SmallIntegerField(verbose_name='Bulan yang dikecualikan')),
                ('effective_days', models.SmallIntegerField(verbose_name='Hari efektif')),
                ('present_days', models.SmallIntegerField(verbose_name='Hari hadir')),
                ('sick_days', models.SmallIntegerField(verbose_name='Hari sakit')),
                ('verified_on', models.DateField(verbose_name='Diverifikasi pada')),
            ],
            options={
                'verbose_name': 'Hasil verifikasi komitmen',
            },
        ),
        migrations.RemoveConstraint(
            model_name='enrolment',
            name='enrolment_ends_in_order',
        ),
        migrations.AddField(
            model_name='appeal',
            name='decided_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Diputus oleh'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='filed_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Dicatat oleh'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='signer',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Penandatangan sanksi'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='registry.family', verbose_name='Keluarga'),
        ),
        migrations.AddField(
            model_name='care',
            name='facilitator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cares', to=settings.AUTH_USER_MODEL, verbose_name='Pendamping'),
        ),
        migrations.AddField(
            model_name='care',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cares', to='registry.family', verbose_name='Keluarga'),
        ),
        migrations.AddField(
            model_name='departure',
            name='assessed_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Diases oleh'),
        ),
        migrations.AddField(
            model_name='departure',
            name='decided_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Diputus oleh'),
        ),
        migrations.AddField(
            model_name='departure',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departures', to='registry.family', verbose_name='Keluarga'),
        ),
        migrations.AddField(
            model_name='departure',
            name='verified_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Diverifikasi oleh'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='left_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='endings', to='programmes.departure', verbose_name='Keluar lewat'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_by', None), ('left_by', None), ('status', 'active'), ('until', None)), models.Q(('status', 'ended'), ('until__gte', models.F('since')), models.Q(models.Q(('ended_by__isnull', False), ('left_by', None)), models.Q(('ended_by', None), ('left_by__isnull', False)), _connector='OR')), _connector='OR'), name='enrolment_ends_in_order'),
        ),
        migrations.AddField(
            model_name='duty',
            name='entered_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Diisi oleh'),
        ),
        migrations.AddField(
            model_name='duty',
            name='family',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='registry.family', verbose_name='Keluarga'),
        ),
        migrations.AddField(
            model_name='duty',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='registry.person', verbose_name='Orang'),
        ),
        migrations.AddField(
            model_name='dutylist',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Oleh'),
        ),
        migrations.AddField(
            model_name='duty',
            name='from_list',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='programmes.dutylist', verbose_name='Dari daftar'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='from_list',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='programmes.dutylist', verbose_name='Dari daftar'),
        ),
        migrations.AddField(
            model_name='dutylistrow',
            name='list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows_left', to='programmes.dutylist', verbose_name='Daftar'),
        ),
        migrations.AddField(
            model_name='group',
            name='facilitator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='p2k2_groups', to=settings.AUTH_USER_MODEL, verbose_name='Pendamping'),
        ),
        migrations.AddField(
            model_name='care',
            name='group',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='programmes.group', verbose_name='Kelompok'),
        ),
        migrations.AddField(
            model_name='handover',
            name='departure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='programmes.departure', verbose_name='Kelulusan'),
        ),
        migrations.AddField(
            model_name='handover',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='registry.family', verbose_name='Keluarga'),
        ),
        migrations.AddField(
            model_name='handover',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person', verbose_name='Orang'),
        ),
        migrations.AddField(
            model_name='handover',
            name='taken_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Diambil oleh'),
        ),
        migrations.AddField(
            model_name='listprofile',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Oleh'),
        ),
        migrations.AddField(
            model_name='recertification',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recertifications', to='registry.family', verbose_name='Keluarga'),
        ),
        migrations.AddField(
            model_name='recertification',
            name='visited_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Dikunjungi oleh'),
        ),
        migrations.AddField(
            model_name='sanction',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sanctions', to='registry.family', verbose_name='Keluarga'),
        ),
        migrations.AddField(
            model_name='sanction',
            name='proposed_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Diusulkan oleh'),
        ),
        migrations.AddField(
            model_name='sanction',
            name='signed_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Ditandatangani oleh'),
        ),
        migrations.AddField(
            model_name='departure',
            name='sanction',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='departures', to='programmes.sanction', verbose_name='Sanksi'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='sanction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='programmes.sanction', verbose_name='Sanksi'),
        ),
        migrations.AddField(
            model_name='sanctioneffect',
            name='cycle',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sanction_effects', to='payments.cycle', verbose_name='Siklus'),
        ),
        migrations.AddField(
            model_name='sanctioneffect',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sanction_effects', to='registry.family', verbose_name='Keluarga'),
        ),
        migrations.AddField(
            model_name='sanctioneffect',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sanction_effects', to='programmes.run', verbose_name='Penetapan'),
        ),
        migrations.AddField(
            model_name='sanctioneffect',
            name='sanction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='effects', to='programmes.sanction', verbose_name='Sanksi'),
        ),
        migrations.AddField(
            model_name='session',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Oleh'),
        ),
        migrations.AddField(
            model_name='session',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='programmes.group', verbose_name='Kelompok'),
        ),
        migrations.AddField(
            model_name='dutylist',
            name='session',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lists', to='programmes.session', verbose_name='Pertemuan'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='session',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='programmes.session', verbose_name='Pertemuan'),
        ),
        migrations.AddField(
            model_name='verdict',
            name='by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Oleh'),
        ),
        migrations.AddField(
            model_name='verdict',
            name='family',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='registry.family', verbose_name='Keluarga'),
        ),
        migrations.AddField(
            model_name='verdict',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='registry.person', verbose_name='Orang'),
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(fields=['family', 'month'], name='duties_of_family'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.UniqueConstraint(fields=('person', 'condition', 'month'), name='owed_once_a_month'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='duty_month_by_its_first_day'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('effective_days', None), ('present_days', None), ('sick_days', None)), models.Q(('effective_days__gte', django.db.models.expressions.CombinedExpression(models.F('present_days'), '+', models.F('sick_days'))), ('effective_days__range', (0, 31)), ('present_days__gte', 0), ('sick_days__gte', 0)), _connector='OR'), name='school_days_add_up'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(('pregnancy_month', None), ('pregnancy_month__range', (1, 10)), _connector='OR'), name='month_of_pregnancy'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duty',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='4baab9ba2fd962c9d0fa9abe63517fdc033bea23', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_c42c2', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_duty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duty',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='39282c652cb85031486941b567b9c6726c7d1af5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_156f6', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_duty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duty',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='599fd067b4d1ebdc62235f3b41aed9ea8e382015', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_b671d', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_duty', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='dutylistrow',
            constraint=models.UniqueConstraint(fields=('list', 'row'), name='one_reason_a_row'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutylistrow',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='f42c6dc4eb1194aa2aa6ed29dcc12ed173dcc7ad', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_b2dfd', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_dutylistrow', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutylistrow',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='2552a7d2a1d8e24c9fb9a4020c9b14d86a998c0a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_b0312', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_dutylistrow', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutylistrow',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='aec7b8434c246603158294fc241e32aa9c50a334', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_0305e', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_dutylistrow', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.UniqueConstraint(fields=('region_code', 'name'), name='group_name_in_its_village'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='group',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='26e2660f5e7ac862fcabc13b5a36a25a06dd513c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_cf18b', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_group', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='group',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='384572f2ba161d0a99bf7d0f95257c2ef0e2d452', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_7acef', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_group', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='group',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='a160168c2012de263170a7c1c6deac45b7462a87', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_f81e8', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_group', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='care',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('family',), name='one_facilitator_a_family'),
        ),
        migrations.AddConstraint(
            model_name='care',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='care_ends_in_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='care',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='70c3a6351761d6bd6a2a8a302ddedaecff7219ed', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_d259b', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_care', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='care',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='f024b2b996ddc3cf881ff439a88961dc0af0bf2a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_85af0', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_care', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='care',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='28d87af34c793a8c4beb5956886153b69d1493a0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_84edb', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_care', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.UniqueConstraint(fields=('departure', 'person', 'scheme'), name='handed_over_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handover',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='3ec11e1a7264c8f485f3c9a1e8ae1be045097714', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_fb7bb', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_handover', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handover',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='c5017008f9de34de1f46ab256f7e72e802ec97a2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_6ad0d', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_handover', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handover',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='ed149491842ef47c89739ea401024932fb1288c6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_3f304', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_handover', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='handover',
            trigger=pgtrigger.compiler.Trigger(name='moves_status', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{waiting:taken}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='243a36fb7525d8f64babc6b90b8a88fd1cfc3d24', operation='UPDATE', pgid='pgtrigger_moves_status_55ae0', table='programmes_handover', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='listprofile',
            constraint=models.UniqueConstraint(fields=('region_code', 'kind', 'header'), name='one_profile_a_header'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listprofile',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='da3794b39c99ced4a3d3a9dfd1dbbe0491c86644', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_696ce', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_listprofile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listprofile',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='04796b2d05dcbc4e1a3685c7081d94eff48cfb43', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_40f00', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_listprofile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listprofile',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='c13dcbb36c025c4d6920a161035e963cb20ad296', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_0d42d', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_listprofile', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='recertification',
            constraint=models.UniqueConstraint(fields=('family', 'kind', 'due_on'), name='recertified_once'),
        ),
        migrations.AddConstraint(
            model_name='recertification',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'due')), fields=('family', 'kind'), name='one_recertification_due'),
        ),
        migrations.AddConstraint(
            model_name='recertification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('status', 'due')), models.Q(('status', 'visited'), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='visit_has_an_outcome'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recertification',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='dadc07ca797525aeea9e26cf687d4f9abd0e1a60', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_5760b', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_recertification', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recertification',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='c134f8c628a7587bc05849e2f115486465daef01', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_a6b33', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_recertification', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recertification',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='9d68386649d3227faad6b72ab413822173292e46', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_4d55b', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_recertification', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recertification',
            trigger=pgtrigger.compiler.Trigger(name='moves_status', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{due:visited}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='031cbd16500451c67c452d713b450582ec861fe7', operation='UPDATE', pgid='pgtrigger_moves_status_537be', table='programmes_recertification', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='sanction',
            constraint=models.UniqueConstraint(fields=('family', 'quarter'), name='one_sanction_a_quarter'),
        ),
        migrations.AddConstraint(
            model_name='sanction',
            constraint=models.CheckConstraint(condition=models.Q(('percent__range', (1, 100))), name='sanction_percent'),
        ),
        migrations.AddConstraint(
            model_name='sanction',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='sanction_ends_in_order'),
        ),
        migrations.AddConstraint(
            model_name='sanction',
            constraint=models.CheckConstraint(condition=models.Q(('since__gt', models.F('quarter'))), name='sanction_after_its_quarter'),
        ),
        migrations.AddConstraint(
            model_name='sanction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_by', None), ('status', 'proposed')), models.Q(models.Q(('status', 'proposed'), _negated=True), ('signed_by__isnull', False), ('signed_on__isnull', False)), _connector='OR'), name='sanction_signed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='sanction',
            constraint=models.CheckConstraint(condition=models.Q(('proposed_by', None), ('signed_by', None), models.Q(('signed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='sanction_signed_by_another'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sanction',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='2fed778007faf46f552419e6df756be49bfdef82', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_e9826', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_sanction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sanction',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='5beb15c6631d8217b10a280989e285aa8ccc417d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_6c37c', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_sanction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sanction',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='4770860c1104bdf62bb1c0de13e09c5be4cd5df6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_fc0d5', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_sanction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sanction',
            trigger=pgtrigger.compiler.Trigger(name='moves_status', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{appealed:lifted,appealed:signed,proposed:dismissed,proposed:signed,signed:appealed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='b77a5beec804438ceaf89cd6eaa39ddacb244913', operation='UPDATE', pgid='pgtrigger_moves_status_a8571', table='programmes_sanction', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['found', 'assessed', 'verified'])), fields=('family', 'kind'), name='one_departure_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('route', 'village'), _negated=True), ('status', 'rejected'), models.Q(models.Q(('minutes', ''), _negated=True), ('minutes_on__isnull', False)), _connector='OR'), name='village_decides_with_minutes'),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'decided'), _negated=True), models.Q(('assessed_by__isnull', False), ('decided_by__isnull', False), ('verified_by__isnull', False)), _connector='OR'), name='departure_through_every_step'),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verified_by', None), ('assessed_by', None), models.Q(('verified_by', models.F('assessed_by')), _negated=True), _connector='OR'), models.Q(('decided_by', None), ('assessed_by', None), models.Q(('decided_by', models.F('assessed_by')), _negated=True), _connector='OR'), models.Q(('decided_by', None), ('verified_by', None), models.Q(('decided_by', models.F('verified_by')), _negated=True), _connector='OR')), name='departure_by_three_people'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='departure',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='bafbb94d6a13eaf4af9a1e9366a42bfd623fd386', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_18646', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_departure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='departure',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='b02df3c261c74700e4a53e50673385357fd69ac3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_c9e01', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_departure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='departure',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='806b6760a03b42be9f36b4cb234fb504dd014e95', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_c39f5', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_departure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='departure',
            trigger=pgtrigger.compiler.Trigger(name='moves_status', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{assessed:rejected,assessed:verified,decided:readmitted,found:assessed,found:rejected,verified:decided,verified:rejected}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='c69264cae2cc2a8e51b029decb50a7714c48630f', operation='UPDATE', pgid='pgtrigger_moves_status_032ac', table='programmes_departure', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.UniqueConstraint(fields=('sanction',), name='one_appeal_a_sanction'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by', None), ('status', 'open')), models.Q(models.Q(('status', 'open'), _negated=True), ('decided_by__isnull', False), ('decided_on__isnull', False)), _connector='OR'), name='appeal_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(models.Q(('filed_by', None), models.Q(('decided_by', models.F('filed_by')), _negated=True), _connector='OR'), models.Q(('decided_by', models.F('signer')), _negated=True)), _connector='OR'), name='appeal_decided_by_another'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='da1e36555ba9943958a1a55849496b7212a912cb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_0d4b8', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_appeal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='51d04f20d70af48e9b5fcf28d3415abe7d5a572c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_ef431', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_appeal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='cf84718a9d9e9280bf28a65598b6049664eef055', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_2fb80', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_appeal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='moves_status', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{open:granted,open:refused}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='ceefeeb2f0441ca1726cc2607de89433bb521499', operation='UPDATE', pgid='pgtrigger_moves_status_8f488', table='programmes_appeal', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='sanctioneffect',
            constraint=models.UniqueConstraint(fields=('run', 'stage', 'sanction', 'kind'), name='one_effect_a_stage'),
        ),
        migrations.AddConstraint(
            model_name='sanctioneffect',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='effect_above_zero'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sanctioneffect',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='369dcdf37b618f9f8c94efce9e9c7e7a8ce82287', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_b2af5', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_sanctioneffect', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sanctioneffect',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='2e69f9c7c84c0105ccb91c26c2fe0a20d013d832', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_185e7', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_sanctioneffect', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sanctioneffect',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='2bba9e1a01780873598a796ce96792a51d273806', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_bdbc9', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_sanctioneffect', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'cancelled'), _negated=True), fields=('group', 'on'), name='one_meeting_a_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='c4f0e5ca815f8295a444ebe7c84436cf494ba638', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_3d175', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_session', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='443444434b3413806ea5353157b12b283ce385b0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_468ad', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_session', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='6bee819ceda1b8b8cbdf5791ed94c88233913346', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_3896d', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_session', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='moves_status', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{planned:cancelled,planned:held}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='33a1f13d6ce0912e52089fa0f02fd68b8098c21e', operation='UPDATE', pgid='pgtrigger_moves_status_cad2e', table='programmes_session', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='dutylist',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'cancelled'), _negated=True), fields=('region_code', 'file', 'kind', 'condition', 'month', 'session'), name='list_taken_once', nulls_distinct=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutylist',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='325da7ece1fae25ba9475ca47ced1f50b516dd33', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_7bf31', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_dutylist', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutylist',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='129a6817dd093b5c7c793cbea1f729ab9dfbb7e2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_e3524', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_dutylist', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutylist',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='a4a35e096c7f6613c9c2bc6764d88e6cd7076384', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_229ae', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_dutylist', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutylist',
            trigger=pgtrigger.compiler.Trigger(name='moves_status', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{looked_at:cancelled,looked_at:taken}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='0e6b750e248438f3d4ce5bd7aa512c9477b0be9e', operation='UPDATE', pgid='pgtrigger_moves_status_3d2d0', table='programmes_dutylist', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('session', 'family'), name='came_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='aa33152645d81d16384ca2c466836f0bb54514a7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_98815', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='7feb26f0fe429d56dc46234358d7c74ad05e7ef0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_328df', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='36034e857d004f2b93cf353f6a6b4ea205f5fed5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_6871f', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_attendance', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='verdict',
            index=models.Index(fields=['family', 'quarter'], name='verdicts_of_family'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.UniqueConstraint(fields=('person', 'condition', 'quarter'), name='verified_once_a_quarter'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.CheckConstraint(condition=models.Q(('quarter__day', 1)), name='verdict_quarter_by_its_first_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='audit_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, fingerprint, shape, block, records, fingerprints)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   min(record)::text, region, 'insert',\n                   CASE count(*) WHEN 1 THEN min(made) ELSE '' END, audit_shape,\n                   CASE WHEN count(*) > 1 THEN part END,\n                   CASE WHEN count(*) > 1 THEN array_agg(record) END,\n                   CASE WHEN count(*) > 1 THEN array_agg(made) END\n              FROM (SELECT n.id AS record, n.region_code AS region, n.id / 1024 AS part, encode(sha256(convert_to(n::text, 'UTF8')), 'base64') AS made\n                      FROM now_rows n) AS brought\n             GROUP BY region, part;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='ccae003fd6e36c32a1559006a09dfdfc764d43fb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_audit_insert_33c18', referencing='REFERENCING NEW TABLE AS now_rows ', table='programmes_verdict', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='audit_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   id::text, n.region_code, 'update', to_jsonb(o), encode(sha256(convert_to(n::text, 'UTF8')), 'base64'), audit_shape\n              FROM now_rows n JOIN old_rows o USING (id) WHERE n::text IS DISTINCT FROM o::text;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='5b0245d0ddf817e1b5c49ac6bc97547771da3167', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_audit_update_4807c', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS now_rows ', table='programmes_verdict', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='audit_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE audit_columns text[]; audit_shape integer; audit_zone text; audit_nested text; audit_actor bigint; audit_actor_name text; audit_reason text; audit_via text;', func="\n            \n    audit_zone := current_setting('TimeZone');\n    audit_nested := current_setting('enable_nestloop');\n    PERFORM set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),\n            set_config('enable_nestloop', 'off', true);\n    SELECT array_agg(attname::text ORDER BY attnum) INTO audit_columns\n      FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;\n    audit_shape := hashtext(array_to_string(audit_columns, ','));\n    INSERT INTO core_auditshape (table_name, shape, columns)\n    VALUES (TG_TABLE_NAME, audit_shape, audit_columns) ON CONFLICT DO NOTHING;\n\n            \n    audit_actor := nullif(current_setting('lumbung.actor', true), '')::bigint;\n    audit_actor_name := coalesce(nullif(current_setting('lumbung.actor_name', true), ''), session_user::text);\n    audit_reason := coalesce(current_setting('lumbung.reason', true), '');\n    audit_via := coalesce(nullif(current_setting('lumbung.via', true), ''), 'sql');\n\n            INSERT INTO core_auditevent (at, actor_id, actor_name, reason, via, table_name, record_id,\n                                         region_code, action, before, fingerprint, shape)\n            SELECT clock_timestamp(), audit_actor, audit_actor_name, audit_reason, audit_via, TG_TABLE_NAME,\n                   o.id::text, o.region_code, 'delete', to_jsonb(o), '', audit_shape\n              FROM old_rows o;\n            PERFORM set_config('TimeZone', audit_zone, true), set_config('enable_nestloop', audit_nested, true);\n            RETURN NULL;\n        ", hash='19c402d5ec79eaa6efdfeb4b680581526e350b4e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_audit_delete_40f6f', referencing='REFERENCING OLD TABLE AS old_rows ', table='programmes_verdict', when='AFTER')),
        ),
        RowSecurity("programmes_duty"),
        RowSecurity("programmes_dutylist"),
        RowSecurity("programmes_dutylistrow"),
        RowSecurity("programmes_listprofile"),
        RowSecurity("programmes_verdict"),
        RowSecurity("programmes_sanction"),
        RowSecurity("programmes_appeal"),
        RowSecurity("programmes_sanctioneffect"),
        RowSecurity("programmes_group"),
        RowSecurity("programmes_care"),
        RowSecurity("programmes_session"),
        RowSecurity("programmes_attendance"),
        RowSecurity("programmes_recertification"),
        RowSecurity("programmes_departure"),
        RowSecurity("programmes_handover"),
    ]
