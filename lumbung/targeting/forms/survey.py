"""A household survey file, read by a declared mapping (YAML) into a model's predictors."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import yaml
from django.utils.translation import gettext_lazy as _

from lumbung.core.refusals import BadInput
from lumbung.targeting.rules.definition import Definition, Predictor, sha256
from lumbung.targeting.rules.sample import AREA, GROUP, SPENDING, WEIGHT

BLANKS = ["", "NA", "."]
REQUIRED = ("name", "consumption", "group")


class SurveyMissing(BadInput):
    """There is no such file."""

    message = _("Berkas %(file)s tidak ditemukan. Periksa nama dan foldernya.")


class SurveyUnreadable(BadInput):
    """The file is not a table that can be read."""

    message = _(
        "Berkas %(file)s tidak bisa dibaca. Pakai CSV (boleh .gz) atau Parquet dengan nama kolom di baris pertama."
    )


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
    name = declared["name"]
    expressions = {
        SPENDING: str(declared["consumption"]),
        WEIGHT: str(declared.get("weight", 1)),
        AREA: str(declared.get("area", "''")),
        **{key: str(formula) for key, formula in declared.get("predictors", {}).items()},
    }
    only_in_file = tuple(declared.get("only_in_file", ()))
    expressions |= {column: column for column in only_in_file}
    computed = {key: _computed(raw, formula, key, name, file) for key, formula in expressions.items()}
    computed[GROUP] = _computed(raw, _village(declared["group"]), "group", name, file)
    frame = pl.DataFrame(computed).with_columns(pl.col(SPENDING, WEIGHT).cast(pl.Float64, strict=False))
    frame = frame.with_columns(pl.col(AREA).cast(pl.String))
    by_name = {predictor.name: predictor for predictor in definition.predictors}
    for key in declared.get("predictors", {}):
        if key not in by_name:
            raise MappingUnusable(mapping=name, part=key)
        _check_levels(by_name[key], frame[key], file)
    training = {
        "file": file.name,
        "fingerprint": sha256(file.read_bytes()),
        "mapping": name,
        "mapping_fingerprint": sha256(origin.read_bytes()),
        "unit": declared.get("unit", ""),
    }
    return Survey(frame=frame, mapping=name, only_in_file=only_in_file, training=training)


def mapping_names(definition: Definition) -> list[str]:
    """The mappings that come with a model."""
    return sorted(path.stem for path in (definition.folder / "mappings").glob("*.yaml"))


def _table(file: Path) -> pl.DataFrame:
    if not file.is_file():
        raise SurveyMissing(file=str(file))
    try:
        if file.suffix == ".parquet":
            return pl.read_parquet(file)
        return pl.read_csv(file, null_values=BLANKS, infer_schema_length=None)
    except (pl.exceptions.PolarsError, OSError, UnicodeError) as error:
        raise SurveyUnreadable(file=file.name) from error


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
    if not declared.get("predictors") and not declared.get("only_in_file"):
        raise MappingUnusable(mapping=path.name, part="predictors")
    return declared, path


def _fitting(definition: Definition, raw: pl.DataFrame, file: Path) -> tuple[dict[str, Any], Path]:
    """The mapping with most predictors whose every part can be computed from this file."""
    fitting = []
    for name in mapping_names(definition):
        declared, path = _mapping(definition, name)
        predictors = declared.get("predictors", {})
        formulas = [declared["consumption"], *predictors.values(), *declared.get("only_in_file", ())]
        if _computable(raw.head(0), [str(formula) for formula in formulas]):
            fitting.append((len(predictors), name, declared, path))
    if not fitting:
        raise NoMappingFits(file=file.name)
    *_rest, declared, path = max(fitting, key=lambda one: one[:2])
    return declared, path


def _computable(empty: pl.DataFrame, formulas: list[str]) -> bool:
    try:
        empty.select(pl.sql_expr(formula).alias(str(place)) for place, formula in enumerate(formulas))
    except pl.exceptions.PolarsError:
        return False
    return True


def _computed(raw: pl.DataFrame, formula: str, part: str, mapping: str, file: Path) -> pl.Series:
    try:
        computed = raw.select(pl.sql_expr(formula).alias(part)).to_series()
    except pl.exceptions.PolarsError as error:
        raise ColumnMissing(part=f"{part}: {formula}", mapping=mapping, file=file.name) from error
    return pl.select(pl.repeat(computed.first(), raw.height)).to_series() if computed.len() == 1 else computed


def _village(columns: list[str]) -> str:
    return "CONCAT_WS('.', " + ", ".join(f"CAST({column} AS VARCHAR)" for column in columns) + ")"


def _check_levels(predictor: Predictor, values: pl.Series, file: Path) -> None:
    if predictor.kind == "number":
        return
    known = range(len(predictor.levels)) if predictor.kind == "levels" else (0, 1)
    strange = values.drop_nulls().cast(pl.Float64, strict=False)
    strange = strange.filter(~strange.is_in([float(level) for level in known])).unique().sort()
    if strange.len() or values.dtype == pl.String:
        found = ", ".join(f"{value:g}" for value in strange.head(3)) or _("teks")
        raise LevelUnknown(part=predictor.name, file=file.name, found=found, known=", ".join(map(str, known)))
