"""The teaching session as a state machine without I/O."""
