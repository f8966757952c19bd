"""The words that names are made of, as they sound: what a misspelt word is compared with."""

from django.db import models


class Word(models.Model):
    """A word that somebody's name has or had, as it sounds (registry.names); it says nothing of whom."""

    sound = models.TextField(unique=True, db_collation="C")

    def __str__(self) -> str:
        return self.sound
