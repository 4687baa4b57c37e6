"""The conversation with a person about an export, without I/O."""
