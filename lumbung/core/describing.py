"""The API's description: each schema under a name of its own, though two contexts call theirs the same.

The library keeps schemas by the name of their class, and of two with one name tells only the last: a program would then
be told to send the figures of a loan where somebody's need is asked for.
"""

import json
import re
from typing import Any

from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

_REFERENCE = re.compile(r'"#/components/schemas/([^"]+)"')


class Described(OpenAPISchema):
    """The first schema of a name keeps it; another one stands under `context.Name`, or `context.module.Name`."""

    context, module = "", ""

    def operation_details(self, operation: Operation) -> dict[str, Any]:
        """Whose schemas are told next."""
        _house, self.context, *rooms = operation.view_func.__module__.split(".")
        self.module = ".".join([self.context, *rooms])
        return super().operation_details(operation)

    def _create_schema_from_model(self, model: Any, *args: Any, **kwargs: Any) -> tuple[dict[str, Any], bool]:
        """The schema of one model; those that it needs are told once each."""
        told, self.schemas = self.schemas, {}
        try:
            schema, required = super()._create_schema_from_model(model, *args, **kwargs)
        finally:
            needed, self.schemas = self.schemas, told
        names = self._names(needed)
        self.schemas.update({names.get(name, name): _renamed(one, names) for name, one in needed.items()})
        return _renamed(schema, names), required

    def _names(self, needed: dict[str, Any]) -> dict[str, str]:
        """Other names, for those whose own is another schema's; one that refers to such a schema may be one as well."""
        names: dict[str, str] = {}
        while taken := [name for name in needed if name not in names and self._is_another(name, needed[name], names)]:
            for name in taken:
                wanted = (f"{self.context}.{name}", f"{self.module}.{name}")
                same = _renamed(needed[name], names)
                names[name] = next((one for one in wanted if self.schemas.get(one, same) == same), wanted[-1])
        return names

    def _is_another(self, name: str, schema: Any, names: dict[str, str]) -> bool:
        return self.schemas.get(name, schema) != _renamed(schema, names) and name in self.schemas


def _renamed(schema: Any, names: dict[str, str]) -> Any:
    """The schema, with references to the other names."""
    if not names:
        return schema

    def other(found: re.Match[str]) -> str:
        return f'"#/components/schemas/{names.get(found[1], found[1])}"'

    return json.loads(_REFERENCE.sub(other, json.dumps(schema)))
