"""Tests of the in-place editor."""
