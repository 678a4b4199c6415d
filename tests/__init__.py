"""Tests; each folder mirrors a folder of the package."""
