"""OpenAPI as a page that people read: no script, no other server."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

Schema = Mapping[str, Any]

STYLE = """
:root { color-scheme: light dark; }
body { max-width: 52rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; font: 1rem/1.55 system-ui, sans-serif; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid; padding-bottom: .25rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { text-align: start; vertical-align: top; padding: .25rem .75rem .25rem 0; }
tr { border-top: 1px solid #8884; }
pre { white-space: pre-wrap; padding: .75rem 1rem; background: #8882; border-radius: 4px; }
code { font-size: .9375em; overflow-wrap: anywhere; }
"""


def render(openapi: Schema, *, base_url: str) -> str:
    """The whole page as HTML."""
    info = openapi["info"]
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<link rel="icon" href="/icon.svg" type="image/svg+xml">',
        f"<title>{escape(info['title'])}: HTTP interface</title><style>{STYLE}</style></head><body>",
        f"<h1>{escape(info['title'])}: HTTP interface</h1><p>{escape(info.get('description', ''))}</p>",
        '<p>The same for machines: <a href="/openapi.json">OpenAPI</a>. <a href="/">Ask here</a>.</p>',
        *_contents(openapi),
        *_operations(openapi, base_url),
        *_schemas(openapi),
        "</body></html>",
    ]
    return "\n".join(parts)


def _each(openapi: Schema) -> Iterator[tuple[str, str, Schema]]:
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def _contents(openapi: Schema) -> Iterator[str]:
    yield "<nav><ul>"
    for method, path, operation in _each(openapi):
        yield f'<li><a href="#{escape(operation["operationId"])}">{method} {escape(path)}</a></li>'
    yield "</ul></nav><main>"


def _operations(openapi: Schema, base_url: str) -> Iterator[str]:
    for method, path, operation in _each(openapi):
        yield f'<section id="{escape(operation["operationId"])}"><h2>{method} {escape(path)}</h2>'
        yield f"<p>{escape(operation.get('description', operation.get('summary', '')))}</p>"
        yield from _parameters(operation)
        yield from _request(openapi, operation, f"{base_url}{path}")
        yield from _responses(operation)
        yield "</section>"
    yield "</main>"


def _parameters(operation: Schema) -> Iterator[str]:
    rows = [
        (parameter["name"], parameter["in"], parameter.get("description", ""))
        for parameter in operation.get("parameters", [])
    ]
    if rows:
        yield _table(("Parameter", "In", "What it is"), rows)


def _request(openapi: Schema, operation: Schema, url: str) -> Iterator[str]:
    if "requestBody" not in operation:
        return
    schema = _resolve(openapi, operation["requestBody"]["content"]["application/json"]["schema"])
    yield f"<h3>Request</h3>{_fields(schema)}"
    for example in schema.get("examples", [])[:1]:
        body = json.dumps(example, ensure_ascii=False)
        command = f"curl {url} -H 'Content-Type: application/json' -d '{body}'"
        yield f"<pre><code>{escape(command)}</code></pre>"


def _responses(operation: Schema) -> Iterator[str]:
    rows = []
    for status, response in operation["responses"].items():
        kinds = [
            f"{media_type} {_type(content.get('schema', {}))}"
            for media_type, content in response.get("content", {}).items()
        ]
        rows.append((status, response.get("description", ""), ", ".join(kinds)))
    yield "<h3>Responses</h3>" + _table(("Status", "When", "What"), rows)


def _schemas(openapi: Schema) -> Iterator[str]:
    yield "<h2>What the names mean</h2>"
    for name, schema in openapi["components"]["schemas"].items():
        yield f'<section id="{escape(name)}"><h3>{escape(name)}</h3>'
        yield f"<p>{escape(schema.get('description', ''))}</p>"
        yield f"{_fields(schema)}</section>"


def _fields(schema: Schema) -> str:
    required = schema.get("required", [])
    rows = [
        (name, _type(field) + (", required" if name in required else ""), field.get("description", ""))
        for name, field in schema.get("properties", {}).items()
    ]
    return _table(("Field", "Type", "What it is"), rows) if rows else ""


def _resolve(openapi: Schema, schema: Schema) -> Schema:
    name = schema.get("$ref", "").rpartition("/")[2]
    resolved: Schema = openapi["components"]["schemas"][name] if name else schema
    return resolved


def _type(schema: Schema) -> str:
    """A schema in a few words: "string", "list of SourceBody", "date or null"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type", "any"))


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    cells = "".join(f"<th>{escape(name)}</th>" for name in head)
    lines = "".join(
        f"<tr><td><code>{escape(row[0])}</code></td>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>"
