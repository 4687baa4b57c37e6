"""Interactive learning as a state machine without I/O: sessions are values, and an input makes another session."""
