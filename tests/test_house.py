"""The house rules that no other tool keeps: sizes, words, gates, layers. docs/architecture.md says them in prose."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

from conference_portal.kit.content import Gated

CHECKOUT = Path(__file__).resolve().parents[1]
# From the bottom up; a model may point to its own row and to rows further down, by class and by string alike.
FLOORS = (
    ("media", "search", "history", "mail", "accounts"), ("cities",), ("speakers",), ("editions",), ("programme",),
    ("registration", "questions", "youthlab"), ("handover",), ("archive", "site", "texts", "links"), ("readiness",),
)  # fmt: skip
DRAWERS = {"utils", "helpers", "common", "core", "misc", "services", "managers", "base", "signals"}
NOT_A_FEATURES = {"admin", "components", "layout", "errors", "emails", "registration"}  # folders of templates
LITERAL = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\((?!from)"
    r"|:[^;{}]*\b(?:white|black|red|green|blue|yellow|orange|purple|pink|gr[ae]y|silver|navy|teal|maroon)\b",
    re.IGNORECASE,
)


def files(pattern: str, *folders: str) -> list[Path]:
    found = (path for folder in folders for path in (CHECKOUT / folder).rglob(pattern))
    return sorted(path for path in found if "__pycache__" not in path.parts)


OURS = ("conference_portal", "cities", "speakers", "events")
PYTHON = [path for path in files("*.py", *OURS, "tests") if "migrations" not in path.parts]
MODELS = [path for path in PYTHON if "models" in (path.stem, path.parent.name)]
TEMPLATES = files("*.html", "templates")
STYLES = files("*.css", "static/css")
SIZES = {
    "python": (PYTHON, 300),
    "template": (TEMPLATES, 100),
    "style": (STYLES, 200),
    "script": (files("*.js", "static/js"), 80),
}


def name(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def our_apps() -> list[AppConfig]:
    return [
        config
        for config in apps.get_app_configs()
        if Path(config.path).is_relative_to(CHECKOUT) and ".venv" not in config.path
    ]


@pytest.mark.parametrize("kind", SIZES)
def test_no_file_outgrows_its_budget(kind):
    found, most = SIZES[kind]

    assert {name(path): lines for path in found if (lines := length(path)) > most} == {}
    assert length(CHECKOUT / "conference_portal/settings.py") <= 250


def test_no_function_outgrows_its_budget():
    long = {
        f"{name(path)}:{node.name}": lines
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > 40
    }

    assert long == {}


def test_the_root_stays_small_and_there_are_no_drawers():
    ignored = {line.strip("/") for line in (CHECKOUT / ".gitignore").read_text().splitlines()}
    root = [path.name for path in CHECKOUT.iterdir() if not path.name.startswith(".") and path.name not in ignored]

    assert len(root) <= 20
    assert [name(path) for path in [*PYTHON, *files("*/", *OURS)] if path.stem in DRAWERS] == []


def test_every_folder_of_tests_is_collected():
    folders = {path.parent for path in files("test_*.py", "tests")}

    assert [name(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def patterns(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield space, entry
        elif entry.app_name != "admin":
            yield from patterns(entry, entry.namespace or space)


def test_an_address_has_the_name_of_its_view_and_of_its_app():
    found = [(space, entry.name, entry.callback) for space, entry in patterns(get_resolver())]
    labels = {config.name: config.label for config in our_apps()}

    assert [(named, view.__name__) for _, named, view in found if named != view.__name__] == []
    assert [
        (space, view.__module__)
        for space, _, view in found
        if space and labels[view.__module__.partition(".views")[0]] != space
    ] == []
    assert len(found) > 20


def views_of(config: AppConfig) -> list[Path]:
    """A module, or a folder of modules."""
    folder = Path(config.path)
    return [*folder.glob("views.py"), *folder.glob("views/*.py")]


@pytest.mark.parametrize("config", [config for config in our_apps() if views_of(config)], ids=lambda c: c.label)
def test_a_feature_has_its_templates_and_its_tests(config):
    folder = Path(config.path)
    views = "".join(path.read_text(encoding="utf-8") for path in views_of(config))
    rendered = re.findall(r'render\(\s*request,\s*"([^"]+)"', views)

    assert [template for template in rendered if not template.startswith(f"{config.label}/")] == []
    assert [template for template in rendered if not (CHECKOUT / "templates" / template).exists()] == []
    tests = (
        CHECKOUT
        / "tests"
        / folder.relative_to(CHECKOUT / "conference_portal" if config.name.startswith("conf") else CHECKOUT)
    )
    assert files("test_*.py", name(tests)) != []


def test_a_folder_of_templates_is_a_feature_or_one_of_the_named():
    folders = {path.name for path in (CHECKOUT / "templates").iterdir() if path.is_dir()}

    assert folders - {config.label for config in our_apps()} <= NOT_A_FEATURES


def test_content_is_reached_through_both_gates():
    """Every model that has a page or stands in the admin, and all that hang on one of these."""
    ungated = [
        model
        for config in our_apps()
        for model in config.get_models()
        if not isinstance(model._default_manager.all(), Gated)
    ]

    assert [
        model._meta.label for model in ungated if hasattr(model, "get_absolute_url") or admin.site.is_registered(model)
    ] == []
    known = {"search", "history", "mail", "archive", "kit", "accounts", "texts", "links"}
    assert {model._meta.app_label for model in ungated} <= known


def test_no_row_points_upwards():
    floor = {label: number for number, labels in enumerate(FLOORS) for label in labels}
    pointing = [
        f"{model._meta.label}.{field.name}"
        for config in our_apps()
        for model in config.get_models()
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.remote_field and (aim := field.remote_field.model._meta.app_label) in floor
        if floor[aim] > floor[model._meta.app_label]
        or (floor[aim] == floor[model._meta.app_label] and aim != model._meta.app_label)
    ]

    assert pointing == []


def test_models_know_nothing_of_requests_and_templates():
    forbidden = re.compile(r"^\s*(?:from|import) django\.(?:http|shortcuts|template|views|forms)\b", re.MULTILINE)

    assert [name(path) for path in MODELS if forbidden.search(path.read_text(encoding="utf-8"))] == []
    assert len(MODELS) > 10


FORBIDDEN = {
    "a style in place": r"\sstyle\s*=|<style",
    "a script in place": r"<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:",
    "unescaped text": r"\|\s*safe\b|\{%\s*autoescape",
    "a zoom that is switched off": r"user-scalable|maximum-scale",
    "a text past gettext's trimming": r"\{%\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)(?![^\n]*endblocktrans)",
    "a file from elsewhere": r"<(?:script|link|img|iframe|source)\b[^>]*\s(?:src|href)=[\"'](?:https?:)?//",
}


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_template_holds(fault):
    found = {
        name(path): hit[0]
        for path in TEMPLATES
        if (hit := re.search(FORBIDDEN[fault], path.read_text(encoding="utf-8")))
    }

    assert found == {}


def test_includes_hand_over_what_is_needed_and_no_more():
    """A page may be cut into parts of its own folder, which see what it sees; Django's own widgets and inlines, too."""
    loose = [
        (name(path), target)
        for path in TEMPLATES
        for target, rest in re.findall(r"\{%\s*include\s+(\S+)([^%]*)%\}", path.read_text(encoding="utf-8"))
        if not rest.rstrip().endswith(" only")
    ]

    assert [
        (page, target)
        for page, target in loose
        if Path(page).parts[1] not in {"admin", target.strip('"').partition("/")[0]}
    ] == []
    assert [page for page, _ in loose if Path(page).parts[1] in {"components", "layout"}] == []


def test_components_say_what_they_take():
    silent = [
        name(path)
        for path in TEMPLATES
        if path.parent.name in {"components", "layout"} and not path.read_text().startswith("{#")
    ]

    assert silent == []


def test_styles_stand_in_layers_and_colours_in_one_place():
    source = {path: re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL) for path in STYLES}

    assert [name(path) for path, text in source.items() if not text.lstrip().startswith("@layer")] == []
    assert {
        name(path): hit[0] for path, text in source.items() if path.name != "base.css" and (hit := LITERAL.search(text))
    } == {}
    assert [
        name(path)
        for path, text in source.items()
        if "!important" in text and path.name not in {"base.css", "print.css"}
    ] == []


def test_scripts_import_nothing_and_reach_nobody():
    source = {name(path): path.read_text(encoding="utf-8") for path in files("*.js", "static/js")}

    assert [
        file
        for file, text in source.items()
        if re.search(r"^\s*import\b|\beval\(|innerHTML|\bcookie\b|https?://", text, re.MULTILINE)
    ] == []


def test_nothing_names_the_machine_it_was_made_on():
    machine = re.compile(
        r"/(?:tmp|work|root|home)/\w|(?:(?<!emit-)index[-_]url|pythonhosted|registry\.npm)\b|/simple/?\b", re.IGNORECASE
    )
    roots = [path for path in CHECKOUT.iterdir() if path.is_file()]
    texts = [*roots, *files("*.*", *OURS, "templates", "static", "tests", "docs", "deploy", "locale", ".ci")]
    read = {
        path: path.read_text(encoding="utf-8", errors="ignore")
        for path in texts
        if path.is_file() and path != Path(__file__)
    }

    assert {name(path): hit[0] for path, text in read.items() if (hit := machine.search(text))} == {}


def test_nothing_happens_at_a_distance():
    signals = re.compile(r"^\s*(?:from|import) django\.(?:db\.models\.signals|dispatch)\b", re.MULTILINE)

    assert [name(path) for path in PYTHON if signals.search(path.read_text(encoding="utf-8"))] == []


def test_the_handbook_speaks_the_words_of_the_admin():
    """Whoever reads **Release programme** must find it on the screen. Django's own words are among them."""
    bold = re.findall(
        r"\*\*([^*`]+)\*\*", re.sub(r"`[^`]*`", "", (CHECKOUT / "docs/editors.md").read_text(encoding="utf-8"))
    )
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in [*PYTHON, *TEMPLATES] if "tests" not in path.parts
    ).lower()
    told = {" ".join(words.split()).lower().removeprefix("add ") for words in bold} - {
        "bold",
        "4/4",
        "history",
        "missing",
    }

    assert [words for words in sorted(told) if f'"{words}' not in source and f"'{words}" not in source] == []
