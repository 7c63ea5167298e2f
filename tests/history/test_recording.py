"""Every change of content is written down by the database, whichever way it came, and says who made it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from conference_portal.history.models import DAYS_RESTORABLE, YEARS_KEPT, Change
from conference_portal.kit.recording import record_tables, recorded_models, sign
from conference_portal.kit.versions import read_version
from events.editions.models import KeyDate, Page
from events.programme.models import Session
from tests.factories import make_edition, make_event, make_page, make_session, make_speaker, make_topic

pytestmark = pytest.mark.django_db
TRIGGERS = ("change_deleted", "change_inserted", "change_updated")


def changes(row, **wanted):
    return list(Change.objects.filter(table=row._meta.db_table, row=row.pk, **wanted).order_by("pk"))


def forget_all():
    Change.objects.all().delete()


def triggers():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, array_agg(tgname::text ORDER BY tgname) FROM pg_trigger "
            "WHERE tgname = ANY (%s) GROUP BY tgrelid",
            [list(TRIGGERS)],
        )
        return {table: tuple(names) for table, names in cursor.fetchall()}


def test_every_table_of_content_is_recorded_or_named(settings):
    ours = {config.label for config in apps.get_app_configs() if "site-packages" not in config.path}
    others = {
        "kit",
        "search",
        "history",
        "mail",
        "archive",
        "site",
        "accounts",
        "handover",
        "texts",
        "links",
        "readiness",
    }
    tables = {
        model._meta.db_table
        for label in settings.RECORDED_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    }

    assert ours - others == set(settings.RECORDED_APPS)
    assert triggers() == dict.fromkeys(tables - set(settings.UNRECORDED_TABLES), TRIGGERS)
    assert set(settings.UNRECORDED_TABLES) <= set(connection.introspection.table_names())


def test_every_recorded_table_has_a_number_for_each_row():
    assert [model for model in recorded_models() if model._meta.pk.column != "id"] == []


def test_a_table_that_is_named_later_is_recorded_no_longer(settings):
    settings.UNRECORDED_TABLES = (*settings.UNRECORDED_TABLES, "editions_topic")
    record_tables()

    make_topic()

    assert not Change.objects.filter(table="editions_topic").exists()
    assert "editions_topic" not in triggers()


def test_change_holds_what_was_and_what_is_of_the_columns_that_changed():
    page = make_page(title={"da": "Rejse", "en": "Travel"}, body={"da": "Tag bussen."})
    forget_all()

    page.title_da = "Rejsen"
    page.position = 7
    page.save()

    (change,) = changes(page)
    assert (change.action, change.who, change.how) == ("update", None, "")
    assert change.before == {"title_da": "Rejse", "position": 0}
    assert change.after == {"title_da": "Rejsen", "position": 7}


def test_nothing_is_written_where_nothing_changed():
    page = make_page()
    forget_all()

    page.save()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE editions_page SET title = 'the base column, which nobody reads'")

    assert changes(page) == []


def test_bulk_writes_and_plain_sql_are_seen_too():
    event = make_event()
    sessions = [make_session(event=event) for _number in range(3)]
    forget_all()

    Session.objects.filter(event=event).update(capacity=40)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE programme_session SET capacity = capacity + 1 WHERE id = %s", [sessions[1].pk])

    assert [each.after for each in changes(sessions[1])] == [{"capacity": 40}, {"capacity": 41}]
    assert Change.objects.count() == 4


def test_row_that_is_made_is_told_without_its_values_and_one_that_is_deleted_with_all():
    page = make_page(title={"is": "Ferðalag"})
    key = page.pk
    page.delete()

    made, gone = Change.objects.filter(table="editions_page", row=key).order_by("pk")

    assert (made.action, made.before, made.after) == ("insert", None, None)
    assert (gone.action, gone.after) == ("delete", None)
    assert (gone.before["title_is"], gone.before["edition_id"]) == ("Ferðalag", page.edition_id)


def test_lists_between_rows_are_recorded():
    session, topic = make_session(), make_topic()
    forget_all()

    session.topics.add(topic)
    session.topics.remove(topic)

    found = list(Change.objects.order_by("pk").values_list("table", "action"))
    assert found == [("programme_session_topics", "insert"), ("programme_session_topics", "delete")]
    assert Change.objects.first().before["topic_id"] == topic.pk


def test_signature_lasts_as_long_as_its_transaction(cast):
    page = make_page(edition=cast.oslo)
    forget_all()

    with transaction.atomic():
        sign(cast.astrid, "admin")
        Page.objects.filter(pk=page.pk).update(position=1)
        transaction.set_rollback(True)
    Page.objects.filter(pk=page.pk).update(position=2)
    sign(cast.bjork, "import")
    Page.objects.filter(pk=page.pk).update(position=3)
    sign(None, "command")
    Page.objects.filter(pk=page.pk).update(position=4)

    assert [(each.who, each.how) for each in changes(page)] == [
        (None, ""),
        (cast.bjork.pk, "import"),
        (None, "command"),
    ]


@pytest.mark.django_db(transaction=True)
def test_signature_without_a_transaction_is_a_fault():
    with pytest.raises(TransactionManagementError):
        sign(None, "admin")


@pytest.mark.django_db(transaction=True)
def test_what_is_done_together_stands_together_and_moves_no_content_version():
    page = make_page()
    with transaction.atomic():
        Page.objects.filter(pk=page.pk).update(position=1)
        Page.objects.filter(pk=page.pk).update(position=2)
    Page.objects.filter(pk=page.pk).update(position=3)
    version = read_version(timezone.now())
    one, two, three = changes(page, action="update")

    Change.objects.filter(pk=three.pk).delete()

    assert one.deed == two.deed
    assert two.deed != three.deed
    assert read_version(timezone.now()) == version


def older(by):
    Change.objects.update(at=F("at") - by)


def test_of_what_was_deleted_long_ago_only_the_references_stay():
    edition = make_edition()
    page = make_page(edition=edition, title="Ebba Holms hus")
    page.delete()
    older(DAYS_RESTORABLE - timedelta(minutes=1))
    Change.objects.all().forget()
    assert Change.objects.restorable().count() == 1

    older(timedelta(minutes=2))
    assert Change.objects.restorable().count() == 0
    Change.objects.all().forget()

    assert Change.objects.get(action="delete").before == {"edition_id": edition.pk}


def test_changes_are_kept_for_two_years():
    KeyDate.objects.create(edition=make_edition(), on="2024-01-01", title_da="Frist")
    older(YEARS_KEPT - timedelta(minutes=1))
    assert Change.objects.overdue().count() == 0

    older(timedelta(minutes=2))

    assert Change.objects.overdue().count() == Change.objects.count() > 0


def test_what_the_desk_noted_is_kept_for_two_years_and_tidy_sees_to_all(cast):
    kept, gone = (
        LogEntry.objects.create(user=cast.bjork, object_repr="x", action_flag=2, action_time=timezone.now() - age)
        for age in (YEARS_KEPT - timedelta(minutes=1), YEARS_KEPT)
    )
    older(YEARS_KEPT)

    call_command("tidy")

    assert list(LogEntry.objects.all()) == [kept]
    assert gone.pk
    assert not Change.objects.exists()


def test_values_of_a_row_are_erased_and_the_fact_of_its_changes_stays(capsys):
    speaker, other = make_speaker(name="Nils Holm"), make_speaker(name="Ebba Ek")
    forget_all()
    for each in (speaker, other):
        each.name = f"{each.name} the elder"
        each.save()
    page = make_page(title="Ebba Holms hus")
    edition, key = page.edition_id, page.pk
    page.delete()

    call_command("erase_history", "speakers.speaker", speaker.pk)
    call_command("erase_history", "editions.page", key)

    assert capsys.readouterr().out.count("Values erased: 1.") == 2
    assert changes(speaker)[0].before == {"name": None}
    assert changes(speaker)[0].after == {"name": None}
    assert changes(other)[0].before == {"name": "Ebba Ek"}
    assert Change.objects.get(table="editions_page", row=key, action="delete").before == {"edition_id": edition}


@pytest.mark.parametrize("model", ["nothing.at_all", "nonsense", "auth.user", "programme.placement"])
def test_erasing_what_is_not_recorded_is_refused(model):
    with pytest.raises(CommandError):
        call_command("erase_history", model, 1)
