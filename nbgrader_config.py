"""nbgrader's configuration for this course; `course` and nbgrader's own commands both read it."""

import warnings
from pathlib import Path

c = get_config()  # noqa: F821 - given by traitlets

# nbgrader 0.9.6 reads from the session before it adds a submission to it (api.py, add_submission),
# and SQLAlchemy 2 says so three times a submission. Nothing is lost by it.
warnings.filterwarnings("ignore", "Object of type <Submitted")

c.CourseDirectory.course_id = "learning-algorithms"

# Verdicts are the instructor's: not copied to feedback, and not taken from a submission.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    ".pytest_cache",
    "verdicts.json",
]

# Whoever runs the instructor notebooks leaves a run log beside them. It must not replace the
# student's own, as other files in source/ would.
source = Path(__file__).with_name("source")
c.Autograde.exclude_overwriting = {
    folder.name: [f"runs/{log.name}" for log in folder.glob("runs/*")]
    for folder in source.glob("*/")
}

# Mark schemes stand in locked cells above the written answers: cleared from the release, put back
# for the marker. nbgrader wants task cells for them, but a task cell always waits for a mark of
# its own, even in a submission without an answer.
c.ClearMarkScheme.enforce_metadata = False

# nbgrader would misread some times, and stop or hang at files that are no plain ones.
c.Autograde.exporter_class = "autograder.preprocessors.SubmissionExporter"

# Sanitise: nbgrader's own steps, after one that mends what would stop the whole class.
c.Autograde.sanitize_preprocessors = [
    "autograder.preprocessors.RepairCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Autograde: cells run in a process without a gradebook, and what their checks publish is judged
# here, outside of it. nbgrader then reads the scores from the outputs that the judge has written.
# Its metadata has been checked above, and no step here changes any.
c.Autograde.autograde_preprocessors = [
    "autograder.preprocessors.RunCells",
    "autograder.preprocessors.JudgeAnswers",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
]

# `nbgrader export` puts a name with a comma into two cells; ours writes the same columns rightly.
c.ExportApp.plugin_class = "autograder.export.SummaryExporter"
