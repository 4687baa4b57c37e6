"""Settings for all tests."""

from hypothesis import settings

# How long an example takes depends on what else the machine does, and no test here measures time.
settings.register_profile("teachback", deadline=None)
settings.load_profile("teachback")
