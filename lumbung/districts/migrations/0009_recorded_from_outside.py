"""Who records something of somebody without knowing of their secret case is answered as for anybody else."""

import lumbung.core.migrating
from django.conf import settings
from django.db import migrations, models

from lumbung.cases.secrecy import OwnToo


class Migration(migrations.Migration):

    dependencies = [
        ('districts', '0008_parts_beyond_reach'),
        ('referrals', '0005_parts_beyond_reach'),
        ('registry', '0013_moves_cost_little_in_bulk'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        lumbung.core.migrating.Together(
        migrations.RemoveConstraint(
            model_name='activity',
            name='one_running_activity_a_kind',
        ),
        migrations.RemoveConstraint(
            model_name='call',
            name='one_open_safety_call_a_person',
        ),
        migrations.RemoveConstraint(
            model_name='call',
            name='one_safety_call_a_day',
        ),
        migrations.RemoveConstraint(
            model_name='caredecision',
            name='one_assessment_waits_a_person',
        ),
        migrations.RemoveConstraint(
            model_name='place',
            name='one_place_a_cohort_and_person',
        ),
        migrations.RemoveConstraint(
            model_name='visit',
            name='one_open_visit_a_reason',
        ),
        migrations.RemoveConstraint(
            model_name='watch',
            name='one_watch_a_person',
        ),
        migrations.AddField(
            model_name='activity',
            name='outside',
            field=models.BigIntegerField(editable=False, null=True, verbose_name='Dicatat dari luar tim oleh'),
        ),
        migrations.AddField(
            model_name='call',
            name='outside',
            field=models.BigIntegerField(editable=False, null=True, verbose_name='Dicatat dari luar tim oleh'),
        ),
        migrations.AddField(
            model_name='caredecision',
            name='outside',
            field=models.BigIntegerField(editable=False, null=True, verbose_name='Dicatat dari luar tim oleh'),
        ),
        migrations.AddField(
            model_name='grant',
            name='outside',
            field=models.BigIntegerField(editable=False, null=True, verbose_name='Dicatat dari luar tim oleh'),
        ),
        migrations.AddField(
            model_name='place',
            name='outside',
            field=models.BigIntegerField(editable=False, null=True, verbose_name='Dicatat dari luar tim oleh'),
        ),
        migrations.AddField(
            model_name='visit',
            name='outside',
            field=models.BigIntegerField(editable=False, null=True, verbose_name='Dicatat dari luar tim oleh'),
        ),
        migrations.AddField(
            model_name='watch',
            name='outside',
            field=models.BigIntegerField(editable=False, null=True, verbose_name='Dicatat dari luar tim oleh'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'ended'), _negated=True), fields=('person', 'kind', 'outside'), name='one_running_activity_a_kind', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'safety'), ('status', 'open')), fields=('person', 'outside'), name='one_open_safety_call_a_person', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'safety')), fields=('person', 'due_on', 'outside'), name='one_safety_call_a_day', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='caredecision',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'assessed')), fields=('person', 'outside'), name='one_assessment_waits_a_person', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.UniqueConstraint(fields=('cohort', 'person', 'outside'), name='one_place_a_cohort_and_person', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(condition=models.Q(('reason__in', ['unreached', 'help', 'routine']), ('status', 'open')), fields=('person', 'reason', 'outside'), name='one_open_visit_a_reason', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='watch',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('person', 'outside'), name='one_watch_a_person', nulls_distinct=False),
        ),
        ),
        *(
            OwnToo(f"districts_{name}")
            for name in ("caredecision", "grant", "watch", "call", "activity", "visit", "place")
        ),
    ]
