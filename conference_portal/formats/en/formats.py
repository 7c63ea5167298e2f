"""British English."""

from __future__ import annotations

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y H:i"
FIRST_DAY_OF_WEEK = 1

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3

_DATES = ("%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d")
_TIMES = ("%H:%M", "%H.%M", "%H:%M:%S", "%H.%M.%S")
DATE_INPUT_FORMATS = list(_DATES)
TIME_INPUT_FORMATS = [*_TIMES, "%H:%M:%S.%f"]
DATETIME_INPUT_FORMATS = [f"{date} {time}" for date in _DATES for time in _TIMES] + [
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
]
