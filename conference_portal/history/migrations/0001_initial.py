"""The table of changes, and the functions that fill it.

`change_recorded` is one trigger function for every table: statement-level, with transition tables, so that bulk writes
and SQL are seen too and a row of 2 000 costs no call of its own. Its argument names the columns that are noise.
`record_tables({table: noise})` puts the triggers on those tables and takes them off all others; `migrate` calls it.
"""

from __future__ import annotations

from django.db import migrations, models

FUNCTION = """
CREATE FUNCTION change_recorded() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    v_who bigint := nullif(current_setting('portal.who', true), '')::bigint;
    v_how text := coalesce(current_setting('portal.how', true), '');
    v_xid bigint := pg_current_xact_id()::text::bigint;
    v_noise text[] := string_to_array(TG_ARGV[0], ',');
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO history_change (at, xid, "table", "row", action, who, how)
        SELECT transaction_timestamp(), v_xid, TG_TABLE_NAME, new_rows.id, 'insert', v_who, v_how
        FROM new_rows ORDER BY new_rows.id;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO history_change (at, xid, "table", "row", action, before, who, how)
        SELECT transaction_timestamp(), v_xid, TG_TABLE_NAME, old_rows.id, 'delete', to_jsonb(old_rows), v_who, v_how
        FROM old_rows ORDER BY old_rows.id;
    ELSE
        INSERT INTO history_change (at, xid, "table", "row", action, before, after, who, how)
        SELECT transaction_timestamp(), v_xid, TG_TABLE_NAME, old_rows.id, 'update', diff.before, diff.after, v_who, v_how
        FROM old_rows JOIN new_rows ON new_rows.id = old_rows.id
        CROSS JOIN LATERAL (
            SELECT jsonb_object_agg(key, was.value) AS before, jsonb_object_agg(key, now.value) AS after
            FROM jsonb_each(to_jsonb(old_rows) - v_noise) AS was JOIN jsonb_each(to_jsonb(new_rows)) AS now USING (key)
            WHERE was.value <> now.value
        ) AS diff
        WHERE old_rows.* IS DISTINCT FROM new_rows.* AND diff.before IS NOT NULL
        ORDER BY old_rows.id;
    END IF;
    RETURN NULL;
END
$$
"""

RECORD = """
CREATE FUNCTION record_tables(noise jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT class.oid::regclass AS name, noise ->> class.relname AS silent, count(trigger.oid) AS there,
            count(trigger.oid) FILTER (
                WHERE trigger.tgargs = convert_to(noise ->> class.relname, 'UTF8') || '\\x00'::bytea
            ) AS right_ones
        FROM pg_class AS class LEFT JOIN pg_trigger AS trigger
            ON trigger.tgrelid = class.oid AND trigger.tgname IN ('change_inserted', 'change_updated', 'change_deleted')
        WHERE class.relnamespace = current_schema()::regnamespace AND class.relkind = 'r'
        GROUP BY class.oid, class.relname
    LOOP
        CONTINUE WHEN (found.silent IS NULL AND found.there = 0) OR (found.silent IS NOT NULL AND found.right_ones = 3);
        EXECUTE format('DROP TRIGGER IF EXISTS change_inserted ON %s', found.name);
        EXECUTE format('DROP TRIGGER IF EXISTS change_updated ON %s', found.name);
        EXECUTE format('DROP TRIGGER IF EXISTS change_deleted ON %s', found.name);
        CONTINUE WHEN found.silent IS NULL;
        EXECUTE format('CREATE TRIGGER change_inserted AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows '
            'FOR EACH STATEMENT EXECUTE FUNCTION change_recorded(%L)', found.name, found.silent);
        EXECUTE format('CREATE TRIGGER change_updated AFTER UPDATE ON %s '
            'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows '
            'FOR EACH STATEMENT EXECUTE FUNCTION change_recorded(%L)', found.name, found.silent);
        EXECUTE format('CREATE TRIGGER change_deleted AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows '
            'FOR EACH STATEMENT EXECUTE FUNCTION change_recorded(%L)', found.name, found.silent);
    END LOOP;
END
$$
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('xid', models.BigIntegerField()),
                ('table', models.CharField(max_length=63)),
                ('row', models.BigIntegerField()),
                ('action', models.CharField(choices=[('insert', 'Insert'), ('update', 'Update'), ('delete', 'Delete')], max_length=6)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('who', models.BigIntegerField(null=True)),
                ('how', models.CharField(blank=True, max_length=20)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['table', 'row'], name='history_of_row'), models.Index(fields=['at'], name='history_by_time'), models.Index(fields=['xid'], name='history_together'), models.Index(condition=models.Q(('action', 'delete')), fields=['table'], name='history_deleted')],
            },
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION change_recorded() CASCADE"),
        migrations.RunSQL(RECORD, "DROP FUNCTION record_tables(jsonb)"),
    ]
