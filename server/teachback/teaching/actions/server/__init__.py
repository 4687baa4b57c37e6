"""An action server: how it is addressed, what it is sent, what it answers."""
