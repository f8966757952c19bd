"""Model versions, the distributions they are read against, scores and quotas; and one folder per proxy-means model."""

from lumbung.targeting.models.quota import Quota
from lumbung.targeting.models.score import Ranking, Score
from lumbung.targeting.models.version import ModelVersion, Reference

__all__ = ["ModelVersion", "Quota", "Ranking", "Reference", "Score"]
