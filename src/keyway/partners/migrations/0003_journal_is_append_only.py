"""Let the database itself refuse to change or delete an entry of the journal."""

from django.db import migrations

SQLITE = {
    deed: f"""
        CREATE TRIGGER journal_refuses_{deed} BEFORE {deed} ON partners_journalentry
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """
    for deed in ("update", "delete")
}
POSTGRESQL = (
    """
    CREATE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER journal_refuses_change BEFORE UPDATE OR DELETE ON partners_journalentry
    FOR EACH ROW EXECUTE FUNCTION journal_refuses()
    """,
)


def seal(apps, schema_editor):
    """Add the triggers."""
    statements = SQLITE.values() if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement)


def unseal(apps, schema_editor):
    """Take the triggers away."""
    if schema_editor.connection.vendor == "sqlite":
        for deed in SQLITE:
            schema_editor.execute(f"DROP TRIGGER journal_refuses_{deed}")
        return
    schema_editor.execute("DROP TRIGGER journal_refuses_change ON partners_journalentry")
    schema_editor.execute("DROP FUNCTION journal_refuses()")


class Migration(migrations.Migration):
    """The journal is append-only."""

    dependencies = [("partners", "0002_keep_organizations")]

    operations = [migrations.RunPython(seal, unseal)]
