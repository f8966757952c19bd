"""Sentences for translation, without gettext's programs: `python -m lumbung.site.messages extract|compile [context …]`.

Indonesian is the source. Each context keeps its English beside its code, in `locale/en/LC_MESSAGES/django.po`.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATES = (".html", ".txt", ".xml", ".svg")
NOT_TRANSLATED = {"tests", "migrations", "static", "static_src", "locale"}
LANGUAGE = "en"
HEADERS = ('"Language:', '"Plural-Forms:', '"MIME-Version:', '"Content-')
LINE = 120


def main(verb: str = "", *names: str) -> None:
    """`extract` brings the catalogues up to date and says what lacks English; `compile` makes them readable."""
    chosen = [context for context in contexts() if not names or context.name in names]
    if verb == "compile":
        compile_catalogues(chosen)
    elif verb == "extract":
        extract_sentences(chosen)
    else:
        sys.exit("python -m lumbung.site.messages extract|compile [context …]")


def extract_sentences(chosen: list[Path]) -> None:
    """Bring catalogues up to date, and say how many sentences wait for their English."""
    for context in chosen:
        lacking = update(context)
        if lacking:
            sys.stdout.write(f"{context.name}: {lacking} sentences without English\n")


def contexts() -> list[Path]:
    """Every folder of the package that has code."""
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def catalogue_path(context: Path) -> Path:
    """Where a context keeps its English."""
    return context / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def sentences(context: Path) -> Catalog:
    """Every sentence of a context's Python files and templates."""
    catalogue = Catalog(project="lumbung", charset="utf-8")
    for path in _sources(context):
        place = path.relative_to(PACKAGE.parent).as_posix()
        for _line, message, comments, message_context in _extract(path):
            catalogue.add(message, locations=[(place, 0)], auto_comments=comments, context=message_context)
    return catalogue


def read(context: Path) -> Catalog:
    """A context's English, empty when it has none yet."""
    path = catalogue_path(context)
    if not path.exists():
        return Catalog(locale=LANGUAGE, project="lumbung", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE, domain="django")


def update(context: Path) -> int:
    """Add new sentences, drop those no longer said, keep every translation; the number that lacks one."""
    found, catalogue = sentences(context), read(context)
    if not len(found) and not len(catalogue):
        return 0
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.header_comment = f"# English of {context.name}; the source is Indonesian. Made by `make messages`."
    catalogue.fuzzy = False
    path = catalogue_path(context)
    path.parent.mkdir(parents=True, exist_ok=True)
    written = io.BytesIO()
    write_po(written, catalogue, width=LINE, sort_output=True, ignore_obsolete=True, include_lineno=False)
    path.write_text(_without_changing_headers(written.getvalue().decode()))
    return sum(1 for message in catalogue if message.id and not is_translated(message.string))


def is_translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    """Whether every form of a sentence has its English."""
    return all(string) if isinstance(string, tuple | list) else bool(string)


def compile_catalogues(chosen: list[Path]) -> None:
    """Write the `.mo` file beside every catalogue."""
    for context in chosen:
        path = catalogue_path(context)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, read(context))


def _without_changing_headers(text: str) -> str:
    """Dates and names of tools would differ at every run."""
    header, blank, messages = text.partition("\n\n")
    kept = [line for line in header.splitlines() if not line.startswith('"') or line.startswith(HEADERS)]
    return "\n".join(kept) + blank + messages


def _sources(context: Path) -> Iterator[Path]:
    for path in sorted(context.rglob("*")):
        inside = path.relative_to(context).parts
        if path.suffix in (".py", *TEMPLATES) and not NOT_TRANSLATED.intersection(inside[:-1]):
            yield path


def _extract(path: Path) -> Iterator[tuple]:
    text = path.read_text()
    if path.suffix in TEMPLATES:
        text = templatize(text, origin=str(path))
    return extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=("Translators:",))


if __name__ == "__main__":
    main(*sys.argv[1:])
