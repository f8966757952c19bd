"""The log: one JSON line per event, without anybody's identity, card or account number.

Every line, tracebacks of Django and of libraries included, passes `scrub` after it was rendered, so that no call site
has to remember it.
"""

import re
from pathlib import Path
from typing import Any

import structlog

NUMBER_OF_A_PERSON = re.compile(r"(?<!\d)\d(?:[ .-]?\d){11}((?:[ .-]?\d){4})(?:[ .-]?\d){0,3}(?!\d)")
SMALLEST_LONG_NUMBER = 10**15
BEFORE_RENDERING: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def scrub(text: str) -> str:
    """Numbers of 16 to 19 digits, also written in groups, keep four digits only: `3323…` becomes `••••9114`."""
    return NUMBER_OF_A_PERSON.sub(lambda found: "••••" + re.sub(r"\D", "", found[1]), text)


def settings(folder: Path) -> dict[str, Any]:
    """Django's LOGGING: warnings of everybody, and what Lumbung itself tells, to one file of this data folder."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = {"class": "logging.handlers.WatchedFileHandler", "filename": folder / "lumbung.log", "delay": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
                "foreign_pre_chain": BEFORE_RENDERING,
            }
        },
        "handlers": {"file": {**handler, "formatter": "line"}},
        "root": {"handlers": ["file"], "level": "WARNING"},
        "loggers": {
            "lumbung": {"level": "INFO"},
            "django": {"handlers": ["file"], "level": "WARNING", "propagate": False},
        },
    }


def configure() -> None:
    """Send structlog's events the way of Python's own logging."""
    structlog.configure(
        processors=[*BEFORE_RENDERING, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def render(logger: Any, method: str, event: structlog.types.EventDict) -> str:
    """One JSON line, scrubbed."""
    line = structlog.processors.JSONRenderer(ensure_ascii=False, default=str)(logger, method, _as_text(event))
    return scrub(str(line))


def _as_text(value: Any) -> Any:
    """A long whole number becomes text, so that the line stays JSON after its digits are gone."""
    if isinstance(value, dict):
        return {name: _as_text(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set):
        return [_as_text(part) for part in value]
    return str(value) if isinstance(value, int) and value >= SMALLEST_LONG_NUMBER else value
