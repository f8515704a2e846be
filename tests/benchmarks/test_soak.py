"""The soak in short: three swaps in a few seconds, and no request fails."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from gaoqian import ModelStore
from measuring.peers import PeerError
from measuring.wrk import Load
from soak import Plan, Seen, faults, soak


@pytest.mark.skipif(shutil.which("wrk") is None, reason="needs wrk (apt-get install wrk)")
def test_no_request_fails_during_swaps(two_models: Path) -> None:
    """Both models are seen, and all workers follow every swap."""
    plan = Plan(seconds=6, swaps=3, rate=100, follow_seconds=0.1)
    seen = soak(two_models, plan)
    assert faults(seen) == []
    assert set(seen.load.models) == set(ModelStore(two_models).versions())
    assert len(seen.activated) == len(seen.followed) == 3


def test_faults_are_named() -> None:
    """Failed requests, workers that stay behind, and answers that name no model."""
    good = Seen(Load(100, 1, 2, 0, 3, {"a": 1, "b": 2}), [0.1], [0.2])
    assert faults(good) == []
    assert faults(replace(good, load=replace(good.load, failed=2))) == ["2 requests failed"]
    assert faults(replace(good, followed=[None])) == ["1 swaps did not reach all workers"]
    for models in ({"a": 3}, {"a": 1, "": 2}):
        (fault,) = faults(replace(good, load=replace(good.load, models=models)))
        assert "expected two models" in fault


def test_without_wrk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says where it comes from."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PeerError, match="apt-get install wrk"):
        soak(tmp_path, Plan())
