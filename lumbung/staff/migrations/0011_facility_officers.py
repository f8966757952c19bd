from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0010_partner_systems'),
    ]

    operations = [
        migrations.AlterField(
            model_name='assignment',
            name='role',
            field=models.CharField(choices=[('village_operator', 'Operator desa'), ('facilitator', 'Pendamping PKH'), ('regency_verifier', 'Verifikator kabupaten'), ('regency_head', 'Kepala dinas kabupaten'), ('regent', 'Bupati atau wali kota'), ('programme_officer', 'Petugas program nasional'), ('facility_officer', 'Petugas fasilitas'), ('treasurer', 'Bendahara'), ('shop_operator', 'Penjaga toko'), ('partner_system', 'Sistem mitra'), ('auditor', 'Auditor'), ('administrator', 'Administrator')], max_length=30, verbose_name='Peran'),
        ),
        migrations.AlterField(
            model_name='user',
            name='role',
            field=models.CharField(blank=True, choices=[('village_operator', 'Operator desa'), ('facilitator', 'Pendamping PKH'), ('regency_verifier', 'Verifikator kabupaten'), ('regency_head', 'Kepala dinas kabupaten'), ('regent', 'Bupati atau wali kota'), ('programme_officer', 'Petugas program nasional'), ('facility_officer', 'Petugas fasilitas'), ('treasurer', 'Bendahara'), ('shop_operator', 'Penjaga toko'), ('partner_system', 'Sistem mitra'), ('auditor', 'Auditor'), ('administrator', 'Administrator')], max_length=30, verbose_name='Peran'),
        ),
    ]
