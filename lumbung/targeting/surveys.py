"""A household survey file, read by a declared mapping (YAML) into a model's predictors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import yaml
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput
from lumbung.targeting import facts, survey_files
from lumbung.targeting.proxy import columns
from lumbung.targeting.proxy.definition import Definition, Predictor, sha256
from lumbung.targeting.proxy.sample import AREA, BY, GROUP, SPENDING, WEIGHT

BLANKS = ["", "NA", "."]
FAMILY = "family_id"
REQUIRED = ("name", "consumption", "group")


class NoMappingFits(BadInput):
    """None of the model's mappings matches the file's columns."""

    message = _(
        "Tidak ada pemetaan yang cocok dengan kolom berkas %(file)s. Tulis pemetaan YAML dan sebut dengan --mapping."
    )


class MappingUnusable(BadInput):
    """The mapping is not what it should be."""

    message = _("Pemetaan %(mapping)s tidak bisa dipakai. Bagian %(part)s perlu diperbaiki.")


class ColumnMissing(BadInput):
    """The mapping names a column that the file lacks, or an expression that can't be computed."""

    message = _("Kolom atau rumus %(part)s pada pemetaan %(mapping)s tidak bisa dihitung dari berkas %(file)s.")


class LevelUnknown(BadInput):
    """A predictor has values outside those that the model declares."""

    message = _(
        "Ciri %(part)s di berkas %(file)s berisi %(found)s, padahal yang dikenal %(known)s. Perbaiki pemetaannya."
    )


@dataclass(frozen=True)
class Survey:
    """A read survey: predictors, and spending, weight, village and area in columns of their own."""

    frame: pl.DataFrame
    mapping: str
    only_in_file: tuple[str, ...]
    training: dict[str, Any]


def read_survey(*, file: Path, definition: Definition, mapping: str | None = None) -> Survey:
    """The file by the named mapping (a name of the model's own, or a path), else by the one that fits its columns."""
    raw = _table(file)
    declared, origin = _mapping(definition, mapping) if mapping else _fitting(definition, raw, file)
    source = _Source(file=file, mapping=declared["name"])
    frame = _of_registry_facts(raw, declared, definition, source) if "facts" in declared else _of(raw, declared, source)
    only_in_file = tuple(declared.get("only_in_file", ()))
    for predictor in definition.predictors:
        if predictor.name in frame.columns and predictor.name not in only_in_file:
            _check_levels(predictor, frame[predictor.name], source)
    training = {
        "file": file.name,
        "fingerprint": sha256(file.read_bytes()),
        "mapping": declared["name"],
        "mapping_fingerprint": sha256(origin.read_bytes()),
        "unit": declared.get("unit", {}),
    }
    return Survey(frame=frame, mapping=declared["name"], only_in_file=only_in_file, training=training)


def _of(raw: pl.DataFrame, declared: dict[str, Any], source: "_Source") -> pl.DataFrame:
    """One row per household in the file; each predictor by its own formula."""
    formulas = {**declared.get("predictors", {}), **{column: column for column in declared.get("only_in_file", ())}}
    return pl.DataFrame(
        {**_measured(raw, declared, source), **source.columns(raw, formulas), **_apart(raw, declared, source)}
    )


def _of_registry_facts(
    raw: pl.DataFrame, declared: dict[str, Any], definition: Definition, source: "_Source"
) -> pl.DataFrame:
    """One row per person in the file, asked as the registry asks: predictors by the model's own `features`."""
    family = source.columns(raw, {FAMILY: declared["family"]})[FAMILY].rank("dense").cast(pl.Int64)
    asked = declared["facts"]
    people = pl.DataFrame({FAMILY: family, **source.columns(raw, asked["person"])})
    homes = pl.DataFrame({FAMILY: family, **source.columns(raw, {"region_code": "''", **asked["family"]})})
    measured = pl.DataFrame({FAMILY: family, **_measured(raw, declared, source)})
    told = pl.DataFrame({FAMILY: family, **_apart(raw, declared, source)}).group_by(FAMILY)
    apart = told.agg(pl.all().max(), pl.len().alias(f"{BY}size"))
    apart = apart.with_columns(columns.sizes(apart[f"{BY}size"]).alias(f"{BY}size"))
    features = definition.features()(
        _with_unasked(homes.unique(FAMILY, keep="first", maintain_order=True), facts.DWELLING),
        _with_unasked(people, facts.PERSON),
    )
    homes = measured.unique(FAMILY, keep="first", maintain_order=True).join(apart, on=FAMILY, maintain_order="left")
    return homes.join(features.drop("region_code"), on=FAMILY, maintain_order="left")


def _apart(raw: pl.DataFrame, declared: dict[str, Any], source: "_Source") -> dict[str, pl.Series]:
    """Traits by which errors are told apart, as the mapping's `groups` say and the file can tell; of a family, its
    highest answer."""
    asked = {
        name: formula for name, formula in declared.get("groups", {}).items() if _computable(raw.head(0), [formula])
    }
    found = source.columns(raw, {f"{BY}{name}": formula for name, formula in asked.items()})
    return {name: values.cast(pl.String).fill_null("?") for name, values in found.items()}


def _with_unasked(frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    missing = [column for column in columns if column not in frame.columns]
    return frame.with_columns(pl.lit(None, dtype=pl.Int16).alias(column) for column in missing)


def _measured(raw: pl.DataFrame, declared: dict[str, Any], source: "_Source") -> dict[str, pl.Series]:
    """Spending, weight, village and area of each row."""
    village = "CONCAT_WS('.', " + ", ".join(f"CAST({column} AS VARCHAR)" for column in declared["group"]) + ")"
    formulas = {
        SPENDING: declared["consumption"],
        WEIGHT: declared.get("weight", 1),
        GROUP: village,
        AREA: declared.get("area", "''"),
    }
    found = source.columns(raw, formulas)
    numbers = {name: found[name].cast(pl.Float64, strict=False) for name in (SPENDING, WEIGHT)}
    return {**found, **numbers, AREA: found[AREA].cast(pl.String)}


@dataclass(frozen=True)
class _Source:
    """Which file by which mapping, for sentences about what is wrong with it."""

    file: Path
    mapping: str

    def columns(self, raw: pl.DataFrame, formulas: Mapping[str, Any]) -> dict[str, pl.Series]:
        """Each formula computed over the whole file."""
        return {name: self._column(raw, name, str(formula)) for name, formula in formulas.items()}

    def _column(self, raw: pl.DataFrame, name: str, formula: str) -> pl.Series:
        try:
            computed = raw.with_columns(pl.sql_expr(formula).alias(name))
        except pl.exceptions.PolarsError as error:
            raise ColumnMissing(part=f"{name}: {formula}", mapping=self.mapping, file=self.file.name) from error
        return computed[name]


def mapping_names(definition: Definition) -> list[str]:
    """The mappings that come with a model."""
    return sorted(path.stem for path in (definition.folder / "mappings").glob("*.yaml"))


def _table(file: Path) -> pl.DataFrame:
    if survey_files.is_workbook(file):
        return survey_files.table(file)
    try:
        if file.suffix == ".parquet":
            return pl.read_parquet(file)
        return pl.read_csv(file, null_values=BLANKS, infer_schema_length=None)
    except (pl.exceptions.PolarsError, OSError, UnicodeError) as error:
        raise survey_files.SurveyUnreadable(file=file.name) from error


def _mapping(definition: Definition, mapping: str) -> tuple[dict[str, Any], Path]:
    own = definition.folder / "mappings" / f"{mapping}.yaml"
    path = own if own.is_file() else Path(mapping)
    if not path.is_file():
        raise MappingUnusable(mapping=mapping, part=_("berkas"))
    try:
        declared = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeError) as error:
        raise MappingUnusable(mapping=path.name, part="YAML") from error
    for part in REQUIRED:
        if not isinstance(declared, dict) or part not in declared:
            raise MappingUnusable(mapping=path.name, part=part)
    unknown = set(declared.get("predictors", {})) - {predictor.name for predictor in definition.predictors}
    if unknown:
        raise MappingUnusable(mapping=path.name, part=", ".join(sorted(unknown)))
    if not any(declared.get(part) for part in ("predictors", "facts", "only_in_file")):
        raise MappingUnusable(mapping=path.name, part="predictors")
    return declared, path


def _fitting(definition: Definition, raw: pl.DataFrame, file: Path) -> tuple[dict[str, Any], Path]:
    """The mapping with most predictors whose every part can be computed from this file."""
    fitting = []
    for name in mapping_names(definition):
        declared, path = _mapping(definition, name)
        formulas = _formulas(declared)
        if _computable(raw.head(0), formulas):
            own = len(formulas) - len(declared.get("only_in_file", ()))
            fitting.append((own, name, declared, path))
    if not fitting:
        raise NoMappingFits(file=file.name)
    *_rest, declared, path = max(fitting, key=lambda one: one[:2])
    return declared, path


def _formulas(declared: dict[str, Any]) -> list[str]:
    asked = declared.get("facts", {})
    parts = [declared.get("predictors", {}), asked.get("family", {}), asked.get("person", {})]
    formulas = [formula for part in parts for formula in part.values()]
    return [str(formula) for formula in (declared["consumption"], *formulas, *declared.get("only_in_file", ()))]


def _computable(empty: pl.DataFrame, formulas: list[str]) -> bool:
    try:
        empty.select(pl.sql_expr(formula).alias(str(place)) for place, formula in enumerate(formulas))
    except pl.exceptions.PolarsError:
        return False
    return True


def _check_levels(predictor: Predictor, values: pl.Series, source: _Source) -> None:
    if predictor.kind == "number":
        return
    known = range(len(predictor.levels)) if predictor.kind == "levels" else (0, 1)
    strange = values.drop_nulls().cast(pl.Float64, strict=False)
    strange = strange.filter(~strange.is_in([float(level) for level in known])).unique().sort()
    if strange.len() or values.dtype == pl.String:
        found = ", ".join(f"{value:g}" for value in strange.head(3)) or _("teks")
        raise LevelUnknown(part=predictor.name, file=source.file.name, found=found, known=", ".join(map(str, known)))
