"""稿签 Gaoqian: topic tags, with evidence, for Chinese news articles."""

from gaoqian.article import Article
from gaoqian.bundle import Bundle, Manifest, ModelStore
from gaoqian.errors import (
    ArticleError,
    BundleError,
    DataError,
    ExtraError,
    GaoqianError,
    OutputError,
    PluginError,
    ReadError,
    SegmenterError,
    SettingsError,
    TaxonomyError,
    WorkerError,
)
from gaoqian.result import Evidence, Tag, TagResult
from gaoqian.tagger import Tagger
from gaoqian.taxonomy import Taxonomy, Topic

__version__ = "0.1.0"

__all__ = [
    "Article",
    "ArticleError",
    "Bundle",
    "BundleError",
    "DataError",
    "Evidence",
    "ExtraError",
    "GaoqianError",
    "Manifest",
    "ModelStore",
    "OutputError",
    "PluginError",
    "ReadError",
    "SegmenterError",
    "SettingsError",
    "Tag",
    "TagResult",
    "Tagger",
    "Taxonomy",
    "TaxonomyError",
    "Topic",
    "WorkerError",
    "__version__",
]
