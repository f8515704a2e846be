"""Bundles that earlier programs wrote still load, and still answer the same."""

import json
from pathlib import Path

import pytest

from gaoqian import Article, Tagger
from gaoqian.bundle import FORMAT_VERSION, load_bundle, write_bundle
from gaoqian.bundle.bundle import MANIFEST_NAME, read_manifest
from gaoqian.segment import load_segmenter

OLD_BUNDLES = Path(__file__).resolve().parents[2] / "old_bundles"
#: The first article of ``ed2.jsonl``, on which the old programs gave these probabilities.
_ARTICLE = Article(
    "上厕所先看广告？",
    "换乘大厅的公厕里，取纸机亮着屏：扫码，关注，看完十五秒贷款广告，吐纸六十厘米。排在后头的"
    "大爷举着老人机，进退两难。便民二字，便的究竟是谁的民？厕纸才几分钱，流量倒值几毛，这本账"
    "算得精，也算得寒碜。公共服务可以有成本，不可以拿别人的急处做生意。",
)
_EDITORIAL = {
    "format-1": 0.9999770135503564,
    "format-2": 0.9999912012039639,
    "format-3": 0.9999798053255406,
}


@pytest.mark.parametrize("path", sorted(OLD_BUNDLES.iterdir()), ids=lambda path: path.name)
def test_old_bundle_answers_as_it_did(path: Path) -> None:
    """A bundle of an earlier format gives the probability that it gave then."""
    manifest = json.loads((path / MANIFEST_NAME).read_text(encoding="utf-8"))
    here = load_segmenter().fingerprint
    if manifest["segmenter"]["version"] != here.version:
        pytest.skip(f"made with {manifest['segmenter']['engine']} of another version than here")
    result = Tagger.load(path).tag(_ARTICLE)
    assert result.scores["editorial"] == pytest.approx(_EDITORIAL[path.name], abs=1e-6)
    assert [tag.topic for tag in result.tags] == ["editorial"]


@pytest.mark.parametrize("path", sorted(OLD_BUNDLES.iterdir()), ids=lambda path: path.name)
def test_written_again_it_is_of_todays_format(path: Path, tmp_path: Path) -> None:
    """A manifest that was read from an old bundle does not vouch for files laid out anew."""
    if read_manifest(path).segmenter != load_segmenter().fingerprint:
        pytest.skip("made with another segmenter than here")
    old = load_bundle(path)
    write_bundle(tmp_path, old.manifest, old.scorer.arrays, {}, Path.touch)
    again = load_bundle(tmp_path / old.manifest.version)
    assert again.manifest.format == FORMAT_VERSION
    assert Tagger(again).tag(_ARTICLE).scores == Tagger(old).tag(_ARTICLE).scores
