"""Printed papers as PDF: a template of the house's own kind, plain data, the drawings of the pages in print colours.

A template is a `.typ` file beside the templates of its context; it may import `/core/documents/paper.typ`. Data goes
in as JSON, so that nothing in it is ever read as markup.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import override

PACKAGE = Path(__file__).resolve().parents[2]
MEDIA_TYPE = "application/pdf"
_PRINT = """
  text{font-family:"Libertinus Serif";font-size:13px;fill:#000} .a{fill:#444} .bd{font-weight:700} .on{fill:#000}
  .kin text{paint-order:stroke;stroke:#fff;stroke-width:3px}
  .gl,.ax,.gn{stroke:#555;stroke-width:1;fill:none} .l1{fill:none;stroke:#777;stroke-width:2.5;stroke-dasharray:6 3}
  .l2{fill:none;stroke:#000;stroke-width:2.5} .dot,.tx2{fill:#000} .in,.sy.in{fill:#ccc} .sy{fill:#fff;stroke:#000}
  .bn{fill:#fff;stroke:#bbb} .bn.wait{fill:#f4f4f4} .bn.do{fill:#e6e6e6} .bn.no{fill:#d4d4d4}
  .bond{stroke:#000;fill:none;stroke-width:1.5} .bond.strong{stroke-width:5} .bond.weak{stroke-dasharray:4 4}
"""
"""What the style sheet of the pages says, in black and white."""


def pdf(template: str, data: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
    """The paper of a template, named from the package on (`cases/templates/cases/assessment.typ`), in Indonesian.

    The same template, data and moment are the same bytes.
    """
    with override("id"):
        told = json.dumps(dict(data), ensure_ascii=False, default=str)
    moment = (at or datetime(2000, 1, 1, tzinfo=UTC)).timestamp()
    return typst.compile(
        str(PACKAGE / template), root=str(PACKAGE), sys_inputs={"data": told}, timestamp=int(moment),
        ignore_system_fonts=True,
    )  # fmt: skip


def drawing(svg: str) -> str:
    """A drawing of the pages as a picture of its own, for paper."""
    head, _tag, rest = svg.partition(">")
    return f'{head} xmlns="http://www.w3.org/2000/svg"><style>{_PRINT}</style>{rest}'
