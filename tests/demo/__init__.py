"""Tests of the made-up round."""
