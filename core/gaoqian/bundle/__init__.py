"""Bundles: a trained model as a folder of plain files, and the folder that holds them."""

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
