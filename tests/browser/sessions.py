"""People who are signed in already, each with a session made beside the site; signing in by hand has its own tests.

`python -m tests.browser.sessions kepala petugas` prints `{"kepala": "…", "petugas": "…"}`.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lumbung.site.settings")
django.setup()

from django.conf import settings  # noqa: E402  the models come after the setup
from django.test import Client  # noqa: E402

from lumbung.staff.models import User  # noqa: E402


def main(usernames: list[str]) -> None:
    """Print the session key of each."""
    sys.stdout.write(json.dumps({username: session_of(username) for username in usernames}))


def session_of(username: str) -> str:
    """A new session of somebody."""
    client = Client()
    client.force_login(User.objects.get(username=username), settings.AUTHENTICATION_BACKENDS[-1])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    main(sys.argv[1:])
