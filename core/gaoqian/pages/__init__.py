"""Page cutting: segmentation of newspaper pages into articles."""
