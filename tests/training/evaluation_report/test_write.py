"""Writing the report."""

from dataclasses import replace
from pathlib import Path

import pytest

from gaoqian import ModelStore, Tagger, Taxonomy
from gaoqian_training.datasets import Dataset
from gaoqian_training.evaluation_report.write import ReportError, write_report


def test_folder_that_cannot_be_written(
    tagger: Tagger, authored: Dataset, taxonomy: Taxonomy, models_folder: Path, tmp_path: Path
) -> None:
    """A file in the way is named."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    manifest = replace(tagger.bundle.manifest, data={})
    other = Tagger(replace(tagger.bundle, manifest=manifest))
    dataset = Dataset(authored.items[::200], taxonomy, ())
    with pytest.raises(ReportError, match="file"):
        write_report(other, dataset, ModelStore(models_folder), tmp_path / "file" / "report")
