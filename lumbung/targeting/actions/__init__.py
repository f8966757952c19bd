"""Writes: versions of models, scores of families, quotas."""

from lumbung.targeting.actions.quotas import OutsideReach, set_quota
from lumbung.targeting.actions.scoring import (
    NothingToCompare,
    NotRankedYet,
    RegionTooSmall,
    rank_regency,
    score_families,
    score_region,
)
from lumbung.targeting.actions.versions import (
    NoActiveVersion,
    NobodyActivates,
    NobodyToScore,
    NoSuchModel,
    NoSuchVersion,
    NotComputable,
    QuotaOutOfRange,
    TooLittleToLearn,
    TrainerActivates,
    UnknownEngine,
    activate,
    activate_number,
    refer_to_registry,
    train,
    train_any,
)

__all__ = [
    "NoActiveVersion", "NoSuchModel", "NoSuchVersion", "NobodyActivates", "NobodyToScore", "NotComputable",
    "NotRankedYet", "NothingToCompare", "OutsideReach", "QuotaOutOfRange", "RegionTooSmall", "TooLittleToLearn",
    "TrainerActivates", "UnknownEngine", "activate", "activate_number", "rank_regency", "refer_to_registry",
    "score_families", "score_region", "set_quota", "train", "train_any",
]  # fmt: skip
