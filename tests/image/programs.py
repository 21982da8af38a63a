"""The image's own programs, as they lie in it."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

from tests.shared import HOUSE


def program(name: str) -> ModuleType:
    """``/usr/lib/appear/NAME.py``."""
    file = HOUSE / f"packaging/image/root/usr/lib/appear/{name}.py"
    spec = importlib.util.spec_from_file_location(f"{name}_of_the_image", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look up their own module
    spec.loader.exec_module(module)
    return module
