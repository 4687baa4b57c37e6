"""What was taught, as small edits of the project's files: planned, shown, verified, and written by nobody here."""
