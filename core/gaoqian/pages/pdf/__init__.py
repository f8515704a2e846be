"""Segmentation of PDF pages by geometry: glyphs, lines, blocks, articles."""
