"""The read-only JSON API: its frame and the shape of its refusals.

Rooms add their routers here: ``api.add_router("", needs_router)``. Every refusal is an object of
``detail``, a sentence, and ``errors``, one entry per part of the request that is wrong.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.docs import Swagger

from keyway.credentials.api import router as credentials_router
from keyway.errors import Refused
from keyway.needs.api import router as needs_router
from keyway.partners.access import NotPermitted
from keyway.partners.api import router as partners_router

api = NinjaAPI(
    title="Keyway",
    version="1",
    description=(
        "Everything the public pages show, as JSON. Every answer names the finding that its "
        "figures come from and the address of its origin: sources, releases, parameters, methods. "
        "Unknown is null with a reason, never zero."
    ),
    docs=Swagger(),
    docs_url="docs",
    urls_namespace="api",
    openapi_extra={"info": {"license": {"name": "Apache-2.0"}}},
)
api.add_router("", needs_router)
api.add_router("", partners_router)
api.add_router("", credentials_router)

RETRY_SECONDS = "5"


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """Answer with the sentence of a refusal: 403 where a role does not allow it, else 400."""
    detail = gettext(str(error.sentence)) % error.values
    status = 403 if isinstance(error, NotPermitted) else 400
    return api.create_response(request, {"detail": detail, "errors": []}, status=status)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer 422 and name each part of the request that is wrong."""
    detail = gettext("Some parts of the request are not understood; see errors.")
    errors = [{"where": each["loc"], "what": each["msg"]} for each in error.errors]
    return api.create_response(request, {"detail": detail, "errors": errors}, status=422)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """Answer 404 in the shape of every refusal."""
    detail = str(error) or gettext("There is nothing at this address.")
    return api.create_response(request, {"detail": detail, "errors": []}, status=404)


@api.exception_handler(HttpError)
def told_by_a_room(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer with the status and the sentence of a room; 503 says when to ask again."""
    body = {"detail": str(error), "errors": []}
    response = api.create_response(request, body, status=error.status_code)
    if error.status_code == 503:
        response["Retry-After"] = RETRY_SECONDS
    return response


def reference_page() -> str:
    """Return the page of the API's reference: every address, what it takes and what it gives."""
    document: dict[str, Any] = api.get_openapi_schema()
    schemas = document["components"]["schemas"]
    parts = [f"# The API\n\n{document['info']['description']}\n\n{_RULES}"]
    named: list[str] = []
    for path, operations in document["paths"].items():
        operation = operations["get"]
        answer = _reference(operation["responses"][200]["content"]["application/json"]["schema"])
        named.append(answer)
        parts.append(f"## GET {path}\n\n{operation['description']}\n")
        parts.append(_table(("name", "in", "must", "meaning"), _takes(operation)))
        statuses = ", ".join(str(status) for status in operation["responses"])
        parts.append(f"Gives `{answer}`. Statuses: {statuses}.\n")
    parts.append("## What the answers hold\n")
    for name in _within(schemas, named):
        parts.append(f"### {name}\n\n{schemas[name].get('description', '')}\n")
        parts.append(_table(("field", "kind", "meaning"), _fields(schemas[name])))
    return "\n".join(parts).rstrip() + "\n"


_RULES = """Addresses begin where the site is. Nothing is asked for: no key, no account.

- Language: `?language=en` or `es`; else what the program says it accepts.
- Lists come in pages: `limit` (1 to 500) and `offset`; `next` is the address of the page after.
- `origin` in an answer leads to everything that its figures rest on.
- Answers carry an `ETag` and may be kept for a minute; ask with `If-None-Match` and get 304.
- 404: there is none such. 422: not understood, `errors` names the part. 503: the first reckoning
  is under way, `Retry-After` says how many seconds to wait. All three hold a `Problem`.

The same, for programs: [openapi.json](openapi.json).
"""


def _takes(operation: dict[str, Any]) -> list[tuple[str, ...]]:
    return [
        (
            f"`{each['name']}`",
            each["in"],
            "yes" if each["required"] else "no",
            each.get("description") or each["schema"].get("description", ""),
        )
        for each in operation["parameters"]
    ]


def _fields(schema: dict[str, Any]) -> list[tuple[str, ...]]:
    return [
        (f"`{name}`", _kind(each), each.get("description", ""))
        for name, each in schema.get("properties", {}).items()
    ]


def _kind(field: dict[str, Any]) -> str:
    """Return a field's type in a few words."""
    if "anyOf" in field:
        return " or ".join(_kind(each) for each in field["anyOf"])
    if name := _reference(field):
        return f"`{name}`"
    if field.get("type") == "array":
        return f"list of {_kind(field['items'])}"
    return str(field.get("type", "any"))


def _reference(field: dict[str, Any]) -> str:
    found = field.get("$ref") or next(
        (each["$ref"] for each in field.get("allOf", ()) if "$ref" in each), ""
    )
    return str(found).rpartition("/")[2]


def _within(schemas: dict[str, Any], names: list[str]) -> list[str]:
    """Return schemas and those that they are made of, each once, in the order of first use."""
    found: dict[str, None] = {}
    waiting = [*names, "Problem"]
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting += _named_in(schemas[name].get("properties", {}))
    return list(found)


def _named_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [_reference(value)] if "$ref" in value else []
        return own + [name for each in value.values() for name in _named_in(each)]
    if isinstance(value, list):
        return [name for each in value for name in _named_in(each)]
    return []


def _table(heading: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heading, ("---",) * len(heading), *rows]
    cells = ([cell.replace("|", "\\|").replace("\n", " ") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells) + "\n"
