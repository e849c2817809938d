"""The course as it is laid out for the site, made once."""

from pathlib import Path

import pytest

from autograder.build import kit, lite
from autograder.course import Course


@pytest.fixture(scope="session")
def course():
    return Course(Path(__file__).parents[2])


@pytest.fixture(scope="session")
def laid_out(course, tmp_path_factory):
    """What a site is made of. tests/kit proves kits, which takes the longest, so not here too."""

    def unproven(course, to):
        to.write_bytes(kit.zipped(kit.contents(course)))
        return to

    folder = tmp_path_factory.mktemp("lite")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kit, "pack", unproven)
        lite.lay_out(course, folder)
    return folder
