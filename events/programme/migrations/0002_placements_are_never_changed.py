"""The database keeps what a release says: placements and their speakers are written while it is made, and never again.

`programme.releasing` names the release that this transaction is making; `programme.releasing = 'erasure'` lets personal
data be erased, which the law puts above history. A session once placed stays with its event, so that its address and
its place in feeds never begin anew.
"""

from __future__ import annotations

from django.db import migrations

PLACEMENTS = """
CREATE FUNCTION programme_refuse_placement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    releasing text := coalesce(current_setting('programme.releasing', true), '');
    release bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF TG_TABLE_NAME = 'programme_placement' THEN
            release := NEW.release_id;
        ELSE
            SELECT release_id INTO release FROM programme_placement WHERE id = NEW.placement_id;
        END IF;
        IF releasing = release::text THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'DELETE' AND releasing = 'erasure' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'A placement is written when its programme is released, and never changed (% on %).',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER programme_placement_is_final BEFORE INSERT OR UPDATE OR DELETE ON programme_placement
    FOR EACH ROW EXECUTE FUNCTION programme_refuse_placement();
CREATE TRIGGER programme_placement_is_final BEFORE INSERT OR UPDATE OR DELETE ON programme_placement_speakers
    FOR EACH ROW EXECUTE FUNCTION programme_refuse_placement();
"""

SESSIONS = """
CREATE FUNCTION programme_refuse_other_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM programme_placement WHERE session_id = NEW.id) THEN
        RAISE EXCEPTION 'A session that was released stays with its event.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER programme_session_stays BEFORE UPDATE OF event_id ON programme_session
    FOR EACH ROW WHEN (NEW.event_id IS DISTINCT FROM OLD.event_id) EXECUTE FUNCTION programme_refuse_other_event();
"""


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_initial")]

    operations = [
        migrations.RunSQL(
            PLACEMENTS,
            """
            DROP TRIGGER programme_placement_is_final ON programme_placement;
            DROP TRIGGER programme_placement_is_final ON programme_placement_speakers;
            DROP FUNCTION programme_refuse_placement();
            """,
        ),
        migrations.RunSQL(
            SESSIONS,
            """
            DROP TRIGGER programme_session_stays ON programme_session;
            DROP FUNCTION programme_refuse_other_event();
            """,
        ),
    ]
