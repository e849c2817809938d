"""Instructors only: exercises, the judge, the engine that runs submissions, and `course`."""
