"""Bundles: trained models as folders of plain files, and the models folder."""

from gaoqian.bundle.bundle import Bundle, load_bundle, write_bundle
from gaoqian.bundle.manifest import FORMAT_VERSION, Manifest, TopicEntry
from gaoqian.bundle.store import ModelStore

__all__ = [
    "FORMAT_VERSION",
    "Bundle",
    "Manifest",
    "ModelStore",
    "TopicEntry",
    "load_bundle",
    "write_bundle",
]
