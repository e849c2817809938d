"""Instructors only: `course`, and a folder for each stage that a course goes through.

`exercises` says what is asked, `build` makes releases of it, `run` turns submissions into answers,
`grade` turns answers into verdicts and scores, `report` tells people, and `handover` takes from
other systems and gives to them.
"""
