"""The book for the tests of this folder."""

from the_book import site  # noqa: F401 (a fixture)
