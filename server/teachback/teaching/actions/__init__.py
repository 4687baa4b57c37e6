"""What an action does when it runs inside a session: in the project's own data, or on its action server."""
