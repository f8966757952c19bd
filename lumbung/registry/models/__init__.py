"""Persons, families and dwellings."""

from lumbung.registry.models.access import Access
from lumbung.registry.models.dwelling import Dwelling
from lumbung.registry.models.family import Family
from lumbung.registry.models.merge import Merge, MergeChange
from lumbung.registry.models.person import PastMembership, Person
from lumbung.registry.models.word import Word

__all__ = ["Access", "Dwelling", "Family", "Merge", "MergeChange", "PastMembership", "Person", "Word"]
