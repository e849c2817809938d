"""From the gradebook to people: feedback, the class report, similar solutions."""
