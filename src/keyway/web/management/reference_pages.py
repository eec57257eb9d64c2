"""Reference pages made from the table contracts and the dated parameters."""

from __future__ import annotations

from keyway.partners.access import PERMISSIONS, ROLES
from keyway.partners.models import Organization
from keyway.reference.contract import CONTRACTS, Contract, text_of, unit_of
from keyway.reference.parameters import gap_parameters
from keyway.sources.catalog import SOURCES


def tables_page() -> str:
    """Return the page of public tables: columns, units, keys, cautions."""
    parts = [
        (
            "# Public tables\n\nWhat each table of the reference store holds, in which units, and what "
            "not to believe about it. Null is unknown, never zero.\n"
        )
    ]
    parts += [_table(contract) for contract in CONTRACTS.values()]
    return "\n".join(parts)


def _table(contract: Contract) -> str:
    rows = [
        f"| `{name}` | {unit_of(column)} | {text_of(column)} | "
        f"{'key' if column.primary_key else 'may be unknown' if column.nullable else ''} |"
        for name, column in contract.columns.items()
    ]
    return (
        f"## {contract.name}\n\n{contract.description}\n\n"
        f"Filled by `keyway load {contract.source}`. *{contract.caution}*\n\n"
        "| column | unit | what it says | |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def sources_page() -> str:
    """Return the page of sources: publisher, product, licence, where to find it, what it fills."""
    parts = ["# Sources\n\nThe publishers' products that `keyway load` reads.\n"]
    for key, module in sorted(SOURCES.items()):
        source = module.source
        every = f"every {source.cadence_months} months" if source.cadence_months else "seldom"
        parts.append(
            f"## {key}\n\n{source.publisher}: {source.title}. Renewed {every}.\n\n"
            f"- Licence: {source.licence}\n- Where: <{source.url}>\n- Files: {source.files}\n"
            f"- Fills: {', '.join(f'`{name}`' for name in source.tables)}\n"
        )
    return "\n".join(parts)


def parameters_page() -> str:
    """Return the page of parameters: value, range, citation, whether assumed."""
    rows = [
        f"| `{name}` | {each.value:g} | {each.low:g}–{each.high:g} | {each.unit} | "
        f"{'assumed; ' if each.is_assumed else ''}{each.citation} ({each.dated}) | {each.text_en} |"
        for name, each in gap_parameters().items()
    ]
    return (
        "# Parameters of the gap\n\n`keyway params` shows them; `keyway gap --set NAME=VALUE` turns "
        "one for a single reckoning.\n\n"
        "| name | value | believed range | unit | where it comes from | what it says |\n"
        "|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def roles_page() -> str:
    """Return the page of roles: what each is, where it can be held, and what it allows."""
    kinds = dict(Organization.Kind.choices)
    parts = [
        (
            "# Roles\n\nA role is held at an organization. It counts there and at what belongs to it (a "
            "district's schools); a role at the partnership that runs the site counts everywhere. "
            "Whoever holds none sees what everybody sees. An administrator of the site "
            "(`keyway createsuperuser`) may do everything.\n\n"
            "| role | code | whom it is for | where it can be held |\n|---|---|---|---|"
        )
    ]
    for role in ROLES.values():
        where = [str(kinds[kind]) for kind in Organization.Kind.values if kind in role.kinds]
        held = "everywhere" if len(where) == len(kinds) else ", ".join(where)
        parts.append(f"| {role.name} | `{role.code}` | {role.description} | {held} |")
    parts.append("\n## Role × permission\n")
    parts.append(f"| may | {' | '.join(str(role.name) for role in ROLES.values())} |")
    parts.append("|---|" + ":-:|" * len(ROLES))
    for code, permission in PERMISSIONS.items():
        marks = ["●" if code in role.permissions else "" for role in ROLES.values()]
        parts.append(f"| {permission.sentence} (`{code}`) | {' | '.join(marks)} |")
    parts.append(
        "\nChanging a role, removing somebody and taking lists of people away ask for proof of who "
        "it is, if the last one is more than fifteen minutes old. The last administrator of an "
        "organization cannot be removed, cannot leave and cannot get a lesser role.\n"
    )
    return "\n".join(parts)
