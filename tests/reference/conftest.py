"""Settings of the property tests."""

from hypothesis import settings

# A time limit on each example would fail on a busy machine for no fault of the code.
settings.register_profile("reference", deadline=None)
settings.load_profile("reference")
