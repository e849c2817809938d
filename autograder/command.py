"""What the verbs of `course` have in common: kinds of options, and faults told in one line.

Whatever a person can put right ends in one line that says what failed, where, and what to do next,
and in an exit status that is not 0.
"""

import errno
from pathlib import Path

import click
from traitlets import TraitError

from autograder.course import AGAIN, CONFIG_FILE, Course, CourseError, require_name
from autograder.run.sandbox import SandboxMissing
from autograder.run.workers import WorkerDied


class _Course(click.ParamType):
    name = "DIR"

    def convert(self, value, param, ctx):
        if isinstance(value, Course):
            return value
        try:
            return Course(_something(self, value, param, ctx))
        except CourseError as error:
            self.fail(str(error), param, ctx)


class Name(click.ParamType):
    """The name of an assignment or a student, which is the name of a folder."""

    name = "name"

    def __init__(self, whose):
        self._whose = whose

    def convert(self, value, param, ctx):
        try:
            # Completing the name of a folder with the tab key adds a slash.
            return require_name(value.removesuffix("/"), self._whose)
        except CourseError as error:
            self.fail(str(error), param, ctx)


class File(click.Path):
    """A path that is not empty; `Path("")` would mean the present folder."""

    def __init__(self, **options):
        super().__init__(path_type=Path, **options)

    def convert(self, value, param, ctx):
        return super().convert(_something(self, value, param, ctx), param, ctx)


class OneOf(click.ParamType):
    """One of several words; click's own kind would tell a wrong one in several lines."""

    name = "word"

    def __init__(self, *words):
        self._words = words

    def convert(self, value, param, ctx):
        if value not in self._words:
            self.fail(f"{value!r} is none of {', '.join(self._words)}.", param, ctx)
        return value


class Words(click.ParamType):
    """A text that is not empty."""

    name = "text"

    def convert(self, value, param, ctx):
        return _something(self, value, param, ctx)


def _something(kind, value, param, ctx):
    if not str(value).strip():
        kind.fail("it is empty. Give a value, or leave the option out.", param, ctx)
    return value


def assignment_argument(function):
    """The argument ASSIGNMENT."""
    return click.argument("assignment", type=Name("an assignment"))(function)


def student_option(function):
    """The option --student, which may be repeated."""
    return click.option(
        "--student",
        "students",
        metavar="NAME",
        type=Name("a student"),
        multiple=True,
        help="Only this student; may be repeated.",
    )(function)


def course_option(function):
    """The option --course."""
    return click.option(
        "--course",
        type=_Course(),
        help=f"The course's folder. Default: the nearest folder, upwards, with {CONFIG_FILE}.",
    )(function)


def db_option(function):
    """The option --db."""
    return click.option(
        "--db",
        metavar="URL",
        type=Words(),
        help="The gradebook's address, such as postgresql+psycopg://user@host/name. "
        f"Default: c.CourseDirectory.db_url in {CONFIG_FILE}.",
    )(function)


def chosen(course, db=None):
    """The course that the options --course and --db name, with a configuration that can be read."""
    course = course or Course.nearest()
    if db:
        course = Course(course.root, db)
    course.config  # noqa: B018 - Raises before anything has begun.
    return course


class Verbs(click.Group):
    """Turns what a person has to put right into a message and an exit code."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except (CourseError, SandboxMissing, WorkerDied) as error:
            words = str(error)
        except TraitError as error:
            words = (
                f"{CONFIG_FILE} has a value of the wrong kind: {' '.join(str(error).split())} "
                "Correct this value."
            )
        except OSError as error:
            words = told(error)
        except ImportError as error:
            words = f"This installation lacks something ({error}). Run `course doctor`."
        except MemoryError:
            words = f"This machine has not enough memory. Close other programs, {AGAIN}"
        raise click.ClickException(words)


def told(error):
    """What the machine refused to do with a file, and what to do about it, in one line."""
    where = " and ".join(str(x) for x in (error.filename, error.filename2) if x is not None)
    what = f"{where or 'A file'} cannot be used ({error.strerror or error})."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full. {what} Make room, {AGAIN}"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{what} Give yourself the rights to read and write it, {AGAIN}"
    if error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENOTEMPTY):
        return f"{what} Move away what stands in its place, {AGAIN}"
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return f"{what} Allow more open files (`ulimit -n 4096`), {AGAIN}"
    return f"{what} See to it (`course doctor` may help), {AGAIN}"
