"""The content version: every committed write to public content moves it, whichever way it comes.

Each transaction writes a row of its own, and the version is the sum: nobody waits for anybody, and no number is seen
before its content. `at` is part of the key since a restored copy carries transaction numbers of the future.
`watch_content(unwatched)` puts the trigger on every table of the schema but those; `migrate` calls it each time.
"""

from __future__ import annotations

from django.db import migrations

TABLE = """
CREATE TABLE content_version (
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT transaction_timestamp(),
    n bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (xid, at)
);
"""

TRIGGER = """
CREATE FUNCTION content_changed() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO content_version DEFAULT VALUES ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$
"""

WATCH = """
CREATE FUNCTION watch_content(unwatched text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT class.oid::regclass AS name, class.relname = ANY (unwatched || '{content_version}') AS is_unwatched,
            EXISTS (SELECT FROM pg_trigger WHERE tgrelid = class.oid AND tgname = 'content_changed') AS is_watched
        FROM pg_class AS class
        WHERE class.relnamespace = current_schema()::regnamespace AND class.relkind IN ('r', 'p')
    LOOP
        IF found.is_unwatched AND found.is_watched THEN
            EXECUTE format('DROP TRIGGER content_changed ON %s', found.name);
        ELSIF NOT found.is_unwatched AND NOT found.is_watched THEN
            EXECUTE format('CREATE TRIGGER content_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s '
                'FOR EACH STATEMENT EXECUTE FUNCTION content_changed()', found.name);
        END IF;
    END LOOP;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_extensions_and_sort_key")]

    operations = [
        migrations.RunSQL(TABLE, "DROP TABLE content_version"),
        migrations.RunSQL(TRIGGER, "DROP FUNCTION content_changed() CASCADE"),
        migrations.RunSQL(WATCH, "DROP FUNCTION watch_content(text[])"),
    ]
