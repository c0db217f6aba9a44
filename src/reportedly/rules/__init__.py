"""What words mean, as data: YAML files, each entry with its examples and not-examples."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import yaml


@functools.cache
def load_rules(name: str) -> Any:
    """The parsed YAML file `name` of this package. Callers must not change what they get: it is shared."""
    text = resources.files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
