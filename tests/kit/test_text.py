"""Markdown is safe whatever is stored, keeps the language of parts, and never breaks the order of headings."""

from __future__ import annotations

import pytest

from conference_portal.kit.text import excerpt, markdown, plain, slug


def test_markdown_makes_plain_html():
    assert markdown("One *two* **three**\n\n- a\n- b") == (
        "<p>One <em>two</em> <strong>three</strong></p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
    )


@pytest.mark.parametrize("nothing", ["", None, "  \n"])
def test_markdown_of_nothing_is_nothing(nothing):
    assert markdown(nothing) == ""


def test_markdown_keeps_the_language_of_parts_and_no_other_attribute():
    assert markdown("[hjärta]{lang=sv .big #x onclick=y}") == '<p><span lang="sv" translate="no">hjärta</span></p>'
    assert "lang" not in markdown('[x]{lang="sv onclick"}')


@pytest.mark.parametrize(
    ("typed", "top", "levels"),
    [
        ("# a\n\n### b\n\n## c", 2, ["h2", "h3", "h3"]),
        ("### a\n\n# b", 2, ["h2", "h2"]),
        ("#### a\n\n##### b\n\n###### c", 3, ["h3", "h4", "h5"]),
        ("# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f", 4, ["h4", "h5", "h6", "h6", "h6", "h6"]),
    ],
)
def test_markdown_headings_begin_at_the_top_and_skip_no_level(typed, top, levels):
    html = markdown(typed, top=top)

    assert [line[1:3] for line in html.splitlines()] == levels
    assert [line[-3:-1] for line in html.splitlines()] == levels


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/?a=1", True),
        ("mailto:a@example.org", True),
        ("tel:+4512345678", True),
        ("/da/2024/", True),
        ("#part", True),
        ("http://example.org/", False),
        ("//evil.example/", False),
        ("javascript:alert(1)", False),
        ("java&#09;script:alert(1)", False),
        ("data:text/html,x", False),
        ("ftp://example.org/", False),
        ("da/2024/", False),
    ],
)
def test_markdown_links_lead_only_where_they_may(address, kept):
    assert ("href=" in markdown(f"[word]({address})")) is kept


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '<img src="https://tracker.example/x.png">',
        "![alt](https://tracker.example/x.png)",
        "<style>p{}</style>",
        '<a href="https://example.org" onclick="x()">x</a>',
        "<iframe src=https://example.org></iframe>",
    ],
)
def test_markdown_lets_no_markup_through(typed):
    html = markdown(typed)

    assert not any(tag in html for tag in ("<script", "<img", "<style", "<a ", "<iframe"))


def test_markdown_tables_carry_no_style():
    assert "style" not in markdown("|a|b|\n|-|-:|\n|1|2|")
    assert "<td>1</td>" in markdown("|a|b|\n|-|-:|\n|1|2|")


def test_plain_is_the_words_on_one_line():
    typed = (
        "# Tema\n\n[hjärta]{lang=sv} *og* `smerte`\nigen &amp; igen\n\n- et\n- to\n\n|a|b|\n|-|-|\n|1|2|\n\n![alt](x)"
    )

    assert plain(typed) == "Tema hjärta og smerte igen & igen et to a b 1 2"
    assert plain("") == ""


def test_excerpt_ends_between_words():
    assert excerpt("Kort tekst.") == "Kort tekst."
    assert excerpt("Et to tre, fire fem", 12) == "Et to tre…"
    assert len(excerpt("ord " * 100)) <= 155
    assert excerpt("x" * 200, 10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ørebro Åse Æble", "oerebro-aase-aeble"),
        ("Þór Ólafur Eðvald", "thor-olafur-edvald"),
        ("Göteborg & Malmö", "goteborg-malmo"),
        ("d'Angleterre", "dangleterre"),
        ("A\N{COMBINING RING ABOVE}rhus", "aarhus"),
        ("  --  ", ""),
    ],
)
def test_slug_is_ascii(words, expected):
    assert slug(words) == expected
