"""What a browser asks of the steps of a handover."""

from __future__ import annotations

from urllib.parse import urlencode

ADD = "/admin/handover/handover/add/"


def start(world, **changes):
    return {
        "edition": world.edition.pk, "step": "2", "year": "2027", "host": world.aarhus.pk, "starts_on": "2027-10-06",
    } | changes  # fmt: skip


def chosen(client, world, **changes):
    """The address of the third step, as a browser makes it from the second."""
    page = client.get(ADD, start(world)).context["wizard"]
    found = {name: field.value() for name, field in ((each.name, each) for each in page.choices)}
    ticked = {name: value for name, value in found.items() if value not in (False, None, "")}
    return start(world, step="3", chosen="1") | {n: "on" if v is True else v for n, v in ticked.items()} | changes


def query(values):
    return f"{ADD}?{urlencode(values, doseq=True)}"


def hand_over(client, world, *, choices=None, **sent):
    url = query(chosen(client, world, **(choices or {})))
    seen = client.get(url).context["wizard"].plan.digest
    return client.post(url, {"seen": seen, "language": "da", "email": "ny@example.org"} | sent)
