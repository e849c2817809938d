"""What people read after grading: feedback, the class report, pairs of similar solutions."""
