"""Helpers of the test suite that are no tests."""
