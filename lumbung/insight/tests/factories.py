"""A small regency: families over ten villages, ranked, and some of them on a payment list."""

from datetime import date
from typing import Any

from lumbung.payments.tests import factories as payments
from lumbung.regions.models import Region
from lumbung.registry.models import Family
from lumbung.staff.models import User
from lumbung.targeting.models import ModelVersion, Ranking, Reference, Score

REGENCY = payments.REGENCY
DAY = date(2026, 10, 1)
DISTRICTS = {f"{REGENCY}.{at:02}": name for at, name in enumerate(["Parakan", "Kledung", "Bansari", "Bulu", "Kedu"], 1)}


def areas() -> None:
    """The regency and five districts."""
    names = {"33": "Jawa Tengah", REGENCY: "Kabupaten Temanggung", **DISTRICTS}
    for code, name in names.items():
        level = code.count(".") + 1
        Region.objects.create(code=code, name=name, path=name, name_key=name.upper(), level=level,
                              parent_id=code.rpartition(".")[0] or None)  # fmt: skip


def ranked(families: Any, deciles: dict[int, int]) -> None:
    """Current scores: the decile of the n-th family is `deciles[n]`; families without one are not known."""
    version = ModelVersion.objects.create(
        kind="demo", number=1, file="x", fingerprint="x", survey="x", mapping="x", metrics={}, computable=True,
        trained_on=DAY,
    )  # fmt: skip
    reference = Reference.objects.create(
        version=version, source="survey", families=9, regencies=1, cut_points=list(range(9)), made_on=DAY
    )
    ranking = Ranking.objects.create(
        region_code=REGENCY, version=version, reference=reference, on=DAY, whole=True, families=len(families),
        unknown=0, cut_points=list(range(9)), digest="x",
    )  # fmt: skip
    for place, family_id in enumerate(families["family_id"].to_list()):
        decile = deciles.get(place)
        Score.objects.create(
            region_code=Family.objects.get(pk=family_id).region_code, family_id=family_id, ranking=ranking,
            score=decile, known=1000, decile_national=decile, decile_local=decile, scored_on=DAY,
        )  # fmt: skip


def viewer(role: str, region_code: str = REGENCY) -> User:
    """Somebody who looks."""
    return User.objects.create_user(f"{role}-{region_code}", name=role, role=role, region_code=region_code)
