"""django-stubs, and what modeltranslation adds at run time (`title_da` beside `title`); managers keep their type."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from modeltranslation import translator
from mypy.plugin import ClassDefContext
from mypy.types import AnyType, NoneType, TypeOfAny, UnionType
from mypy_django_plugin.django.context import DjangoContext
from mypy_django_plugin.lib import helpers
from mypy_django_plugin.main import NewSemanalDjangoPlugin


def keep_managers(_model: type) -> None:
    """modeltranslation swaps every manager for a class made in a function, whose name leads django-stubs nowhere."""


translator.add_manager = keep_managers


class Plugin(NewSemanalDjangoPlugin):
    def get_base_class_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        hook = super().get_base_class_hook(fullname)
        info = self._get_typeinfo_or_none(fullname)
        if hook is None or info is None or not helpers.is_model_type(info):
            return hook

        def with_languages(context: ClassDefContext) -> None:
            hook(context)
            add_languages(context, self.django_context)

        return with_languages


def add_languages(context: ClassDefContext, django: DjangoContext) -> None:
    model = django.get_model_class_by_fullname(context.cls.fullname)
    if model is None:
        return
    try:
        options = translator.translator.get_options_for_model(model)
    except translator.NotRegistered:
        return
    text = context.api.named_type_or_none("builtins.str")
    kind = UnionType([text, NoneType()]) if text else AnyType(TypeOfAny.explicit)
    for fields in options.all_fields.values():
        for field in fields:
            if field.name not in context.cls.info.names:
                helpers.add_new_sym_for_info(context.cls.info, field.name, kind)


def plugin(_version: str) -> type[Plugin]:
    return Plugin
