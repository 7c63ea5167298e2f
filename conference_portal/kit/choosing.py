"""A row chosen out of many: by typing parts of its name with a script, by typing its name whole without."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Q

from conference_portal.kit.addresses import as_key


class NamedSelect(AutocompleteSelect):
    """Django's list that loads as one types. `names`: the columns that a whole name is looked for in."""

    template_name = "admin/widgets/named_select.html"
    at_hand: Any = None  # the row that stands there, where the page has read it already

    def __init__(self, *args: Any, names: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["typed"] = "" if value is None or as_key(str(value)) else value
        return context

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """What was typed and is no row's key cannot be looked up as one; what is at hand need not be."""
        keys = [each for each in value if as_key(str(each)) or not each]
        if self.at_hand is None or keys != [str(self.at_hand.pk)]:
            return super().optgroups(name, keys, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]  # noqa: FBT003 (Django's own)
        label = self.choices.field.label_from_instance(self.at_hand)
        return [(None, [*options, self.create_option(name, self.at_hand.pk, label, True, len(options))], 0)]  # noqa: FBT003

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        chosen = super().value_from_datadict(data, files, name)
        typed = data.get(f"{name}-named", "").strip()
        if not typed:
            return chosen
        asked = reduce(or_, (Q(**{f"{column}__iexact": typed}) for column in self.names))
        found = list(self.choices.queryset.filter(asked).values_list("pk", flat=True).distinct()[:2])
        return found[0] if len(found) == 1 else typed

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return super().value_omitted_from_data(data, files, name) and f"{name}-named" not in data
