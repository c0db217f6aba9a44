"""The browser libraries are pinned by hash, and what cannot be fetched leaves what was there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from reportedly.desk import assets
from reportedly.errors import InstallFault


def test_every_package_is_pinned_by_version_and_hash() -> None:
    asked = json.loads((assets.HERE / "package.json").read_text())
    lock = json.loads((assets.HERE / "package-lock.json").read_text())["packages"]
    for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
        assert lock[f"node_modules/{name}"]["version"] == version
    assert all(one["integrity"].startswith("sha512-") for name, one in lock.items() if name)


def fake_npm(status: int, names: Sequence[str]):
    def npm(arguments: Sequence[str], folder: Path) -> int:
        assert arguments[:2] == ["ci", "--ignore-scripts"]
        assert (folder / "package-lock.json").is_file()
        for name in names:
            path = folder / "node_modules" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name)
        return status

    return npm


def test_what_is_served_is_copied(tmp_path: Path) -> None:
    assert not assets.present(tmp_path)
    paths = assets.fetch(tmp_path, npm=fake_npm(0, assets.SERVED))
    assert [path.name for path in paths] == ["maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"]
    assert assets.present(tmp_path)


def test_a_failed_fetch_leaves_what_was_there(tmp_path: Path) -> None:
    assets.fetch(tmp_path, testing=True, npm=fake_npm(0, assets.SERVED + assets.TESTING))
    with pytest.raises(InstallFault, match="lists in place of maps"):
        assets.fetch(tmp_path, npm=fake_npm(1, []))
    assert assets.present(tmp_path)
