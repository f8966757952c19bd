"""What only its readers know of is counted apart from all the rest: found by an index of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('referrals', '0003_found_in_order')]

    operations = [
        migrations.AddIndex(
            model_name='need',
            index=models.Index(condition=models.Q(('readers__isnull', False)), fields=['came_on'], name='needs_known_to_few'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(condition=models.Q(('readers__isnull', False)), fields=['sent_on'], name='referrals_known_to_few'),
        ),
    ]
