"""The language server: thin handlers over the floors below, all protocol hardening in one module."""
