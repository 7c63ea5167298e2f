"""Examples of hypothesis are kept with the other caches."""

from __future__ import annotations

from pathlib import Path

from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(__file__).parents[4] / "var" / "cache" / "hypothesis")
