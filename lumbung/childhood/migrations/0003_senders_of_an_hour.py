import lumbung.core.migrating
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('childhood', '0002_reports_of_citizens'),
    ]

    operations = [
        lumbung.core.migrating.CreateTogether(
            migrations.CreateModel(
                name='CitizenSender',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('hour', models.DateTimeField(verbose_name='Jam yang berjalan')),
                    ('mark', models.UUIDField(unique=True, verbose_name='Tanda pengirim')),
                    ('reports', models.SmallIntegerField(verbose_name='Jumlah laporan')),
                ],
                options={
                    'verbose_name': 'Pengirim laporan warga',
                    'constraints': [models.CheckConstraint(condition=models.Q(('reports__gt', 0)), name='a_sender_sent_something')],
                },
            ),
        ),
    ]
